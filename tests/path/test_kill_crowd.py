"""The service or its store killed two hundred times while a crowd works: what was acknowledged is there, once."""

import asyncio
import os
import random
import signal
from pathlib import Path as Folder

import httpx
import pytest

from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.embedded import running
from repositories.numbering import misnumbered
from repositories.store import Store
from repositories.verification import verify
from tests.support.crowd import Asked, Member, Refused, walks
from tests.support.killing import Serving, serving
from tests.support.world import KEY

WRITERS = 4
VERIFIED = 5
"""The store is verified while it is written to once in so many rounds."""


async def _again(served: Serving, asked: list[Asked]) -> None:
    """Everything asked before the kill is asked again under its key: done, once, and nothing of it twice."""
    member = Member(served.api.client, None)  # type: ignore[arg-type]
    store = Store.connect(served.url, "path", journal_key=KEY)
    for item in [item for item in asked if not item.acknowledged]:
        await _done(member, item)
    before = await store.driver.count("events", {})
    for item in asked:
        await _done(member, item)
    assert await store.driver.count("events", {}) == before, "what was done is not done twice"
    await store.close()


async def _done(member: Member, item: Asked) -> None:
    body = await member.client.post(
        "/graphql", json={"query": item.query, "variables": item.variables}, headers=item.headers, timeout=60
    )
    [payload] = body.json()["data"].values()
    assert payload["problems"] == [], (item.query, payload)


async def _verified(served: Serving) -> None:
    store = Store.connect(served.url, "path", journal_key=KEY)
    async with store.snapshot() as moment:
        for check in (verify, nonconformities, discrepancies, misnumbered):
            assert [finding async for finding in check(moment)] == []
    await store.close()


async def _round(folder: Folder, round_: int, before: list[Asked]) -> list[Asked]:
    """Asks again what was asked before, then works until the service, or its store, is killed; what was asked."""
    async with serving(folder) as served:
        await _again(served, before)
        members = [Member(served.api.client, None, rank=rank, patience=0) for rank in range(WRITERS)]  # type: ignore[arg-type]

        async def worked(member: Member) -> None:
            while True:
                await walks(member)

        writing = [asyncio.create_task(worked(member)) for member in members]
        if round_ % VERIFIED == 0:
            await _verified(served)
        await asyncio.sleep(random.uniform(0.05, 2))
        os.kill(served.store if round_ % 2 else served.process.pid, signal.SIGKILL)
        for ended in await asyncio.gather(*writing, return_exceptions=True):
            assert isinstance(ended, (httpx.TransportError, Refused)), ended
    return [item for member in members for item in member.asked]


async def killed(folder: Folder, rounds: int) -> None:
    """So many kills, every other one of the store alone."""
    asked: list[Asked] = []
    told = 0
    for round_ in range(rounds):
        asked = await _round(folder, round_, asked)
        told += sum(item.acknowledged for item in asked)
        if (round_ + 1) % 20 == 0:
            print(f"{round_ + 1} kills, {told} mutations acknowledged before one", flush=True)
    async with serving(folder) as served:
        await _again(served, asked)
    assert told > rounds, "something was acknowledged before most kills"
    with running(folder) as embedded:
        store = Store.connect(embedded.url, "path", journal_key=KEY)
        for check in (verify, nonconformities, discrepancies, misnumbered):
            assert [finding async for finding in check(store)] == []
        await store.close()


@pytest.mark.soak
@pytest.mark.usefixtures("server")
async def test_two_hundred_kills_lose_nothing_acknowledged(tmp_path: Folder) -> None:
    await killed(tmp_path, 200)
