"""Several instances on one store: made once, one effect for one key, one series of numbers."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import pytest

from commands.settings import ROOT
from repositories.layout import LAYOUT, layout_of
from repositories.store import Store
from repositories.verification import verify
from resolvers.demonstration.loading import load_demonstration
from tests.support.stores import forget
from tests.support.walk import ASKED, CQPM, HELD, Path, centre, furnished_for_juries
from tests.support.world import KEY, NOW, Api

INSTANCES = 4


@pytest.fixture
async def instances(store_url: str) -> AsyncIterator[list[Store]]:
    """So many instances on a database where nothing is yet, each with its own connections; half with each driver."""
    name = f"test_{uuid.uuid4().hex}"
    stores = [
        Store.connect(store_url, name, journal_key=KEY, driver="pymongo" if rank % 2 else "motor")
        for rank in range(INSTANCES)
    ]
    yield stores
    for store in stores[1:]:
        await store.close()
    await forget(stores[0])


async def test_a_new_store_is_prepared_by_all_of_them_at_once(instances: list[Store]) -> None:
    await asyncio.gather(*(store.prepare() for store in instances))
    [one, *_] = instances
    assert await layout_of(one.driver) == LAYOUT
    assert await one.driver.count("census", {}) == 256
    for collection in one.collections:
        assert len(await one.driver.indexes(collection.name)) == len(collection.indexes) + 1, collection.name
    assert [finding async for finding in verify(one)] == []


async def test_a_preparation_that_was_stopped_is_gone_on_with(instances: list[Store]) -> None:
    one, other, *_ = instances
    await one.driver.insert_many("census", [one.census.drawers().document("00")])
    await one.driver.create("events")
    await one.driver.delete_many("layout", {})
    assert await layout_of(one.driver) == 1, "a store of before layouts were told looks like this"
    await one.driver.drop()
    await one.driver.insert_many("census", [one.census.drawers().document("00")])
    await other.prepare()
    assert await layout_of(one.driver) == LAYOUT
    assert await one.driver.count("census", {}) == 256


async def test_the_demonstration_is_loaded_once(instances: list[Store]) -> None:
    await instances[0].prepare()
    await _catalogue(instances[0])
    file = ROOT / "data" / "demonstration.toml"
    loaded = await asyncio.gather(*(load_demonstration(store, file, NOW) for store in instances))
    assert sorted(loaded) == [False] * (INSTANCES - 1) + [True]
    assert await instances[0].dossiers.count({}) == 2
    assert [finding async for finding in verify(instances[0])] == []


async def test_one_key_has_one_effect_whoever_is_asked(instances: list[Store]) -> None:
    await instances[0].prepare()
    await furnished_for_juries(instances[0])
    given = {"certifications": [CQPM], "heldOn": HELD.isoformat(), "idempotencyKey": "une seule fois"}

    async def asked(store: Store) -> str:
        async with Api.over(store) as api:
            path = Path(api)
            answers = await asyncio.gather(*(path.call("scheduleSession", centre(ASKED), **given) for _ in range(5)))
            [number] = {answer["session"]["number"] for answer in answers}
            return str(number)

    assert set(await asyncio.gather(*map(asked, instances))) == {"S2027-UT59-0001"}
    assert await instances[0].sessions.count({}) == 1


async def test_numbers_are_one_series_whoever_gives_them(instances: list[Store]) -> None:
    await instances[0].prepare()
    await furnished_for_juries(instances[0])
    given = {"certifications": [CQPM], "heldOn": HELD.isoformat()}

    async def asked(store: Store) -> list[str]:
        async with Api.over(store) as api:
            path = Path(api)
            answers = await asyncio.gather(*(path.call("scheduleSession", centre(ASKED), **given) for _ in range(8)))
            return [answer["session"]["number"] for answer in answers]

    numbers = [number for several in await asyncio.gather(*map(asked, instances)) for number in several]
    assert sorted(numbers) == [f"S2027-UT59-{rank:04d}" for rank in range(1, 8 * INSTANCES + 1)]
    assert [finding async for finding in verify(instances[0])] == []


async def _catalogue(store: Store) -> None:
    """The certifications that the demonstration speaks of."""
    from resolvers.statement.shipping import load_shipped

    await load_shipped(store, ROOT / "data", NOW, lambda _done, _total: None)
