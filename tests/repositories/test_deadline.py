"""The time that is left goes with every reading, and the server ends it."""

import asyncio

import pytest

from repositories.deadline import deadline, milliseconds_left
from repositories.errors import StoreLate
from repositories.probing import PROBE
from repositories.store import Store


async def test_the_server_ends_what_is_late(store: Store) -> None:
    await store.driver.insert_many(PROBE, [{"_id": rank, "text": "x" * 50} for rank in range(20_000)])
    late = {"text": {"$regex": "^x*y$"}}
    for read in (store.driver.find(PROBE, late), store.driver.count(PROBE, late)):
        with deadline(0.003), pytest.raises(StoreLate):
            await read
    assert await store.driver.count(PROBE, {}) == 20_000


async def test_a_deadline_goes_with_the_tasks_that_it_starts_and_is_never_put_off() -> None:
    async def left() -> int | None:
        return milliseconds_left()

    assert await left() is None
    with deadline(50):
        with deadline(1_000):
            inner = await asyncio.create_task(left())
        assert inner is not None
        assert 0 < inner <= 50_000
        with deadline(0), pytest.raises(StoreLate):
            milliseconds_left()
    assert milliseconds_left() is None
