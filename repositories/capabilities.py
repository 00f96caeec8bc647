"""What the service needs of a server, tried out and not guessed from its version."""

import uuid
from typing import NamedTuple

from repositories.errors import AlreadyThere, StoreError
from repositories.probing import PROBE
from repositories.store import Store


class Capability(NamedTuple):
    """One thing a server must do, in French, and whether this one does it."""

    name: str
    there: bool


class _Undo(Exception):
    """Aborts the transaction that is tried out."""


async def capabilities(store: Store) -> list[Capability]:
    """Tries each capability on a collection of its own, emptied afterwards. Raises StoreUnavailable."""
    if PROBE not in await store.driver.collections():
        await store.driver.create(PROBE)
    tried = [
        Capability("transactions qui s’annulent", await _rolls_back(store)),
        Capability("index uniques partiels", await _unique(store)),
        Capability("clés de tri à octet nul", await _sorts(store)),
    ]
    await store.driver.delete_many(PROBE, {})
    return tried


async def _rolls_back(store: Store) -> bool:
    key = uuid.uuid4().hex
    try:
        async with store.driver.transaction() as transaction:
            await store.driver.insert_many(PROBE, [{"_id": key}], transaction=transaction)
            raise _Undo
    except _Undo:
        return not await store.driver.find(PROBE, {"_id": key})
    except StoreError:
        return False


async def _unique(store: Store) -> bool:
    options = {"unique": True, "partialFilterExpression": {"only": {"$type": "string"}}}
    await store.driver.index(PROBE, [("only", 1)], options)
    key = uuid.uuid4().hex
    await store.driver.insert_many(PROBE, [{"_id": f"{key}1", "only": key}, {"_id": f"{key}2"}, {"_id": f"{key}3"}])
    try:
        await store.driver.insert_many(PROBE, [{"_id": f"{key}4", "only": key}])
    except AlreadyThere:
        return True
    return False


async def _sorts(store: Store) -> bool:
    key = uuid.uuid4().hex
    texts = [f"{key}\0b", f"{key} a\0a", f"{key}\0a"]
    await store.driver.insert_many(PROBE, [{"_id": text} for text in texts])
    documents = await store.driver.find(PROBE, {"_id": {"$gt": key, "$lt": f"{key}\uffff"}}, sort=[("_id", 1)])
    return [document["_id"] for document in documents] == sorted(texts)
