"""What clients have used of their rations, counted in the store, so that every process of the service knows it."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from limits.aio.storage import Storage

from repositories.driver import Document, Driver
from repositories.errors import AlreadyThere, StoreError

RATIONS = "rations"
"""The collection of counters: each what one client used of one thing, forgotten when its time is over."""
MOST_COUNTERS = 50_000
"""Counters that a process remembers at once; the one seen longest ago is forgotten first."""


@dataclass
class _Share:
    """What a process took of a counter, to hand out without asking the store each time."""

    until: float = 0.0
    top: int = 0
    """The counter as the store had it, with what was taken."""
    left: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Tallies(Storage):
    """
    Counters for the strategies of `limits`, over the service's own store and either driver.

    A process takes `share` at a time: one command then serves many requests, and what it has not used when the time of
    a counter is over is lost to the client, a share for each process at most. Where the store does not answer, each
    process counts alone.
    """

    STORAGE_SCHEME = None

    def __init__(self, driver: Driver, share: int = 1) -> None:
        super().__init__()
        self._driver, self._share = driver, share
        self._shares: OrderedDict[str, _Share] = OrderedDict()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the methods that read may raise."""
        return StoreError

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Adds to a counter, which lasts so many seconds from its first use; what it comes to."""
        share = self._shares.setdefault(key, _Share())
        self._shares.move_to_end(key)
        while len(self._shares) > MOST_COUNTERS:
            self._shares.popitem(last=False)
        async with share.lock:
            if share.until <= time.time() or share.left < amount:
                taken = max(amount, self._share)
                share.top, share.until = await self._taken(key, expiry, taken, share)
                share.left = taken
            share.left -= amount
            return share.top - share.left

    async def _taken(self, key: str, expiry: int, amount: int, share: _Share) -> tuple[int, float]:
        """What the counter comes to with so much more, and when it is over."""
        now = datetime.now(UTC)
        try:
            for _ in range(5):
                try:
                    top, until = await self._driver.tally(RATIONS, key, amount, now, now + timedelta(seconds=expiry))
                except AlreadyThere:  # it is over, or another process began it meanwhile
                    await self._driver.delete_many(RATIONS, {"_id": key, "until": {"$lte": now}})
                else:
                    return top, until.timestamp()
        except StoreError:
            pass
        goes_on = share.until > now.timestamp()
        return (share.top + amount, share.until) if goes_on else (amount, now.timestamp() + expiry)

    async def get(self, key: str) -> int:
        """What a counter has come to."""
        counter = await self._read(key)
        return counter["value"] if counter else 0

    async def get_expiry(self, key: str) -> float:
        """When a counter is over, in seconds since 1970; now, where there is none."""
        counter = await self._read(key)
        return float(counter["until"].timestamp()) if counter else time.time()

    async def check(self) -> bool:
        """Whether the store answers."""
        try:
            await self._driver.ping()
        except StoreError:
            return False
        return True

    async def reset(self) -> int:
        """Forgets every counter; how many there were."""
        self._shares.clear()
        return await self._driver.delete_many(RATIONS, {})

    async def clear(self, key: str) -> None:
        """Forgets a counter."""
        self._shares.pop(key, None)
        await self._driver.delete_many(RATIONS, {"_id": key})

    async def _read(self, key: str) -> Document | None:
        current = {"_id": key, "until": {"$gt": datetime.now(UTC)}}
        return next(iter(await self._driver.find(RATIONS, current, limit=1)), None)
