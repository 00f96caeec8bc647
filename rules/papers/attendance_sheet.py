"""
The attendance sheet of one qualification of a meeting (JUR-10, JUR-18): everyone named, and room to sign.

It has no place for a candidate: members see nobody's name before the decisions (JUR-08).
"""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.base.entity import Value
from rules.papers.common import EMPLOYER_SEATS, UNION_SEATS, Civility, ExamCentre, Named, Paper, Seat


class Attendee(Value):
    """Somebody named to a jury, or an organisation that was invited and named nobody (JUR-10)."""

    name: str | None
    """Empty where the organisation named nobody."""
    body: str
    """The company, chamber or union."""
    seat: Seat
    present: bool | None = None
    """Empty before the meeting."""
    signed_on: date | None = None
    """Day of a signature given in the service; the sheet leaves room for a handwritten one without it."""


class President(Value):
    """Who presides over the jury, and in what capacity: « Directrice de la formation, UIMM Exemple » (JUR-07)."""

    name: str
    civility: Civility | None = None
    quality: str
    body: str
    signed_on: date | None = None


class AttendanceSheet(Paper):
    """
    The attendance sheet of one qualification of a meeting (JUR-10, JUR-18): everyone named, and room to sign.

    Somebody listed in a delegation whose seat is of the other one is refused: pydantic.ValidationError.
    """

    centre: ExamCentre
    reference: str
    """Number of the session."""
    qualification: Named
    held_on: date
    president: President
    employers: tuple[Attendee, ...] = ()
    """The employers' delegation without the president."""
    unions: tuple[Attendee, ...] = ()
    guests: tuple[Attendee, ...] = ()
    demonstration: bool = False

    @model_validator(mode="after")
    def _seats_are_in_their_delegation(self) -> Self:
        for attendees, seats in (
            (self.employers, EMPLOYER_SEATS - {Seat.PRESIDENT}),
            (self.unions, UNION_SEATS),
            (self.guests, frozenset({Seat.GUEST})),
        ):
            if any(attendee.seat not in seats for attendee in attendees):
                raise ValueError("Une personne est inscrite dans une délégation qui n’est pas la sienne (JUR-10).")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the sheet applies."""
        return ("JUR-10", "JUR-18", "JUR-08")
