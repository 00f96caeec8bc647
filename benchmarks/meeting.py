"""
Thirty-two writers who take numbers of one series, against one writer alone: units of work a second.

Run: python -m benchmarks.meeting [seconds] [url]; without a URL, on the embedded store. Only the ratio means something
between machines.
"""

import asyncio
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from repositories.embedded import running
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from tests.support.world import KEY, NOW, TODAY
from tests.support.writing import DRAFT, organisation

WRITERS = 32


async def _rate(url: str, writers: int, seconds: float, kin: str) -> float:
    """Units of work a second, each of which takes the next number and writes an entity under it."""
    store = Store.connect(url, f"meeting_{uuid.uuid4().hex}", journal_key=KEY)
    await store.prepare()
    until, done = 0.0, 0

    async def work(unit: UnitOfWork) -> None:
        await unit.organisations.get("O1")
        unit.insert(organisation(f"O{await unit.number('series')}"), DRAFT)

    async def writer() -> None:
        nonlocal done
        while time.perf_counter() < until:
            await store.transact(work, actor="benchmarks", on=TODAY, at=NOW, kin=kin)
            done += 1

    await store.transact(work, actor="benchmarks", on=TODAY, at=NOW, kin=kin)
    start = time.perf_counter()
    until = start + seconds
    await asyncio.gather(*(writer() for _ in range(writers)))
    rate = done / (time.perf_counter() - start)
    await store.driver.drop()
    await store.close()
    return rate


async def _compared(url: str, seconds: float) -> None:
    alone = await _rate(url, 1, seconds, "benchmarks")
    for kin, told in (("benchmarks", "in turn"), ("", "that nobody knows to be of one kin")):
        together = await _rate(url, WRITERS, seconds, kin)
        print(f"| {WRITERS} writers {told} | {together:.0f} | {together / alone:.2f} |")
    print(f"| one writer alone | {alone:.0f} | 1.00 |")


def main(seconds: float, url: str | None) -> None:
    """Prints the units of work a second, and how many times those of one writer alone."""
    print(f"{datetime.now(UTC):%Y-%m-%d}\n\n| who | a second | times |\n|---|---|---|")
    if url is not None:
        asyncio.run(_compared(url, seconds))
        return
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as embedded:
        asyncio.run(_compared(embedded.url, seconds))


if __name__ == "__main__":
    main(float(sys.argv[1]) if sys.argv[1:] else 20.0, sys.argv[2] if sys.argv[2:] else None)
