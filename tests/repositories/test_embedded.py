"""The embedded store as a process: locked, orderly, gone with its parent, and losing nothing when it is killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from secantus.storage import Storage

from repositories import embedded, embedded_child
from repositories.embedded import running, start
from repositories.embedded_server import EmbeddedStoreError
from repositories.errors import StoreBusy, StoreError
from repositories.store import Store
from repositories.verification import verify
from tests.support.places import ROOT
from tests.support.world import KEY
from tests.support.writing import organisation, write

PARENT = """
import signal, sys, time
from pathlib import Path
from repositories.embedded import start
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what it starts aside ignore it
store = start(Path(sys.argv[1]))
print(store.pid, flush=True)
time.sleep(600)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def until_gone(pid: int) -> None:
    end = time.monotonic() + 20
    while alive(pid):
        assert time.monotonic() < end, "the child is still there"
        time.sleep(0.05)


def test_a_folder_serves_one_store_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "LAST_BREATH", 0.2)
    with running(tmp_path) as store:
        with pytest.raises(EmbeddedStoreError, match="sert déjà"):
            start(tmp_path)
        pid = store.pid
    until_gone(pid)
    with running(tmp_path):
        pass


def test_the_sweeper_lets_go_of_what_it_read_before_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    swept, let_go = Storage.prune_ttl_all_collections, Storage.release_thread_snapshot

    def sweeping(storage: Storage, **named: Any) -> int:
        told.append("swept")
        return int(swept(storage, **named))

    def letting_go(storage: Storage) -> None:
        told.append("let go")
        let_go(storage)

    monkeypatch.setattr(Storage, "prune_ttl_all_collections", sweeping)
    monkeypatch.setattr(Storage, "release_thread_snapshot", letting_go)
    embedded_child.let_go_of_what_was_swept()
    storage = Storage(str(tmp_path / "data"), ttl_sweep_seconds=0.05)
    try:
        end = time.monotonic() + 20
        while len(told) < 4:
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        storage.close()
    assert told[:4] == ["swept", "let go"] * 2


def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(EmbeddedStoreError, match="MONGODB_URL"):
        start(tmp_path)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_child_goes_with_its_parent_and_frees_the_folder(tmp_path: Path, end: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        try:
            pid = int(parent.stdout.readline())
            assert alive(pid)
            parent.send_signal(end)
            parent.wait(30)
        finally:
            parent.kill()
    until_gone(pid)
    with running(tmp_path):
        pass


async def test_ten_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """kill -9 of the store while four writers write: every acknowledged write is there, and the journal verifies."""
    await kills(tmp_path, rounds=10)


@pytest.mark.soak
async def test_many_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    await kills(tmp_path, rounds=60)


async def kills(folder: Path, rounds: int) -> None:
    acknowledged: set[str] = set()
    for number in range(rounds):
        server = start(folder)
        store = Store.connect(server.url, "kills", journal_key=KEY, patience=0.5)
        await store.prepare()
        there = await store.organisations.get_many(acknowledged)
        assert acknowledged <= there.keys()

        async def writer(name: str, store: Store = store) -> None:
            rank = 0
            while True:
                code = f"{name}-{rank}"
                try:
                    await write(store, organisation(code))
                except (StoreError, StoreBusy):
                    return
                acknowledged.add(code)
                rank += 1

        writers = [asyncio.create_task(writer(f"{number}-{rank}")) for rank in range(4)]
        before = len(acknowledged)
        while len(acknowledged) < before + 5:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.03 * (number % 5))
        server.kill()
        await asyncio.gather(*writers)
        await store.close()
    with running(folder) as server:
        store = Store.connect(server.url, "kills", journal_key=KEY)
        assert acknowledged <= (await store.organisations.get_many(acknowledged)).keys()
        assert [finding async for finding in verify(store)] == []
        await store.close()
