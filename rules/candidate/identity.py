"""
Under what a person is known: the keys where likely duplicates meet (PRD-01), and the words that a search finds.

Case, accents, ligatures, blanks, apostrophes and hyphens count for nothing in either.
"""

from collections.abc import Iterable

from rules.base.partial_date import PartialDate
from rules.base.text import folded, joined


def identity_keys(names: Iterable[str | None], first_names: str | None, born: PartialDate) -> list[str]:
    """
    The keys of somebody known: each of their names with each form of the first names, at each precision of the date.

    « = » says the date as it is known, « ~ » the same known less: a date sought less precisely meets it there.
    """
    dates = [f"={born.isoformat()}", *(f"~{wider.isoformat()}" for wider in born.wider)]
    return sorted(f"{person}|{day}" for person in _persons(names, first_names) for day in dates)


def sought_keys(names: Iterable[str | None], first_names: str | None, born: PartialDate) -> list[str]:
    """The keys of those who are likely the same person: the dates are equal, or one covers the other."""
    same = born.isoformat()
    dates = [f"={same}", f"~{same}", *(f"={wider.isoformat()}" for wider in born.wider)]
    return sorted(f"{person}|{day}" for person in _persons(names, first_names) for day in dates)


def name_words(*names: str | None) -> list[str]:
    """
    The words of a person's names, each with what follows it joined: « Le Goff » gives `legoff` and `goff`.

    What is typed finds them by their beginnings: « le », « lego », « goff ».
    """
    return sorted({word for name in names if name is not None for word in _endings(folded(name).split())})


def asked_words(search: str) -> list[str]:
    """The words of a search of people, once each: every one must begin a word of theirs."""
    return list(dict.fromkeys(folded(search).split()))


def _endings(words: list[str]) -> list[str]:
    return ["".join(words[place:]) for place in range(len(words))]


def _persons(names: Iterable[str | None], first_names: str | None) -> set[str]:
    """Each name beside each form of the first names; whoever is known under one name only has one key."""
    known = {joined(name) for name in names if name is not None}
    firsts = _firsts(first_names)
    if not known or not firsts:
        return {f"{name}|" for name in known or {joined(first_names or "")}}
    return {f"{name}|{first}" for name in known for first in firsts}


def _firsts(first_names: str | None) -> set[str]:
    """The first first name, whether its parts are written apart, hyphened or in one; and all of them."""
    if first_names is None:
        return set()
    whole = [joined(name) for name in first_names.split()]
    parts = first_names.replace("-", " ").replace("‑", " ").replace("‐", " ").split()
    apart = [word for name in parts if (word := joined(name))]
    forms = {*whole[:1], *apart[:1], "".join(apart[:2]), joined(first_names)}
    return forms - {""}
