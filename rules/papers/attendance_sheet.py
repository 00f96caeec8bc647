"""
The attendance sheet of one qualification of a meeting (JUR-10, JUR-18): everyone named, and room to sign.

It has no place for a candidate: members see nobody's name before the decisions (JUR-08).
"""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.base.civility import Civility, agreed
from rules.base.entity import Value
from rules.base.problems import invalid
from rules.papers.asked import Asked, Unfit
from rules.papers.common import EMPLOYER_SEATS, UNION_SEATS, ExamCentre, Named, Paper, Seat
from rules.papers.table import Table
from rules.session.session import JuryMember, JuryRole


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
    function: str | None = None
    """In what quality somebody is invited: a candidate's tutor, a member of a commission (JUR-06)."""


class Former(Value):
    """Somebody who was convened and sits no more: replaced, or withdrawn without a successor (JUR-02, JUR-20)."""

    name: str
    body: str
    """The chamber or union that named them."""
    role: JuryRole
    replaced_by: str | None = None
    left_on: date | None = None
    """Day on which a seat was left empty."""


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
    former: tuple[Former, ...] = ()
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


def attendance_sheet_of(table: Table, asked: Asked) -> AttendanceSheet:
    """The attendance sheet of one qualification (JUR-10); a union that named nobody is listed as invited."""
    session, president = table.session, table.session.president
    code = table.asked_qualification(asked)
    if president is None:
        raise Unfit(invalid("Aucun président du jury n’est nommé : la feuille d’émargement le nomme (JUR-10)."))
    seated = [member for member in session.members if member is not president]
    guests = [member for member in seated if member.role is JuryRole.GUEST]
    delegates = [member for member in seated if member.role is not JuryRole.GUEST]
    invited = {item.union for item in session.union_requests} - {member.organisation for member in seated}
    return AttendanceSheet(
        part=code,
        centre=table.head,
        reference=session.number,
        qualification=table.qualification(code),
        held_on=session.held_on,
        president=President(
            name=president.name,
            civility=president.civility,
            quality=president.function or agreed(president.civility, "Présidente du jury", "Président du jury"),
            body=table.body(president),
            signed_on=table.signed_on(president),
        ),
        employers=tuple(_attendee(table, member) for member in delegates if table.union(member) is None),
        unions=(
            *(_attendee(table, member) for member in delegates if table.union(member) is not None),
            *(
                Attendee(name=None, body=table.organisations[union].name, seat=Seat.UNION_VOTING)
                for union in sorted(invited)
                if union in table.organisations
            ),
        ),
        guests=tuple(_attendee(table, member) for member in guests),
        former=_former(table),
        demonstration=table.centre.demonstration,
    )


def _former(table: Table) -> tuple[Former, ...]:
    """Who was convened and sits no more, those replaced first."""
    session, names = table.session, {code: item.name for code, item in table.organisations.items()}
    replaced = [
        Former(name=name, body=names[member.organisation], role=member.role, replaced_by=member.name)
        for member in session.members
        for name in member.replaces
    ]
    left = [
        Former(name=item.name, body=names.get(item.organisation, item.organisation), role=item.role, left_on=item.on)
        for item in session.departed
        if session.moved_on is None or item.on >= session.moved_on
    ]
    return (*replaced, *left)


def _attendee(table: Table, member: JuryMember) -> Attendee:
    return Attendee(
        name=member.name,
        body=table.body(member),
        seat=table.seat(member),
        present=member.present,
        signed_on=table.signed_on(member),
        function=member.function if member.role is JuryRole.GUEST else None,
    )
