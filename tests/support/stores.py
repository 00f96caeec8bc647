"""Stores that tests borrow: prepared once each, and brought to what a test is to find there, by what differs only."""

import os
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from pymongo.monitoring import CommandStartedEvent

from repositories.connecting import connect
from repositories.counting import CommandCounter
from repositories.driver import Document, DriverName
from repositories.store import Store
from tests.support.world import KEY

GIVEN_URL = os.environ.get("POINCON_TEST_MONGODB_URL")
"""The server that tests are to use; without it, an embedded store for each process of tests."""
_AT_ONCE = 500
"""Documents removed by one command, which is to end before a connection is given up."""
_WRITES = frozenset({"insert", "update", "delete", "findAndModify", "create", "drop"})
World = Callable[[Store], Awaitable[Any]]
"""Fills an empty store, and may tell what it put there."""


class _Written(CommandCounter):
    """Listens to the driver for what a borrower touched: reading every collection costs more than most tests."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        """The collections that something was written in, whether or not it stayed there."""

    def started(self, event: CommandStartedEvent) -> None:
        """Notes a command that is sent."""
        super().started(event)
        if event.command_name in _WRITES:
            self.names.add(event.command[event.command_name])


class _Kept(NamedTuple):
    """A world as it was when it had just been made."""

    documents: dict[str, dict[Any, Document]]
    told: Any


async def nothing(_store: Store) -> None:
    """The world of a store that was only prepared."""


@asynccontextmanager
async def new_store(url: str, driver: DriverName = "motor") -> AsyncIterator[Store]:
    """A prepared store on a database of its own, forgotten afterwards: for a test that touches collections or indexes."""
    store = Store.connect(url, f"test_{uuid.uuid4().hex}", journal_key=KEY, driver=driver)
    await store.prepare()
    try:
        yield store
    finally:
        await forget(store)


async def forget(store: Store) -> None:
    """Closes a store, and drops its database where that would stay: an embedded store goes as a whole, at no cost."""
    if GIVEN_URL:
        await store.driver.drop()
    await store.close()


class Stores:
    """
    The stores of one server. Preparing and dropping a database costs more than most tests, hence they are used again.

    A borrower finds the documents of its world and no others, down to counters and answers; collections and indexes
    are as they were prepared so long as every borrower left them alone. Who writes there by another client than the
    store's own takes a store of its own.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._made: dict[Store, _Written] = {}
        self._free: defaultdict[tuple[DriverName, World], list[Store]] = defaultdict(list)
        self._kept: dict[World, _Kept] = {}

    @asynccontextmanager
    async def lent(self, driver: DriverName, world: World = nothing) -> AsyncIterator[Store]:
        """A store that holds a world; it is made over for the next borrower, who is served by nobody's leavings."""
        free = self._free[driver, world]
        store = free.pop() if free else await self._new(driver)
        await self._bring(store, world)
        store.driver.broken_at = float("-inf")
        yield store
        free.append(store)

    def told(self, world: World) -> Any:
        """What a world that was lent before told when it was made."""
        return self._kept[world].told

    async def close(self) -> None:
        """Forgets every store."""
        for store in self._made:
            await forget(store)

    async def _new(self, driver: DriverName) -> Store:
        written = _Written()
        store = Store(connect(self._url, f"test_{uuid.uuid4().hex}", driver, written), KEY)
        self._made[store] = written
        await store.prepare()
        written.names.update(await store.driver.collections())
        return store

    async def _bring(self, store: Store, world: World) -> None:
        """Makes a store hold a world, which is made the first time and remembered."""
        written = self._made[store].names
        kept = self._kept.get(world)
        if kept is None:
            told = await world(store)
            names = await store.driver.collections()
            self._kept[world] = _Kept({name: await _documents(store, name) for name in names}, told)
        else:
            for name in {*written}:
                await _make_over(store, name, kept.documents.get(name, {}))
        written.clear()


async def _make_over(store: Store, name: str, wanted: dict[Any, Document]) -> None:
    there = await _documents(store, name)
    strange = [key for key, document in there.items() if document != wanted.get(key)]
    for start in range(0, len(strange), _AT_ONCE):
        some = strange[start : start + _AT_ONCE]
        await store.driver.delete_many(name, {"_id": {"$in": some}} if len(some) < len(there) else {})
    absent = [document for key, document in wanted.items() if document != there.get(key)]
    if absent:
        await store.driver.insert_many(name, absent)


async def _documents(store: Store, name: str) -> dict[Any, Document]:
    return {document["_id"]: document for document in await store.driver.find(name, {})}
