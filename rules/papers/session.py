"""
The papers that bring a jury together: request to a union, convocation, absence notice, attendance sheet.

None of them has a place for a candidate: members see nobody's name before the decisions (JUR-08).
"""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.base.calendar import in_french
from rules.base.entity import Value
from rules.papers.letter import Civility, ExamCentre, Named
from rules.papers.meeting import EMPLOYER_SEATS, UNION_SEATS, CentreSignatory, Meeting, Recipient, Seat
from rules.session import delays


class UnionRequest(Value):
    """
    The centre's letter that asks one union's territorial body to name its members of a jury (JUR-01, JUR-04, JUR-05).

    One written after the last day cannot be made: pydantic.ValidationError; the jury then moves (JUR-19).
    """

    centre: ExamCentre
    reference: str
    """Number of the session."""
    written_on: date
    addressee: Recipient
    """The union's territorial body."""
    meeting: Meeting
    temporary_work: bool = False
    """Whether a member of temporary work is needed besides (JUR-04)."""
    signatory: CentreSignatory
    demonstration: bool = False

    @model_validator(mode="after")
    def _is_in_time(self) -> Self:
        if self.written_on > self.asked_by:
            raise ValueError(
                f"La demande aux syndicats serait tardive : le dernier jour est le {in_french(self.asked_by)} (JUR-01)."
            )
        return self

    @property
    def asked_by(self) -> date:
        """The last day, included, of this request (JUR-01)."""
        return delays.union_request_until(self.meeting.held_on)

    @property
    def answered_by(self) -> date:
        """The last day on which an answer still leads to a convocation in time (JUR-02)."""
        return delays.convocation_until(self.meeting.held_on)

    @property
    def days(self) -> int:
        """How many calendar days before the jury the unions are asked (JUR-01)."""
        return delays.union_request_days(self.meeting.held_on)

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        return ("JUR-01", "JUR-02", "JUR-04", "JUR-05", "DAT-01")


class Convocation(Value):
    """
    The letter that convenes one person to a jury (JUR-02), copied to the union that mandated them.

    A union's member without a union that mandated them, and a first convocation after the last day, cannot be made:
    pydantic.ValidationError. Whoever replaces a member is convened until the day itself.
    """

    centre: ExamCentre
    reference: str
    """Number of the session."""
    written_on: date
    addressee: Recipient
    organisation: str
    """The company, chamber or union for which the person sits."""
    seat: Seat
    meeting: Meeting
    mandated_by: str | None = None
    """The union's territorial body, which gets a copy (JUR-02)."""
    replaces: str | None = None
    """The member whose place the person takes (JUR-02)."""
    salaried: bool = False
    """Whether an absence notice for the employer is enclosed (JUR-15)."""
    copies: tuple[str, ...] = ()
    signatory: CentreSignatory
    demonstration: bool = False

    @model_validator(mode="after")
    def _is_the_right_convocation(self) -> Self:
        if self.seat in UNION_SEATS and self.mandated_by is None:
            raise ValueError("Un membre syndical est convoqué avec copie à l’organisation qui l’a mandaté (JUR-02).")
        latest = self.convened_by if self.replaces is None else self.meeting.held_on
        if self.seat is not Seat.GUEST and self.written_on > latest:
            raise ValueError(f"La convocation serait tardive : le dernier jour est le {in_french(latest)} (JUR-02).")
        return self

    @property
    def convened_by(self) -> date:
        """The last day, included, of a first convocation (JUR-02)."""
        return delays.convocation_until(self.meeting.held_on)

    @property
    def notice_by(self) -> date:
        """The last day, included, on which a salaried person tells the employer (JUR-15)."""
        return delays.absence_notice_until(self.meeting.held_on)

    @property
    def notice_days(self) -> int:
        """How many calendar days before the jury the employer is told (JUR-15)."""
        return delays.absence_notice_days(self.meeting.held_on)

    @property
    def copied_to(self) -> tuple[str, ...]:
        """Who gets a copy: the union that mandated the person first (JUR-02)."""
        return tuple(dict.fromkeys(filter(None, (self.mandated_by, *self.copies))))

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        common = ("JUR-02", "JUR-08", "JUR-11", "JUR-19", "DAT-01")
        return (*common, "JUR-15") if self.salaried else common


class AbsenceNotice(Value):
    """
    The proof that a salaried member of a jury hands to the employer (JUR-15).

    It can be made at any time: an employer told too late may refuse, and the paper shows the last day.
    """

    centre: ExamCentre
    reference: str
    """Number of the session."""
    written_on: date
    member: Recipient
    employer: Recipient
    seat: Seat
    meeting: Meeting
    mandated_by: str | None = None
    """The union that named the person; empty for the employers' delegation."""
    signatory: CentreSignatory
    demonstration: bool = False

    @property
    def notice_by(self) -> date:
        """The last day, included, on which the employer is told (JUR-15)."""
        return delays.absence_notice_until(self.meeting.held_on)

    @property
    def notice_days(self) -> int:
        """How many calendar days before the jury the employer is told (JUR-15)."""
        return delays.absence_notice_days(self.meeting.held_on)

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the notice applies."""
        return ("JUR-15", "DAT-01")


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


class AttendanceSheet(Value):
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
