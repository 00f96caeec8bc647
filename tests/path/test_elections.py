"""The store goes away in the middle of every kind of mutation: nothing is lost, nothing is done twice."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from graph.schema.mutations import MUTATIONS
from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.driver import DriverName
from repositories.store import Store
from repositories.verification import verify
from tests.support.every_mutation import every_mutation
from tests.support.rehearsing import HOW, Disturbed, Rehearsal, tally
from tests.support.stores import forget, new_store
from tests.support.walk import furnished_for_juries
from tests.support.world import CENTRE, KEY, REGISTER, Api

PERSON = {
    "lastName": "Dupont", "firstNames": "Élodie", "sex": "F", "birthDate": "1990-05-01", "birthTown": "Lille",
    "birthDepartment": "59", "department": "59",
}  # fmt: skip
Rehearsed = Callable[[DriverName], AbstractAsyncContextManager[tuple[Store, Rehearsal]]]


@pytest.fixture
def rehearsed(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    """A furnished store whose server may be told to fail; its driver looks for a server again at once, not twice a second."""
    monkeypatch.setattr("pymongo.common.MIN_HEARTBEAT_INTERVAL", 0.02)

    @asynccontextmanager
    async def opened(driver: DriverName) -> AsyncIterator[tuple[Store, Rehearsal]]:
        name = f"test_{uuid.uuid4().hex}"
        store = Store.connect(
            f"{store_url}&appName={name}&serverMonitoringMode=poll&heartbeatFrequencyMS=20",
            name,
            journal_key=KEY,
            driver=driver,
        )
        await store.prepare()
        await furnished_for_juries(store)
        rehearsal = Rehearsal(store_url, name)
        try:
            yield store, rehearsal
        finally:
            await rehearsal.close()
            await forget(store)

    return opened


async def _sound(store: Store) -> None:
    for check in (verify, nonconformities, discrepancies):
        assert [found async for found in check(store)] == []


@pytest.fixture(scope="module")
async def expected(store_url: str) -> dict[str, Any]:
    """What a store holds after every mutation, undisturbed."""
    async with new_store(store_url) as store, Api.over(store) as api:
        await furnished_for_juries(store)
        assert await every_mutation(api) == {operation.value for operation in MUTATIONS}
        return await tally(store)


async def _walks_alike(
    rehearsed: Rehearsed, driver: DriverName, starts: range, times: int, expected: dict[str, Any]
) -> None:
    for start in starts:
        async with rehearsed(driver) as (store, rehearsal), Disturbed.over(store) as api:
            api.rehearsal, api.start, api.times = rehearsal, start, times
            await every_mutation(api)
            assert set(api.disturbed) == set(HOW)
            assert await tally(store) == expected
            await _sound(store)


@pytest.mark.parametrize(("driver", "start"), [("motor", 0), ("pymongo", 5)])
async def test_every_mutation_survives_a_server_that_goes_away(
    rehearsed: Rehearsed, driver: DriverName, start: int, expected: dict[str, Any]
) -> None:
    await _walks_alike(rehearsed, driver, range(start, start + 1), 1, expected)


@pytest.mark.soak
@pytest.mark.parametrize("driver", ["motor", "pymongo"])
async def test_every_mutation_survives_every_failure_at_every_command(
    rehearsed: Rehearsed, driver: DriverName, expected: dict[str, Any]
) -> None:
    """Seven failures, eleven places: after 77 walks each mutation has met each of them at each of its commands."""
    await _walks_alike(rehearsed, driver, range(77), 3, expected)


@pytest.mark.parametrize("driver", ["motor", "pymongo"])
async def test_an_election_is_waited_for(rehearsed: Rehearsed, driver: DriverName) -> None:
    """Twenty candidates registered at once, and what everybody reads, while no command is taken at all."""
    async with rehearsed(driver) as (store, rehearsal), Api.over(store) as api:
        election = asyncio.create_task(rehearsal.election(1.5))
        names = [f"Candidat {chr(65 + rank)}" for rank in range(20)]
        keys = await asyncio.gather(*(api.candidate(lastName=name) for name in names))
        await election
        assert len(set(keys)) == 20 == await store.candidates.count({})
        await _sound(store)


@pytest.mark.parametrize("driver", ["motor", "pymongo"])
async def test_one_that_lasts_is_told(rehearsed: Rehearsed, driver: DriverName) -> None:
    async with rehearsed(driver) as (store, rehearsal), Api.over(store) as api:
        store.driver.patience = 0.3
        await rehearsal.away()
        [error] = (await api.post(REGISTER, {"input": PERSON}, CENTRE))["errors"]
        assert error["extensions"]["code"] == "UNAVAILABLE"
        await rehearsal.over()
        assert await store.candidates.count({}) == 0


@pytest.mark.parametrize("driver", ["motor", "pymongo"])
async def test_a_commit_that_nobody_can_tell_is_told(rehearsed: Rehearsed, driver: DriverName) -> None:
    async with rehearsed(driver) as (store, rehearsal), Api.over(store) as api:
        store.driver.patience = 0.3
        await rehearsal.fail("it does not say that it has committed", times=10_000)
        payload = await api.register(idempotencyKey="une fois")
        await rehearsal.over()
        assert payload["problems"] == [], "the journal tells that it landed"
        again = await api.register(idempotencyKey="une fois")
        assert again["candidate"]["id"] == payload["candidate"]["id"]
        await rehearsal.fail("it goes away before it commits", times=10_000)
        answer = await api.post(REGISTER, {"input": {**PERSON, "lastName": "Autre"}}, CENTRE)
        [error] = answer.get("errors") or pytest.fail(str(answer))
        assert error["extensions"]["code"] == "UNAVAILABLE"
        assert "relisez avant de recommencer" in error["message"]
        await rehearsal.over()
        await rehearsal.forget()
        assert await store.candidates.count({}) == 1
        await _sound(store)
