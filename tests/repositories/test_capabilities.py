"""A server that lacks something is told so, in French and by name, before anything is made in it."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from commands import opening
from commands.__main__ import main
from commands.settings import Settings
from repositories.capabilities import UnfitStore, capabilities, demand
from repositories.errors import StoreError
from repositories.probing import PROBE
from repositories.store import Store
from tests.support.stores import forget
from tests.support.world import KEY


@asynccontextmanager
async def _no_transactions(*_: Any) -> AsyncIterator[Any]:
    raise StoreError("transaction numbers are only allowed on a replica set")
    yield


async def test_instances_try_at_once_and_leave_nothing(store: Store) -> None:
    tried = await asyncio.gather(*(capabilities(store.driver) for _ in range(5)))
    assert [item.name for several in tried for item in several if not item.there] == []
    assert await store.driver.count(PROBE, {}) == 0


async def test_what_is_missing_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.driver, "transaction", _no_transactions)
    missing = [item.name for item in await capabilities(store.driver) if not item.there]
    assert missing == [
        "transactions qui s’annulent",
        "transactions confirmées par la majorité des membres",
        "lectures d’un instantané",
    ]
    with pytest.raises(UnfitStore, match=r"transactions qui s’annulent ; .*jeu de réplicas MongoDB"):
        await demand(store.driver)


def test_every_command_tells_it_and_makes_nothing(
    store_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    database = f"test_{uuid.uuid4().hex}"
    for name, value in {"MONGODB_URL": store_url, "POINCON_DATABASE": database, "POINCON_STORE": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    connect = Store.connect

    def unfit(*given: Any, **named: Any) -> Store:
        store = connect(*given, **named)
        monkeypatch.setattr(store.driver, "transaction", _no_transactions)
        return store

    monkeypatch.setattr(opening.Store, "connect", unfit)
    for command in (["serve", "--port", "0"], ["status"], ["verify"]):
        assert main(command) == 1
        assert "ce serveur ne sait pas faire" in capsys.readouterr().err
    monkeypatch.undo()

    async def made() -> list[str]:
        store = Store.connect(store_url, database, journal_key=KEY)
        names = await store.driver.collections()
        await forget(store)
        return names

    assert asyncio.run(made()) == [PROBE]
    assert Settings.read({}).mongodb_url is None
