"""What tests share: one server for the session, stores that are brought to what each test is to find, one small world."""

from collections.abc import AsyncIterator, Iterator

import pytest

from repositories.embedded import running
from repositories.store import Store
from tests.support.stores import GIVEN_URL, Stores, World, new_store, nothing
from tests.support.vae import VaePath
from tests.support.walk import Convened, furnished_for_juries
from tests.support.walk import Path as Walk
from tests.support.walk import convened as convened_world
from tests.support.world import Api, furnished

WORLDS: dict[str, World] = {"convened": convened_world, "path": furnished_for_juries, "api": furnished}
"""From a fixture to the world that it is asked over."""

pytest_plugins = ["tests.support.applied"]


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a store answers: the embedded one, or the server that POINCON_TEST_MONGODB_URL names."""
    if GIVEN_URL:
        yield GIVEN_URL
        return
    folder = tmp_path_factory.mktemp("store")
    (folder / "secantusd.toml").write_text("[server]\nenable_test_commands = true\n", encoding="utf-8")
    with running(folder) as embedded:
        yield embedded.url


@pytest.fixture(scope="session")
async def stores(store_url: str) -> AsyncIterator[Stores]:
    """The stores that the tests of this process borrow."""
    made = Stores(store_url)
    yield made
    await made.close()


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """What `one_store` holds at first; a module that wants something else defines its own."""
    return next((WORLDS[name] for name in WORLDS if name in request.fixturenames), nothing)


@pytest.fixture(params=["motor", "pymongo"])
async def store(request: pytest.FixtureRequest, stores: Stores) -> AsyncIterator[Store]:
    """An empty, prepared store; the test runs once for each driver."""
    async with stores.lent(request.param) as made:
        yield made


@pytest.fixture
async def one_store(stores: Stores, world: World) -> AsyncIterator[Store]:
    """The same with the default driver alone, where the driver makes no difference; with `api` or `path`, over it."""
    async with stores.lent("motor", world) as made:
        yield made


@pytest.fixture
async def own_store(store_url: str) -> AsyncIterator[Store]:
    """An empty, prepared store that no other test uses: for one that touches collections, indexes or the layout."""
    async with new_store(store_url) as made:
        yield made


@pytest.fixture
async def api(one_store: Store) -> AsyncIterator[Api]:
    """The service over a store that holds the small world, asked through HTTP."""
    async with Api.over(one_store) as made:
        yield made


@pytest.fixture
async def path(one_store: Store) -> AsyncIterator[Walk]:
    """A walk yet to be made through the formation route, over the world that juries need."""
    async with Api.over(one_store) as api:
        yield Walk(api)


@pytest.fixture
def vae(path: Walk) -> VaePath:
    """The same through the VAE route."""
    return VaePath(path.api)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that run on the server of `store_url`, for `make test-store`."""
    for item in items:
        if "store_url" in getattr(item, "fixturenames", ()):
            item.add_marker("store")


@pytest.fixture
def convened(path: Walk, stores: Stores) -> str:
    """The number of a dossier before the session that `path` stands at: convened, and yet to meet."""
    told: Convened = stores.told(convened_world)
    path.session, path.members = told.session, dict(told.members)
    return told.dossier
