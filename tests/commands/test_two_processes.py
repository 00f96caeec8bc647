"""
Two processes on one store under mixed load: one winner each, no gap in numbers, rations shared, a journal that verifies.
"""

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
from rules.access.viewer import Role
from tests.support.walk import ASKED, HELD, as_
from tests.support.working import Working, working
from tests.support.world import OPEN, PLAIN, REGISTER

CLIENTS = 8
RATION = 200
"""Requests a minute that an account has in the short form, where nobody else comes near; in the long one, three times."""
SCHEDULE = """mutation($input: ScheduleSessionInput!) { scheduleSession(input: $input) {
  session { number } problems { code } } }"""
WITHDRAW = """mutation($input: WithdrawDossierInput!) { withdrawDossier(input: $input) {
  dossier { status } problems { code } } }"""
_ranks = itertools.count()


async def _post(client: httpx.AsyncClient, account: str, query: str, given: Any = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {as_(Role.CENTRE, ASKED, subject=account)}"}
    return await client.post("/graphql", json={"query": query, "variables": {"input": given}}, headers=headers)


async def _asked(client: httpx.AsyncClient, account: str, query: str, given: dict[str, Any]) -> Any:
    """The payload of a mutation."""
    [payload] = (await _post(client, account, query, given)).json()["data"].values()
    return payload


async def _done(client: httpx.AsyncClient, account: str, query: str, given: dict[str, Any]) -> Any:
    payload = await _asked(client, account, query, given)
    assert payload["problems"] == [], payload
    return payload


async def _worked(client: httpx.AsyncClient, account: str, until: float) -> int:
    """
    Registers, opens, withdraws and programmes until then; how many times.

    What is opened is asked for twice at once under one key, and has one effect; what is withdrawn, by two who read the
    same, of whom one wins.
    """
    done = 0
    while time.monotonic() < until:
        rank = next(_ranks)
        name = "".join(chr(97 + int(digit)) for digit in str(rank))
        person = {
            "lastName": f"Charge {name}", "firstNames": "Ana", "sex": "F", "birthDate": "1990-05-01",
            "birthTown": "Lille", "birthDepartment": "59", "department": "59",
        }  # fmt: skip
        key = (await _done(client, account, REGISTER, person))["candidate"]["id"]
        given = {"candidate": key, "certification": PLAIN, "route": "FORMATION", "channel": "CANDIDAT"}
        once = {**given, "origin": "SL", "funding": "PF", "idempotencyKey": f"charge {rank}"}
        one, other = await asyncio.gather(*(_done(client, account, OPEN, once) for _ in range(2)))
        assert one["dossier"] == other["dossier"]
        number, revision = (one["dossier"][field] for field in ("number", "revision"))
        left = {"dossier": number, "reason": "Mutation", "expectedRevision": revision}
        answers = await asyncio.gather(*(_asked(client, account, WITHDRAW, left) for _ in range(2)))
        assert [answer["problems"] == [] for answer in answers].count(True) == 1
        assert "CONFLICT" in {problem["code"] for answer in answers for problem in answer["problems"]}
        await _done(client, account, SCHEDULE, {"certifications": [PLAIN], "heldOn": HELD.isoformat()})
        done += 1
    return done


async def _greedy(client: httpx.AsyncClient, until: float) -> int:
    """Asks as often as it may, through several connections, hence both processes; how often it was answered."""
    answered = 0
    while time.monotonic() < until:
        answers = await asyncio.gather(*(_post(client, "glouton", "{ viewer { today } }") for _ in range(8)))
        answered += sum(answer.status_code == 200 for answer in answers)
        assert {answer.status_code for answer in answers} <= {200, 429}
        if any(answer.status_code == 429 for answer in answers):
            await asyncio.sleep(0.5)
    return answered


async def _mixed(served: Working, seconds: float, ration: int) -> None:
    store = Store.connect(served.url, served.database, journal_key=served.journal_key)
    async with (
        httpx.AsyncClient(base_url=served.address, timeout=120) as client,
        httpx.AsyncClient(base_url=served.address, timeout=120) as other,
    ):
        before = await store.dossiers.count({})
        begun = time.monotonic()
        until = begun + seconds
        answered, *each = await asyncio.gather(
            _greedy(other, until), *(_worked(client, f"charge-{rank}", until) for rank in range(CLIENTS))
        )
        minutes = int((time.monotonic() - begun) // 60) + 1
    done = sum(each)
    assert 0 < answered <= ration * minutes, "two processes share one ration"
    counters = {item["_id"]: item["value"] for item in await store.driver.find("counters", {})}
    assert counters["sessions/2027/UT59"] == await store.sessions.count({}) == done > 0
    assert await store.dossiers.count({}) == before + done
    for check in (misnumbered, misclaimed, verify):
        assert [found async for found in check(store)] == []
    await store.close()
    print(f"{done} tours, {answered} réponses à qui demande trop en {minutes} min")


async def test_two_processes_give_one_series(store_url: str, tmp_path: Path) -> None:
    with working(store_url, tmp_path, rations=f"ACCOUNT_REQUESTS={RATION}, ACCOUNT_COST=0") as served:
        await _mixed(served, 5, RATION)


@pytest.mark.soak
async def test_two_processes_give_one_series_for_ten_minutes(store_url: str, tmp_path: Path) -> None:
    with working(store_url, tmp_path, rations=f"ACCOUNT_REQUESTS={3 * RATION}, ACCOUNT_COST=0") as served:
        await _mixed(served, 600, 3 * RATION)
