"""Until when the store may work for somebody: the time that is left goes with every reading, which the server ends."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

from repositories.errors import StoreLate

_UNTIL: ContextVar[float] = ContextVar("until", default=inf)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Ends every reading of the block, and of what it starts, so many seconds from now. What is late is StoreLate."""
    token = _UNTIL.set(min(_UNTIL.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _UNTIL.reset(token)


def milliseconds_left() -> int | None:
    """What is left of the deadline; None outside of one. Raises StoreLate where less than one is: nothing is sent."""
    until = _UNTIL.get()
    if until == inf:
        return None
    left = int((until - time.monotonic()) * 1000)
    if left < 1:
        raise StoreLate("no time is left")
    return left
