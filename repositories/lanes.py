"""Who waits for whom: writers of one process that meet on the same things go one after the other, first come first."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from repositories.errors import Passing, StoreBusy

MOST_KIN = 1_000
"""Kinds of units whose usual lanes are remembered."""


@dataclass
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    """Whoever holds it or waits for it."""


class Lanes:
    """
    One lane for each thing that writers met on: an entity, or a series of numbers.

    A server tells writers apart by making all but one start again, which costs more the more they are, and lets the
    unlucky one lose for ever. So whoever lost waits for the lane of what it lost on, and nobody overtakes those who
    wait. Writers of other processes are met on the server.
    """

    def __init__(self) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._usual: dict[str, frozenset[str]] = {}

    @asynccontextmanager
    async def turn(self, kin: str, until: float) -> AsyncIterator["Turn"]:
        """
        A turn that begins in the lanes that units of its kin usually end in; none where it has no kin.

        Raises StoreBusy when it has not come by `until`, in the loop's time.
        """
        turn = Turn(self, until)
        try:
            await turn.wait(self._usual.get(kin, ()))
            yield turn
            if kin and turn.shared:
                self._usual.pop(kin, None)
                self._usual[kin] = frozenset(turn.shared)
                if len(self._usual) > MOST_KIN:
                    del self._usual[next(iter(self._usual))]
        finally:
            turn.leave()

    def busy(self, key: str) -> bool:
        """Whether somebody holds a lane, or waits for it."""
        return key in self._lanes

    async def enter(self, key: str) -> None:
        """Waits for a lane."""
        lane = self._lanes.setdefault(key, _Lane())
        lane.users += 1
        try:
            await lane.lock.acquire()
        except BaseException:
            self._used(key)
            raise

    def leave(self, key: str) -> None:
        """Gives a lane to whoever comes next."""
        self._lanes[key].lock.release()
        self._used(key)

    def _used(self, key: str) -> None:
        self._lanes[key].users -= 1
        if not self._lanes[key].users:
            del self._lanes[key]


class Turn:
    """The lanes that one unit of work holds, through all of its attempts."""

    def __init__(self, lanes: Lanes, until: float) -> None:
        self._lanes, self._until = lanes, until
        self._held: set[str] = set()
        self.wanted: frozenset[str] = frozenset()
        """What the last attempt was about to write over."""
        self.shared: frozenset[str] = frozenset()
        """Of this, what other units of the same kin will write over too."""

    async def wait(self, keys: Iterable[str]) -> None:
        """Holds these lanes beside its own; in one order for everybody, so that nobody waits in a circle."""
        wanted = self._held.union(keys)
        if wanted == self._held:
            return
        self.leave()
        try:
            async with asyncio.timeout_at(self._until):
                for key in sorted(wanted):
                    await self._lanes.enter(key)
                    self._held.add(key)
        except TimeoutError:
            raise StoreBusy("the turn has not come in time") from None

    def meet(self, wanted: Iterable[str], shared: Iterable[str]) -> None:
        """Says what is about to be written over. Raises Passing where others hold the lane, or wait for it."""
        self.wanted, self.shared = frozenset(wanted), frozenset(shared)
        for key in self.wanted - self._held:
            if self._lanes.busy(key):
                raise Passing(f"others wait for {key}")

    def leave(self) -> None:
        """Lets go of every lane."""
        for key in self._held:
            self._lanes.leave(key)
        self._held.clear()
