"""The driver, served over motor and over PyMongo Async. No driver branch anywhere else."""

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import bson
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import ReadPreference, UpdateOne, timeout
from pymongo.errors import CollectionInvalid, OperationFailure
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from repositories.committing import ending, leaving, pauses
from repositories.deadline import milliseconds_left
from repositories.decoding import each
from repositories.driver import Document, Driver, Filter, Sort
from repositories.errors import AlreadyThere, StoreBroken, StoreUnavailable
from repositories.failures import translated

T = TypeVar("T")

_LONG = 24 * 3600.0
"""Seconds that an index may take to be made over what is there."""
BATCH = 10_000
"""Documents that a find without a limit asks for at a time."""
_THERE = 48
"""NamespaceExists."""
_GIVEN = frozenset({"v", "key", "ns"})
"""What a server says of every index."""
_OPTIONS: CodecOptions[Document] = CodecOptions(tz_aware=True, tzinfo=UTC)
_UNREAD: CodecOptions[RawBSONDocument] = CodecOptions(RawBSONDocument)
"""As bytes, which the driver would otherwise decode in one go while nobody else can have the interpreter."""
_JOURNALED = WriteConcern(w="majority", j=True)
_MAJORITY = ReadConcern("majority")
"""Nothing is read that an election could take back."""
_SNAPSHOT = ReadConcern("snapshot")
_PRIMARY = ReadPreference.PRIMARY


