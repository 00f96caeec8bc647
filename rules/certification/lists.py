"""The CPNEFP's lists: on which a certification stands, and over which days (REF-04, REF-09)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rules.base.entity import Value
from rules.base.worded import Worded
from rules.certification.identifiers import cqpm_number


class ListName(Worded):
    """The lists of the CPNEFP."""

    A = "A", "Qualifications de la branche."
    B = "B", "Qualifications ouvertes au compte personnel de formation."
    C = "C", "Diplômes et titres préparés par apprentissage en priorité."


class ListMembership(Value):
    """Presence on a list over a period whose days are included."""

    name: ListName
    start: date | None = None
    end: date | None = None


class ListPeriod(NamedTuple):
    """The days, both included, over which something stands on a list."""

    name: ListName
    start: date
    end: date


def list_periods(memberships: Iterable[ListMembership], suspended_on: date | None) -> list[ListPeriod]:
    """
    The periods of these memberships. A and B are left at once with a suspension: its day is no more of them (REF-09).

    `suspended_on` is the first of all days where it is not known since when, which leaves none.
    """
    periods = []
    for item in memberships:
        start, end = item.start or date.min, item.end or date.max
        if suspended_on is not None and item.name is not ListName.C:
            if suspended_on <= start:
                continue
            end = min(end, suspended_on - timedelta(days=1))
        if start <= end:
            periods.append(ListPeriod(item.name, start, end))
    return periods


def created_on(codes: Sequence[str]) -> date | None:
    """The first day of the month, or else of the year, of creation that the prints of a CQPM's number bear (NUM-01)."""
    numbers = [number for code in codes if (number := cqpm_number(code)) is not None]
    printed = sorted((item.month is None, item.year, item.month or 1) for item in numbers if item.year is not None)
    return date(printed[0][1], printed[0][2], 1) if printed else None
