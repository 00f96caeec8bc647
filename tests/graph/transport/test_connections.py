"""Connections that say nothing, say it by drips, do not read, or are too many: each is ended, and others are served."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.transport.connections import Doors
from graph.transport.limits import Limits
from tests.support.listening import listening

HURRIED = Limits(head_seconds=0.2, file_seconds=0.2, send_seconds=0.2, connections=6, address_connections=4)
ASKED = b"GET / HTTP/1.1\r\nHost: essai\r\n\r\n"


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Tells who asks; a lot of it where `big` is asked for. Reads the body of a POST."""
    request = Request(scope, receive)
    if request.method == "POST":
        await request.body()
    big = 50_000_000 if "big" in scope["path"] else 0
    answer: Response = JSONResponse({"from": scope["client"][0], "scheme": scope["scheme"], "big": "x" * big})
    await answer(scope, receive, send)


@asynccontextmanager
async def serving(limits: Limits = HURRIED, proxies: tuple[str, ...] = ()) -> AsyncIterator[int]:
    """The port of a server over `echo`."""
    async with listening(echo, limits, proxies) as port:
        yield port


async def said(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What a client is told who sends pieces with pauses, until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"GET / HT",),
        tuple(ASKED[rank : rank + 1] for rank in range(20)),
        (b"POST / HTTP/1.1\r\nHost: essai\r\nContent-Length: 1000\r\n\r\n", *[b"x"] * 20),
        (ASKED, b"GET / HTTP/1.1\r\nHos"),
    ],
)
async def test_who_does_not_say_what_it_wants_is_not_waited_for(pieces: tuple[bytes, ...]) -> None:
    async with serving() as port:
        told = await said(port, *pieces, pause=0.05)
        assert told.count(b"200 OK") == pieces.count(ASKED)
        assert b"200 OK" in await said(port, ASKED + b"", b"GET / HTTP/1.1\r\nHost: essai\r\nConnection: close\r\n\r\n")


async def test_who_does_not_read_is_left() -> None:
    async with serving() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(ASKED.replace(b"/ HTTP", b"/big HTTP"))
        await writer.drain()
        await asyncio.sleep(1)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(50_000_000)
        writer.close()


async def test_a_slow_reader_is_served_to_the_end() -> None:
    async with serving(Limits(send_seconds=0.3)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(ASKED.replace(b"/ HTTP", b"/big HTTP"))
        read = 0
        while read < 50_000_000:
            read += len(await reader.read(1_000_000))
            await asyncio.sleep(0.02)
        writer.close()


async def test_one_too_many_is_told_so_and_the_others_are_served() -> None:
    limits = Limits(connections=6, address_connections=4)
    async with serving(limits) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(4)]
        refused = await said(port)
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: 5" in refused
        held[0][1].write(ASKED)
        assert b"200 OK" in await held[0][0].readline()
        for _, writer in held:
            writer.close()
            await writer.wait_closed()
        await asyncio.sleep(0.05)
        assert b"200 OK" in await said(port, ASKED.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))


def test_connections_are_counted_by_site_but_those_of_proxies() -> None:
    doors = Doors(Limits(connections=6, address_connections=2), [ipaddress.ip_network("10.0.0.0/8")])
    assert [doors.enter(host) for host in ("2001:db8::1", "2001:db8::2", "2001:db8::3")] == [True, True, False]
    assert [doors.enter("10.1.2.3") for _ in range(3)] == [True, True, True]
    assert not doors.enter("192.0.2.1")
    for host in ("2001:db8::3", "192.0.2.1", "10.1.2.3"):
        doors.leave(host)
    assert doors.enter("192.0.2.1")
    assert not doors.enter("2001:db8::1")


FORWARDED = b"GET / HTTP/1.1\r\nHost: essai\r\nConnection: close\r\nX-Forwarded-For: 198.51.100.9, 192.0.2.4\r\nX-Forwarded-Proto: https\r\n\r\n"


@pytest.mark.parametrize(
    ("proxies", "from_", "scheme"),
    [
        ((), "127.0.0.1", "http"),
        (("10.0.0.1",), "127.0.0.1", "http"),
        (("127.0.0.1/32",), "192.0.2.4", "https"),
        (("127.0.0.0/8", "192.0.2.0/24"), "198.51.100.9", "https"),
    ],
)
async def test_only_known_proxies_are_believed(proxies: tuple[str, ...], from_: str, scheme: str) -> None:
    async with serving(Limits(), proxies) as port:
        told = await said(port, FORWARDED)
    assert f'"from":"{from_}","scheme":"{scheme}"'.encode() in told


async def test_headers_too_long_are_refused() -> None:
    async with serving(Limits()) as port:
        told = await said(port, b"GET / HTTP/1.1\r\nHost: essai\r\nX: " + b"x" * 20_000)
    assert told.startswith(b"HTTP/1.1 400 ")
