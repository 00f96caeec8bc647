"""How long a request may take: past that its tasks are cancelled, and the store ends what it was doing for them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from repositories.deadline import deadline
from resolvers.shared.errors import ErrorCode, ServiceError


@dataclass
class _Started:
    """What a request started aside, and whether the request is over."""

    tasks: set["asyncio.Task[object]"] = field(default_factory=set)
    over: bool = False


_STARTED: ContextVar[_Started | None] = ContextVar("started", default=None)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """
    Runs a block within so many seconds; what it started aside (`aside`) ends with it.

    Raises TIMEOUT. A mutation that was being written then may be written all the same: its key tells (conventions).
    """
    started = _Started()
    token = _STARTED.set(started)
    try:
        async with asyncio.timeout(seconds):
            with deadline(seconds):
                yield
    except TimeoutError:
        raise late(seconds) from None
    finally:
        _STARTED.reset(token)
        started.over = True
        for task in started.tasks:
            task.cancel()


@contextmanager
def aside() -> Iterator[None]:
    """
    Marks the current task as part of the request whose context it runs in, though the request does not await it.

    Raises CancelledError where the request is over.
    """
    started, task = _STARTED.get(), asyncio.current_task()
    if started is None or task is None:
        yield
        return
    if started.over:
        raise asyncio.CancelledError
    started.tasks.add(task)
    try:
        yield
    finally:
        started.tasks.discard(task)


def late(seconds: float) -> ServiceError:
    """The refusal of what took too long."""
    return ServiceError(ErrorCode.TIMEOUT, f"La requête n’a pas abouti en {seconds:g} secondes.", retry_after=5)
