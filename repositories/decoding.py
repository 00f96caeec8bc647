"""Long lists made out of what was read, a little at a time, so that the loop serves others in between."""

import asyncio
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TypeVar
from weakref import WeakKeyDictionary

S = TypeVar("S")
T = TypeVar("T")

SLICE = 0.0002
"""Seconds of the loop that go to what can wait, before others are served: a list made here, or composing answers."""
_LEFT = 3
"""Rounds of the loop that are left to others after each slice, all lists together."""

_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def each(make: Callable[[S], T], items: Iterable[S]) -> list[T]:
    """
    What is made of every item, in order; what `make` raises.

    Lists that are made at once go on in turn, a slice of one of them at a time.
    """
    made: list[T] = []
    until = perf_counter() + SLICE
    for item in items:
        if perf_counter() >= until:
            async with _TURNS.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
                for _ in range(_LEFT):
                    await asyncio.sleep(0)
            until = perf_counter() + SLICE
        made.append(make(item))
    return made
