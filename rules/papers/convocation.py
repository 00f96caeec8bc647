"""
The letter that convenes one person to a jury (JUR-02).

It has no place for a candidate: members see nobody's name before the decisions (JUR-08).
"""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.base.calendar import in_french
from rules.base.problems import invalid
from rules.papers.asked import Asked, Unfit
from rules.papers.common import UNION_SEATS, CentreSignatory, ExamCentre, Meeting, Paper, Recipient, Seat
from rules.papers.table import Table
from rules.session import delays


class Convocation(Paper):
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
    function: str | None = None
    """In what quality somebody is invited: a candidate's tutor, a member of a commission (JUR-06)."""
    meeting: Meeting
    mandated_by: str | None = None
    """The union's territorial body, which gets a copy (JUR-02)."""
    replaces: str | None = None
    """The member whose place the person takes (JUR-02)."""
    salaried: bool = False
    """Whether the person has an employer to tell of their absence (JUR-15)."""
    notice_enclosed: bool = True
    """Whether the notice that tells it is enclosed; false where the employer is not known."""
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
    def too_late_to_notify(self) -> bool:
        """Whether the person is convened after that day, as a late substitute is (JUR-02)."""
        return self.written_on > self.notice_by

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


def convocation_of(table: Table, asked: Asked) -> Convocation:
    """The convocation of one member (JUR-02), dated the day on which they were convened. Raises Unfit before it."""
    member = table.asked_member(asked)
    on = member.convened_on
    if on is None:
        raise Unfit(invalid("Ce membre n’est pas encore convoqué.", "part"))
    late = on > table.session.convocation_due_on
    seat = table.seat(member)
    before = member.replaces[-1] if member.replaces else "le membre désigné d’abord" if late else None
    return Convocation(
        part=member.id,
        centre=table.head,
        reference=table.session.number,
        written_on=on,
        addressee=table.recipient(member),
        organisation=table.body(member),
        seat=seat,
        function=member.function if seat is Seat.GUEST else None,
        meeting=table.meeting,
        mandated_by=table.union(member),
        replaces=before,
        salaried=seat is not Seat.GUEST and (member.employer is not None or seat in UNION_SEATS),
        notice_enclosed=member.employer is not None,
        signatory=asked.for_the_centre,
        demonstration=table.centre.demonstration,
    )
