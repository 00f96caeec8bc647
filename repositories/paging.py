"""Which page of a collection is asked for, and what it holds."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from rules.base.entity import Entity

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which page: so many forwards after a sort key, or so many backwards before one."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[E]):
    """The entities of a page with their sort keys, and whether there is more on either side."""

    items: list[tuple[str, E]]
    has_next: bool
    has_previous: bool
