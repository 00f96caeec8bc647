"""What clients used of their rations: counted once for every process, by parts, and forgotten."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from limits import RateLimitItemPerMinute
from limits.aio.strategies import FixedWindowRateLimiter

from repositories.counting import recorded_commands
from repositories.errors import StoreUnavailable
from repositories.rations import RATIONS, Tallies
from repositories.store import Store

TEN = RateLimitItemPerMinute(10)


async def test_two_processes_share_a_ration(store: Store) -> None:
    both = [FixedWindowRateLimiter(Tallies(store.driver)) for _ in range(2)]
    hits = [await both[rank % 2].hit(TEN, "a") for rank in range(14)]
    assert hits == [True] * 10 + [False] * 4
    assert await both[0].hit(TEN, "b")


async def test_ten_at_once_of_two_processes_take_no_more_than_there_is(store: Store) -> None:
    both = [FixedWindowRateLimiter(Tallies(store.driver)) for _ in range(2)]
    hits = await asyncio.gather(*(both[rank % 2].hit(TEN, "a") for rank in range(30)))
    # The embedded store (SecantusDB 0.7.0b3) is plainly wrong here: of two who begin one counter at once, it counts both
    # and tells one nothing, who asks again. MongoDB refuses one as a duplicate.
    assert sum(hits) in {9, 10}


async def test_a_part_taken_at_once_serves_without_the_store_and_the_last_one_counts(store: Store) -> None:
    limiter = FixedWindowRateLimiter(Tallies(store.driver, share=4))
    with recorded_commands() as commands:
        hits = [await limiter.hit(TEN, "a") for _ in range(11)]
    assert hits == [True] * 10 + [False]
    assert commands == ["findAndModify rations"] * 3


async def test_what_is_over_begins_anew(store: Store) -> None:
    tallies = Tallies(store.driver)
    limiter = FixedWindowRateLimiter(tallies)
    key = TEN.key_for("a")
    past = datetime.now(UTC) - timedelta(minutes=2)
    await store.driver.tally(RATIONS, key, 10, past, past + timedelta(minutes=1))
    assert await tallies.get(key) == 0
    assert await limiter.hit(TEN, "a")
    assert (await limiter.get_window_stats(TEN, "a")).remaining == 9
    await tallies.clear(key)
    assert (await limiter.get_window_stats(TEN, "a")).remaining == 10


async def test_counters_are_forgotten_by_the_server(own_store: Store) -> None:
    [index] = [item for item in (await own_store.driver.indexes(RATIONS)).values() if "expireAfterSeconds" in item]
    assert index["expireAfterSeconds"] == 0
    tallies = Tallies(own_store.driver)
    await tallies.incr("a", 60)
    assert await tallies.check()
    assert await tallies.reset() == 1


async def test_without_the_store_a_process_counts_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: object) -> None:
        raise StoreUnavailable("gone")

    limiter = FixedWindowRateLimiter(Tallies(store.driver))
    before = [await limiter.hit(TEN, "a") for _ in range(4)]
    monkeypatch.setattr(store.driver, "tally", gone)
    after = [await limiter.hit(TEN, "a") for _ in range(10)]
    assert before + after == [True] * 10 + [False] * 4
