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


class Places:
    """
    So many requests work at once, so many more wait for a place, and no client has more than its share of both.

    Who finds no place, at once or after `patience`, is told UNAVAILABLE; who has too many requests, RATE_LIMITED.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits, self._free = limits, asyncio.Semaphore(limits.working)
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._pending: Counter[str] = Counter()
        """Requests of each client, at work or waiting."""
        self.working = self.waiting = 0

    @asynccontextmanager
    async def of(self, client: str) -> AsyncIterator[None]:
        """A place for one request of a client, for the time of the block. Raises UNAVAILABLE or RATE_LIMITED."""
        if self._pending[client] >= self._limits.pending:
            text = f"Vous avez déjà {self._limits.pending} requêtes en cours : attendez leurs réponses."
            raise ServiceError(ErrorCode.RATE_LIMITED, text, retry_after=1)
        gate = self._gates.setdefault(client, asyncio.Semaphore(self._limits.share))
        self._pending[client] += 1
        try:
            await self._taken(gate)
            self.working += 1
            WORKING.inc()
            try:
                yield
            finally:
                self.working -= 1
                WORKING.dec()
                self._free.release()
                gate.release()
        finally:
            self._pending[client] -= 1
            if not self._pending[client]:
                del self._pending[client], self._gates[client]

    async def _taken(self, gate: asyncio.Semaphore) -> None:
        if self.waiting >= self._limits.waiting and (gate.locked() or self._free.locked()):
            raise _full()
        self.waiting += 1
        WAITING.inc()
        try:
            async with asyncio.timeout(self._limits.patience):
                await gate.acquire()
                try:
                    await self._free.acquire()
                except BaseException:
                    gate.release()
                    raise
        except TimeoutError:
            raise _full() from None
        finally:
            self.waiting -= 1
            WAITING.dec()


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
