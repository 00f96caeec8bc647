"""The census: what was put there or taken away with all its traces is missed, and no drawer is forged without the key."""

import asyncio

import pytest

from repositories.census import CENSUS, DRAWERS, drawer_of
from repositories.store import Store
from repositories.verification import Finding, FindingKind, verify
from tests.support.world import furnished
from tests.support.writing import candidate, organisation, write

GONE = "candidates/gone"
ELSEWHERE = next(f"rest{rank}" for rank in range(999) if drawer_of(f"candidates/rest{rank}") == drawer_of(GONE))
"""A candidate of the same drawer."""


async def _findings(store: Store) -> list[Finding]:
    return [finding async for finding in verify(store)]


@pytest.fixture
async def counted(store: Store) -> Store:
    await furnished(store)
    await write(store, candidate("gone", "UT59"), candidate(ELSEWHERE, "UT59"))
    assert await _findings(store) == []
    return store


async def _erase(store: Store, aggregate: str) -> None:
    """Removes an aggregate with every trace of it but the census."""
    name, _, identifier = aggregate.partition("/")
    assert await store.driver.delete_many(name, {"_id": identifier}) == 1
    assert await store.driver.delete_many("events", {"_id": {"$gt": f"{aggregate}\0", "$lt": f"{aggregate}\x01"}}) >= 1
    assert await store.driver.delete_many("anchors", {"_id": aggregate}) == 1


async def test_a_new_store_has_every_drawer(store: Store) -> None:
    assert sorted(item["_id"] for item in await store.driver.find(CENSUS, {})) == sorted(DRAWERS)


async def test_what_left_no_trace_is_missed(counted: Store) -> None:
    await _erase(counted, GONE)
    [found] = await _findings(counted)
    assert found.kind is FindingKind.CENSUS_WRONG
    assert "candidates : 2 recensés, 1 présents" in found.message


async def test_what_took_the_place_of_another_is_missed(counted: Store) -> None:
    """With the events and anchor of the one before, under its own name: the counts are right, the sum is not."""
    stolen = next(f"x{rank}" for rank in range(999) if drawer_of(f"candidates/x{rank}") == drawer_of(GONE))
    [entity] = await counted.driver.find("candidates", {"_id": "gone"})
    await _erase(counted, GONE)
    await counted.driver.insert_many("candidates", [{**entity, "_id": stolen, "sort": {"name": "x"}}])
    found = await _findings(counted)
    assert (FindingKind.UNKNOWN_TO_JOURNAL, f"candidates/{stolen}") in [(item.kind, item.aggregate) for item in found]
    [census] = [item for item in found if item.kind is FindingKind.CENSUS_WRONG]
    assert "a pris la place" in census.message


@pytest.mark.parametrize(
    "change",
    [{"counts": {"candidates": 1}}, {"sum": "0" * 64}, {"mac": "0" * 64}, {"counts": 3}, {"sum": None}, {"mac": None}],
)
async def test_a_drawer_without_the_key_is_named(counted: Store, change: dict[str, object]) -> None:
    await counted.driver.update_one(CENSUS, {"_id": drawer_of(GONE)}, {"$set": change})
    assert [(item.kind, item.aggregate) for item in await _findings(counted)] == [
        (FindingKind.CENSUS_FORGED, f"{CENSUS}/{drawer_of(GONE)}")
    ]


async def test_a_removed_drawer_is_named_for_ever(counted: Store) -> None:
    """Writers go on, and what they put in it anew does not hide it."""
    await counted.driver.delete_many(CENSUS, {"_id": drawer_of(GONE)})
    assert [item.kind for item in await _findings(counted)] == [FindingKind.CENSUS_FORGED]
    another = next(f"y{rank}" for rank in range(9999) if drawer_of(f"candidates/y{rank}") == drawer_of(GONE))
    await write(counted, candidate(another, "UT59"))
    [found] = await _findings(counted)
    assert found.kind is FindingKind.CENSUS_WRONG


async def test_a_drawer_that_is_none_is_named(counted: Store) -> None:
    await counted.driver.insert_many(CENSUS, [{"_id": "zz"}])
    assert [item.aggregate for item in await _findings(counted)] == [f"{CENSUS}/zz"]


async def test_writers_of_one_drawer_are_all_counted(counted: Store) -> None:
    drawer = drawer_of(GONE)
    keys = [key for key in (f"z{rank}" for rank in range(9999)) if drawer_of(f"organisations/{key}") == drawer][:8]
    await asyncio.gather(*(write(counted, organisation(key)) for key in keys))
    assert await _findings(counted) == []
    [stored] = await counted.driver.find(CENSUS, {"_id": drawer})
    assert stored["counts"]["organisations"] >= len(keys) == 8
