"""How requests are let in: who asks and from where, a ration, a place to work in, and a queue before it."""

import asyncio
import ipaddress
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from graph.transport.limits import Limits
from graph.transport.metrics import WAITING, WORKING
from resolvers.shared.errors import ErrorCode, ServiceError

_SITE = 64
"""Bits of an IPv6 address that are given to a site, which has the others for as many machines as it likes."""
_KEPT = 60.0
"""Seconds for which who left a queue may come back to its turn."""
_KEPT_TURNS = 10_000


@dataclass(eq=False)
class _Waiting:
    """A request in a queue."""

    client: str
    since: float = field(default_factory=time.monotonic)
    """When it came, or when its client first came for what it has not had yet."""
    let_in: "asyncio.Future[bool]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    """Whether it has a place, once that is known."""


class _Room:
    """
    So many places, of which no client has more than its share, and a queue of so many before them.

    A place that is free goes to the client who has the fewest, then to whoever waits longest. Where too many wait, the
    one sent away is the last of the client who has the most. Whoever leaves the queue without a place keeps its turn
    for when it comes back: one of a client's requests.
    """

    def __init__(self, places: int, share: int, longest: int, patience: float) -> None:
        self._free, self._share, self._longest, self._patience = places, share, longest, patience
        self._placed: Counter[str] = Counter()
        """Places of each client."""
        self._queue: list[_Waiting] = []
        self._turns: dict[str, tuple[float, float]] = {}
        """Clients who left the queue, the last one last: since when they waited, and when that was."""

    @property
    def waiting(self) -> int:
        """Requests that wait for a place."""
        return len(self._queue)

    async def enter(self, client: str) -> None:
        """Waits for a place. Raises UNAVAILABLE where too many wait, or after so many seconds."""
        mine = _Waiting(client)
        self._queue.append(mine)
        self._let_in()
        if not mine.let_in.done():
            await self._waited(mine)

    async def _waited(self, mine: _Waiting) -> None:
        mine.since = self._turn(mine)
        if len(self._queue) > self._longest:
            self._send_away()
        WAITING.inc()
        has_place = False
        try:
            async with asyncio.timeout(self._patience):
                has_place = await mine.let_in
        except TimeoutError:
            pass
        finally:
            WAITING.dec()
            if not has_place:
                self._left(mine)
        if not has_place:
            raise _full()

    def leave(self, client: str) -> None:
        """Gives a place to whoever comes next."""
        self._free += 1
        self._placed[client] -= 1
        if not self._placed[client]:
            del self._placed[client]
        self._let_in()

    def _let_in(self) -> None:
        while self._free and self._queue:
            first = min(self._queue, key=lambda one: (self._placed[one.client], one.since))
            if self._placed[first.client] >= self._share:
                return
            self._queue.remove(first)
            if not first.let_in.cancelled():
                self._free -= 1
                self._placed[first.client] += 1
                first.let_in.set_result(True)

    def _send_away(self) -> None:
        asked = self._placed + Counter(one.client for one in self._queue)
        last = max(self._queue, key=lambda one: (asked[one.client], one.since))
        self._queue.remove(last)
        if not last.let_in.cancelled():
            last.let_in.set_result(False)

    def _left(self, one: _Waiting) -> None:
        """Forgets a request that has no place, and keeps its turn."""
        if one in self._queue:
            self._queue.remove(one)
        elif not one.let_in.cancelled() and one.let_in.result():
            self.leave(one.client)  # it had been given one meanwhile
        earlier, _ = self._turns.pop(one.client, (one.since, 0.0))
        self._turns[one.client] = min(earlier, one.since), time.monotonic()
        if len(self._turns) > _KEPT_TURNS:
            del self._turns[next(iter(self._turns))]

    def _turn(self, one: _Waiting) -> float:
        """Since when its client waits."""
        since, left = self._turns.pop(one.client, (one.since, one.since))
        return since if one.since - left < _KEPT else one.since


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
            await room.enter(self._client)
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
        self.usual = _Room(limits.working, limits.share, limits.waiting, limits.patience)
        self.dear = _Room(limits.dear_working, limits.dear_share, limits.dear_waiting, limits.patience)
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
