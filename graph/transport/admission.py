"""How requests are let in: who asks and from where, a ration, a place to work in, and a queue before it."""

import asyncio
import ipaddress
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph.transport.limits import Limits
from graph.transport.metrics import WAITING, WORKING
from resolvers.shared.errors import ErrorCode, ServiceError

_SITE = 64
"""Bits of an IPv6 address that are given to a site, which has the others for as many machines as it likes."""


class _Room:
    """So many places, of which no client has more than its share, and a queue of so many before them."""

    def __init__(self, places: int, share: int, longest: int) -> None:
        self._free, self._share, self._longest = asyncio.Semaphore(places), share, longest
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._users: Counter[str] = Counter()
        """Requests of each client that have a place, or wait for one."""
        self.waiting = 0

    async def enter(self, client: str) -> None:
        """Waits for a place. Raises UNAVAILABLE where too many wait already."""
        own = self._gates.get(client)
        if self.waiting >= self._longest and (self._free.locked() or (own is not None and own.locked())):
            raise _full()
        self.waiting += 1
        WAITING.inc()
        try:
            await self._entered(client)
        finally:
            self.waiting -= 1
            WAITING.dec()

    async def _entered(self, client: str) -> None:
        gate = self._gates.setdefault(client, asyncio.Semaphore(self._share))
        self._users[client] += 1
        try:
            await gate.acquire()
            try:
                await self._free.acquire()
            except BaseException:
                gate.release()
                raise
        except BaseException:
            self._gone(client)
            raise

    def leave(self, client: str) -> None:
        """Gives a place to whoever comes next."""
        self._free.release()
        self._gates[client].release()
        self._gone(client)

    def _gone(self, client: str) -> None:
        self._users[client] -= 1
        if not self._users[client]:
            del self._users[client], self._gates[client]


class Place:
    """The place of one request, which leaves it for one of the few that dear operations have."""

    def __init__(self, places: "Places", client: str) -> None:
        self._places, self._client = places, client
        self._room: _Room | None = None

    async def take(self, *, dear: bool) -> None:
        """Takes a place of this kind, and leaves that which it has. Raises UNAVAILABLE."""
        room = self._places.dear if dear else self._places.usual
        if self._room is not room:
            self.leave()
            await self._places.entered(room, self._client)
            self._room = room
            self._places.work(1)

    def leave(self) -> None:
        """Gives the place to whoever comes next."""
        if self._room is not None:
            self._places.work(-1)
            self._room.leave(self._client)
            self._room = None


class Places:
    """
    So many requests work at once, so many more wait for a place, and no client has more than its share of both.

    Who finds no place, at once or after `patience`, is told UNAVAILABLE; who has too many requests, RATE_LIMITED.
    Dear operations have few places of their own, so that nobody else waits for them.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.usual = _Room(limits.working, limits.share, limits.waiting)
        self.dear = _Room(limits.dear_working, limits.dear_share, limits.dear_waiting)
        self._pending: Counter[str] = Counter()
        """Requests of each client, at work or waiting."""
        self.working = 0

    @property
    def waiting(self) -> int:
        """Requests that wait for a place, of either kind."""
        return self.usual.waiting + self.dear.waiting

    @asynccontextmanager
    async def of(self, client: str) -> AsyncIterator[Place]:
        """A place for one request of a client, for the time of the block. Raises UNAVAILABLE or RATE_LIMITED."""
        if self._pending[client] >= self._limits.pending:
            text = f"Vous avez déjà {self._limits.pending} requêtes en cours : attendez leurs réponses."
            raise ServiceError(ErrorCode.RATE_LIMITED, text, retry_after=1)
        self._pending[client] += 1
        place = Place(self, client)
        try:
            await place.take(dear=False)
            yield place
        finally:
            place.leave()
            self._pending[client] -= 1
            if not self._pending[client]:
                del self._pending[client]

    async def entered(self, room: _Room, client: str) -> None:
        """Waits for a place in a room, for so long. Raises UNAVAILABLE."""
        try:
            async with asyncio.timeout(self._limits.patience):
                await room.enter(client)
        except TimeoutError:
            raise _full() from None

    def work(self, more: int) -> None:
        """Counts a request that begins to work, or ends."""
        self.working += more
        WORKING.inc(more)


def _full() -> ServiceError:
    text = "Le service a trop de requêtes en cours : réessayez dans un instant."
    return ServiceError(ErrorCode.UNAVAILABLE, text, retry_after=2)


def address_of(host: str) -> str:
    """What stands for a client known by its address alone: that of its site, where the address is of IPv6."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "adresse inconnue"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return f"adresse {ipaddress.ip_network((int(address), _SITE), strict=False)}"
        address = address.ipv4_mapped
    return f"adresse {address}"
