"""Which server opens the folder of the embedded store, what is copied before, and data that are gone or damaged."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.opening import open_store
from commands.settings import Settings
from repositories import embedded_server
from repositories.embedded import running, start
from repositories.embedded_server import DATA, NATIVE, OPENED_BY, PREPARED, EmbeddedStoreError
from repositories.store import Store
from repositories.verification import verify
from tests.support.places import ROOT, native_program
from tests.support.world import KEY
from tests.support.writing import organisation, write

PARENT = """
import sys, time
from pathlib import Path
from repositories.embedded import start
store = start(Path(sys.argv[1]))
print(store.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def native(monkeypatch: pytest.MonkeyPatch) -> Path:
    """secantusd-rs, put on PATH."""
    found = native_program()
    if found is None:
        pytest.skip("secantusd-rs is not there (make second-store)")
    monkeypatch.setenv("PATH", f"{found.parent}{os.pathsep}{os.environ['PATH']}")
    return found


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python package alone, whatever is on PATH."""
    monkeypatch.setattr(embedded_server.shutil, "which", lambda _name: None)


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 40
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def _gone(pid: int) -> bool:
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True


async def _written(folder: Path, *codes: str) -> set[str]:
    """Writes organisations into the store of a folder; which are there afterwards."""
    with running(folder) as server:
        store = Store.connect(server.url, "embedded", journal_key=KEY)
        await store.prepare()
        await write(store, *map(organisation, codes))
        assert [finding async for finding in verify(store)] == []
        there = {item.code for item in await store.organisations.where({})}
        await store.close()
    return there


async def test_the_native_server_takes_over_what_the_package_left(
    tmp_path: Path, native: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(embedded_server.shutil, "which", lambda _name: None)
        assert await _written(tmp_path, "A") == {"A"}
    assert (tmp_path / OPENED_BY).read_text() == "secantus"
    assert await _written(tmp_path, "B") == {"A", "B"}
    assert (tmp_path / OPENED_BY).read_text() == NATIVE
    [copy] = tmp_path.glob(f"{DATA}-secantus-*")
    assert await _written(tmp_path, "C") == {"A", "B", "C"}
    assert list(tmp_path.glob(f"{DATA}-*")) == [copy], "once"
    before = tmp_path / "before"
    before.mkdir()
    shutil.copytree(copy, before / DATA)
    with monkeypatch.context() as without:
        without.setattr(embedded_server.shutil, "which", lambda _name: None)
        assert await _written(before, "D") == {"A", "D"}, "what was copied is whole"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_the_native_server_goes_with_its_parent(tmp_path: Path, native: Path, end: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert Path(f"/proc/{pid}/exe").resolve().name == NATIVE
        parent.send_signal(end)
        parent.wait(10)
    _until(lambda: _gone(pid))
    with running(tmp_path):
        pass


def test_another_version_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / NATIVE
    program.write_text("#!/bin/sh\necho secantusd-rs 9.9.9\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert embedded_server.chosen(tmp_path / "store").name == "secantus"


def test_a_copy_that_was_interrupted_is_not_taken_for_one(
    tmp_path: Path, package: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / DATA).mkdir()
    (tmp_path / DATA / "WiredTiger").write_text("x")
    (tmp_path / OPENED_BY).write_text(NATIVE)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(embedded_server.shutil, "copytree", stopped)
        with pytest.raises(KeyboardInterrupt):
            embedded_server.chosen(tmp_path)
    assert not list(tmp_path.glob(f"{DATA}-{NATIVE}-*[0-9]"))
    embedded_server.chosen(tmp_path)
    [copy] = tmp_path.glob(f"{DATA}-{NATIVE}-*[0-9]")
    assert (copy / "WiredTiger").read_text() == "x"


async def test_data_that_are_gone_are_told_and_not_made_anew(tmp_path: Path, package: None) -> None:
    assert await _written(tmp_path, "A") == {"A"}
    (tmp_path / DATA).rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(EmbeddedStoreError, match="ne sont plus dans"):
            start(tmp_path)
        assert not (tmp_path / DATA).exists()
        (tmp_path / DATA).mkdir(exist_ok=True)
        with pytest.raises(EmbeddedStoreError, match="ne sont plus dans"):
            start(tmp_path)
        (tmp_path / DATA).rmdir()
    (tmp_path / "elsewhere").rename(tmp_path / DATA)
    assert await _written(tmp_path, "B") == {"A", "B"}


async def test_one_that_was_emptied_is_told_and_not_made_anew(tmp_path: Path, package: None) -> None:
    settings = Settings.read({"POINCON_STORE": str(tmp_path)})
    async with open_store(settings) as store:
        await store.driver.drop()
    for _ in range(2):
        with pytest.raises(EmbeddedStoreError, match="a été vidé"):
            async with open_store(settings):
                pass
    (tmp_path / PREPARED).unlink()
    async with open_store(settings) as store:
        assert await store.organisations.count({}) == 0


async def test_a_dead_server_is_started_again_where_it_was(tmp_path: Path, package: None) -> None:
    told: list[str] = []
    with running(tmp_path, told.append) as server:
        store = Store.connect(server.url, "embedded", journal_key=KEY)
        await store.prepare()
        first = server.pid
        os.kill(first, signal.SIGKILL)
        await write(store, organisation("A"))
        assert server.pid != first
        assert told == ["Le magasin embarqué s’est arrêté ; il redémarre."]
        assert {item.code for item in await store.organisations.where({})} == {"A"}
        await store.close()
        last = server.pid
    _until(lambda: _gone(last))
    assert len(told) == 1, "an end that was asked for is none"


def test_one_that_keeps_dying_is_given_up(tmp_path: Path, package: None) -> None:
    told: list[str] = []
    with running(tmp_path, told.append) as server:
        shutil.rmtree(tmp_path / DATA)
        (tmp_path / DATA).write_text("not a folder")
        os.kill(server.pid, signal.SIGKILL)
        _until(lambda: any("sans cesse" in text for text in told))
        assert not server.running
