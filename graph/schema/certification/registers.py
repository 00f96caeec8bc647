"""What registers say of a certification, as clients see it: fiches, periods, certificateurs, agreements."""

from datetime import date

import strawberry

from graph.schema.base.bind import field, partners, shows
from graph.schema.referentiel.types import Bloc, Referentiel
from resolvers.certification import fiches as shown
from rules.certification.certification import RegistrationState


@strawberry.type(description="Enregistrement à un répertoire national, sur une période ; les fiches se succèdent.")
@partners("number", "state", "start", "end", "last_award_on", "decided_on", "years", "published_on", "source", "link")
class Registration:
    """One registration."""

    number: str = strawberry.field(description="Numéro de la fiche, par exemple RNCP37268 (NUM-04).")
    state: RegistrationState = strawberry.field(description="État de la fiche.")
    start: date | None = strawberry.field(name="from", description="Premier jour de l’enregistrement.")
    end: date | None = strawberry.field(name="until", description="Dernier jour de l’enregistrement.")
    last_award_on: date | None = strawberry.field(
        description="Date limite de délivrance, comprise, à qui est entré à temps, quand la fiche en a une (REG-01)."
    )
    decided_on: date | None = strawberry.field(
        description="Jour de la décision qui l’enregistre, quand on le connaît (CER-05)."
    )
    years: int | None = strawberry.field(
        description="Durée de l’enregistrement que donne cette décision, en années, quand on la connaît (CER-05)."
    )
    published_on: date | None = strawberry.field(
        description="Jour du Journal officiel que donne le répertoire, quand il en donne un (CER-01)."
    )
    source: str | None = strawberry.field(description="D’où on le sait.")
    link: str | None = strawberry.field(description="Adresse de cette source, quand elle est donnée.")
    declared_on: date | None = strawberry.field(
        description="Jour où le GTP l’a déclaré, ce qu’aucun répertoire ne défait ; nul pour le dire d’un répertoire."
    )


@strawberry.type(
    description="Fiche d’une certification à un répertoire national, telle que la disent ses propres sources : un "
    "renouvellement est une nouvelle fiche, un nouveau numéro et de nouveaux codes de blocs (REG-02)."
)
@shows(shown.Fiche)
@partners(
    "number",
    "title",
    "level",
    "state",
    "start",
    "end",
    "last_award_on",
    "decided_on",
    "years",
    "published_on",
    "blocs",
    "source",
    "link",
    "declared_on",
)
class Fiche:
    """A fiche of a certification."""

    number: str = strawberry.field(description="Numéro de la fiche, par exemple RNCP36376 (NUM-04).")
    title: str = strawberry.field(description="Intitulé que lui donnent ses sources.")
    level: int | None = strawberry.field(description="Niveau que lui donnent ses sources, de 3 à 8.")
    state: RegistrationState = strawberry.field(description="État de la fiche.")
    start: date | None = strawberry.field(name="from", description="Premier jour de l’enregistrement.")
    end: date | None = strawberry.field(name="until", description="Dernier jour de l’enregistrement, compris.")
    last_award_on: date | None = strawberry.field(
        description="Date limite de délivrance, comprise, quand la fiche en a une (REG-01)."
    )
    decided_on: date | None = strawberry.field(description="Jour de la décision qui l’enregistre, quand on le connaît.")
    years: int | None = strawberry.field(description="Durée que donne cette décision, en années, quand on la connaît.")
    published_on: date | None = strawberry.field(
        description="Jour du Journal officiel que donne le répertoire, quand il en donne un."
    )
    blocs: list[Bloc] = field(shown.blocs, list[Bloc], "Les blocs de la fiche, sous ses propres codes.")
    referentiel: Referentiel | None = field(
        shown.version_of, Referentiel | None, "Ce que l’on connaît du référentiel de la fiche ; nul si ce n’est rien."
    )
    source: str | None = strawberry.field(
        description="D’où le GTP sait qu’elle est de cette certification ; nul pour la sienne propre."
    )
    link: str | None = strawberry.field(description="Adresse de cette source, quand elle est donnée.")
    declared_on: date | None = strawberry.field(description="Jour où le GTP l’a déclaré ; nul pour la sienne propre.")


@strawberry.type(description="Période sur laquelle un CQPM est déclaré sans inscription au RNCP (REG-01).")
@partners("start", "end", "source", "link")
class Unregistered:
    """A period without registration."""

    start: date | None = strawberry.field(name="from", description="Premier jour ; nul si elle n’en a pas.")
    end: date | None = strawberry.field(name="until", description="Dernier jour, compris ; nul si elle n’en a pas.")
    source: str = strawberry.field(description="D’où on le sait.")
    link: str | None = strawberry.field(description="Adresse de cette source, quand elle est donnée.")
    declared_on: date = strawberry.field(description="Jour où le GTP l’a déclaré.")


@strawberry.type(description="Qui la délivre, tel qu’un répertoire national le nomme.")
@partners("name", "siret")
class Certificateur:
    """Whoever awards it."""

    name: str = strawberry.field(description="Nom.")
    siret: str | None = strawberry.field(description="SIRET, s’il est connu.")


@strawberry.type(description="Convention collective telle qu’un répertoire l’imprime.")
@partners("brochure", "title")
class Agreement:
    """A collective agreement as printed."""

    brochure: str = strawberry.field(description="Numéro de sa brochure, qui n’est pas un IDCC.")
    title: str = strawberry.field(description="Intitulé.")
