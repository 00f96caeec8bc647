"""A crowd of every role at work: nobody reads an error that time does not mend, and the journal verifies meanwhile."""

import asyncio
import itertools
import time
from collections import Counter
from pathlib import Path as Folder

import httpx
import pytest

from repositories.conformity import nonconformities
from repositories.connecting import PATIENCE
from repositories.derivation import discrepancies
from repositories.embedded_server import NATIVE, PACKAGE
from repositories.numbering import misnumbered
from repositories.store import Store
from repositories.verification import verify
from tests.support.crowd import DEPARTMENTS, WORK, Member, busy
from tests.support.killing import serving
from tests.support.walk import Path
from tests.support.world import KEY

MEMBERS = {NATIVE: 200, PACKAGE: 40}
"""How many work at once on each server of the embedded store; two hundred slow the package down."""


async def sound(store: Store) -> None:
    """One moment of a store that is written to: nothing accuses it."""
    async with store.snapshot() as moment:
        for check in (verify, nonconformities, discrepancies, misnumbered):
            assert [finding async for finding in check(moment)] == []


def resident(process: int) -> int:
    """The memory that a process holds, in KiB."""
    [line] = [line for line in Folder(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1])


async def test_a_crowd_at_work(path: Path) -> None:
    """Every kind of work once, beside whoever verifies."""
    api, kinds = path.api, dict.fromkeys(WORK)
    working = [asyncio.create_task(work(Member(api.client, api.store, rank=rank))) for rank, work in enumerate(kinds)]
    while not all(task.done() for task in working):
        await sound(api.store)
        await asyncio.sleep(0.1)
    await asyncio.gather(*working)


async def crowded(folder: Folder, members: int, seconds: float) -> None:
    """So many members for a while, on a service in a process of its own, whose memory stays within bounds."""
    async with serving(folder, PATIENCE) as served:
        limits = httpx.Limits(max_connections=members, keepalive_expiry=1)  # before the service lets go of one
        store = Store.connect(served.url, "path", journal_key=KEY)
        held: list[int] = []
        start = time.monotonic()

        def over() -> bool:
            return time.monotonic() > start + seconds

        async def watched() -> int:
            times = 0
            while not over():
                await sound(store)
                held.append(resident(served.process.pid))
                times += 1
                await asyncio.sleep(min(10, seconds / 20))
            return times

        base = served.api.client.base_url
        async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as client:
            centres = itertools.cycle(DEPARTMENTS)
            crowd = [Member(client, None, rank=rank, department=next(centres)) for rank in range(members)]  # type: ignore[arg-type]
            *done, verified = await asyncio.gather(*(busy(one, over, pause=2.0) for one in crowd), watched())
        await sound(store)
        await store.close()
        warm = max(held[: max(1, len(held) // 3)])
        told = sum((one.met for one in crowd), Counter())
        print(f"{sum(done)} pieces of work, {verified} times verified, told to ask again {dict(told)}, {held} KiB")
        assert verified >= 3
        assert max(held) <= 1.3 * warm, held


@pytest.mark.soak
async def test_a_crowd_for_ten_minutes(tmp_path: Folder, server: str) -> None:
    await crowded(tmp_path, MEMBERS[server], 600)
