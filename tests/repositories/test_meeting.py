"""Writers that meet: each in turn, nothing done for nothing, nothing that rests on what has changed meanwhile."""

import asyncio
from collections import Counter

import pytest

from repositories.errors import Passing, StoreBusy
from repositories.lanes import Lanes
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from tests.support.world import NOW, TODAY
from tests.support.writing import DRAFT, organisation, write

WRITERS = 32


async def test_writers_of_one_kin_run_once_each(store: Store) -> None:
    """Without a lane they would start again some hundred times."""
    runs: Counter[int] = Counter()

    async def taken(rank: int) -> int:
        async def work(unit: UnitOfWork) -> int:
            runs[rank] += 1
            number = await unit.number("série")
            unit.insert(organisation(f"O{number}"), DRAFT)
            return number

        return await store.transact(work, actor="t", on=TODAY, at=NOW, kin="organisations")

    assert await taken(0) == 1
    assert sorted(await asyncio.gather(*map(taken, range(1, WRITERS + 1)))) == list(range(2, WRITERS + 2))
    # Two of them may still meet in one drawer of the census with a writer of no kin.
    assert set(runs.values()) == {1}


async def test_whoever_waits_is_not_overtaken(store: Store) -> None:
    """Writers that go on for ever do not keep one that lost once from its turn."""
    await write(store, organisation("A", "0"))
    over = asyncio.Event()

    async def add(unit: UnitOfWork) -> None:
        found = await unit.organisations.get("A")
        assert found is not None
        await asyncio.sleep(0)
        unit.update(found.evolve(name=str(int(found.name) + 1)), DRAFT)

    async def busy() -> int:
        done = 0
        while not over.is_set():
            await store.transact(add, actor="t", on=TODAY, at=NOW)
            done += 1
        return done

    others = [asyncio.create_task(busy()) for _ in range(8)]
    for _ in range(5):
        await store.transact(add, actor="t", on=TODAY, at=NOW)
    over.set()
    total = 5 + sum(await asyncio.gather(*others))
    found = await store.organisations.get("A")
    assert found is not None
    assert (found.name, found.revision) == (str(total), total + 1)


async def test_what_is_relied_on_is_written_by_nobody_meanwhile(store: Store) -> None:
    await write(store, organisation("A", "Ancienne"))
    seen: list[str] = []

    async def revise(unit: UnitOfWork) -> None:
        found = await unit.organisations.get("A")
        assert found is not None
        unit.update(found.evolve(name="Nouvelle"), DRAFT)

    async def rest(unit: UnitOfWork) -> None:
        found = await unit.organisations.get("A")
        assert found is not None
        if not seen:
            await store.transact(revise, actor="t", on=TODAY, at=NOW)
        seen.append(found.name)
        unit.rely_on(found)
        unit.insert(organisation("B", f"Filiale de {found.name}"), DRAFT)

    await store.transact(rest, actor="t", on=TODAY, at=NOW)
    made = await store.organisations.get("B")
    assert made is not None
    assert (seen, made.name) == (["Ancienne", "Nouvelle"], "Filiale de Nouvelle")
    found = await store.organisations.get("A")
    assert found is not None
    assert found.revision == 2, "what is relied on has no event of its own"


async def test_two_that_rely_on_one_thing_both_land(store: Store) -> None:
    await write(store, organisation("A"))

    async def resting(code: str) -> None:
        async def work(unit: UnitOfWork) -> None:
            found = await unit.organisations.get("A")
            assert found is not None
            unit.rely_on(found)
            unit.insert(organisation(code), DRAFT)

        await store.transact(work, actor="t", on=TODAY, at=NOW)

    await asyncio.gather(*(resting(f"B{rank}") for rank in range(10)))
    assert await store.organisations.count({}) == 11


async def test_a_turn_that_does_not_come_is_told() -> None:
    lanes, loop = Lanes(), asyncio.get_running_loop()
    async with lanes.turn("", loop.time() + 5) as first:
        await first.wait(["b", "a"])
        async with lanes.turn("", loop.time() + 0.05) as other:
            with pytest.raises(Passing, match="others wait for a"):
                other.meet(["a"], [])
            with pytest.raises(StoreBusy):
                await other.wait(["a", "c"])
        assert not lanes.busy("c"), "whoever gave up holds nothing"
        first.meet(["a", "b"], [])
    assert not lanes.busy("a")


async def test_lanes_are_taken_in_one_order() -> None:
    lanes, loop = Lanes(), asyncio.get_running_loop()
    order: list[str] = []

    async def go(name: str, first: str, then: str) -> None:
        async with lanes.turn("", loop.time() + 5) as turn:
            await turn.wait([first])
            await asyncio.sleep(0.01)
            await turn.wait([then])
            order.append(name)

    await asyncio.gather(go("one", "a", "b"), go("other", "b", "a"))
    assert sorted(order) == ["one", "other"]
    assert not lanes.busy("a")
