"""Certifications, as clients see them: an interface, and one type for each kind."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.schema.base.bind import Arg, field, partners, plain, shows
from graph.schema.base.relay import FORWARD, Connection, Node, identifier
from graph.schema.certification.registers import Agreement, Certificateur, Fiche, Registration, Unregistered
from graph.schema.event.types import Event
from graph.schema.organisation.types import Organisation
from graph.schema.referentiel.types import Bloc, Referentiel, SourceText
from graph.schema.rule.types import Check, Payload
from resolvers.certification import fiches as shown
from resolvers.certification import reading as resolve
from resolvers.certification import texts
from resolvers.equivalence import reading as equivalences
from resolvers.shared import history
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.certification import certification as entities
from rules.certification.certification import (
    Access,
    CertificationKind,
    CertificationStatus,
    CqpmCategory,
    category_of,
)
from rules.certification.completeness import Completeness
from rules.certification.likeness import Likely
from rules.certification.lists import ListName
from rules.equivalence.equivalence import EquivalenceDirection

if TYPE_CHECKING:
    from graph.schema.equivalence.types import Equivalence

ON = {"on": Arg(date | None, "À cette date ; par défaut, la date du jour dans le service.")}


@strawberry.interface(description="Tout ce qui peut être délivré : CQPM, CQPI, titre, diplôme…")
@partners(
    *("id", "code", "aliases", "kind", "title", "level", "status", "registrations", "fiches", "unregistered"),
    *("certificateurs", "rome", "nsf"),
    *("formacodes", "idcc", "agreements", "access", "completeness", "predecessors", "successors", "equivalences"),
    *("source_texts", "lists", "blocs", "referentiel", "referentiels", "resource_centres"),
    key="code",
)
class Certification(Node):
    """What every kind of certification has."""

    id: strawberry.ID = identifier("Certification")
    code: str = strawberry.field(description="Code, attribué une fois pour toutes ; les autres sont des alias.")
    revision: int = strawberry.field(description="Révision, à renvoyer dans expectedRevision.")
    aliases: list[str] = plain(
        shown.aliases, list[str], "Les autres codes sous lesquels elle est connue, ceux de ses fiches compris (REG-02)."
    )
    kind: CertificationKind = strawberry.field(description="Famille.")
    title: str = strawberry.field(description="Intitulé.")
    level: int | None = strawberry.field(description="Niveau, de 3 à 8.")
    status: CertificationStatus | None = strawberry.field(
        description="État décidé par la branche ; nul si elle n’en décide pas."
    )
    registrations: list[Registration] = strawberry.field(
        description="Enregistrements aux répertoires nationaux, ceux de toutes ses fiches (REG-02)."
    )
    fiches: list[Fiche] = field(
        shown.fiches,
        list[Fiche],
        "Ses fiches dans l’ordre de leurs périodes, chacune avec ce que disent ses propres sources (REG-02).",
    )
    unregistered: list[Unregistered] = strawberry.field(
        description="Périodes déclarées sans inscription au RNCP, qui l’emportent sur les répertoires (REG-01)."
    )
    certificateurs: list[Certificateur] = strawberry.field(description="Qui la délivre.")
    rome: list[str] = strawberry.field(description="Codes ROME.")
    nsf: list[str] = strawberry.field(description="Codes NSF.")
    formacodes: list[str] = strawberry.field(description="Formacodes.")
    idcc: list[str] = strawberry.field(description="IDCC des branches, quand ils sont sûrs.")
    agreements: list[Agreement] = strawberry.field(description="Conventions collectives telles qu’imprimées.")
    access: list[Access] = strawberry.field(description="Voies d’accès ouvertes, selon le répertoire.")
    completeness: Completeness = strawberry.field(
        description="Ce que l’on connaît de sa dernière version, projets exclus."
    )
    predecessors: list[Annotated["Certification", strawberry.lazy("graph.schema.certification.types")]] = field(
        shown.predecessors,
        list[Annotated["Certification", strawberry.lazy("graph.schema.certification.types")]],
        "Celles qu’elle remplace, parmi celles que le service connaît.",
    )
    successors: list[Annotated["Certification", strawberry.lazy("graph.schema.certification.types")]] = field(
        shown.successors,
        list[Annotated["Certification", strawberry.lazy("graph.schema.certification.types")]],
        "Celles qui la remplacent, parmi celles que le service connaît.",
    )
    equivalences: list[Annotated["Equivalence", strawberry.lazy("graph.schema.equivalence.types")]] = field(
        equivalences.equivalences_of,
        list[Annotated["Equivalence", strawberry.lazy("graph.schema.equivalence.types")]],
        "Les équivalences qu’elle ou ses blocs donnent ou reçoivent, 100 au plus (EQ-01).",
        {"direction": Arg(EquivalenceDirection | None, "Données ou reçues ; par défaut, les deux.")},
    )
    source_texts: list[SourceText] = field(
        texts.of_certification, list[SourceText], "Les textes publiés par ses sources, tels quels."
    )
    lists: list[ListName] = field(
        resolve.lists, list[ListName], "Listes de la CPNEFP où elle figure à une date (REF-04, REF-09).", ON
    )
    blocs: list[Bloc] = field(resolve.blocs, list[Bloc], "Les blocs de la version en vigueur.")
    referentiel: Referentiel | None = field(
        resolve.referentiel,
        Referentiel | None,
        "La version en vigueur, ou celle d’une date ; nulle si aucune n’est connue.",
        ON,
    )
    referentiels: list[Referentiel] = field(
        resolve.referentiels,
        list[Referentiel],
        "Toutes les versions connues, dans l’ordre de leurs rangs, 100 au plus ; les projets, pour qui les instruit.",
    )
    resource_centres: list[Organisation] = field(
        resolve.resource_centres, list[Organisation], "Centres de ressources (REF-05)."
    )
    checklist: list[Check] = field(
        resolve.checklist,
        list[Check],
        "Ce que les règles demandent de son référentiel (REF-12, REF-13), ou du projet qui attend le GTP (REF-02).",
    )
    next_actions: list[Operation] = field(
        resolve.next_actions, list[Operation], "Les opérations que vous pouvez faire maintenant sur elle."
    )
    history: Connection[Event] = field(
        history.of_certification, Connection[Event], "Ce qui lui est arrivé, du plus ancien au plus récent.", FORWARD
    )


@strawberry.type(description="Certificat de qualification paritaire de la métallurgie.")
@shows(entities.Certification, CertificationKind.CQPM)
@partners("category", "cqpi")
class Cqpm(Certification):
    """A CQPM."""

    category: CqpmCategory | None = plain(
        lambda certification: category_of(certification.category),
        CqpmCategory | None,
        "Catégorie, avant les niveaux (REF-03) ; nulle si elle n’est pas connue.",
    )
    cqpi: Annotated["Cqpi", strawberry.lazy("graph.schema.certification.types")] | None = field(
        resolve.cqpi_of,
        Annotated["Cqpi", strawberry.lazy("graph.schema.certification.types")] | None,
        "Le CQPI auquel il correspond (GTP-04).",
    )


@strawberry.type(description="Certificat de qualification professionnelle interbranches (CQPI-01).")
@shows(entities.Certification, CertificationKind.CQPI)
@partners("cqpms", "signatories")
class Cqpi(Certification):
    """A CQPI."""

    cqpms: list[Cqpm] = field(resolve.cqpms_of, list[Cqpm], "Les CQPM qui lui correspondent.")
    signatories: list[Organisation] = field(
        resolve.signatories, list[Organisation], "Les branches signataires qui le reconnaissent (CQPI-01)."
    )


@strawberry.type(description="Certificat de qualification professionnelle d’une branche (CQP-01).")
@shows(entities.Certification, CertificationKind.CQP)
class Cqp(Certification):
    """A CQP that is no CQPM."""


@strawberry.type(description="Titre professionnel du ministère chargé de l’emploi.")
@shows(entities.Certification, CertificationKind.TITRE_PROFESSIONNEL)
class TitreProfessionnel(Certification):
    """A titre professionnel."""


@strawberry.type(description="Titre paritaire à finalité professionnelle.")
@shows(entities.Certification, CertificationKind.TITRE_PARITAIRE)
class TitreParitaire(Certification):
    """A titre paritaire."""


@strawberry.type(description="Autre titre enregistré au RNCP.")
@shows(entities.Certification, CertificationKind.TITRE_RNCP)
class TitreRncp(Certification):
    """Another title of the RNCP."""


@strawberry.type(description="Diplôme : CAP, baccalauréat professionnel, BTS, mention complémentaire.")
@shows(entities.Certification, CertificationKind.DIPLOMA)
class Diploma(Certification):
    """A diploma."""


@strawberry.type(description="Diplôme de l’enseignement supérieur.")
@shows(entities.Certification, CertificationKind.HIGHER_DIPLOMA)
class HigherDiploma(Certification):
    """A diploma of higher education."""


@strawberry.type(description="Certification ou habilitation enregistrée au répertoire spécifique.")
@shows(entities.Certification, CertificationKind.RS)
class RegistreSpecifique(Certification):
    """An entry of the répertoire spécifique."""


@strawberry.type(description="Autre certification.")
@shows(entities.Certification, CertificationKind.OTHER)
class OtherCertification(Certification):
    """Anything else."""


KINDS = (
    Cqpm,
    Cqpi,
    Cqp,
    TitreProfessionnel,
    TitreParitaire,
    TitreRncp,
    Diploma,
    HigherDiploma,
    RegistreSpecifique,
    OtherCertification,
)


@strawberry.type(description="Ce que rend une opération sur une certification.")
@shows((Done, Refused))
class CertificationPayload(Payload):
    """The certification, or the reasons why not."""

    certification: Certification | None = plain(
        lambda outcome: outcome.entity, Certification | None, "La certification ; nulle s’il y a des problèmes."
    )


@strawberry.type(
    description="Deux certifications qui n’en sont probablement qu’une ; rien n’est réuni sans déclaration (REG-02)."
)
@shows(Likely)
class LikelySameCertification:
    """A likely pair."""

    certification: Certification = plain(lambda pair: pair.certification, Certification, "Celle qui serait gardée.")
    fiche: Certification = plain(lambda pair: pair.fiche, Certification, "La fiche qui serait déclarée de la première.")
    reasons: list[str] = strawberry.field(description="Ce qui le fait penser, en phrases.")
