"""The centre's letter that asks a union to name its members of a jury (JUR-01, JUR-04, JUR-05)."""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.base.calendar import in_french
from rules.base.problems import not_found
from rules.papers.asked import Asked, Unfit
from rules.papers.common import CentreSignatory, ExamCentre, Meeting, Paper, Recipient
from rules.papers.table import Table
from rules.session import delays


class UnionRequest(Paper):
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


def union_request_of(table: Table, asked: Asked) -> UnionRequest:
    """The request to one union (JUR-01), dated the day on which it was asked. Raises Unfit where it was not."""
    code = (asked.part or "").strip().upper()
    request = next((item for item in table.session.union_requests if item.union == code), None)
    union = table.organisations.get(code)
    if request is None or union is None:
        raise Unfit(not_found("Cette organisation syndicale n’a pas été saisie pour cette session.", "part"))
    return UnionRequest(
        part=code,
        centre=table.head,
        reference=table.session.number,
        written_on=request.on,
        addressee=Recipient(name=union.name, address_lines=union.address),
        meeting=table.meeting,
        signatory=asked.for_the_centre,
        demonstration=table.centre.demonstration,
    )
