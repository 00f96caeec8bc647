"""Two processes on one store under mixed load: every number given once, no gap, and a journal that verifies."""

import asyncio
import itertools
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from repositories.claim_checks import misclaimed
from repositories.numbering import misnumbered
from repositories.store import Store
from repositories.verification import verify
from tests.support.walk import ASKED, HELD, centre
from tests.support.working import Working, working
from tests.support.world import OPEN, PLAIN, REGISTER

CLIENTS = 8
SCHEDULE = """mutation($input: ScheduleSessionInput!) { scheduleSession(input: $input) {
  session { number } problems { code } } }"""
_ranks = itertools.count()


async def _asked(client: httpx.AsyncClient, name: str, query: str, given: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer {centre(ASKED)}"}
    answer = await client.post("/graphql", json={"query": query, "variables": {"input": given}}, headers=headers)
    payload = answer.json()["data"][name]
    assert payload["problems"] == [], payload
    return payload


async def _worked(client: httpx.AsyncClient, until: float) -> int:
    """Registers, opens and programmes until then; how many dossiers and sessions were acknowledged."""
    done = 0
    while time.monotonic() < until:
        rank = next(_ranks)
        name = "".join(chr(97 + int(digit)) for digit in str(rank))
        person = {
            "lastName": f"Charge {name}", "firstNames": "Ana", "sex": "F", "birthDate": "1990-05-01",
            "birthTown": "Lille", "birthDepartment": "59", "department": "59",
        }  # fmt: skip
        key = (await _asked(client, "registerCandidate", REGISTER, person))["candidate"]["id"]
        given = {"candidate": key, "certification": PLAIN, "route": "FORMATION", "channel": "CANDIDAT"}
        await _asked(client, "openDossier", OPEN, {**given, "origin": "SL", "funding": "PF"})
        held = {"certifications": [PLAIN], "heldOn": HELD.isoformat()}
        await _asked(client, "scheduleSession", SCHEDULE, held)
        done += 1
    return done


async def _mixed(served: Working, seconds: float) -> None:
    async with httpx.AsyncClient(base_url=served.address, timeout=120) as client:
        until = time.monotonic() + seconds
        done = sum(await asyncio.gather(*(_worked(client, until) for _ in range(CLIENTS))))
    store = Store.connect(served.url, served.database, journal_key=served.journal_key)
    counters = {item["_id"]: item["value"] for item in await store.driver.find("counters", {})}
    assert counters["sessions/2027/UT59"] == await store.sessions.count({}) == done
    for check in (misnumbered, misclaimed, verify):
        assert [found async for found in check(store)] == []
    await store.close()


async def test_two_processes_give_one_series(store_url: str, tmp_path: Path) -> None:
    with working(store_url, tmp_path) as served:
        await _mixed(served, 5)


@pytest.mark.soak
async def test_two_processes_give_one_series_for_ten_minutes(store_url: str, tmp_path: Path) -> None:
    with working(store_url, tmp_path) as served:
        await _mixed(served, 600)
