"""A service that is really served, under hostile texts and crowds: its memory and its files stay, and it goes on answering."""

import asyncio
import itertools
import json
import resource
import sys
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from repositories.store import Store
from tests.support.listening import posted
from tests.support.standing import Standing, standing
from tests.support.stores import forget
from tests.support.world import KEY, PLAIN, furnished

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
HURRIED = {"head_seconds": 1, "body_seconds": 1, "file_seconds": 1}
_RANKS = itertools.count()
ASKED = f'{{"query": "{{ certification(code: \\"{PLAIN}\\") {{ code title blocs {{ code }} }} }}"}}'.encode()


@pytest.fixture(scope="module")
async def database(store_url: str) -> AsyncIterator[str]:
    """A database that services of this module may serve."""
    name = f"test_{uuid.uuid4().hex}"
    store = Store.connect(store_url, name, journal_key=KEY)
    await store.prepare()
    await furnished(store)
    yield name
    await forget(store)


@pytest.fixture(scope="module")
def served(store_url: str, database: str) -> Iterator[Standing]:
    """A service with little room for texts and connections."""
    with standing(store_url, database, texts_bytes=2 * 1024 * 1024, connections=40, **HURRIED) as made:
        yield made


def hostile(rank: int) -> str:
    """A text that is long to judge or large to keep, like no other."""
    kinds = [
        "{" + " ".join(f"a{rank}_{place}: certification(code: \"{place}\") {{ code }}" for place in range(25)) + "}",
        "{ viewer { name } }" + f"\n#{rank}" * 3_000,
        "{ certification(code: \"" + f"é{rank}" * 2_000 + "\") { code } }",
        "{" + f"certificationn{rank} " * 45 + "}",
        "{" * 50 + str(rank),
        "query(" + " ".join(f"$v{rank}_{place}: Int" for place in range(60)) + ") { viewer { name } }",
        "{ certifications { " + f"nodes {{ t{rank}: title }} " * 40 + "} }",
    ]  # fmt: skip
    return kinds[rank % len(kinds)]


async def _hostile(served: Standing, texts: int) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{served.port}", timeout=60) as client:

        async def sent(count: int) -> None:
            for rank in itertools.islice(_RANKS, count):
                answer = await client.post("/graphql", json={"query": hostile(rank)})
                assert answer.status_code < 500, answer.text

        await sent(14)
        before = served.memory
        await asyncio.gather(*(sent(texts // 5) for _ in range(5)))
        assert served.memory <= before * 1.3
        assert (await client.get("/health")).status_code == 200


async def test_hostile_texts_leave_the_memory_of_a_service_as_it_was(served: Standing) -> None:
    await _hostile(served, 35)


@pytest.mark.soak
async def test_five_hundred_hostile_texts_leave_the_memory_as_it_was(store_url: str, database: str) -> None:
    with standing(store_url, database) as served:
        await _hostile(served, 500)


@dataclass
class Held:
    """A connection of the crowd."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def answer(self) -> tuple[int, Any]:
        """The status and the body of the next answer."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        body = await self.reader.readexactly(int(head.partition("content-length: ")[2].partition("\r\n")[0]))
        return int(head.split()[1]), json.loads(body)


async def _connected(port: int) -> Held:
    return Held(*await asyncio.open_connection("127.0.0.1", port))


@contextmanager
def files(count: int) -> Iterator[None]:
    """Lets this process have so many open files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, count)), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def _crowd(served: Standing, room: int) -> None:
    """Twice as many connections as there is room for: half are told so, the others are served, those who dawdle left."""
    before, files_before = served.memory, served.files
    crowd = [await _connected(served.port) for _ in range(room)]
    for rank, held in enumerate(crowd):
        held.writer.write(posted(ASKED, f"X-Forwarded-For: 192.0.2.{rank % 250}"))
    turned_away = [await _connected(served.port) for _ in range(room)]
    told = await asyncio.gather(*(held.answer() for held in turned_away))
    assert {(status, body["errors"][0]["extensions"]["code"]) for status, body in told} == {(503, "UNAVAILABLE")}

    served_first = await asyncio.gather(*(held.answer() for held in crowd))
    statuses = Counter(status for status, _ in served_first)
    assert statuses[200] > 0
    assert set(statuses) <= {200, 429, 503}
    for status, body in served_first:
        assert (status == 200) == ("errors" not in body), body
        if status != 200:
            assert body["errors"][0]["extensions"]["code"] in {"RATE_LIMITED", "UNAVAILABLE"}

    for rank, held in enumerate(crowd):  # half a head, half a body, byte after byte
        held.writer.write((b"POST /gra", posted(ASKED)[:-20], b"P")[rank % 3])
    ended = asyncio.gather(*(held.reader.read() for held in crowd), return_exceptions=True)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{served.port}", timeout=60) as client:
        while not ended.done():
            await asyncio.sleep(0.05)
        for held in (*crowd, *turned_away):
            held.writer.close()
        while (await client.get("/health")).status_code != 200:
            await asyncio.sleep(0.05)
        while served.files > files_before + 30:
            await asyncio.sleep(0.05)
    assert served.memory <= max(1.5 * before, before + room * 100_000)


async def test_a_crowd_is_let_in_as_far_as_there_is_room(served: Standing) -> None:
    with files(500):
        await _crowd(served, 40)


@pytest.mark.soak
async def test_two_thousand_connections_are_let_in_as_far_as_there_is_room(store_url: str, database: str) -> None:
    with files(4_000), standing(store_url, database, **HURRIED) as served:
        await _crowd(served, 1_000)
