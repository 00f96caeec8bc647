"""The store: every collection, the journal, and units of work that are run again when writers meet."""

import asyncio
import random
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any, Self, TypeVar

from repositories import claims, layout
from repositories.blobs import BLOBS, Blobs
from repositories.bloc import Blocs
from repositories.candidate import Candidates
from repositories.census import CENSUS, Census
from repositories.census import SINCE as CENSUS_SINCE
from repositories.certificate import Certificates
from repositories.certification import Certifications
from repositories.claims import CLAIMS
from repositories.collection import Collection
from repositories.committing import pauses
from repositories.connecting import PATIENCE, connect
from repositories.document import Documents
from repositories.dossier import Dossiers
from repositories.driver import Driver, DriverName
from repositories.equivalence import Equivalences
from repositories.errors import OutcomeUnknown, Passing, StoreBroken, StoreBusy, StoreError, StoreFull, StoreUnavailable
from repositories.file import Files
from repositories.journal import ANCHORS, EVENTS, Journal, Stamp
from repositories.lanes import Lanes, Turn
from repositories.organisation import Organisations
from repositories.pack import Packs
from repositories.printing import PRINTINGS, PRINTS, Printings
from repositories.probing import PROBE, joins_bounds, keeps_snapshots
from repositories.purge import Purges
from repositories.rations import RATIONS
from repositories.referentiel import Referentiels
from repositories.reliance import RELIANCES
from repositories.series import COUNTERS
from repositories.session import Sessions
from repositories.statement import Statements
from repositories.unit_of_work import IDEMPOTENCY, UnitOfWork

T = TypeVar("T")

BROKEN_FOR = 60.0
"""Seconds for which a server that could not reach its own files is not fit to be asked."""
READY_WITHIN = 3.0
"""Seconds in which a server that is fit to be asked confirms a write."""
MEETING = 0.05
"""Seconds at most before trying again what a writer of another process was faster at."""
_BESIDE = (ANCHORS, COUNTERS, CLAIMS, RELIANCES, IDEMPOTENCY, BLOBS, CENSUS, PRINTINGS, PRINTS, RATIONS, PROBE)
"""The collections beside those of entities; that of events is made last."""
KEPT_ANSWERS = 90 * 24 * 3600
"""Seconds for which an idempotency key is remembered."""


class Store:
    """A connected database. One for the life of the service."""

    def __init__(self, driver: Driver, journal_key: bytes) -> None:
        self.driver, self._journal_key, self._lanes = driver, journal_key, Lanes()
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
        self.purges = Purges(driver)
        self.equivalences = Equivalences(driver)
        self.statements = Statements(driver)
        self.blobs = Blobs(driver)
        self.printings = Printings(driver)
        self.has_room: Callable[[], bool] = lambda: True
        """Whether there is room on the disk, where that can be told: without any, an embedded store is stopped."""

    @classmethod
    def connect(
        cls, url: str, database: str, *, journal_key: bytes, driver: DriverName = "motor", patience: float = PATIENCE
    ) -> Self:
        """A store on a server, which is waited for with so much patience; nothing is sent before the first call."""
        return cls(connect(url, database, driver, patience=patience), journal_key)

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
            self.purges,
            self.referentiels,
            self.sessions,
            self.statements,
        )

    async def made(self) -> bool:
        """Whether it was ever prepared, and not emptied since."""
        return EVENTS in await self.driver.collections()

    async def prepare(self) -> None:
        """
        Makes the collections and indexes that are not there yet, and tells a new store its layout; tries the server.

        Several instances may do so at once: each step is done by whoever comes first, and the layout is told before
        there is anything that it could be asked of. A store of another layout is left without collections and indexes,
        to be migrated (repositories.layout). Raises StoreUnavailable.
        """
        there = set(await self.driver.collections())
        if EVENTS not in there:
            await self.census.open()
            await layout.tell(self.driver)
        wanted = [collection.name for collection in self.collections]
        for name in (*wanted, *_BESIDE, EVENTS):
            if name not in there:
                await self.driver.create(name)
        if await layout.layout_of(self.driver) == layout.LAYOUT:
            await layout.make_indexes(self.driver, self.collections)
        await self.driver.index(IDEMPOTENCY, [("at", 1)], {"expireAfterSeconds": KEPT_ANSWERS})
        await self.driver.index(RELIANCES, [("of", 1)], {})
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
        if before < claims.SINCE:
            changed += await claims.take(self.driver, self.collections)
            changed += await layout.place(self.driver, self.collections)
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
        kin: str = "",
    ) -> T:
        """
        Runs `work` and flushes its writes in one transaction; its answer.

        Run again while the driver's patience lasts: when another writer was faster, then StoreBusy; and while the
        server is away, then StoreUnavailable. OutcomeUnknown when it went away at the very end and nobody can tell.
        Units of one `kin` mostly take numbers of the same series: they wait for each other before they begin.
        A unit that writes nothing, or that was discarded, leaves nothing behind.
        """
        stamp, loop = Stamp(actor, on, at, impersonator), asyncio.get_running_loop()
        until, absences = loop.time() + self.driver.patience, pauses()
        async with self._lanes.turn(kin, until) as turn:
            while True:
                try:
                    return await self._once(work, stamp, turn)
                except Passing:
                    await turn.wait(turn.wanted)
                    refusal: StoreError = StoreBusy("too many writers at once")
                    pause = random.uniform(0.001, MEETING)  # noqa: S311
                except StoreUnavailable as absence:
                    if isinstance(absence, OutcomeUnknown) and not absence.over:
                        raise
                    refusal = absence if self.has_room() else StoreFull(str(absence))
                    pause = next(absences)
                if loop.time() + pause >= until:
                    raise refusal
                await asyncio.sleep(pause)

    async def _once(self, work: Callable[[UnitOfWork], Awaitable[T]], stamp: Stamp, turn: Turn) -> T:
        answers: list[dict[str, Any]] = []
        try:
            async with self.driver.transaction() as transaction:
                unit = UnitOfWork(self, transaction, stamp, turn)
                result = await work(unit)
                if unit.discarded:
                    answers = unit.answers
                    raise _Discarded
                await unit.flush()
        except _Discarded:
            if answers:
                await self.driver.insert_many(IDEMPOTENCY, answers)
        except OutcomeUnknown as doubt:
            if not await _landed(unit, doubt):
                raise
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

    async def ready(self) -> None:
        """
        Tries a write, for three seconds at most.

        Raises StoreUnavailable: StoreFull for want of room; StoreBroken where the server's files are damaged, which it
        may have said of others than those that are tried.
        """
        if time.monotonic() - self.driver.broken_at < BROKEN_FOR:
            raise StoreBroken("it could not reach its own files a moment ago")
        if not self.has_room():
            raise StoreFull("the disk is full")
        mark = {"$set": {"mark": uuid.uuid4().hex}}
        try:
            async with asyncio.timeout(READY_WITHIN):
                await self.driver.update_one(PROBE, {"_id": "ready"}, mark, upsert=True)
        except TimeoutError:
            raise StoreUnavailable("no write was confirmed in time") from None
        except Passing:
            return  # another instance tries it too

    async def close(self) -> None:
        """Closes every connection."""
        await self.driver.close()


class _Discarded(Exception):
    """Aborts the transaction of a unit whose writes were dropped."""


async def _landed(unit: UnitOfWork, doubt: OutcomeUnknown) -> bool:
    """Whether a unit of unknown outcome is in the store. Raises OutcomeUnknown when that cannot be asked either."""
    try:
        return await unit.landed()
    except StoreUnavailable:
        raise OutcomeUnknown(str(doubt), over=False) from doubt
