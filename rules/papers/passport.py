"""
Where models of the passport of orientation, training and skills are found: a dated list of the operator's (LET-06).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3,
§ 3 B a.
"""

from collections.abc import Iterable
from datetime import date

from rules.base.entity import Value


class PassportSites(Value):
    """The sites from a day on, until the next list's; none where there is no longer any."""

    since: date
    sites: tuple[str, ...] = ()


def sites_on(listed: Iterable[PassportSites], day: date) -> tuple[str, ...]:
    """The sites of a day: those of the list that began last; none before the first."""
    begun = [item for item in listed if item.since <= day]
    return max(begun, key=lambda item: item.since).sites if begun else ()
