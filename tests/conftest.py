"""What tests share: one server for the session, one database for each test, one small world."""

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from repositories.embedded import running
from repositories.store import Store
from tests.support.walk import Path as Walk
from tests.support.walk import furnished_for_juries
from tests.support.world import KEY, Api, furnished

pytest_plugins = ["tests.support.applied"]


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a store answers: the embedded one, or the server that POINCON_TEST_MONGODB_URL names."""
    given = os.environ.get("POINCON_TEST_MONGODB_URL")
    if given:
        yield given
        return
    with running(tmp_path_factory.mktemp("store")) as embedded:
        yield embedded.url


@pytest.fixture(params=["motor", "pymongo"])
async def store(request: pytest.FixtureRequest, store_url: str) -> AsyncIterator[Store]:
    """An empty, prepared store on a database of its own; the test runs once for each driver."""
    async for made in _store(store_url, request.param):
        yield made


@pytest.fixture
async def one_store(store_url: str) -> AsyncIterator[Store]:
    """The same with the default driver alone, where the driver makes no difference."""
    async for made in _store(store_url, "motor"):
        yield made


@pytest.fixture
async def api(one_store: Store, tmp_path: Path) -> AsyncIterator[Api]:
    """The service over a store that holds the small world, asked through HTTP."""
    del tmp_path
    await furnished(one_store)
    async with Api.over(one_store) as made:
        yield made


async def _store(url: str, driver: Any) -> AsyncIterator[Store]:
    store = Store.connect(url, f"test_{uuid.uuid4().hex}", journal_key=KEY, driver=driver)
    await store.prepare()
    try:
        yield store
    finally:
        await store.driver.drop()
        await store.close()


@pytest.fixture
async def path(one_store: Store) -> AsyncIterator[Walk]:
    """A walk yet to be made through the formation route, over the world that juries need."""
    await furnished_for_juries(one_store)
    async with Api.over(one_store) as api:
        yield Walk(api)
