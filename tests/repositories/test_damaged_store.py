"""Files of an embedded store that are damaged, and a disk that is full: told, nothing made anew, nothing acknowledged lost."""

import asyncio
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands.opening import open_store
from commands.settings import Settings
from repositories import embedded, embedded_server
from repositories.claim_checks import misclaimed
from repositories.embedded import EmbeddedStore, running, start
from repositories.embedded_server import DATA, FILES, NATIVE, EmbeddedStoreError
from repositories.errors import StoreBroken, StoreFull, StoreUnavailable
from repositories.store import Store
from repositories.verification import verify
from tests.support.places import native_program
from tests.support.world import KEY, Api
from tests.support.writing import candidate, organisation, write

PEOPLE = 120


@pytest.fixture(scope="module", params=["secantus", NATIVE])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which a server left people, and that server alone."""
    with pytest.MonkeyPatch.context() as patched:
        found = native_program()
        if request.param == NATIVE and found is None:
            pytest.skip("secantusd-rs is not there (make second-store)")
        program = str(found) if request.param == NATIVE else None
        patched.setattr(embedded_server.shutil, "which", lambda _name: program)
        folder = tmp_path_factory.mktemp(request.param)
        asyncio.run(_filled(folder))
        yield folder


async def _filled(folder: Path) -> None:
    with running(folder) as server:
        store = _connected(server)
        await store.prepare()
        await write(store, *(candidate(f"c{rank:03d}", "UT59") for rank in range(PEOPLE)))
        await store.close()


def _connected(server: EmbeddedStore) -> Store:
    return Store.connect(server.url, "embedded", journal_key=KEY, patience=0.5)


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _overwritten(file: Path) -> None:
    """All but the first block, which says what the file is."""
    size = file.stat().st_size
    with file.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xa5" * (size - 4096))


def _removed(file: Path) -> None:
    file.unlink()


def _of_people(data: Path) -> Path:
    return max(data.glob("secantus_documents_*.wt"), key=lambda file: file.stat().st_size)


def _catalogue(data: Path) -> Path:
    return data / "WiredTiger.wt"


Which = Callable[[Path], Path]
How = Callable[[Path], None]
DAMAGES: list[tuple[Which, How]] = [(_of_people, _cut), (_of_people, _removed), (_catalogue, _overwritten)]
MORE: list[tuple[Which, How]] = [(_of_people, _overwritten), (_catalogue, _cut), (_catalogue, _removed)]


@pytest.mark.parametrize(("which", "how"), DAMAGES)
async def test_damaged_files_are_told_and_nothing_is_made_anew(
    kept: Path, tmp_path: Path, which: Which, how: How
) -> None:
    await _told(kept, tmp_path, which, how)


@pytest.mark.soak
@pytest.mark.parametrize(("which", "how"), MORE)
async def test_other_damaged_files_are_told_too(kept: Path, tmp_path: Path, which: Which, how: How) -> None:
    await _told(kept, tmp_path, which, how)


async def _told(kept: Path, folder: Path, which: Which, how: How) -> None:
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    how(which(folder / DATA))
    left = _tables(folder)
    refusal = ""
    try:
        server = start(folder)
    except EmbeddedStoreError as error:
        refusal = str(error)
    if refusal:
        assert "abîmées" in refusal or "Il manque des fichiers" in refusal
        assert _tables(folder) == left
        return
    store = _connected(server)
    try:
        with pytest.raises(StoreBroken):
            await _used(store)
        async with Api.over(store) as api:
            answer = await api.client.get("/ready")
        assert (answer.status_code, answer.json()["status"]) == (503, "magasin en panne")
    finally:
        await store.close()
        server.kill()


def _tables(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / DATA).glob("*.wt"))


async def _used(store: Store) -> None:
    assert len(await store.candidates.where({})) == PEOPLE, "all are read, or nothing is"
    await write(store, *(organisation(f"O{rank}") for rank in range(50)))


def test_a_table_that_is_gone_is_named_until_it_is_back(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    table = _of_people(tmp_path / DATA)
    table.rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(EmbeddedStoreError, match=table.name):
            embedded_server.chosen(tmp_path)
    (tmp_path / "elsewhere").rename(table)
    assert embedded_server.chosen(tmp_path).name
    assert table.name in (tmp_path / FILES).read_text()


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python package alone, looked at often."""
    monkeypatch.setattr(embedded_server.shutil, "which", lambda _name: None)
    monkeypatch.setattr(embedded, "LOOKS_EVERY", 0.05)


