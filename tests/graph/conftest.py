"""What the tests of the formation route share."""

from collections.abc import AsyncIterator

import pytest

from repositories.store import Store
from tests.path import Path, furnished_for_juries
from tests.world import Api


@pytest.fixture
async def path(one_store: Store) -> AsyncIterator[Path]:
    """A walk yet to be made, over the world that juries need."""
    await furnished_for_juries(one_store)
    async with Api.over(one_store) as api:
        yield Path(api)
