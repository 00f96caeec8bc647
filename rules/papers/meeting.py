"""What several papers of a session share: the meeting, the seats around its table, who writes and to whom."""

from datetime import date, time
from enum import Enum

from pydantic import Field

from rules.base.entity import Value
from rules.papers.letter import Civility, Named


class Seat(Enum):
    """In what capacity somebody sits on a jury (JUR-03, JUR-04, JUR-06, JUR-07)."""

    PRESIDENT = "PRESIDENT"
    EMPLOYER = "EMPLOYER"
    EMPLOYER_TEMPORARY_WORK = "EMPLOYER_TEMPORARY_WORK"
    UNION_VOTING = "UNION_VOTING"
    UNION = "UNION"
    UNION_TEMPORARY_WORK = "UNION_TEMPORARY_WORK"
    GUEST = "GUEST"


EMPLOYER_SEATS = frozenset({Seat.PRESIDENT, Seat.EMPLOYER, Seat.EMPLOYER_TEMPORARY_WORK})
"""Seats whose holders the chamber chooses; the president's is one (JUR-03, JUR-07)."""
UNION_SEATS = frozenset({Seat.UNION_VOTING, Seat.UNION, Seat.UNION_TEMPORARY_WORK})
"""Seats whose holders a union names (JUR-04)."""


class Meeting(Value):
    """One meeting of a jury: when, where, and the qualifications that it judges (JUR-18)."""

    held_on: date
    starts_at: time | None = None
    place_lines: tuple[str, ...] = ()
    qualifications: tuple[Named, ...] = Field(min_length=1)


class Recipient(Value):
    """Who a paper goes to, a person or a body, as the envelope shows it; no civility for a body, or when unknown."""

    name: str
    civility: Civility | None = None
    address_lines: tuple[str, ...] = ()


class CentreSignatory(Value):
    """Who signs for the centre d'examen, and with which words: « La responsable des examens »."""

    name: str
    quality: str


GTP_SECRETARIAT = Recipient(
    name="UIMM",
    address_lines=(
        "Secrétariat du groupe technique paritaire « Qualifications » de la CPNEFP de la métallurgie",
        "56, avenue de Wagram",
        "75854 PARIS CEDEX 17",
    ),
)
"""Where requests for attribution go, as annex 5 of the dispositif of 2017 has it."""
