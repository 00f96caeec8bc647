"""The store that a command opens, and what it knows of one that another process keeps."""

from pathlib import Path

import pytest

from commands.opening import open_store
from commands.settings import Settings
from repositories import embedded
from repositories.errors import StoreFull
from tests.support.world import KEY, SECRET


@pytest.mark.parametrize("kept", [True, False])
async def test_a_worker_tells_of_a_full_disk_though_another_process_keeps_the_store(
    kept: bool, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.read(
        {
            "MONGODB_URL": store_url,
            "POINCON_DATABASE": f"test_opening_{kept}",
            "POINCON_STORE": str(tmp_path),
            "POINCON_TOKEN_KEY": SECRET,
            "POINCON_JOURNAL_KEY": KEY.decode(),
        }
    )
    async with open_store(settings, kept=kept) as store:
        await store.ready()
        monkeypatch.setattr(embedded, "ROOM", 1 << 60)
        if kept:
            with pytest.raises(StoreFull):
                await store.ready()
        else:
            await store.ready()  # of a server elsewhere, the disk here tells nothing
        await store.driver.drop()
