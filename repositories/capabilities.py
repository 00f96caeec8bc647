"""What the service needs of a server, tried out and not guessed from its version."""

import uuid
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from repositories.driver import Driver
from repositories.errors import AlreadyThere, Passing, StoreError, StoreUnavailable
from repositories.probing import PROBE


class Capability(NamedTuple):
    """One thing a server must do, in French, and whether this one does it."""

    name: str
    there: bool


class UnfitStore(StoreError):
    """The server lacks what the service needs; the message names it in French."""


class _Undo(Exception):
    """Aborts the transaction that is tried out."""


async def capabilities(driver: Driver) -> list[Capability]:
    """
    Tries each capability on documents of its own, removed afterwards. Raises StoreUnavailable.

    Nothing else needs to be in the store, and several instances may try at once.
    """
    await driver.create(PROBE)
    return [Capability(name, await _does(driver, trial)) for name, trial in _TRIALS.items()]


async def demand(driver: Driver) -> None:
    """Raises UnfitStore for a server that lacks a capability, StoreUnavailable for one that does not answer."""
    missing = [capability.name for capability in await capabilities(driver) if not capability.there]
    if missing:
        raise UnfitStore(
            f"ce serveur ne sait pas faire ce qu’il faut à Poinçon ({' ; '.join(missing)}) : donnez dans MONGODB_URL "
            "un jeu de réplicas MongoDB, même d’un seul membre"
        )


async def _does(driver: Driver, trial: Callable[[Driver, str], Awaitable[bool]]) -> bool:
    """Whether a trial on keys that begin with its own comes out well; what a server refuses it does not do."""
    key = uuid.uuid4().hex
    try:
        return await trial(driver, key)
    except StoreUnavailable:
        raise
    except StoreError:
        return False
    finally:
        await driver.delete_many(PROBE, {"_id": {"$gte": key, "$lt": f"{key}\uffff"}})


async def _rolls_back(driver: Driver, key: str) -> bool:
    try:
        async with driver.transaction() as transaction:
            await driver.insert_many(PROBE, [{"_id": key}], transaction=transaction)
            raise _Undo
    except _Undo:
        return not await driver.find(PROBE, {"_id": key})


async def _commits(driver: Driver, key: str) -> bool:
    async with driver.transaction() as transaction:
        await driver.insert_many(PROBE, [{"_id": key}, {"_id": f"{key}1"}], transaction=transaction)
        unseen = not await driver.find(PROBE, {"_id": key})
    return unseen and len(await driver.find(PROBE, {"_id": {"$in": [key, f"{key}1"]}})) == 2


async def _isolates(driver: Driver, key: str) -> bool:
    """Whether a transaction goes on seeing what it saw, and whoever writes over it makes it start again."""
    await driver.insert_many(PROBE, [{"_id": key, "value": 0}])
    try:
        async with driver.transaction() as transaction:
            await driver.find(PROBE, {"_id": key}, transaction=transaction)
            await driver.update_one(PROBE, {"_id": key}, {"$set": {"value": 1}})
            [seen] = await driver.find(PROBE, {"_id": key}, transaction=transaction)
            if seen["value"] != 0:
                return False
            await driver.update_one(PROBE, {"_id": key}, {"$set": {"value": 2}}, transaction=transaction)
    except Passing:
        return True
    return False


async def _unique(driver: Driver, key: str) -> bool:
    await driver.insert_many(PROBE, [{"_id": key}])
    try:
        await driver.insert_many(PROBE, [{"_id": key}])
    except AlreadyThere:
        return True
    return False


async def _sorts(driver: Driver, key: str) -> bool:
    texts = [f"{key}\0b", f"{key} a\0a", f"{key}\0a"]
    await driver.insert_many(PROBE, [{"_id": text} for text in texts])
    documents = await driver.find(PROBE, {"_id": {"$gt": key, "$lt": f"{key}\uffff"}}, sort=[("_id", 1)])
    return [document["_id"] for document in documents] == sorted(texts)


_TRIALS: dict[str, Callable[[Driver, str], Awaitable[bool]]] = {
    "transactions qui s’annulent": _rolls_back,
    "transactions confirmées par la majorité des membres": _commits,
    "lectures d’un instantané": _isolates,
    "clés uniques": _unique,
    "clés de tri à octet nul": _sorts,
}
"""Each capability and how it is tried."""
