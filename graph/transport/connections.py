"""Connections over HTTP: so many of them, each with a time to say what it wants and to read what it is told."""

import asyncio
import resource
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from graph.transport.admission import address_of
from graph.transport.limits import Limits
from graph.transport.metrics import CONNECTIONS, TURNED_AWAY
from graph.transport.proxies import Network, Proxies, among
from resolvers.shared.pace import give_way

_MESSAGE = '{"errors":[{"message":"%s","extensions":{"code":"UNAVAILABLE","retryAfter":5}}]}'
_FULL = (_MESSAGE % "Le service a trop de connexions : réessayez dans un instant.").encode()
_TURNED_AWAY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json; charset=utf-8\r\nRetry-After: 5\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(_FULL), _FULL)
)
_LEAVING = 1.0
"""Seconds that somebody turned away has to read why."""
_LEAST = 64 * 1024
"""Bytes of an answer that must be read in `send_seconds`."""


class Doors:
    """Counts the connections of a process, by address too; those of the proxies in front stand for many clients."""

    def __init__(self, limits: Limits, proxies: Sequence[Network] = ()) -> None:
        self.limits, self._proxies = limits, proxies
        self._of: Counter[str] = Counter()
        self.open = 0

    def enter(self, host: str) -> bool:
        """Counts one connection; whether it may stay."""
        name = address_of(host)
        self.open += 1
        self._of[name] += 1
        mine = 0 if among(host, self._proxies) else self._of[name]
        CONNECTIONS.inc()
        return self.open <= self.limits.connections and mine <= self.limits.address_connections

    def leave(self, host: str) -> None:
        """Counts one less."""
        name = address_of(host)
        self.open -= 1
        CONNECTIONS.dec()
        self._of[name] -= 1
        if not self._of[name]:
            del self._of[name]


class Connection(H11Protocol):
    """
    A connection of uvicorn's that nobody can hold open for nothing.

    A head or a body that does not come, an answer that is not read, end it. What one too many asks is not read.
    """

    def __init__(self, *arguments: Any, doors: Doors, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._doors, self._host, self._stays = doors, "", True
        self._owed: tuple[Any, Any] = (None, None)
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Lets it in, or says that it is one too many."""
        super().connection_made(transport)
        self._host = self.client[0] if self.client else ""
        self._stays = self._doors.enter(self._host)
        if self._stays:
            self._watch()
            return
        TURNED_AWAY.inc()
        transport.write(_TURNED_AWAY)
        transport.write_eof()
        self._reading = self.loop.call_later(_LEAVING, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Reads what came, unless it is one too many."""
        if self._stays:
            give_way()
            super().data_received(data)
            self._watch()

    def on_response_complete(self) -> None:
        """Waits for the next request, and for this answer to be read."""
        super().on_response_complete()
        self._watch()
        self._watch_reader()

    def pause_writing(self) -> None:
        """Waits for what was sent to be read."""
        super().pause_writing()
        self._watch_reader()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets it."""
        for timer in (self._reading, self._writing):
            if timer is not None:
                timer.cancel()
        self._doors.leave(self._host)
        super().connection_lost(exc)

    def _watch(self) -> None:
        """Gives the client a time for what it owes: the head of a request, or its body, however it drips."""
        owed = self.conn.their_state, self.cycle
        if owed == self._owed:
            return
        self._owed = owed
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        limits = self._doors.limits
        seconds = {h11.IDLE: limits.head_seconds, h11.SEND_BODY: limits.file_seconds + _LEAVING}.get(owed[0])
        if seconds is not None and not self.transport.is_closing():
            self._reading = self.loop.call_later(seconds, self.transport.abort)

    def _watch_reader(self) -> None:
        if self._writing is None and (waiting := self.transport.get_write_buffer_size()):
            self._writing = self.loop.call_later(self._doors.limits.send_seconds, self._judge_reader, waiting)

    def _judge_reader(self, waited: int) -> None:
        """Ends a connection whose answer is hardly read."""
        self._writing = None
        waiting = self.transport.get_write_buffer_size()
        if waiting and waiting > waited - _LEAST:
            self.transport.abort()
        else:
            self._watch_reader()


def server_config(app: Any, *, limits: Limits | None = None, proxies: Sequence[Network] = ()) -> uvicorn.Config:
    """
    How the application is served, on a socket that is given (`listening_on`).

    Only `proxies` are believed when they say for whom they ask.
    """
    doors = Doors(limits or Limits(), proxies)
    return uvicorn.Config(
        Proxies(app, proxies) if proxies else app,
        http=partial(Connection, doors=doors),  # type: ignore[arg-type]
        ws="none",
        log_level="warning",
        lifespan="on",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        h11_max_incomplete_event_size=doors.limits.head_bytes,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
        server_header=False,
    )


def open_files() -> None:
    """Lets the process have as many open files as the machine grants it: a connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
