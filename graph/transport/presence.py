"""Work that is done for somebody, for as long as they are there to be answered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.requests import ClientDisconnect, Request


@asynccontextmanager
async def while_there(request: Request) -> AsyncIterator[Callable[[], None]]:
    """
    Runs a block, whose request was read, until its client goes away: then cancels it, and raises ClientDisconnect.

    The block is given what it calls once it must come to its end, whoever is there.
    """
    scope = asyncio.timeout(None)
    try:
        async with scope:
            watching = asyncio.create_task(_watch(request, scope))
            try:
                yield lambda: _stay(watching, scope)
            finally:
                watching.cancel()
    except TimeoutError:
        if not scope.expired():
            raise
        raise ClientDisconnect from None


async def _watch(request: Request, scope: asyncio.Timeout) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    scope.reschedule(asyncio.get_running_loop().time())


def _stay(watching: "asyncio.Task[None]", scope: asyncio.Timeout) -> None:
    watching.cancel()
    scope.reschedule(None)
