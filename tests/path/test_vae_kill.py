"""The service or its store killed while requests of VAE go on: nothing acknowledged is lost, nothing is done twice."""

import asyncio
import os
import signal
from datetime import date
from pathlib import Path as Folder
from typing import Any, NamedTuple

import pytest

from repositories.conformity import nonconformities
from repositories.embedded import running
from repositories.store import Store
from repositories.verification import verify
from tests.support.killing import serving
from tests.support.vae import COMPLETE, NOTICE, WELDER, VaePath
from tests.support.walk import CQPM, EVALUATED, OPENED, centre
from tests.support.world import KEY

RESULTS = [{"capacite": n, "acquired": True, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()} for n in "1234"]
DOSSIERS = 6
"""Requests of each round, the one that is being opened among them."""


class Asked(NamedTuple):
    """What is asked under a key while the kill comes, and the revision that it leads to."""

    operation: str
    on: date
    given: dict[str, Any]
    revision: int

    async def of(self, vae: VaePath) -> Any:
        """The payload."""
        return await vae.call(self.operation, centre(self.on), **self.given)


async def _staged(vae: VaePath, round_: int) -> list[Asked]:
    """A request at each stage, and what it waits for."""
    names = iter(f"Candidat {chr(65 + round_)}{chr(97 + rank)}" for rank in range(DOSSIERS))
    keys = iter(f"{round_} {rank}" for rank in range(DOSSIERS))
    asked: list[Asked] = []

    async def waits(operation: str, on: date, number: str, **given: Any) -> None:
        revision = await vae.revision(number)
        given |= {"dossier": number, "expectedRevision": revision, "idempotencyKey": next(keys)}
        asked.append(Asked(operation, on, given, revision + 1))

    request = {"certification": CQPM, "route": "VAE", "channel": "CANDIDAT", "origin": "SL", "funding": "CVAE"}
    person = await vae.api.candidate(centre(OPENED), lastName=next(names))
    asked.append(Asked("openDossier", OPENED, {"candidate": person, **request, "idempotencyKey": next(keys)}, 1))
    await waits("recordActivities", COMPLETE, await vae.requested(next(names)), experiences=[WELDER])
    cv = await vae.upload(centre(COMPLETE), f"%PDF-1.7 {round_}".encode())
    await waits("submitPiece", COMPLETE, await vae.requested(next(names)), kind="CV", file=cv)
    await waits("decideRecevabilite", NOTICE, await vae.completed(next(names)), favourable=True)
    for operation in ("recordEvaluation", "concludeCommission"):
        number = await vae.admissible(next(names))
        await vae.evidence(number)
        if operation == "concludeCommission":
            assert (await vae.examined(number, "1234"))["problems"] == []
        given = {"results": RESULTS} if operation == "recordEvaluation" else {"extent": "TOTAL"}
        await waits(operation, EVALUATED, number, **given)
    return asked


async def _round(folder: Folder, round_: int) -> tuple[list[Asked], list[Any]]:
    """Asks for every step at once until the service, or its store, is killed; what was asked, and what was answered."""
    async with serving(folder) as served:
        vae = VaePath(served.api)
        asked = await _staged(vae, round_)
        calls = [asyncio.create_task(item.of(vae)) for item in asked]
        await asyncio.sleep(0.02)
        while sum(call.done() for call in calls) < round_ % DOSSIERS:
            await asyncio.sleep(0.002)
        os.kill(served.store if round_ % 2 else served.process.pid, signal.SIGKILL)
        return asked, await asyncio.gather(*calls, return_exceptions=True)


async def _killed(folder: Folder, rounds: int) -> None:
    asked: list[tuple[Asked, Any]] = []
    for round_ in range(rounds):
        asked += zip(*await _round(folder, round_), strict=True)
    told = [not isinstance(answered, BaseException) for _, answered in asked]
    assert any(told), "some were acknowledged"
    assert not all(told), "and some were not"
    async with serving(folder) as served:
        vae = VaePath(served.api)
        for item, answered in asked:
            payload = await item.of(vae)
            assert payload["problems"] == [], "asked again under its key, it is done, once"
            assert payload["dossier"]["revision"] == item.revision
            if not isinstance(answered, BaseException):
                assert payload == answered, "what was acknowledged is what is there"
            number = payload["dossier"]["number"]
            query = "query($n: String!) { dossier(number: $n) { history { nodes { action } } } }"
            history = (await vae.api.data(query, {"n": number}, centre(EVALUATED)))["dossier"]["history"]["nodes"]
            assert [event["action"] for event in history].count(item.operation) == 1
    with running(folder) as embedded:
        store = Store.connect(embedded.url, "path", journal_key=KEY)
        assert await store.dossiers.count({}) == DOSSIERS * rounds
        assert [finding async for finding in verify(store)] == []
        assert [finding async for finding in nonconformities(store)] == []
        await store.close()


async def test_two_kills_lose_nothing_acknowledged(tmp_path: Folder) -> None:
    await _killed(tmp_path, 2)


@pytest.mark.soak
async def test_ten_kills_lose_nothing_acknowledged(tmp_path: Folder) -> None:
    await _killed(tmp_path, 10)
