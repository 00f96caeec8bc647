"""What watches the store tells whether it takes a write, has room, and how many packs wait."""

from datetime import UTC, datetime

import pytest
from prometheus_client import REGISTRY

from repositories.errors import StoreFull, StoreUnavailable
from repositories.printing import PRINTINGS, waiting
from repositories.store import Store
from resolvers.shared.house import House
from resolvers.shared.lookout import look

NAMES = ("poincon_store_ready", "poincon_store_full", "poincon_packs_waiting")


def told() -> tuple[float | None, ...]:
    return tuple(map(REGISTRY.get_sample_value, NAMES))


async def test_the_state_of_the_store_is_told(one_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House(one_store)
    await one_store.driver.insert_many(PRINTINGS, [waiting(f"p{rank}", datetime.now(UTC)) for rank in range(3)])
    await look(house)
    assert told() == (1, 0, 3)

    async def full(*_: object, **__: object) -> int:
        raise StoreFull("no room")

    async def gone(*_: object, **__: object) -> int:
        raise StoreUnavailable("nobody answers")

    monkeypatch.setattr(one_store.driver, "update_one", full)
    await look(house)
    assert told() == (0, 1, 3)
    monkeypatch.setattr(one_store.driver, "update_one", gone)
    await look(house)
    assert told() == (0, 0, 3)
    monkeypatch.undo()
    monkeypatch.setattr(one_store.driver, "count", gone)
    await look(house)
    assert told() == (0, 0, 3)
