"""What sessions are listed by."""

from enum import Enum

import strawberry

from graph.schema.base.enums import describe
from graph.schema.base.filters import DateRange, OrderDirection
from rules.session.session import SessionStatus


@strawberry.input(description="Filtre des sessions ; les conditions s’ajoutent.")
class SessionFilter:
    """Conditions on sessions."""

    status: list[SessionStatus] | None = strawberry.field(default=None, description="Dans l’un de ces états.")
    exam_centre: list[str] | None = strawberry.field(default=None, description="De l’un de ces centres d’examen.")
    certification: list[str] | None = strawberry.field(
        default=None, description="Qui jugent l’une de ces certifications (codes ou alias)."
    )
    held_on: DateRange | None = strawberry.field(default=None, description="Tenues, ou à tenir, ces jours-là.")
    late: bool | None = strawberry.field(
        default=None, description="Vrai pour celles dont la transmission est en retard (TRA-01)."
    )
    missing_pieces: bool | None = strawberry.field(
        default=None, description="Vrai pour celles auxquelles il manque une pièce (TRA-02), faux pour les autres."
    )


class SessionOrderField(Enum):
    """What sessions are ordered by."""

    HELD_ON = "held"
    NUMBER = "number"


describe(
    SessionOrderField,
    "Ce par quoi des sessions se suivent.",
    {"HELD_ON": "Le jour où elles se tiennent.", "NUMBER": "Leur numéro."},
)


@strawberry.input(description="Ordre des sessions.")
class SessionOrder:
    """An order of sessions."""

    field: SessionOrderField = strawberry.field(description="Ce par quoi elles se suivent.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Sens.")
