"""The store: every collection, the journal, and units of work that are run again when writers meet."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any, Self, TypeVar

from repositories import layout
from repositories.blobs import BLOBS, Blobs
from repositories.bloc import Blocs
from repositories.candidate import Candidates
from repositories.census import CENSUS, Census
from repositories.census import SINCE as CENSUS_SINCE
from repositories.certificate import Certificates
from repositories.certification import Certifications
from repositories.collection import Collection
from repositories.document import Documents
from repositories.dossier import Dossiers
from repositories.driver import Driver, DriverName
from repositories.equivalence import Equivalences
from repositories.errors import AlreadyThere, StaleRevision, StoreBusy, StoreError
from repositories.file import Files
from repositories.journal import ANCHORS, EVENTS, Journal, Stamp
from repositories.mongo import Retry, connect
from repositories.organisation import Organisations
from repositories.pack import Packs
from repositories.printing import PRINTINGS, PRINTS, Printings
from repositories.probing import PROBE, joins_bounds, keeps_snapshots
from repositories.rations import RATIONS
from repositories.referentiel import Referentiels
from repositories.session import Sessions
from repositories.statement import Statements
from repositories.unit_of_work import COUNTERS, IDEMPOTENCY, UnitOfWork

T = TypeVar("T")

ATTEMPTS = 60
"""How often a unit of work is run again before the store is said to be busy."""
KEPT_ANSWERS = 90 * 24 * 3600
"""Seconds for which an idempotency key is remembered."""


class Store:
    """A connected database. One for the life of the service."""

    def __init__(self, driver: Driver, journal_key: bytes) -> None:
        self.driver = driver
        self._journal_key = journal_key
        self.journal = Journal(driver, journal_key)
        self.census = Census(driver, journal_key)
        self.certifications = Certifications(driver)
        self.referentiels = Referentiels(driver)
        self.blocs = Blocs(driver)
        self.organisations = Organisations(driver)
        self.candidates = Candidates(driver)
        self.dossiers = Dossiers(driver)
        self.sessions = Sessions(driver)
        self.certificates = Certificates(driver)
        self.files = Files(driver)
        self.documents = Documents(driver)
        self.packs = Packs(driver)
        self.equivalences = Equivalences(driver)
        self.statements = Statements(driver)
        self.blobs = Blobs(driver)
        self.printings = Printings(driver)

    @classmethod
    def connect(cls, url: str, database: str, *, journal_key: bytes, driver: DriverName = "motor") -> Self:
        """A store on a server; nothing is sent before the first call."""
        return cls(connect(url, database, driver), journal_key)

    @property
    def collections(self) -> Sequence[Collection[Any]]:
        """Every collection of entities, in the order of their names."""
        return (
            self.blocs,
            self.candidates,
            self.certificates,
            self.certifications,
            self.documents,
            self.dossiers,
            self.equivalences,
            self.files,
            self.organisations,
            self.packs,
            self.referentiels,
            self.sessions,
            self.statements,
        )

    async def prepare(self) -> None:
        """
        Makes the collections and indexes that are not there yet, and tells a new store its layout; tries the server.

        A store of another layout is left without them, to be migrated (repositories.layout). Raises StoreUnavailable.
        """
        there = set(await self.driver.collections())
        wanted = [collection.name for collection in self.collections]
        for name in (*wanted, EVENTS, ANCHORS, COUNTERS, IDEMPOTENCY, BLOBS, CENSUS, PRINTINGS, PRINTS, RATIONS, PROBE):
            if name not in there:
                await self.driver.create(name)
        if EVENTS not in there:
            await self.census.open()
            await layout.tell(self.driver)
        if await layout.layout_of(self.driver) == layout.LAYOUT:
            await layout.make_indexes(self.driver, self.collections)
        await self.driver.index(IDEMPOTENCY, [("at", 1)], {"expireAfterSeconds": KEPT_ANSWERS})
        await self.driver.index(RATIONS, [("until", 1)], {"expireAfterSeconds": 0})
        self.driver.joins_bounds = await joins_bounds(self.driver)
        self.driver.keeps_snapshots = await keeps_snapshots(self.driver)

    async def migrate(self, progress: Callable[[str, int], None]) -> int:
        """
        Brings a store to the present layout; how many documents it changed. May be killed and run again.

        `progress` is told of each collection and how many of its documents are done.
        """
        before = await layout.layout_of(self.driver)
        changed = await layout.migrate(self.driver, self.collections, progress)
        if before < CENSUS_SINCE:
            await self.census.take()
        await layout.tell(self.driver)
        return changed

    async def transact(
        self,
        work: Callable[[UnitOfWork], Awaitable[T]],
        *,
        actor: str,
        on: date,
        at: datetime,
        impersonator: str | None = None,
    ) -> T:
        """
        Runs `work` and flushes its writes in one transaction; its answer.

        Run again, with a pause drawn at random, when another writer was faster; StoreBusy after too many times.
        A unit that writes nothing, or that was discarded, leaves nothing behind.
        """
        stamp = Stamp(actor, on, at, impersonator)
        for attempt in range(ATTEMPTS):
            try:
                return await self._once(work, stamp)
            except (Retry, StaleRevision, AlreadyThere):
                await asyncio.sleep(random.uniform(0.001, min(0.2, 0.005 * 1.4**attempt)))  # noqa: S311
        raise StoreBusy("too many writers at once")

    async def _once(self, work: Callable[[UnitOfWork], Awaitable[T]], stamp: Stamp) -> T:
        answers: list[dict[str, Any]] = []
        try:
            async with self.driver.transaction() as transaction:
                unit = UnitOfWork(self, self.driver, self.journal, transaction, stamp)
                result = await work(unit)
                if unit.discarded:
                    answers = unit.answers
                    raise _Discarded
                await unit.flush()
        except _Discarded:
            if answers:
                await self.driver.insert_many(IDEMPOTENCY, answers)
        return result

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Self]:
        """The same store as it is at one moment, to be read only, whoever writes meanwhile. Raises StoreError."""
        async with self.driver.snapshot() as moment:
            yield type(self)(moment, self._journal_key)

    async def alive(self) -> bool:
        """Whether the server answers."""
        try:
            await self.driver.ping()
        except StoreError:
            return False
        return True

    async def close(self) -> None:
        """Closes every connection."""
        await self.driver.close()


class _Discarded(Exception):
    """Aborts the transaction of a unit whose writes were dropped."""
