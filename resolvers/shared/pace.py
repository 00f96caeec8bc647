"""How long answers are composed at a time: by slices, so that whoever asks for little is answered in between."""

import asyncio
import gc
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from functools import partial
from time import perf_counter
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from repositories.decoding import SLICE

T = TypeVar("T")

_WAKING = 0.00002
"""Seconds of a slice that stand for a field which a loader wakes: its task goes on in the next round."""
_WOKEN = 10
"""Fields that are woken one with another."""
_DEAR = 64
"""Parts put off from which an answer is a dear one, that goes on after the others."""
_GIVEN = 6
"""Rounds that the dear ones leave to whoever just came, the present one among them: a connection is heard in three."""
_MOST_GIVEN = 8
"""Rounds in a row that the dear ones leave to others, however many come."""
_OFTEN = 2
"""Collections of what is youngest for one of what is young: the more often, the less is looked through at once."""
_SELDOM = 50
"""Collections of what is young for one of all that is there."""
_SETTLED = 8
"""Rounds in a row without anything left, in which what was composed last asks the loaders for what it needs."""


class _Rounds:
    """The rounds of one loop: answers not composed yet go on in turn, a slice in each round, dear ones last."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._until = loop, 0.0
        self._running = False
        self._giving = self._given = 0
        self._small: deque[Pace] = deque()
        self._dear: deque[Pace] = deque()

    def give_way(self) -> None:
        """Leaves the next rounds to whoever just came."""
        self._giving = _GIVEN

    def over(self) -> bool:
        """Whether this round has had its slice; the first who asks begins it."""
        now = perf_counter()
        if self._running:
            return now >= self._until
        self._running, self._until = True, now + SLICE
        self._loop.call_soon(self._next)
        return False

    def spend(self, seconds: float) -> None:
        """Takes from this round's slice what will be done in the next."""
        self._until -= seconds

    def join(self, pace: "Pace") -> None:
        """Has an answer go on in the rounds to come."""
        (self._dear if pace.is_dear else self._small).append(pace)

    def _next(self) -> None:
        if not self._small and not self._dear:
            self._running = False
            return
        self._until = perf_counter() + SLICE
        self._loop.call_soon(self._next)
        giving = self._gives()
        while waiting := self._small or (None if giving else self._dear):
            pace = waiting.popleft()
            if pace.go_on():
                self.join(pace)
            if perf_counter() >= self._until:
                break
        if giving:
            self._until = 0.0

    def _gives(self) -> bool:
        """Whether the dear ones leave this round to others; one of them goes first where they did so for long."""
        self._giving, self._given = max(0, self._giving - 1), self._given + 1
        if self._dear and self._given > _MOST_GIVEN:
            self._small.appendleft(self._dear.popleft())
        elif self._giving:
            return True
        self._given = 0
        return False


_ROUNDS: WeakKeyDictionary[asyncio.AbstractEventLoop, _Rounds] = WeakKeyDictionary()
_PACE: ContextVar["Pace | None"] = ContextVar("pace", default=None)