class _Adapter:
    """The driver over either client: the same calls, which differ in what is awaited."""

    joins_bounds = False
    keeps_snapshots = False
    broken_at = float("-inf")

    def __init__(self, client: Any, database: str, patience: float, moment: Any = None) -> None:
        self._client, self.patience = client, patience
        self._name, self._moment = database, moment
        self._database = client.get_database(
            database,
            codec_options=_OPTIONS,
            read_preference=_PRIMARY,
            read_concern=_MAJORITY,
            write_concern=_JOURNALED,
        )
        self._unread = self._database.with_options(codec_options=_UNREAD)
        self._passing = self._database.with_options(write_concern=WriteConcern(w=1))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turns the driver's exceptions into ours, and remembers when the server was last found broken."""
        try:
            with translated():
                yield
        except StoreBroken:
            self.broken_at = time.monotonic()
            raise

    async def find(
        self,
        collection: str,
        filter_: Filter,
        *,
        projection: Mapping[str, int] | None = None,
        sort: Sort = (),
        limit: int = 0,
        transaction: Any = None,
    ) -> list[Document]:
        async def ask() -> list[Document]:
            cursor = self._unread[collection].find(
                filter_,
                projection,
                sort=list(sort) or None,
                limit=limit,
                batch_size=limit or BATCH,
                max_time_ms=milliseconds_left(),
                session=transaction or self._moment,
            )
            return await each(_decoded, await cursor.to_list(None))

        return await self._read(ask, transaction)

    async def stream(self, collection: str, size: int, *, sort: Sort = ()) -> AsyncIterator[list[Document]]:
        with self._translated():
            cursor = self._database[collection].find({}, sort=list(sort) or None, batch_size=size, session=self._moment)
            try:
                while documents := await cursor.to_list(size):
                    yield documents
            finally:
                await cursor.close()

    async def count(self, collection: str, filter_: Filter, *, transaction: Any = None) -> int:
        async def ask() -> int:
            session, left = transaction or self._moment, milliseconds_left()
            options = {} if left is None else {"maxTimeMS": left}
            return int(await self._database[collection].count_documents(filter_, session=session, **options))

        return await self._read(ask, transaction)

    async def _read(self, ask: Callable[[], Awaitable[T]], transaction: Any) -> T:
        """What is read, asked again while the server is away; a transaction starts again as a whole instead."""
        alone = transaction is None and self._moment is None
        until = time.monotonic() + (self.patience if alone else 0.0)
        for pause in pauses():
            try:
                with self._translated():
                    return await ask()
            except StoreUnavailable:
                if time.monotonic() + pause >= until:
                    raise
            await asyncio.sleep(pause)
        raise AssertionError("pauses never end")

    async def insert_many(self, collection: str, documents: Sequence[Document], *, transaction: Any = None) -> None:
        with self._translated():
            await self._database[collection].insert_many(list(documents), session=transaction)

    async def update_one(
        self,
        collection: str,
        filter_: Filter,
        update: Mapping[str, Any],
        *,
        upsert: bool = False,
        transaction: Any = None,
    ) -> int:
        with self._translated():
            result = await self._database[collection].update_one(filter_, update, upsert=upsert, session=transaction)
            return int(result.matched_count)

    async def update_many(
        self,
        collection: str,
        updates: Sequence[tuple[Filter, Document]],
        *,
        unset: Collection[str] = (),
        transaction: Any = None,
    ) -> int:
        without: Document = {"$unset": dict.fromkeys(sorted(unset), "")} if unset else {}
        with self._translated():
            requests = [UpdateOne(filter_, {"$set": fields, **without}) for filter_, fields in updates]
            result = await self._database[collection].bulk_write(requests, ordered=True, session=transaction)
            return int(result.matched_count)

    async def tally(self, collection: str, key: str, by: int, now: datetime, until: datetime) -> tuple[int, datetime]:
        with self._translated():
            counter = await self._passing[collection].find_one_and_update(
                {"_id": key, "until": {"$gt": now}},
                {"$inc": {"value": by}, "$setOnInsert": {"until": until}},
                upsert=True,
                return_document=True,
            )
        if counter is None:  # what the embedded store answers to two who begin one counter at once
            raise AlreadyThere(key)
        return int(counter["value"]), counter["until"]

    async def delete_many(self, collection: str, filter_: Filter, *, transaction: Any = None) -> int:
        with self._translated():
            return int((await self._database[collection].delete_many(filter_, session=transaction)).deleted_count)

    async def explain(self, collection: str, filter_: Filter, sort: Sort, limit: int) -> Document:
        find: Document = {"find": collection, "filter": dict(filter_), "limit": limit}
        if sort:
            find["sort"] = dict(sort)
        with self._translated():
            plan: Document = await self._database.command({"explain": find, "verbosity": "executionStats"})
            return plan

    async def collections(self) -> list[str]:
        with self._translated():
            names: list[str] = await self._database.list_collection_names()
            return names

    async def create(self, collection: str) -> None:
        with self._translated():
            try:
                await self._database.create_collection(collection)
            except CollectionInvalid:
                return  # looked for by the driver
            except OperationFailure as error:
                if error.code != _THERE:
                    raise

    async def index(self, collection: str, keys: Sort, options: Mapping[str, Any]) -> None:
        with self._translated(), timeout(_LONG):
            await self._database[collection].create_index(list(keys), **options)

    async def indexes(self, collection: str) -> dict[str, Document]:
        with self._translated():
            indexes = await self._database[collection].index_information()
        return {
            name: {option: value for option, value in index.items() if option not in _GIVEN}
            for name, index in indexes.items()
        }

    async def drop_index(self, collection: str, name: str) -> None:
        with self._translated():
            await self._database[collection].drop_index(name)

    async def ping(self) -> None:
        with self._translated():
            await self._client.admin.command("ping")

    async def drop(self) -> None:
        with self._translated():
            await self._client.drop_database(self._name)

    async def close(self) -> None:
        closing = self._client.close()
        if inspect.isawaitable(closing):
            await closing

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        with self._translated():
            session = self._client.start_session()
            if inspect.isawaitable(session):
                session = await session
            started = session.start_transaction(
                read_concern=_SNAPSHOT, write_concern=_JOURNALED, read_preference=_PRIMARY
            )
            if inspect.isawaitable(started):
                await started
            async with ending(session, self.patience):
                yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Driver]:
        with self._translated():
            session = self._client.start_session(snapshot=self.keeps_snapshots)
            if inspect.isawaitable(session):
                session = await session
            if not self.keeps_snapshots:
                started = session.start_transaction(_SNAPSHOT, read_preference=_PRIMARY)
                if inspect.isawaitable(started):
                    await started
            async with leaving(session):
                reader = _Adapter(self._client, self._name, self.patience, session)
                reader.joins_bounds, reader.keeps_snapshots = self.joins_bounds, self.keeps_snapshots
                yield reader


def _decoded(document: RawBSONDocument) -> Document:
    return bson.decode(document.raw, _OPTIONS)


def over(client: Any, database: str, patience: float) -> Driver:
    """The driver of a database over a client of motor or of PyMongo Async."""
    return _Adapter(client, database, patience)
