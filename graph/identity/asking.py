"""Asks issuers over HTTPS: short answers, in time, from the address itself and no other."""

import asyncio
import json
from typing import Any

import httpx2

from graph.identity.keys import Unreachable

SECONDS = 5.0
"""For a whole answer."""
LONGEST = 256 * 1024
"""Bytes of an answer."""
_OK = 200
_PLAIN = {"Accept": "application/json", "Accept-Encoding": "identity"}
"""What is compressed may swell past any bound before it is counted."""


class Asking:
    """A client for the life of the service. Authorities of one's own are those that SSL_CERT_FILE names."""

    def __init__(self, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._client: httpx2.AsyncClient | None = None

    async def __call__(self, url: str) -> Any:
        """The JSON at an address. Raises Unreachable for anything else, redirections included."""
        try:
            async with asyncio.timeout(SECONDS), self._open().stream("GET", url) as answer:
                if answer.status_code != _OK:
                    raise Unreachable(f"{url} répond {answer.status_code}.")
                if "content-encoding" in answer.headers:
                    raise Unreachable(f"{url} répond sous une forme comprimée, que l’on ne lui demandait pas.")
                return json.loads(await _bounded(answer, url))
        except (httpx2.HTTPError, TimeoutError) as error:
            raise Unreachable(f"{url} ne répond pas ({type(error).__name__}).") from None
        except (ValueError, RecursionError):
            raise Unreachable(f"{url} ne répond pas en JSON.") from None

    async def close(self) -> None:
        """Closes its connections."""
        if self._client is not None:
            await self._client.aclose()

    def _open(self) -> httpx2.AsyncClient:
        if self._client is None:
            self._client = httpx2.AsyncClient(
                transport=self._transport,
                timeout=SECONDS,
                headers=_PLAIN,
            )
        return self._client


async def _bounded(answer: httpx2.Response, url: str) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > LONGEST:
            raise Unreachable(f"{url} répond plus de {LONGEST} octets.")
    return bytes(body)