class Pace:
    """What of one answer is to be composed in the rounds to come, in order."""

    def __init__(self, rounds: _Rounds, context: Context) -> None:
        self._rounds, self._context = rounds, context
        self._left: deque[tuple[Callable[[], None], Sequence[asyncio.Future[Any]]]] = deque()
        """What is put off, and what waits for it."""
        self._fields: dict[asyncio.Future[Any], list[asyncio.Future[Any]]] = {}
        """Those that wait for what a loader brings."""
        self._joined = self._ended = self._sliced = False
        self._parts = 0
        self._all_composed: asyncio.Future[None] | None = None

    @property
    def is_dear(self) -> bool:
        """Whether so much of it was put off that others go first."""
        return self._parts > _DEAR

    def over(self) -> bool:
        """Whether what comes next should wait (`later`), since this round has had its slice."""
        return self._rounds.over()

    def later(self, compose: Callable[[], Any]) -> "asyncio.Future[Any]":
        """Composes a part in a round to come; what it gives, or raises."""
        promised = asyncio.get_running_loop().create_future()
        self._parts += 1
        self._put_off(partial(self._compose, compose, promised), (promised,))
        return promised

    def in_turn(self, known: "asyncio.Future[T]") -> "asyncio.Future[T]":
        """What comes to the same for one field, which is woken in a round to come where this one has had its slice."""
        field: asyncio.Future[T] = known.get_loop().create_future()
        if known not in self._fields:
            self._fields[known] = []
            known.add_done_callback(self._tell)
        self._fields[known].append(field)
        return field

    def _tell(self, known: "asyncio.Future[Any]") -> None:
        fields = self._fields.pop(known)
        if not known.cancelled():
            known.exception()  # so that nothing is said of it where nobody waits any more
        for first in range(0, len(fields), _WOKEN):
            several = fields[first : first + _WOKEN]
            if not self._ended and (self._left or self.over()):
                self._put_off(partial(self._wake, known, several), several)
            else:
                self._wake(known, several)

    def _wake(self, known: "asyncio.Future[Any]", fields: Sequence["asyncio.Future[Any]"]) -> None:
        for field in fields:
            self._rounds.spend(_WAKING)
            if known.cancelled() or self._ended:
                field.cancel()
            else:
                self._compose(known.result, field)

    def _put_off(self, act: Callable[[], None], waiting: Sequence["asyncio.Future[Any]"]) -> None:
        self._sliced = True
        if not self._joined:
            self._joined = True
            self._rounds.join(self)
        self._left.append((act, waiting))

    def go_on(self) -> bool:
        """Composes the next part; whether others are left."""
        if self._left:
            act, _ = self._left.popleft()
            act()
        if not self._left and self._all_composed is not None:
            self._all_composed.set_result(None)
            self._all_composed = None
        self._joined = bool(self._left)
        return self._joined

    def _compose(self, compose: Callable[[], Any], promised: "asyncio.Future[Any]") -> None:
        if promised.done():
            return  # who waited for it has gone
        try:
            promised.set_result(self._context.run(compose))
        except Exception as error:
            promised.set_exception(error)
            promised.exception()  # so that nothing is said of it where nobody waits any more

    async def composed(self) -> None:
        """Waits until nothing is left, and what was composed last has asked for what it needs. Ends with the answer."""
        quiet = 0 if self._sliced else _SETTLED
        while quiet < _SETTLED and not self._ended:
            quiet += 1
            if not self._left:
                await asyncio.sleep(0)
                continue
            quiet = 0
            if self._all_composed is None:
                self._all_composed = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._all_composed)
        if self._ended:
            raise asyncio.CancelledError

    def end(self) -> None:
        """Forgets what is left: whoever asked has gone, or has been told something else."""
        self._ended = True
        for _, waiting in self._left:
            for promised in waiting:
                promised.cancel()
        self._left.clear()
        if self._all_composed is not None:
            self._all_composed.set_result(None)
            self._all_composed = None


@contextmanager
def paced() -> Iterator[Pace]:
    """The pace of the answer that the block composes; what is left of it ends with the block."""
    loop = asyncio.get_running_loop()
    context = copy_context()
    pace = Pace(_ROUNDS.setdefault(loop, _Rounds(loop)), context)
    context.run(_PACE.set, pace)
    token = _PACE.set(pace)
    try:
        yield pace
    finally:
        pace.end()
        _PACE.reset(token)


def give_way() -> None:
    """Leaves the next rounds to whoever just came to this loop, before what is dear goes on."""
    if (rounds := _ROUNDS.get(asyncio.get_running_loop())) is not None:
        rounds.give_way()


def in_turn(known: "asyncio.Future[T]") -> "asyncio.Future[T]":
    """What comes to the same for one field of an answer, so that all who wait for one thing are not woken at once."""
    pace = _PACE.get()
    return known if pace is None or known.done() else pace.in_turn(known)


async def level_composed() -> None:
    """Waits until what is at hand of an answer is composed, so that one command reads all that it needs next."""
    if (pace := _PACE.get()) is not None:
        await pace.composed()


def settled() -> None:
    """
    Has a process that is about to serve stop less: for the collector of memory, and for its threads.

    Schema and rules, which are there for good, are not looked through again: that takes a tenth of a second. What is
    made since is, once in so many times that what is young is.
    """
    gc.collect()
    gc.freeze()
    young, *_ = gc.get_threshold()
    gc.set_threshold(young, _OFTEN, _SELDOM)
    sys.setswitchinterval(SLICE)
