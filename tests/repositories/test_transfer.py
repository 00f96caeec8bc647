"""Exports: of one moment whoever writes, private, encrypted when asked; restored, the store is the same."""

import asyncio
import itertools
import stat
from pathlib import Path

import pyrage
import pytest

from repositories.errors import StoreError
from repositories.store import Store
from repositories.transfer import export_store, restore_store
from repositories.unit_of_work import UnitOfWork
from repositories.verification import verify
from resolvers.shared.stopping import stopped
from tests.support.world import NOW, TODAY, furnished
from tests.support.writing import DRAFT, candidate, organisation, write

WRITERS = 6


async def _findings(store: Store) -> list[str]:
    return [finding.message async for finding in verify(store)]


@pytest.fixture
async def written(store: Store) -> Store:
    """A store with a few aggregates."""
    await furnished(store)
    await write(store, organisation("A"), organisation("A B"), candidate("somebody", "UT59"))
    return store


PACE = 0.05
"""Seconds between two units of a writer: a store that grew faster than it is verified would never be verified."""


async def _writing(store: Store, writer: int) -> None:
    """Makes candidates and renames an organisation, each pair in one unit, until it is cancelled."""
    code = f"W{writer}"
    await write(store, organisation(code, "0"))
    for rank in itertools.count(1):

        async def work(unit: UnitOfWork, rank: int = rank) -> None:
            own = await unit.organisations.get(code)
            assert own is not None
            unit.update(own.evolve(name=str(rank)), DRAFT)
            unit.insert(candidate(f"{code}-{rank:06d}", code), DRAFT)

        await store.transact(work, actor="tests", on=TODAY, at=NOW)
        await asyncio.sleep(PACE)


async def test_a_store_goes_into_a_file_and_comes_back(written: Store, one_store: Store, tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl.gz"
    count = await export_store(written, file)
    with pytest.raises(StoreError, match="vide"):
        await restore_store(written, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert await restore_store(one_store, file) == count
    assert await _findings(one_store) == []
    for name in await written.driver.collections():
        there = await written.driver.find(name, {}, sort=[("_id", 1)])
        assert await one_store.driver.find(name, {}, sort=[("_id", 1)]) == there


@pytest.mark.parametrize("cut", [0, 10, 0.5, 0.99])
async def test_a_file_that_is_no_whole_export_restores_nothing(
    written: Store, one_store: Store, tmp_path: Path, cut: float
) -> None:
    file = tmp_path / "export.jsonl.gz"
    await export_store(written, file)
    data = file.read_bytes()
    file.write_bytes(data[: int(cut if cut > 1 else cut * len(data))])
    with pytest.raises(StoreError):
        await restore_store(one_store, file)
    assert await one_store.organisations.count({}) == 0


async def test_an_export_and_a_verification_are_of_one_moment_while_six_write(
    written: Store, one_store: Store, tmp_path: Path
) -> None:
    """Each writer's last candidate is the one that its organisation was named after, in what was exported."""
    writers = [asyncio.create_task(_writing(written, writer)) for writer in range(WRITERS)]
    file = tmp_path / "export.jsonl.gz"
    try:
        while await written.organisations.count({}) < WRITERS + 2:
            assert not any(writer.done() for writer in writers)
            await asyncio.sleep(0.01)
        for _ in range(3):
            async with written.snapshot() as moment:
                assert await _findings(moment) == []
        before = await written.candidates.count({})
        async with written.snapshot() as moment:
            await export_store(moment, file)
        while await written.candidates.count({}) == before:
            assert not any(writer.done() for writer in writers)
            await asyncio.sleep(0.01)
    finally:
        await stopped(*writers)
    await restore_store(one_store, file)
    assert await _findings(one_store) == []
    for writer in range(WRITERS):
        own = await one_store.organisations.get(f"W{writer}")
        assert own is not None
        assert await one_store.driver.count("candidates", {"centres": f"W{writer}"}) == int(own.name)


async def test_an_encrypted_export_is_read_with_its_key_alone(written: Store, one_store: Store, tmp_path: Path) -> None:
    own, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    file = tmp_path / "export.jsonl.gz.age"
    count = await export_store(written, file, [str(own.to_public())])
    assert b"candidates" not in file.read_bytes()
    assert list(tmp_path.iterdir()) == [file], "nothing of it was ever written in clear"
    for identities, said in (((), "chiffré"), ((str(other),), "pour cette clé"), (("AGE-SECRET-KEY-1X",), "secrète")):
        with pytest.raises(StoreError, match=said):
            await restore_store(one_store, file, identities)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError):
        await restore_store(one_store, file, [str(own)])
    file.write_bytes(whole)
    assert await restore_store(one_store, file, [str(other), str(own)]) == count
    assert await _findings(one_store) == []


async def test_an_export_that_fails_leaves_the_one_before(written: Store, tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl.gz"
    await export_store(written, file)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="destinataire"):
        await export_store(written, file, ["age1nobody"])
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]
