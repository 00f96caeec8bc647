"""
Look-up terms: what an entity is looked up by, each value under its name, in one list with one index.

An index slows every write, whatever it holds; one index of all the values of all the names answers as well as one for
each name. A term is the name, a blank and the value. Terms only lead to an entity: what a filter means is said of the
fields themselves, or of what is derived beside them, in the same filter.
"""

from collections.abc import Iterable, Mapping

from repositories.conditions import Among, Between
from repositories.driver import Document

TERMS_FIELD = "marks"
"""Under which name a collection derives its terms: the one that stores have held from the first."""
TERMS = f"x.{TERMS_FIELD}"
"""Where the terms of an entity are stored."""


def terms(**values: Iterable[object]) -> list[str]:
    """The terms of an entity that has these values under these names."""
    return sorted({f"{name} {value}" for name, several in values.items() for value in several})


def listed(value: object) -> Iterable[object]:
    """The values of a stored field, which may hold a list, one value, or none."""
    return value if isinstance(value, list) else () if value is None else (value,)


def with_any_term(name: str, values: Iterable[object]) -> Document:
    """The stored filter of what has one of these values under this name."""
    return {TERMS: {"$in": terms(**{name: values})}}


def with_term(name: str, value: object, *, joined: bool) -> Document:
    """
    The stored filter that leads to what has this value under this name, or one of these, or one between these.

    Of several that it must all have, the longest leads. `joined`: as in `with_beginning`.
    """
    if isinstance(value, Among):
        return with_any_term(name, value.values)
    if isinstance(value, Between):
        return _between(f"{name} {value.start or ''}", f"{name} {value.end}\0" if value.end else f"{name}!", joined)
    if isinstance(value, Mapping):
        value = max(value["$all"], key=len, default=None)
    return {TERMS: f"{name} {value}"} if value is not None else {}


def with_beginning(name: str, beginning: str, *, joined: bool) -> Document:
    """
    The stored filter that leads to what has a value with this beginning under this name.

    `joined`: as two plain bounds (repositories.probing), which may be met by two terms and thus lead to more.
    """
    return _between(f"{name} {beginning}", f"{name} {beginning}\uffff", joined)


def _between(start: str, end: str, joined: bool) -> Document:
    bounds = {"$gte": start, "$lt": end}
    return {TERMS: bounds if joined else {"$elemMatch": bounds}}
