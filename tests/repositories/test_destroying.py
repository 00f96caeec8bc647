"""Bytes destroyed: those that nothing names any more, with what was printed of them; whoever names them meanwhile wins."""

import asyncio
from typing import Any

import pytest

from repositories.blobs import BLOBS
from repositories.printing import PRINTINGS, PRINTS
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from repositories.verification import verify
from rules.file.file import UploadedFile
from tests.rules.samples.vae import file
from tests.support.world import NOW, TODAY
from tests.support.writing import DRAFT, write


async def _put(store: Store, name: str, *documents: dict[str, Any]) -> None:
    await store.driver.insert_many(name, documents)


async def _there(store: Store, name: str) -> set[str]:
    return {document["_id"] for document in await store.driver.find(name, {})}


async def _destroy(store: Store, digests: list[str], packs: list[str]) -> None:
    async def work(unit: UnitOfWork) -> None:
        unit.destroy(digests, packs)

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


async def test_what_was_printed_goes_with_what_it_was_printed_of(store: Store) -> None:
    await _put(store, BLOBS, *({"_id": key, "data": b"x"} for key in ("letter", "award", "pdf-l", "pdf-a", "1", "2")))
    await _put(store, PRINTS, {"_id": "letter", "pdf": "pdf-l"}, {"_id": "award", "pdf": "pdf-a"})
    await _put(store, PRINTINGS, {"_id": "pack", "parts": ["1", "2"]}, {"_id": "other", "parts": ["2"]})
    await write(store, file("a").evolve(sha256="award"))
    await _destroy(store, ["letter", "award"], ["pack"])
    assert await _there(store, BLOBS) == {"award", "pdf-a", "2"}
    assert await _there(store, PRINTS) == {"award"}
    assert await _there(store, PRINTINGS) == {"other"}


@pytest.mark.parametrize("first", ["destroyed", "named"])
async def test_bytes_that_are_named_meanwhile_are_there_in_the_end(store: Store, first: str) -> None:
    """Two at once: whoever comes second starts again, on what the first one wrote."""
    own = file("own").evolve(sha256="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
    await _put(store, BLOBS, {"_id": own.sha256, "data": b"x"})
    await write(store, own)
    turn = asyncio.Event()

    async def destroying(unit: UnitOfWork) -> None:
        kept = await unit.files.get("own")
        assert kept is not None
        unit.update(kept.evolve(destroyed_on=TODAY), DRAFT)
        unit.destroy([own.sha256])
        await _meet(first == "destroyed")

    async def naming(unit: UnitOfWork) -> UploadedFile:
        unit.keep(own.sha256, b"x")
        await unit.files.get("own")
        await _meet(first == "named")
        return unit.insert(own.evolve(id="new", revision=0), DRAFT)

    async def _meet(goes_first: bool) -> None:
        if goes_first:
            turn.set()
        else:
            await turn.wait()

    works: list[Any] = [destroying, naming]
    await asyncio.gather(*(store.transact(work, actor="tests", on=TODAY, at=NOW) for work in works))
    assert await store.blobs.read(own.sha256) == b"x"
    assert [finding.message async for finding in verify(store)] == []
