"""Ranked search: the words that people type, best answers first, 500 at most."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import TypeVar

from repositories.collection import Collection
from repositories.paging import Bounds
from resolvers.shared.errors import invalid_input
from resolvers.shared.paging import SEARCH, Edge, Listing, Order, cursor_of
from rules.access.scope import EVERYTHING, Scope
from rules.base.entity import Entity
from rules.base.text import folded
from rules.certification.identifiers import code_key
from rules.certification.search import LONGEST, beginning, is_code, ranked

E = TypeVar("E", bound=Entity)

MOST = 500
"""Answers that a search gives at most."""


def typed(search: str | None) -> str | None:
    """What was typed; None where nothing was. Raises INVALID_INPUT for more than anybody types."""
    if search is not None and len(search) > LONGEST:
        raise invalid_input(f"« search » compte au plus {LONGEST} caractères.")
    return search if search is not None and search.strip() else None


def as_number(query: str) -> str:
    """What was typed as a number, or a part of one, without what people put between its parts."""
    return "".join(folded(query).split())


async def searched(
    collection: Collection[E],
    query: str,
    within: Bounds,
    conditions: Mapping[str, object | None],
    scope: Scope = EVERYTHING,
    order: Order | None = None,
    view: Callable[[E], E] = lambda entity: entity,
) -> Listing[E]:
    """
    One page of what a search finds among the entities of the scope that meet the conditions, the best first.

    Its cursors hold the rank and the place of an entity among its equals, so that they survive additions; in an order,
    the place in it.
    """
    filter_ = {name: value for name, value in conditions.items() if value is not None}
    hits = {}
    if start := beginning(query):
        hits = {hit.id: hit for hit in await collection.hits(start, filter_, scope)}
    if is_code(query):
        hits |= {hit.id: hit for hit in await collection.hits_of_key(code_key(query), filter_, scope)}
    matches = [(rank, hit.id, hit.sort) for rank, hit in ranked(query, hits.values())]
    return await page_of(collection, matches, within, scope, order, view)


async def page_of(
    collection: Collection[E],
    matches: Iterable[tuple[int, str, Mapping[str, str]]],
    within: Bounds,
    scope: Scope,
    order: Order | None,
    view: Callable[[E], E] = lambda entity: entity,
    tie: str | None = None,
) -> Listing[E]:
    """
    One page of ranked matches, each with its rank, its key and its sort keys: the best first, or in an order.

    `tie` is the order of equals, by default the first that the collection has.
    """
    kept = list(islice(matches, MOST))
    if order is None or order == SEARCH:
        keys = sorted(
            (f"{rank:08d} {sort[tie] if tie else next(iter(sort.values()))}", key) for rank, key, sort in kept
        )
    else:
        keys = sorted(((sort[order.key], key) for _, key, sort in kept), reverse=order.descending)
    after, before = within.after, within.before
    if order is not None and order.descending:
        after, before = before, after
    inside = [item for item in keys if (after is None or item[0] > after) and (before is None or item[0] < before)]
    shown = inside[-within.last :] if within.last is not None else inside[: within.first]
    entities = await collection.get_many((identifier for _, identifier in shown), scope=scope)

    async def count() -> int:
        return len(keys)

    return Listing(
        edges=[
            Edge(cursor_of(key, order), view(entities[identifier]))
            for key, identifier in shown
            if identifier in entities
        ],
        has_next=bool(shown) and shown[-1] != keys[-1],
        has_previous=bool(shown) and shown[0] != keys[0],
        count=count,
    )
