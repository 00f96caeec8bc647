"""A client that goes away: what it only asked for ends at once, what it began to write is written whole or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from pymongo.monitoring import CommandStartedEvent

from graph.transport.app import application
from graph.transport.limits import Limits
from graph.transport.service import Service
from graph.transport.tokens import TokenReader
from repositories.counting import CommandCounter
from repositories.store import Store
from repositories.verification import verify
from resolvers.shared.house import House
from tests.support.listening import listening, posted
from tests.support.stores import World
from tests.support.stuck import Stuck
from tests.support.tasks import at_work
from tests.support.world import CENTRE, NOW, REGISTER, SECRET, UNHURRIED, Api, furnished

PERSON = {
    "lastName": "Dupont", "firstNames": "Élodie", "sex": "F", "birthDate": "1990-05-01", "birthTown": "Lille",
    "birthDepartment": "59", "department": "59",
}  # fmt: skip
QUERY = b'{"query": "{ certification(code: \\"x\\") { code } a: certification(code: \\"y\\") { code } }"}'


@pytest.fixture
def world() -> World:
    """A few certifications and chambers."""
    return furnished


@asynccontextmanager
async def served(store: Store, limits: Limits = UNHURRIED) -> AsyncIterator[tuple[Service, int]]:
    """A service over a store, and its port."""
    reader = TokenReader(SECRET, ("HS256",), "poincon", True)
    service = Service(House(store), reader, limits=limits, clock=lambda: NOW)
    async with listening(application(service), limits) as port:
        yield service, port


def registering(key: str) -> bytes:
    """A mutation under a key, as it goes over the wire."""
    body = json.dumps({"query": REGISTER, "variables": {"input": {**PERSON, "idempotencyKey": key}}})
    return posted(body.encode(), f"Authorization: Bearer {CENTRE}")


async def become(state: Callable[[], bool]) -> None:
    """Waits for a state, for as long as the test may run."""
    while not state():
        await asyncio.sleep(0.005)


async def gone(port: int, request: bytes, when: Callable[[], bool]) -> None:
    """Asks, and goes away when something is so."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    await become(when)
    writer.transport.abort()


async def test_a_query_ends_with_all_that_it_started(one_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = Stuck()
    async with served(one_store) as (service, port):
        before = at_work()
        with monkeypatch.context() as patched:
            patched.setattr(one_store.driver, "find", stuck)
            await gone(port, posted(QUERY), lambda: stuck.running > 0)
            await become(lambda: not stuck.running)
        await become(lambda: service.places.working == 0)
        await become(lambda: at_work() <= before)


async def test_who_leaves_the_queue_is_not_served_behind_their_back(one_store: Store) -> None:
    async with served(one_store, Limits(working=1, patience=300)) as (service, port):
        async with service.places.of("somebody"):
            await gone(port, registering("queued"), lambda: service.places.waiting == 1)
            await become(lambda: service.places.waiting == 0)
        assert await one_store.candidates.count({}) == 0


async def test_a_mutation_that_has_begun_is_written_whole(one_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its client leaves at each of its commands in turn; the same key then finds what was written, once."""
    sent = 0

    def started(_self: CommandCounter, _event: CommandStartedEvent) -> None:
        nonlocal sent
        sent += 1

    monkeypatch.setattr(CommandCounter, "started", started)
    async with served(one_store) as (service, port), Api.over(one_store) as api:
        for rank in range(1, 6):
            before = sent
            await gone(port, registering(f"left-{rank}"), lambda before=before, rank=rank: sent >= before + rank)  # type: ignore[misc]
            await become(lambda: service.places.working == 0)
            assert await one_store.candidates.count({}) == rank
            payload = await api.register(idempotencyKey=f"left-{rank}", firstNames="Élodie")
            assert payload["candidate"]["id"]
            assert await one_store.candidates.count({}) == rank
    assert [finding async for finding in verify(one_store)] == []
