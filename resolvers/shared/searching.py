"""Ranked search: the words that people type, best answers first, 500 at most."""

from collections.abc import Mapping
from typing import TypeVar

from repositories.collection import Bounds, Collection
from resolvers.shared.errors import invalid_input
from resolvers.shared.paging import Edge, Listing, cursor_of
from rules.base.entity import Entity
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


async def searched(
    collection: Collection[E], query: str, within: Bounds, conditions: Mapping[str, object | None]
) -> Listing[E]:
    """
    One page of what a search finds among the entities that meet the conditions.

    Its cursors hold the rank and the place of an entity among its equals, so that they survive additions.
    """
    filter_ = {name: value for name, value in conditions.items() if value is not None}
    hits = {}
    if start := beginning(query):
        hits = {hit.id: hit for hit in await collection.hits(start, filter_)}
    if is_code(query):
        hits |= {hit.id: hit for hit in await collection.hits_of_key(code_key(query), filter_)}
    matches = [(f"{rank:08d} {hit.sort}", hit.id) for rank, hit in ranked(query, hits.values())[:MOST]]
    inside = [
        item
        for item in matches
        if (within.after is None or item[0] > within.after) and (within.before is None or item[0] < within.before)
    ]
    shown = inside[-within.last :] if within.last is not None else inside[: within.first]
    entities = await collection.get_many(identifier for _, identifier in shown)

    async def count() -> int:
        return len(matches)

    return Listing(
        edges=[Edge(cursor_of(key), entities[identifier]) for key, identifier in shown if identifier in entities],
        has_next=bool(shown) and shown[-1] != matches[-1],
        has_previous=bool(shown) and shown[0] != matches[0],
        count=count,
    )
