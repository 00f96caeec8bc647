"""The service or its store killed while sessions are validated: nothing acknowledged is lost, no number is."""

import asyncio
import os
import signal
from pathlib import Path as Folder
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.embedded import running
from repositories.store import Store
from repositories.verification import verify
from tests.support.killing import serving
from tests.support.walk import GTP, Path, gtp
from tests.support.world import KEY, Api

SESSIONS = 3
"""Validated at once in each round."""


async def _transmitted(api: Api, rank: int) -> tuple[Path, str]:
    path = Path(api)
    number = await path.dossier(f"Candidat {chr(65 + rank % 26)}{chr(97 + rank // 26)}")
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    return path, number


async def _validate(path: Path, number: str, revision: int, key: str) -> Any:
    return await path.call(
        "validateAttribution",
        gtp(GTP),
        session=path.session,
        verdicts=[{"dossier": number, "validated": True}],
        expectedRevision=revision,
        idempotencyKey=key,
    )


async def _round(folder: Folder, round_: int) -> dict[str, tuple[str, str, int]]:
    """Validates sessions until the service, or its store, is killed; what was asked, by key."""
    asked: dict[str, tuple[str, str, int]] = {}
    async with serving(folder) as served:
        walks = [await _transmitted(served.api, round_ * SESSIONS + rank) for rank in range(SESSIONS)]
        for path, number in walks:
            asked[f"{round_} {number}"] = (path.session, number, await path.revision())
        calls = [
            asyncio.create_task(_validate(path, number, asked[f"{round_} {number}"][2], f"{round_} {number}"))
            for path, number in walks
        ]
        await asyncio.sleep(0.004 * (round_ % 8))
        os.kill(served.store if round_ % 2 else served.process.pid, signal.SIGKILL)
        await asyncio.gather(*calls, return_exceptions=True)
    return asked


async def _killed(folder: Folder, rounds: int) -> None:
    asked: dict[str, tuple[str, str, int]] = {}
    for round_ in range(rounds):
        asked |= await _round(folder, round_)
    async with serving(folder) as served:
        for key, (session, number, revision) in asked.items():
            path = Path(served.api, session)
            payload = await _validate(path, number, revision, key)
            assert payload["problems"] == [], "asked again under its key, it is done, once"
            assert len((await path.read(number))["certificates"]) == 2
    with running(folder) as embedded:
        store = Store.connect(embedded.url, "path", journal_key=KEY)
        assert await store.certificates.count({}) == 2 * len(asked)
        assert [finding async for finding in verify(store)] == []
        assert [finding async for finding in nonconformities(store)] == []
        await store.close()


async def test_four_kills_lose_nothing_acknowledged(tmp_path: Folder) -> None:
    await _killed(tmp_path, 4)


@pytest.mark.soak
async def test_thirty_kills_lose_nothing_acknowledged(tmp_path: Folder) -> None:
    await _killed(tmp_path, 30)
