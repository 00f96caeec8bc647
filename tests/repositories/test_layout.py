"""A store of an older layout: refused, brought up, and the same as one written today."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commands.opening import open_store
from commands.settings import Settings
from repositories.conformity import nonconformities
from repositories.embedded import running
from repositories.layout import LAYOUT, LayoutError, layout_of, migrate
from repositories.store import Store
from repositories.transfer import restore_store
from repositories.verification import verify
from tests.support.former import DATABASE, FORMER, FOUND_BY_MORE, REWRITTEN, quiet, unplaced, whole
from tests.support.places import ROOT
from tests.support.walk import furnished_for_juries
from tests.support.world import KEY


async def _aged(store: Store) -> dict[str, list[object]]:
    """Makes of a store one that an earlier version wrote; what it held before."""
    held = {item.name: await store.driver.find(item.name, {}, sort=[("_id", 1)]) for item in store.collections}
    for name, documents in held.items():
        old = [({"_id": document["_id"]}, {"x": {"keys": ["old"]}, "sort": {"old": "x"}}) for document in documents]
        if old:
            await store.driver.update_many(name, old)
    await store.driver.index("certifications", [("x.keys", 1)], {})
    await store.driver.drop_index("blocs", "sort.code_1")
    await store.driver.index("blocs", [("sort.code", 1)], {"sparse": True})
    await store.driver.delete_many("layout", {})
    return {name: list(documents) for name, documents in held.items()}


async def test_an_older_store_is_brought_up_and_nothing_else_changes(own_store: Store) -> None:
    await furnished_for_juries(own_store)
    assert await layout_of(own_store.driver) == LAYOUT
    held = await _aged(own_store)
    assert await layout_of(own_store.driver) == 1
    changed = await own_store.migrate(quiet)
    assert changed == sum(map(len, held.values())) > 0
    for item in own_store.collections:
        assert await own_store.driver.find(item.name, {}, sort=[("_id", 1)]) == held[item.name]
    assert "x.keys_1" not in await own_store.driver.indexes("certifications")
    assert (await own_store.driver.indexes("blocs"))["sort.code_1"] == {}
    assert await layout_of(own_store.driver) == LAYOUT
    assert [finding async for finding in verify(own_store)] == []
    assert await own_store.migrate(quiet) == 0


class _Killed(Exception):
    pass


@pytest.mark.parametrize("after", ["blocs", "certifications", "organisations", "referentiels"])
async def test_a_migration_stopped_in_the_middle_is_run_again(own_store: Store, after: str) -> None:
    def stopping(name: str, _done: int) -> None:
        if name == after:
            raise _Killed

    await furnished_for_juries(own_store)
    held = await _aged(own_store)
    with pytest.raises(_Killed):
        await migrate(own_store.driver, [item for item in own_store.collections if held[item.name]], stopping)
    assert await layout_of(own_store.driver) == 1, "it is not said to be done"
    await own_store.migrate(quiet)
    assert await layout_of(own_store.driver) == LAYOUT
    for item in own_store.collections:
        assert await own_store.driver.find(item.name, {}, sort=[("_id", 1)]) == held[item.name]
    assert [finding async for finding in verify(own_store)] == []


async def _in_the_folder(folder: Path) -> tuple[dict[str, list[dict[str, Any]]], list[object], list[object]]:
    """What the embedded store of a folder holds, everything wrong with it, and its sessions and dossiers as read."""
    with running(folder) as embedded:
        store = Store.connect(embedded.url, DATABASE, journal_key=KEY)
        found: list[object] = [item async for item in verify(store)]
        found += [item async for item in nonconformities(store)]
        read = [*await store.sessions.where({}), *await store.dossiers.where({})]
        held = await whole(store)
        await store.close()
    return held, found, sorted(read, key=lambda entity: entity.id)


async def _migrated(folder: Path) -> int:
    with running(folder) as embedded:
        store = Store.connect(embedded.url, DATABASE, journal_key=KEY)
        changed = await store.migrate(quiet)
        assert await layout_of(store.driver) == LAYOUT
        await store.close()
    return changed


@pytest.mark.parametrize("killed", ["migration", "store"])
async def test_a_migration_killed_in_the_middle_loses_nothing_and_is_run_again(tmp_path: Path, killed: str) -> None:
    with running(tmp_path) as embedded:
        store = Store.connect(embedded.url, DATABASE, journal_key=KEY)
        await store.prepare()
        await restore_store(store, FORMER)
        await store.close()
    before, _, read = await _in_the_folder(tmp_path)
    migrating = subprocess.Popen(
        [sys.executable, "-m", "tests.support.former", str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    with migrating:
        assert migrating.stdout is not None
        server = int(await asyncio.to_thread(migrating.stdout.readline))
        os.kill(server if killed == "store" else migrating.pid, signal.SIGKILL)
        await asyncio.to_thread(migrating.communicate, "\n")
        assert migrating.returncode == (1 if killed == "store" else -signal.SIGKILL), "it was in the middle"
    between, found, still = await _in_the_folder(tmp_path)
    assert sorted(document["v"] for document in between["dossiers"]) == [1, 1, 1, 2, 2], "it was in the middle"
    assert {document["v"] for document in between["sessions"]} == {1}
    assert (found, still) == ([], read)
    assert between["layout"] == before["layout"], "it is not said to be done"
    assert await _migrated(tmp_path) == REWRITTEN - FOUND_BY_MORE - 2
    after, found, still = await _in_the_folder(tmp_path)
    assert {document["v"] for name in ("dossiers", "sessions") for document in after[name]} == {2}
    assert (found, still) == ([], read)
    rewritten = ("candidates", "census", "certificates", "certifications", "claims", "dossiers", "layout", "sessions")
    assert all(list(map(unplaced, after[name])) == before[name] for name in before if name not in rewritten)
    assert await _migrated(tmp_path) == 0


async def test_the_embedded_store_is_brought_up_when_it_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.read({"POINCON_STORE": str(tmp_path)})
    async with open_store(settings) as store:
        await furnished_for_juries(store)
        held = await _aged(store)
    capsys.readouterr()
    async with open_store(settings) as store:
        assert "Magasin mis au format de cette version" in capsys.readouterr().out
        assert await store.driver.find("certifications", {}, sort=[("_id", 1)]) == held["certifications"]
        await store.driver.update_one("layout", {"_id": "layout"}, {"$set": {"value": LAYOUT + 1}})
    with pytest.raises(LayoutError, match="plus récente"):
        async with open_store(settings):
            pass


async def test_another_server_is_left_alone_until_it_is_asked_for(
    own_store: Store, tmp_path: Path, store_url: str
) -> None:
    await furnished_for_juries(own_store)
    await _aged(own_store)
    database = own_store.driver._name  # type: ignore[attr-defined]
    settings = Settings.read({"MONGODB_URL": store_url, "POINCON_DATABASE": database, "POINCON_STORE": str(tmp_path)})
    with pytest.raises(LayoutError, match="poincon migrate"):
        async with open_store(settings):
            pass
    async with open_store(settings, migrating=True) as store:
        assert await layout_of(store.driver) == LAYOUT


async def test_a_field_that_the_code_has_gained_is_not_written(own_store: Store) -> None:
    """The digest of an entity's last event is over the fields that it had."""
    await furnished_for_juries(own_store)
    driver = own_store.driver
    [bloc] = await driver.find("blocs", {}, limit=1)
    del bloc["provenance"]
    await driver.delete_many("blocs", {"_id": bloc["_id"]})
    await driver.insert_many("blocs", [{**bloc, "x": {}}])
    assert await migrate(driver, own_store.collections, quiet) == 1
    assert await driver.find("blocs", {"_id": bloc["_id"]}) == [bloc]
