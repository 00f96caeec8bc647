"""Until when the store may work for somebody: the time that is left goes with every reading, which the server ends."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

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
    """What is left of the deadline, one at least; None outside of one."""
    until = _UNTIL.get()
    return None if until == inf else max(1, round((until - time.monotonic()) * 1000))
