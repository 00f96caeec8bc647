"""Who is believed when it says for whom it asks: the proxies that the operator names, and nobody else."""

import ipaddress
from collections.abc import Sequence
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from graph.transport.watching import BELIEVED

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def among(host: str, networks: Sequence[Network]) -> bool:
    """Whether an address is in one of these networks; of IPv4 as it is told where both are listened to, as well."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in networks)


class Proxies:
    """ASGI middleware: of a proxy, the address of its client is taken, and the identifiers that it gives requests."""

    def __init__(self, app: ASGIApp, networks: Sequence[Network]) -> None:
        self._networks, self._app = networks, app
        # The two libraries write the types of ASGI differently.
        self._of_proxy: Any = ProxyHeadersMiddleware(cast(Any, app), [str(network) for network in networks])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Notes that the request comes by a proxy; what others say of themselves is left unread."""
        client = scope.get("client")
        if client is None or not among(client[0], self._networks):
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})[BELIEVED] = True
        await self._of_proxy(scope, receive, send)
