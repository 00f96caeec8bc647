"""The queue of PDF: in turn, one process at a time, gone on with after a kill, bounded, and told in French."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf

from documents import pdf
from repositories.printing import LEASE
from repositories.store import Store
from resolvers.document import printing
from resolvers.document.printing import MOST_TRIES, keep_printing, print_next
from resolvers.shared.press import Press
from tests.support.offices import office
from tests.support.packs import pack_of, packed, reread
from tests.support.papers import bytes_of
from tests.support.stores import Stores
from tests.support.walk import ASKED, Convened, centre
from tests.support.walk import Path as Walk
from tests.support.walk import convened as convened_world
from tests.support.world import NOW, Api

Monkey = pytest.MonkeyPatch
_NAMES_ANNE = (
    "import sys, zipfile; "
    "sys.exit('Anne Présidente'.encode() not in zipfile.ZipFile(sys.argv[1]).read('word/document.xml'))"
)


@pytest.fixture
async def path(one_store: Store, stores: Stores) -> AsyncIterator[Walk]:
    """A session convened, over a service that has a press."""
    told: Convened = stores.told(convened_world)
    async with Api.over(one_store, press=Press()) as api:
        yield Walk(api, told.session, dict(told.members))


@pytest.fixture
def world() -> Any:
    return convened_world


def actor() -> str:
    return centre(ASKED)


async def printed(path: Walk, holder: str = "a", after: timedelta = timedelta()) -> bool:
    return await print_next(path.api.store, holder, lambda: NOW + after)


async def test_a_pack_waits_prints_and_is_read_as_one_pdf_with_its_bookmarks(
    path: Walk, tmp_path: Path, monkeypatch: Monkey
) -> None:
    runs = office(tmp_path, monkeypatch)
    pack = await pack_of(path, actor(), format="PDF")
    assert (pack["state"], pack["done"], pack["total"], pack["downloadUrl"]) == ("WAITING", 0, 10, None)
    assert (await bytes_of(path, pack["url"], actor())).status_code == 404
    assert await printed(path)
    assert not await printed(path)
    ready = await reread(path, actor(), pack)
    assert (ready["state"], ready["done"], ready["missing"], ready["failure"]) == ("READY", 10, [], None)
    assert runs.read_text().split() == ["8", "2"]
    answer = await bytes_of(path, pack["url"], actor())
    assert answer.headers["content-type"] == "application/pdf"
    assert (await path.api.client.get(ready["downloadUrl"])).content == answer.content
    with Pdf.open(io.BytesIO(answer.content)) as book, book.open_outline() as outline:
        assert len(book.pages) == 10
        [jury] = outline.root
        assert path.session in jury.title
        titles = [item.title for item in jury.children]
    assert len(titles) == 10
    assert "Convocation d’un membre du jury : Anne Présidente" in titles


async def test_what_was_printed_is_not_printed_again(path: Walk, tmp_path: Path, monkeypatch: Monkey) -> None:
    runs = office(tmp_path, monkeypatch)
    for _ in range(2):
        pack = await pack_of(path, actor(), format="PDF", papers="ALL")
        await printed(path)
        assert (await reread(path, actor(), pack))["state"] == "READY"
    assert sum(map(int, runs.read_text().split())) == len(pack["documents"])


async def test_packs_are_printed_in_turn_by_one_process_at_a_time(
    path: Walk, tmp_path: Path, monkeypatch: Monkey
) -> None:
    office(tmp_path, monkeypatch)
    first = await pack_of(path, actor(), format="PDF", kinds=["CONVOCATION"])
    second = await pack_of(path, actor(), format="PDF", kinds=["UNION_REQUEST"])
    queue = path.api.store.printings
    assert await queue.take("other", NOW)
    assert not await printed(path)
    assert (await reread(path, actor(), first))["state"] == "WAITING"
    assert not await printed(path, after=LEASE)
    assert await printed(path, after=LEASE + timedelta(seconds=1))
    states = [(await reread(path, actor(), pack))["state"] for pack in (first, second)]
    assert sorted(states) == ["READY", "WAITING"]
    await queue.take("other", NOW + 3 * LEASE)
    assert await printed(path, "other", 3 * LEASE)
    assert [(await reread(path, actor(), pack))["state"] for pack in (first, second)] == ["READY", "READY"]


async def test_a_holder_that_lost_the_press_stops(path: Walk, tmp_path: Path, monkeypatch: Monkey) -> None:
    office(tmp_path, monkeypatch)
    pack = await pack_of(path, actor(), format="PDF")
    real, queue = printing.to_pdfs, path.api.store.printings

    async def slow(*given: Any, **also: Any) -> Any:
        assert await queue.take("other", NOW + 2 * LEASE)
        return await real(*given, **also)

    monkeypatch.setattr(printing, "to_pdfs", slow)
    await printed(path)
    monkeypatch.setattr(printing, "to_pdfs", real)
    assert (await reread(path, actor(), pack))["state"] == "RUNNING"
    assert await printed(path, "other", 2 * LEASE)
    assert (await reread(path, actor(), pack))["state"] == "READY"


async def test_a_process_killed_in_the_middle_is_followed_by_another_that_goes_on(
    path: Walk, tmp_path: Path, monkeypatch: Monkey
) -> None:
    runs = office(tmp_path, monkeypatch)
    pack = await pack_of(path, actor(), format="PDF")
    real = printing.to_pdfs
    calls = []

    async def killed(*given: Any, **also: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return await real(*given, **also)

    monkeypatch.setattr(printing, "to_pdfs", killed)
    monkeypatch.setattr(path.api.store.printings, "leave", _nothing)
    with suppress(KeyboardInterrupt):
        await printed(path)
    monkeypatch.undo()
    office(tmp_path, monkeypatch)
    stopped = await reread(path, actor(), pack)
    assert (stopped["state"], stopped["done"]) == ("RUNNING", 8)
    assert not await printed(path, "another")
    assert await printed(path, "another", LEASE + timedelta(seconds=1))
    assert (await reread(path, actor(), pack))["state"] == "READY"
    assert sum(map(int, runs.read_text().split())) == 10


async def _nothing(*_given: Any) -> None:
    """What a killed process does."""


async def test_a_pack_that_kills_whoever_takes_it_up_is_given_up(
    path: Walk, tmp_path: Path, monkeypatch: Monkey
) -> None:
    office(tmp_path, monkeypatch)
    pack = await pack_of(path, actor(), format="PDF")
    [key] = [item.id for item in await path.api.store.packs.where({})]
    queue = path.api.store.printings
    await queue.tell(key, (await queue.get_many([key]))[key].evolve(tries=MOST_TRIES))
    assert await printed(path)
    given_up = await reread(path, actor(), pack)
    assert given_up["state"] == "FAILED"
    assert "archive zip" in given_up["failure"]
    assert not await printed(path)


async def test_a_paper_that_cannot_be_printed_is_named_and_stops_no_other(
    path: Walk, tmp_path: Path, monkeypatch: Monkey
) -> None:
    office(tmp_path, monkeypatch, f'if "{sys.executable}" -c "{_NAMES_ANNE}" "$paper"; then continue; fi')
    pack = await pack_of(path, actor(), format="PDF", kinds=["CONVOCATION"])
    await printed(path)
    ready = await reread(path, actor(), pack)
    assert (ready["state"], ready["done"], ready["total"]) == ("READY", 3, 4)
    [fault] = ready["missing"]
    assert (fault["kind"], fault["of"], fault["rule"]) == ("CONVOCATION", path.session, None)
    assert "Anne-Présidente" in fault["summary"]
    assert "n’a pas su convertir" in fault["message"]


async def test_a_libreoffice_that_hangs_is_ended_and_the_pack_says_so(
    path: Walk, tmp_path: Path, monkeypatch: Monkey
) -> None:
    office(tmp_path, monkeypatch, "sleep 60")
    monkeypatch.setattr(printing, "_START", 0.2)
    monkeypatch.setattr(printing, "_FOR_EACH", 0)
    pack = await pack_of(path, actor(), format="PDF", kinds=["CONVOCATION"])
    await printed(path)
    failed = await reread(path, actor(), pack)
    assert (failed["state"], failed["done"], failed["downloadUrl"]) == ("FAILED", 0, None)
    assert "n’a pas terminé dans le délai" in failed["failure"]
    assert "archive zip" in failed["failure"]
    assert (await bytes_of(path, pack["url"], actor())).status_code == 404


async def test_a_libreoffice_that_is_killed_or_gone_is_told(path: Walk, tmp_path: Path, monkeypatch: Monkey) -> None:
    office(tmp_path, monkeypatch, "kill -9 $$")
    pack = await pack_of(path, actor(), format="PDF", kinds=["CONVOCATION"])
    await printed(path)
    assert "n’a pas su convertir" in (await reread(path, actor(), pack))["failure"]
    monkeypatch.setattr(pdf, "office", lambda: None)
    gone = await pack_of(path, actor(), format="PDF", kinds=["UNION_REQUEST"])
    await printed(path)
    assert "LibreOffice est introuvable" in (await reread(path, actor(), gone))["failure"]


async def test_the_press_serves_while_it_prints_and_stops_when_told(
    path: Walk, tmp_path: Path, monkeypatch: Monkey
) -> None:
    """A request that is answered meanwhile, and a stop in the middle of a run, after which the press is free."""
    office(tmp_path, monkeypatch, f'touch "{tmp_path}/begun"; sleep 60')
    press = Press()
    task = asyncio.create_task(keep_printing(path.api.store, press, lambda: NOW))
    pack = await pack_of(path, actor(), format="PDF", kinds=["CONVOCATION"])
    press.wake()
    while not (tmp_path / "begun").exists():
        await asyncio.sleep(0.02)
    assert (await reread(path, actor(), pack))["state"] == "RUNNING"
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    office(tmp_path, monkeypatch)
    assert await printed(path, "another", timedelta(seconds=1))
    assert (await reread(path, actor(), pack))["state"] == "READY"


async def test_without_libreoffice_a_pdf_is_refused_at_once(one_store: Store, path: Walk) -> None:
    async with Api.over(one_store) as api:
        bare = Walk(api, path.session, path.members)
        [problem] = (await packed(bare, actor(), format="PDF"))["problems"]
    assert (problem["path"], "LibreOffice" in problem["message"]) == (["format"], True)
    assert await one_store.documents.where({}) == []
