"""The proof that a salaried member of a jury hands to the employer (JUR-15)."""

from datetime import date

from rules.base.problems import invalid
from rules.papers.asked import Asked, Unfit
from rules.papers.common import CentreSignatory, ExamCentre, Meeting, Paper, Recipient, Seat
from rules.papers.table import Table
from rules.session import delays
from rules.session.session import JuryRole


class AbsenceNotice(Paper):
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
    def late(self) -> bool:
        """Whether the person was convened too late to keep that notice, as a late substitute is (JUR-02)."""
        return self.written_on > self.notice_by

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the notice applies."""
        return ("JUR-15", "DAT-01")


def absence_notice_of(table: Table, asked: Asked) -> AbsenceNotice:
    """The notice that a salaried member hands to the employer (JUR-15). Raises Unfit where they have none."""
    member = table.asked_member(asked)
    if member.role is JuryRole.GUEST:
        text = f"{member.name} ne siège que sur invitation : ce justificatif est celui des membres du jury (JUR-15)."
        raise Unfit(invalid(text, "part"))
    if member.employer is None:
        text = f"L’employeur de {member.name} n’est pas connu : ce justificatif lui est adressé (JUR-15)."
        raise Unfit(invalid(text, "part"))
    return AbsenceNotice(
        part=member.id,
        centre=table.head,
        reference=table.session.number,
        written_on=member.convened_on or table.today,
        member=table.recipient(member),
        employer=Recipient(name=member.employer),
        seat=table.seat(member),
        meeting=table.meeting,
        mandated_by=table.union(member),
        signatory=asked.for_the_centre,
        demonstration=table.centre.demonstration,
    )
