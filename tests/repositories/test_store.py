"""The store, on both drivers: round trips, pages, revisions, numbers, answers, transactions."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from repositories.capabilities import capabilities
from repositories.counting import recorded_commands
from repositories.errors import StoreBusy, StoreUnavailable
from repositories.former import Former
from repositories.paging import Bounds
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from rules.access.scope import EVERYTHING, Scope
from rules.organisation.organisation import Organisation
from tests.support.world import KEY, NOW, TODAY, entities
from tests.support.writing import DRAFT, candidate, organisation, write


async def test_every_entity_comes_back_as_it_went(store: Store) -> None:
    everything = [*entities(), candidate("c1", "UT59")]
    await write(store, *everything)
    for collection in store.collections:
        sent = {item.id: item for item in everything if isinstance(item, collection.entity)}
        back = await collection.get_many(sent)
        assert {key: item.evolve(revision=0) for key, item in back.items()} == sent
        assert {item.revision for item in back.values()} <= {1}


async def test_fields_that_this_version_does_not_know_survive_a_write(store: Store) -> None:
    await write(store, organisation("A"))
    await store.driver.update_one("organisations", {"_id": "A"}, {"$set": {"of_tomorrow": 1}})

    async def work(unit: UnitOfWork) -> None:
        found = await unit.organisations.get("A")
        assert found is not None
        unit.update(found.evolve(name="Autre"), DRAFT)

    await store.transact(work, actor="tests", on=TODAY, at=NOW)
    [stored] = await store.driver.find("organisations", {"_id": "A"})
    assert (stored["of_tomorrow"], stored["name"], stored["revision"]) == (1, "Autre", 2)


async def test_an_older_shape_is_brought_up_on_reading(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await write(store, organisation("A"))
    await store.driver.update_one("organisations", {"_id": "A"}, {"$set": {"v": 0}, "$unset": {"name": 1}})
    before = Former(frozenset(), lambda old: {**old, "name": "Ancienne"}, lambda new: new)
    monkeypatch.setattr(type(store.organisations), "former", {0: before})
    found = await store.organisations.get("A")
    assert found is not None
    assert found.name == "Ancienne"


HOSTILE = ["a", "a b", "a-b", "A", "é", "e", "", "z", "zz", "œ", "0", "~", "aa", "a\u00a0b"]


@pytest.mark.parametrize("size", [1, 3, 5, 50])
async def test_pages_forward_and_backward_are_the_whole_list_once(store: Store, size: int) -> None:
    await write(store, *(organisation(f"O{rank}", f"{name}{rank}") for rank, name in enumerate(HOSTILE)))
    whole = await store.organisations.page(order="name", bounds=Bounds(first=100), filter={})
    keys = [key for key, _ in whole.items]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(HOSTILE)
    forward: list[str] = []
    after: str | None = None
    while True:
        page = await store.organisations.page(order="name", bounds=Bounds(first=size, after=after), filter={})
        forward += [key for key, _ in page.items]
        assert page.has_previous == (after is not None)
        if not page.has_next:
            break
        after = forward[-1]
    backward: list[str] = []
    before: str | None = None
    while True:
        page = await store.organisations.page(order="name", bounds=Bounds(last=size, before=before), filter={})
        backward = [key for key, _ in page.items] + backward
        if not page.has_previous:
            break
        before = backward[0]
    assert forward == backward == keys


async def test_a_scope_hides_what_is_outside_it_in_every_way(store: Store) -> None:
    await write(store, candidate("c1", "UT59"), candidate("c2", "UT62"), candidate("c3", "UT59", "UT62"))
    seen = {
        "centre": (Scope(centre="UT59"), {"c1", "c3"}),
        "self": (Scope(candidate="c2"), {"c2"}),
        "nobody": (Scope(), set()),
        "all": (EVERYTHING, {"c1", "c2", "c3"}),
    }
    for scope, expected in seen.values():
        assert set(await store.candidates.get_many(["c1", "c2", "c3"], scope=scope)) == expected
        assert await store.candidates.count({}, scope=scope) == len(expected)
        page = await store.candidates.page(order="name", bounds=Bounds(first=9), filter={}, scope=scope)
        assert {item.id for _, item in page.items} == expected


async def test_twenty_writers_of_one_entity_each_see_the_others(store: Store) -> None:
    await write(store, organisation("A", "0"))

    async def work(unit: UnitOfWork) -> str:
        found = await unit.organisations.get("A")
        assert found is not None
        return unit.update(found.evolve(name=str(int(found.name) + 1)), DRAFT).name

    names = await asyncio.gather(*(store.transact(work, actor="tests", on=TODAY, at=NOW) for _ in range(20)))
    assert sorted(names, key=int) == [str(rank) for rank in range(1, 21)]
    found = await store.organisations.get("A")
    assert found is not None
    assert (found.name, found.revision) == ("20", 21)


async def test_a_stale_entity_never_overwrites(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await write(store, organisation("A"))
    stale = await store.organisations.get("A")
    assert stale is not None

    async def work(unit: UnitOfWork) -> None:
        unit.update(stale.evolve(name="Nouvelle"), DRAFT)

    await store.transact(work, actor="tests", on=TODAY, at=NOW)
    monkeypatch.setattr(store.driver, "patience", 0.2)
    with pytest.raises(StoreBusy):
        await store.transact(work, actor="tests", on=TODAY, at=NOW)
    found = await store.organisations.get("A")
    assert found is not None
    assert found.revision == 2


async def test_a_unit_stands_or_falls_as_a_whole(store: Store) -> None:
    async def work(unit: UnitOfWork) -> None:
        await unit.number("série")
        unit.insert(organisation("A"), DRAFT)
        unit.keep("sha", b"bytes")
        await unit.flush()
        raise KeyError("after the writes")

    with pytest.raises(KeyError):
        await store.transact(work, actor="tests", on=TODAY, at=NOW)
    for name in set(await store.driver.collections()) - {"census", "layout"}:
        assert await store.driver.count(name, {}) == 0, name
    assert all(drawer["counts"] == {} for drawer in await store.driver.find("census", {}))


async def test_a_discarded_unit_gives_its_number_back_and_keeps_its_answer(store: Store) -> None:
    async def work(unit: UnitOfWork) -> int:
        rank = await unit.number("série")
        unit.insert(organisation("A"), DRAFT)
        unit.remember("me", "key", "operation", "digest", {"entity": None}, "form")
        unit.discard()
        return rank

    assert [await store.transact(work, actor="t", on=TODAY, at=NOW)] == [1]
    assert await store.organisations.count({}) == 0

    async def ask(unit: UnitOfWork) -> Any:
        return await unit.answer("me", "key"), await unit.answer("other", "key"), await unit.number("série")

    known, unknown, rank = await store.transact(ask, actor="t", on=TODAY, at=NOW)
    assert known == ("operation", "digest", {"entity": None}, "form")
    assert (unknown, rank) == (None, 1)


async def test_twenty_takers_of_numbers_leave_no_gap(store: Store) -> None:
    async def work(unit: UnitOfWork) -> int:
        rank = await unit.number("série")
        unit.insert(organisation(f"O{rank}"), DRAFT)
        return rank

    ranks = await asyncio.gather(*(store.transact(work, actor="t", on=TODAY, at=NOW) for _ in range(20)))
    assert sorted(ranks) == list(range(1, 21))


async def test_a_unit_that_writes_nothing_leaves_nothing(store: Store) -> None:
    async def work(unit: UnitOfWork) -> Organisation | None:
        return await unit.organisations.get("A")

    with recorded_commands() as commands:
        assert await store.transact(work, actor="t", on=TODAY, at=NOW) is None
    assert [command.split()[0] for command in commands] in (["find", "commitTransaction"], ["find"])


async def test_the_store_has_what_the_service_needs(store: Store) -> None:
    assert [item.name for item in await capabilities(store.driver) if not item.there] == []


async def test_instants_come_back_in_utc_to_the_millisecond(store: Store) -> None:
    at = datetime(2026, 11, 23, 9, 30, 12, 345_000, tzinfo=UTC)

    async def work(unit: UnitOfWork) -> None:
        unit.insert(organisation("A"), DRAFT)

    await store.transact(work, actor="t", on=TODAY, at=at)
    [event] = await store.journal.events("organisations/A")
    assert event.at == at


@pytest.mark.parametrize("driver", ["motor", "pymongo"])
async def test_a_server_that_does_not_answer_is_unavailable(driver: Any) -> None:
    store = Store.connect("mongodb://127.0.0.1:9/", "x", journal_key=KEY, driver=driver, patience=0.2)
    with pytest.raises(StoreUnavailable):
        await store.organisations.get("A")
    with pytest.raises(StoreUnavailable):
        await write(store, organisation("A"))
    assert not await store.alive()
    await store.close()


async def test_pages_use_their_index(one_store: Store) -> None:
    """The index used and the keys examined: a page of ten reads eleven keys on a server that stops early."""
    await write(one_store, *(organisation(f"O{rank:03d}") for rank in range(60)))
    plan = await one_store.driver.explain(
        "organisations", {"sort.name": {"$gt": "organisation o010"}}, [("sort.name", 1)], 11
    )
    text = str(plan)
    assert "sort.name" in text
    assert "COLLSCAN" not in text
