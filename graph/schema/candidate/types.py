"""Candidates, as clients see them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.base.relay import FORWARD, Connection, Node, global_id, identifier
from graph.schema.rule.types import Payload
from resolvers.candidate import reading as resolve
from rules.base.outcome import Done, Refused
from rules.base.partial_date import PartialDate
from rules.candidate import candidate as entities
from rules.candidate.candidate import Sex

if TYPE_CHECKING:
    from graph.schema.certificate.types import Certificate
    from graph.schema.dossier.types import Dossier, Holding


@strawberry.type(description="Adresse postale, telle qu’on l’écrit sur une enveloppe.")
class Address:
    """A postal address."""

    lines: list[str] = strawberry.field(description="Une à quatre lignes avant le code postal.")
    postcode: str | None = strawberry.field(description="Code postal ; nul là où il n’y en a pas.")
    town: str = strawberry.field(description="Commune.")
    country: str = strawberry.field(description="Pays.")


@strawberry.type(
    description="Un mandat du candidat : un conseiller, une entreprise ou un organisme agit pour lui (PRD-03)."
)
class Mandate:
    """Somebody who acts for the candidate."""

    id: strawberry.ID = plain(lambda mandate: global_id("Mandate", mandate.id), strawberry.ID, "Identifiant opaque.")
    account: str = strawberry.field(description="Compte sous lequel le mandataire agit.")
    name: str = strawberry.field(description="Nom du mandataire.")
    organisation: str | None = strawberry.field(description="Son organisme.")
    starts_on: date = strawberry.field(description="Premier jour.")
    ends_on: date | None = strawberry.field(description="Dernier jour, compris ; nul sans terme.")
    revoked_on: date | None = strawberry.field(description="Jour de la révocation : il ne vaut plus depuis.")


@strawberry.type(description="Une correction du candidat : ce qui a changé et pourquoi, jamais les valeurs (PRD-05).")
class Correction:
    """A correction of a person."""

    on: date = strawberry.field(description="Jour de la correction.")
    fields: list[str] = strawberry.field(description="Champs corrigés, sous leurs noms dans l’API.")
    reason: str | None = strawberry.field(description="Motif.")


@strawberry.type(
    description="Une personne qui demande une certification ; une seule fiche au niveau national (PRD-01)."
)
@shows(entities.Candidate)
class Candidate(Node):
    """One candidate."""

    id: strawberry.ID = identifier("Candidate")
    revision: int = strawberry.field(description="Révision, à renvoyer dans expectedRevision.")
    last_name: str | None = plain(lambda candidate: candidate.birth_name, str | None, "Nom de naissance.")
    used_name: str | None = strawberry.field(description="Nom d’usage.")
    first_names: str | None = strawberry.field(description="Prénoms.")
    sex: Sex | None = strawberry.field(description="Sexe à l’état civil.")
    birth_date: PartialDate | None = strawberry.field(
        description="Date de naissance, telle qu’elle est connue : au jour, au mois ou à l’année (PRD-04)."
    )
    birth_place: str | None = strawberry.field(description="Commune, département et pays de naissance (JUR-14).")
    email: str | None = strawberry.field(description="Adresse électronique.")
    phone: str | None = strawberry.field(description="Téléphone.")
    address: Address | None = strawberry.field(description="Adresse postale.")
    department: str | None = strawberry.field(description="Département dont dépend le candidat (INS-01).")
    former_ids: list[strawberry.ID] = plain(
        lambda candidate: [global_id("Candidate", key) for key in getattr(candidate, "former_ids", ())],
        list[strawberry.ID],
        "Identifiants des fiches réunies à celle-ci, à laquelle ils mènent (PRD-05).",
    )
    mandates: list[Mandate] = field(
        resolve.mandates_of, list[Mandate], "Ceux qui agissent, ou ont agi, pour lui ; au mandataire, le sien (PRD-03)."
    )
    erased_on: date | None = strawberry.field(
        description="Jour où un pseudonyme a pris la place de son état civil, rien n’étant plus à conserver (ARC-04)."
    )
    corrections: list[Correction] = plain(
        lambda candidate: list(candidate.corrections),
        list[Correction],
        "Ce qui a été corrigé depuis l’enregistrement, du plus ancien au plus récent ; 200 au plus (PRD-05).",
    )
    dossiers: Connection[Annotated["Dossier", strawberry.lazy("graph.schema.dossier.types")]] = field(
        resolve.dossiers_of,
        Connection[Annotated["Dossier", strawberry.lazy("graph.schema.dossier.types")]],
        "Ses dossiers que vous pouvez voir, par numéro.",
        FORWARD,
    )
    certificates: list[Annotated["Certificate", strawberry.lazy("graph.schema.certificate.types")]] = field(
        resolve.certificates_of,
        list[Annotated["Certificate", strawberry.lazy("graph.schema.certificate.types")]],
        "Ses certificats que vous pouvez voir.",
    )
    holdings: list[Annotated["Holding", strawberry.lazy("graph.schema.dossier.types")]] = field(
        resolve.holdings_held,
        list[Annotated["Holding", strawberry.lazy("graph.schema.dossier.types")]],
        "Ce qu’il a acquis par les dossiers que vous pouvez voir, une fois le GTP prononcé (CON-01, CON-02).",
    )


@strawberry.input(description="Filtre des candidats ; les conditions s’ajoutent.")
class CandidateFilter:
    """Conditions on candidates."""

    birth_date: PartialDate | None = strawberry.field(
        default=None, description="Né ce jour ; une date partielle garde ceux qui sont nés dans ce mois ou cette année."
    )


@strawberry.type(description="Ce que rend l’enregistrement d’un candidat.")
@shows((Done, Refused))
class CandidatePayload(Payload):
    """The candidate, or the reasons why not."""

    candidate: Candidate | None = plain(
        lambda outcome: outcome.entity, Candidate | None, "Le candidat ; nul s’il y a des problèmes."
    )