async def test_a_disk_that_fills_stops_the_store_until_there_is_room(
    tmp_path: Path, package: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then one that fills between two looks: its files may not grow by a byte, its engine gives up, it starts again."""
    told: list[str] = []
    settings = Settings.read({"POINCON_STORE": str(tmp_path)})
    with running(tmp_path, told.append) as server:
        async with open_store(settings, embedded=server) as store, Api.over(store) as api:
            store.driver.patience = 0.5
            await write(store, organisation("A"))
            with monkeypatch.context() as full:
                full.setattr(embedded, "ROOM", 1 << 60)
                await _until(lambda: bool(told))
                assert told[0].startswith("Il reste moins de")
                with pytest.raises(StoreFull):
                    await write(store, organisation("B"))
                answer = await api.client.get("/ready")
                assert (answer.status_code, answer.json()["status"]) == (503, "magasin plein")
            store.driver.patience = 40
            await write(store, organisation("C"))
            resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, 0))
            await write(store, organisation("D"))
            assert told[-1] == "Le magasin embarqué s’est arrêté ; il redémarre."
            assert {item.code for item in await store.organisations.where({})} == {"A", "C", "D"}
            for check in (verify, misclaimed):
                assert [found async for found in check(store)] == []


def test_a_full_disk_is_told_before_the_store_starts(
    tmp_path: Path, package: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "ROOM", 1 << 60)
    with pytest.raises(EmbeddedStoreError, match="Libérez-en"):
        start(tmp_path)
    assert not (tmp_path / DATA).exists()


async def _until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not done():
            await asyncio.sleep(0.05)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 240 MB; skipped where this machine does not lend one."""
    asked = ["mount", "-t", "tmpfs", "-o", "size=240m", "tmpfs", str(tmp_path)]
    if shutil.which("mount") is None or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.soak
@pytest.mark.parametrize("native", [False, True])
async def test_a_real_disk_that_fills(small: Path, native: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filled at once, under writers: what was acknowledged is there when there is room again."""
    program = native_program()
    if native and program is None:
        pytest.skip("secantusd-rs is not there (make second-store)")
    monkeypatch.setattr(embedded_server.shutil, "which", lambda _name: str(program) if native else None)
    acknowledged: set[str] = set()
    async with open_store(Settings.read({"POINCON_STORE": str(small)})) as store:
        store.driver.patience = 1

        async def writer(name: str) -> None:
            rank = 0
            while True:
                code = f"{name}{rank}"
                try:
                    await write(store, organisation(code))
                except StoreUnavailable:
                    return
                acknowledged.add(code)
                rank += 1

        writers = [asyncio.create_task(writer(name)) for name in "ABCD"]
        await _until(lambda: len(acknowledged) > 20)
        ballast = small / "ballast"
        await asyncio.to_thread(_fill, ballast)
        await asyncio.gather(*writers)
        with pytest.raises(StoreUnavailable):
            await store.ready()
        ballast.unlink()
        store.driver.patience = 40
        await write(store, organisation("Z"))
        assert acknowledged <= {item.code for item in await store.organisations.where({})}
        for check in (verify, misclaimed):
            assert [found async for found in check(store)] == []


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as raw:
        try:
            while True:
                raw.write(b"\0" * 65536)
        except OSError:
            return
