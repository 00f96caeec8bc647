"""How long a request may take: past that its tasks are cancelled, and the store ends what it was doing for them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

from repositories.deadline import deadline
from resolvers.shared.errors import ErrorCode, ServiceError

_TASKS: ContextVar[set["asyncio.Task[object]"] | None] = ContextVar("tasks", default=None)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """
    Runs a block within so many seconds; what it started aside (`aside`) ends with it.

    Raises TIMEOUT. A mutation that was being written then may be written all the same: its key tells (conventions).
    """
    tasks: set[asyncio.Task[object]] = set()
    token = _TASKS.set(tasks)
    try:
        async with asyncio.timeout(seconds):
            with deadline(seconds):
                yield
    except TimeoutError:
        raise late(seconds) from None
    finally:
        _TASKS.reset(token)
        for task in tasks:
            task.cancel()


@contextmanager
def aside() -> Iterator[None]:
    """Marks the current task as part of the request whose context it runs in, though the request does not await it."""
    tasks, task = _TASKS.get(), asyncio.current_task()
    if tasks is None or task is None:
        yield
        return
    tasks.add(task)
    try:
        yield
    finally:
        tasks.discard(task)


def late(seconds: float) -> ServiceError:
    """The refusal of what took too long."""
    return ServiceError(ErrorCode.TIMEOUT, f"La requête n’a pas abouti en {seconds:g} secondes.", retry_after=5)
