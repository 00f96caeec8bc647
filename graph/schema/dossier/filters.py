"""What dossiers are listed by."""

from enum import Enum

import strawberry

from graph.schema.base.enums import describe
from graph.schema.base.filters import DateRange, OrderDirection
from rules.dossier.dossier import DossierStatus, JuryDecision, Outcome, Route


@strawberry.input(
    description="Filtre des dossiers ; les conditions s’ajoutent, et portent sur ce que vous voyez de chacun (GTP-06)."
)
class DossierFilter:
    """Conditions on dossiers."""

    status: list[DossierStatus] | None = strawberry.field(default=None, description="Dans l’un de ces états.")
    route: list[Route] | None = strawberry.field(default=None, description="Par l’une de ces voies.")
    certification: list[str] | None = strawberry.field(
        default=None, description="Vers l’une de ces certifications (codes ou alias)."
    )
    exam_centre: list[str] | None = strawberry.field(default=None, description="De l’un de ces centres d’examen.")
    session: list[str] | None = strawberry.field(
        default=None, description="Devant l’une de ces sessions (numéros), parmi celles qui existent pour vous."
    )
    candidate: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="De l’un de ces candidats (identifiants), dossiers anonymes exclus (JUR-08).",
    )
    decision: list[JuryDecision] | None = strawberry.field(
        default=None, description="Avec l’une de ces décisions du jury, si vous la voyez (GTP-06)."
    )
    outcome: list[Outcome] | None = strawberry.field(
        default=None, description="Avec l’une de ces issues, si vous la voyez (GTP-06)."
    )
    requested_on: DateRange | None = strawberry.field(default=None, description="Demandé ces jours-là (INS-09).")
    opened_on: DateRange | None = strawberry.field(default=None, description="Inscrit ces jours-là (INS-09).")
    engaged_on: DateRange | None = strawberry.field(default=None, description="Engagé ces jours-là (REF-07).")


class DossierOrderField(Enum):
    """What dossiers are ordered by; not by state, which time and masks change."""

    NUMBER = "number"
    OPENED_ON = "opened"
    REQUESTED_ON = "requested"


describe(
    DossierOrderField,
    "Ce par quoi des dossiers se suivent.",
    {
        "NUMBER": "Leur numéro.",
        "OPENED_ON": "Le jour de leur inscription (INS-09).",
        "REQUESTED_ON": "Le jour de la demande du candidat (INS-09).",
    },
)


@strawberry.input(description="Ordre des dossiers.")
class DossierOrder:
    """An order of dossiers."""

    field: DossierOrderField = strawberry.field(description="Ce par quoi ils se suivent.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Sens.")
