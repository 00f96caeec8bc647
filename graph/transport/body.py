"""The body of a request, bounded in bytes and in time."""

import asyncio

from starlette.requests import Request

from graph.transport.errors import BadBody
from resolvers.shared.errors import ErrorCode


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
