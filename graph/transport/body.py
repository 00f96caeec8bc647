"""The bodies of requests, bounded in bytes and in time, and those of files in memory all together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from graph.transport.errors import BadBody
from resolvers.shared.errors import ErrorCode, ServiceError


async def body_of(request: Request, longest: int, seconds: float) -> bytes:
    """The whole body. Raises BadBody when it is too long, or takes too long to come."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > longest:
                    raise BadBody(413, ErrorCode.LIMIT_EXCEEDED, f"Le corps dépasse {longest} octets.")
    except TimeoutError:
        raise BadBody(408, ErrorCode.TIMEOUT, f"Le corps n’est pas arrivé en {seconds:g} secondes.") from None
    return bytes(body)


class Memory:
    """So many bytes for bodies that are held; whoever comes when they are taken waits."""

    def __init__(self, size: int, patience: float) -> None:
        self._free, self._patience, self._freed = size, patience, asyncio.Event()

    @asynccontextmanager
    async def of(self, request: Request, longest: int) -> AsyncIterator[None]:
        """Room for the body that a request announces, or for the longest. Raises UNAVAILABLE after some seconds."""
        announced = request.headers.get("content-length", "")
        size = min(int(announced), longest) if announced.isascii() and announced.isdigit() else longest
        try:
            async with asyncio.timeout(self._patience):
                while self._free < size:
                    self._freed.clear()
                    await self._freed.wait()
                self._free -= size
        except TimeoutError:
            text = "Trop de fichiers arrivent en même temps : recommencez dans un instant."
            raise ServiceError(ErrorCode.UNAVAILABLE, text, retry_after=5) from None
        try:
            yield
        finally:
            self._free += size
            self._freed.set()
