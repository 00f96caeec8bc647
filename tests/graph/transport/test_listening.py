"""Where the service listens: who connects is given way to, and a port that is taken is refused."""

import asyncio
import errno
import socket

import pytest

from graph.transport import listening
from graph.transport.listening import Listening, listening_on


async def test_who_connects_is_given_way_to(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(listening, "give_way", lambda: given.append(1))
    heard: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()

    def told(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result([*given])
        writer.close()

    server = await asyncio.start_server(told, sock=listening_on("127.0.0.1", 0))
    assert given == []
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    assert await heard == [1], "once, before anybody hears of the connection"
    writer.close()
    server.close()


@pytest.mark.parametrize(("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)])
def test_a_port_of_either_kind_of_address(host: str, family: int) -> None:
    try:
        held = listening_on(host, 0)
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            pytest.skip(f"this machine has no {host}")
        raise
    with held:
        assert (held.family, held.getsockname()[0]) == (family, host)


def test_a_port_that_is_taken_is_refused_and_one_that_was_left_is_not() -> None:
    with listening_on("127.0.0.1", 0) as held:
        port = held.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            listening_on("127.0.0.1", port)
    listening_on("127.0.0.1", port).close()


def test_a_socket_that_was_inherited_listens_as_well() -> None:
    with listening_on("127.0.0.1", 0) as held:
        again = Listening(fileno=held.detach())
        with again:
            assert again.getsockname()[0] == "127.0.0.1"
