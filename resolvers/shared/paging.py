"""Pages of ordered lists: bounds checked, cursors opaque, the total counted only when asked for."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from repositories.collection import Collection
from repositories.paging import Bounds
from resolvers.shared.errors import invalid_input
from rules.access.scope import EVERYTHING, Scope
from rules.base.entity import Entity

T = TypeVar("T")
E = TypeVar("E", bound=Entity)

DEFAULT = 20
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Edge(Generic[T]):
    """One item of a page with its opaque cursor."""

    cursor: str
    node: T


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of a list, and how to count the whole of it."""

    edges: list[Edge[T]]
    has_next: bool
    has_previous: bool
    count: Callable[[], Awaitable[int]]

    @property
    def nodes(self) -> list[T]:
        """The items without their cursors."""
        return [edge.node for edge in self.edges]


@dataclass(frozen=True, slots=True)
class Order:
    """One of a list's orders: the stored sort key, and which way it goes."""

    key: str
    descending: bool = False

    @property
    def mark(self) -> str:
        """What tells its cursors from those of the list's other orders."""
        return f"{self.key}{'-' if self.descending else '+'}\0"


SEARCH = Order("search")
"""Of a ranked search: the best answer first."""


def cursor_of(key: str, order: Order | None = None) -> str:
    """The opaque cursor of a stored sort key, in one of the orders where a list has several."""
    marked = f"{order.mark}{key}" if order else key
    return base64.urlsafe_b64encode(marked.encode()).decode().rstrip("=")


def key_at(cursor: str, order: Order | None = None) -> str:
    """The sort key behind a cursor. Raises INVALID_INPUT when it is none of ours, or is of another order."""
    try:
        if len(cursor) > 2_000:
            raise ValueError
        key = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise invalid_input("Le curseur n’est pas l’un de ceux que rend cette liste.") from None
    mark = order.mark if order else ""
    if not key.startswith(mark) or "\0" not in key.removeprefix(mark):
        raise invalid_input("Le curseur n’est pas l’un de ceux que rend cette liste, dans cet ordre.")
    return key.removeprefix(mark)


def checked_size(value: int | None, name: str) -> int | None:
    """A page size within its bounds. Raises INVALID_INPUT otherwise."""
    if value is not None and not 1 <= value <= LONGEST:
        raise invalid_input(f"« {name} » va de 1 à {LONGEST}.")
    return value


def bounds(
    first: int | None, after: str | None, last: int | None, before: str | None, order: Order | None = None
) -> Bounds:
    """The bounds of a page, checked. Raises INVALID_INPUT for a bad size or cursor, or sizes both ways."""
    checked_size(first, "first")
    checked_size(last, "last")
    if first is not None and last is not None:
        raise invalid_input("« first » et « last » ne se demandent pas ensemble.")
    return Bounds(
        first=DEFAULT if first is None and last is None else first,
        after=key_at(after, order) if after is not None else None,
        last=last,
        before=key_at(before, order) if before is not None else None,
    )


async def listing(
    collection: Collection[E],
    order: str | Order,
    within: Bounds,
    conditions: Mapping[str, object | None],
    scope: Scope = EVERYTHING,
    view: Callable[[E], E] = lambda entity: entity,
) -> Listing[E]:
    """
    One page of a collection in one of its stored orders, under conditions that combine with AND.

    A condition whose value is None does not count. `view` is what the viewer sees of each entity. An order is given as
    such where the list has several: its cursors are then its own.
    """
    filter_ = {name: value for name, value in conditions.items() if value is not None}
    own = order if isinstance(order, Order) else None
    page = await collection.page(
        order=own.key if own else str(order),
        bounds=within,
        filter=filter_,
        scope=scope,
        descending=own is not None and own.descending,
    )
    return Listing(
        edges=[Edge(cursor=cursor_of(key, own), node=view(entity)) for key, entity in page.items],
        has_next=page.has_next,
        has_previous=page.has_previous,
        count=lambda: collection.count(filter_, scope=scope),
    )
