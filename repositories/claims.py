"""
Claims: what one entity of the whole store may hold, each a document whose `_id` says what is claimed.

They take the place of unique indexes, which on a collection sharded by centre would tell apart the entities of one
shard only (repositories.sharding). A claim is written in the transaction that makes its entity, where two who claim
the same meet; it is never given back.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from repositories.collection import Collection
from repositories.driver import Document, Driver

CLAIMS = "claims"
SINCE = 10
"""The first layout of a store that has them."""
BATCH = 500
"""Entities whose claims are taken by one command."""


def claim(key: str, aggregate: str) -> Document:
    """A claim by its key (Collection.claims), as it is stored for the aggregate that holds it."""
    return {"_id": key, "by": aggregate}


async def holders(driver: Driver, keys: Iterable[str]) -> dict[str, str]:
    """The aggregates that hold these claims, by key; those that nobody holds are left out."""
    claims = await driver.find(CLAIMS, {"_id": {"$in": sorted(keys)}})
    return {item["_id"]: item["by"] for item in claims}


async def take(driver: Driver, collections: Sequence[Collection[Any]]) -> int:
    """Writes the claims that are not there yet, for a store of before there were any; how many."""
    taken = 0
    for collection in (item for item in collections if item.claimed):
        async for documents in driver.stream(collection.name, BATCH):
            entities = [collection.decoded(document) for document in documents]
            wanted = {key: f"{collection.name}/{item.id}" for item in entities for key in collection.claims(item)}
            there = await holders(driver, wanted)
            if missing := [claim(key, by) for key, by in wanted.items() if key not in there]:
                await driver.insert_many(CLAIMS, missing)
                taken += len(missing)
    return taken
