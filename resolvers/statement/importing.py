"""
Loads what other people's files say: reads, plans and applies in batches, and reports.

Each statement is kept as it was said; the certifications it concerns are made again from all their statements, so that
nothing depends on the order of the files and a second load changes nothing (docs/adr/0008). Each batch stands or falls
as a whole: a load that is interrupted is completed by the next.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from datetime import datetime
from itertools import islice

from exchange.reading import Item, Refusal, Unreadable
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from resolvers.statement.known import Change, Rehearsal
from resolvers.statement.plan import Batch, Plan
from resolvers.statement.report import Outcome, Report
from rules.base.calendar import paris_day
from rules.statement.statement import Statement

BATCH = 400
ACTOR = "poincon"


class Importer:
    """Loads files into a store, or only says what would come of it."""

    def __init__(self, store: Store, now: datetime, *, dry_run: bool = False) -> None:
        self._store, self._now, self._dry_run = store, now, dry_run
        self._rehearsal = Rehearsal()

    async def load(self, name: str, items: Iterable[Item], progress: Callable[[], None] = lambda: None) -> Report:
        """
        Loads everything that a reader gives; the report of the file.

        What is refused is told with its place; a file that stops being readable is loaded up to there.
        """
        report = Report(name)
        async with aclosing(_ahead(_batches(name, items))) as batches:
            async for batch in batches:
                for refusal in batch.refusals:
                    report.refuse(refusal)
                report.unreadable = batch.unreadable
                report.add(await self._applied(batch))
                progress()
        return report

    async def _applied(self, batch: Batch) -> Outcome:
        outcome, changes = await self._store.transact(
            lambda unit: self._apply(unit, batch), actor=ACTOR, on=paris_day(self._now), at=self._now
        )
        self._rehearsal.keep(changes)
        return outcome

    async def settle(self, reports: Iterable[Report]) -> int:
        """
        Counts as loaded what waited for a title that a later file has brought.

        How many equivalences of the store wait for an end that it does not know.
        """
        for report in reports:
            keys = list(report.pending)
            for start in range(0, len(keys), 1_000):
                for key in await self._titled(keys[start : start + 1_000]):
                    report.settle(key)
        return await self._rehearsal.waiting(self._store.equivalences)

    async def _titled(self, keys: list[str]) -> set[str]:
        stored = set(await self._store.certifications.by_codes(keys)) & set(keys)
        return stored | self._rehearsal.titled(keys)

    async def _apply(self, unit: UnitOfWork, batch: Batch) -> tuple[Outcome, list[Change]]:
        outcome = await Plan(unit, self._rehearsal).carried_out(batch)
        if not self._dry_run:
            return outcome, []
        unit.discard()
        return outcome, list(unit.changes())


async def _ahead(batches: Generator[Batch, None, None]) -> AsyncGenerator[Batch, None]:
    """
    Each batch, while a thread reads the next.

    The same thread reads and closes them all: the parser of XML must not change threads.
    """
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as reader:
        coming = loop.run_in_executor(reader, next, batches, None)
        try:
            while batch := await coming:
                coming = loop.run_in_executor(reader, next, batches, None)
                yield batch
        finally:
            reader.submit(batches.close)


def _batches(name: str, items: Iterable[Item]) -> Generator[Batch, None, None]:
    """What a file says, so much at a time, each thing once; the last batch tells of a file that cannot be read on."""
    seen: set[str] = set()
    readable = iter(items)
    unreadable: str | None = None
    more = True
    while more and unreadable is None:
        some: list[Item] = []
        try:
            for item in islice(readable, BATCH):
                some.append(item)
        except Unreadable as error:
            unreadable = str(error)
        more = len(some) == BATCH
        if some or unreadable:
            yield _sorted(name, some, seen, unreadable)


def _sorted(name: str, some: list[Item], seen: set[str], unreadable: str | None) -> Batch:
    """A batch of these items; what was said before in the same file is refused."""
    batch = Batch([], [], [], unreadable)
    for item in some:
        if isinstance(item, Refusal):
            batch.refusals.append(item)
        elif item.id in seen:
            batch.refusals.append(Refusal(name, f"{item.code} : déjà dit plus haut dans ce fichier"))
        else:
            seen.add(item.id)
            if isinstance(item, Statement):
                batch.statements.append(item)
            else:
                batch.organisations.append(item)
    return batch
