"""The driver's two adapters, motor and PyMongo Async. No driver branch anywhere else."""

import inspect
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

from bson.codec_options import CodecOptions
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient, UpdateOne
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from repositories.counting import CommandCounter
from repositories.deadline import milliseconds_left
from repositories.driver import Document, Driver, DriverName, Filter, Sort
from repositories.errors import AlreadyThere, StoreError, StoreLate, StoreUnavailable

BATCH = 10_000
"""Documents that a find without a limit asks for at a time."""
_DUPLICATE = 11000
_GIVEN = frozenset({"v", "key", "ns"})
"""What a server says of every index."""
_OPTIONS: CodecOptions[Document] = CodecOptions(tz_aware=True, tzinfo=UTC)
_JOURNALED = WriteConcern(w="majority", j=True)


class Retry(StoreError):
    """The transaction may be run again from its start: the server found a passing conflict."""


@contextmanager
def translated() -> Iterator[None]:
    """Turns the drivers' exceptions into those of repositories.errors."""
    try:
        yield
    except PyMongoError as error:
        labelled = error.has_error_label("TransientTransactionError")
        if isinstance(error, DuplicateKeyError) or _is_duplicate(error):
            raise AlreadyThere(str(error)) from error
        if isinstance(error, ExecutionTimeout):
            raise StoreLate(str(error)) from error
        if labelled and not isinstance(error, ConnectionFailure):
            raise Retry(str(error)) from error
        if isinstance(error, (ConnectionFailure, AutoReconnect)):
            raise StoreUnavailable(str(error)) from error
        if isinstance(error, OperationFailure) and error.code in {112, 251, 244}:
            raise Retry(str(error)) from error
        raise StoreError(str(error)) from error


def _is_duplicate(error: PyMongoError) -> bool:
    if not isinstance(error, BulkWriteError):
        return False
    return any(item.get("code") == _DUPLICATE for item in error.details.get("writeErrors", []))


class _Adapter:
    """What the two adapters share: the same calls on two clients that differ in what is awaited."""

    joins_bounds = False
    keeps_snapshots = False

    def __init__(self, client: Any, database: str, moment: Any = None) -> None:
        self._client = client
        self._name = database
        self._moment = moment
        self._database = client.get_database(database, codec_options=_OPTIONS, write_concern=_JOURNALED)
        self._passing = self._database.with_options(write_concern=WriteConcern(w=1))

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
        with translated():
            cursor = self._database[collection].find(
                filter_,
                projection,
                sort=list(sort) or None,
                limit=limit,
                batch_size=limit or BATCH,
                max_time_ms=milliseconds_left(),
                session=transaction or self._moment,
            )
            documents: list[Document] = await cursor.to_list(None)
            return documents

    async def stream(self, collection: str, size: int, *, sort: Sort = ()) -> AsyncIterator[list[Document]]:
        with translated():
            cursor = self._database[collection].find({}, sort=list(sort) or None, batch_size=size, session=self._moment)
            try:
                while documents := await cursor.to_list(size):
                    yield documents
            finally:
                await cursor.close()

    async def count(self, collection: str, filter_: Filter, *, transaction: Any = None) -> int:
        with translated():
            session, left = transaction or self._moment, milliseconds_left()
            options = {} if left is None else {"maxTimeMS": left}
            return int(await self._database[collection].count_documents(filter_, session=session, **options))

    async def insert_many(self, collection: str, documents: Sequence[Document], *, transaction: Any = None) -> None:
        with translated():
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
        with translated():
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
        with translated():
            requests = [UpdateOne(filter_, {"$set": fields, **without}) for filter_, fields in updates]
            result = await self._database[collection].bulk_write(requests, ordered=True, session=transaction)
            return int(result.matched_count)

    async def increment(self, collection: str, key: str, *, transaction: Any, by: int = 1) -> int:
        with translated():
            counter = await self._database[collection].find_one_and_update(
                {"_id": key}, {"$inc": {"value": by}}, upsert=True, return_document=True, session=transaction
            )
            return int(counter["value"])

    async def tally(self, collection: str, key: str, by: int, now: datetime, until: datetime) -> tuple[int, datetime]:
        with translated():
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
        with translated():
            return int((await self._database[collection].delete_many(filter_, session=transaction)).deleted_count)

    async def explain(self, collection: str, filter_: Filter, sort: Sort, limit: int) -> Document:
        find: Document = {"find": collection, "filter": dict(filter_), "limit": limit}
        if sort:
            find["sort"] = dict(sort)
        with translated():
            plan: Document = await self._database.command({"explain": find, "verbosity": "executionStats"})
            return plan

    async def collections(self) -> list[str]:
        with translated():
            names: list[str] = await self._database.list_collection_names()
            return names

    async def create(self, collection: str) -> None:
        with translated():
            await self._database.create_collection(collection)

    async def index(self, collection: str, keys: Sort, options: Mapping[str, Any]) -> None:
        with translated():
            await self._database[collection].create_index(list(keys), **options)

    async def indexes(self, collection: str) -> dict[str, Document]:
        with translated():
            indexes = await self._database[collection].index_information()
        return {
            name: {option: value for option, value in index.items() if option not in _GIVEN}
            for name, index in indexes.items()
        }

    async def drop_index(self, collection: str, name: str) -> None:
        with translated():
            await self._database[collection].drop_index(name)

    async def ping(self) -> None:
        with translated():
            await self._client.admin.command("ping")

    async def drop(self) -> None:
        with translated():
            await self._client.drop_database(self._name)

    async def close(self) -> None:
        closing = self._client.close()
        if inspect.isawaitable(closing):
            await closing

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        with translated():
            session = self._client.start_session()
            if inspect.isawaitable(session):
                session = await session
            try:
                started = session.start_transaction(write_concern=_JOURNALED)
                if inspect.isawaitable(started):
                    await started
                yield session
                await self._commit(session)
            finally:
                if session.in_transaction:
                    await self._abort(session)
                await session.end_session()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Driver]:
        with translated():
            session = self._client.start_session(snapshot=self.keeps_snapshots)
            if inspect.isawaitable(session):
                session = await session
            try:
                if not self.keeps_snapshots:
                    started = session.start_transaction(ReadConcern("snapshot"))
                    if inspect.isawaitable(started):
                        await started
                reader = _Adapter(self._client, self._name, session)
                reader.joins_bounds, reader.keeps_snapshots = self.joins_bounds, self.keeps_snapshots
                yield reader
            finally:
                if session.in_transaction:
                    await self._abort(session)
                await session.end_session()

    async def _commit(self, session: Any) -> None:
        for attempt in range(3):
            try:
                await session.commit_transaction()
            except PyMongoError as error:
                if attempt == 2 or not error.has_error_label("UnknownTransactionCommitResult"):
                    raise
            else:
                return

    async def _abort(self, session: Any) -> None:
        try:
            await session.abort_transaction()
        except PyMongoError:
            return  # the server forgets a transaction whose session ends


def connect(url: str, database: str, name: DriverName, counter: CommandCounter | None = None) -> Driver:
    """The driver of this name on a server; nothing is sent before the first call."""
    options: dict[str, Any] = {
        **{option: 5_000 for option in ("serverSelectionTimeoutMS", "connectTimeoutMS") if option not in url},
        "appname": "poincon",
        "tz_aware": True,
        "event_listeners": [counter or CommandCounter()],
    }
    client: Any = AsyncIOMotorClient(url, **options) if name == "motor" else AsyncMongoClient(url, **options)
    return _Adapter(client, database)
