"""The names that the service answers to: a page of elsewhere whose name leads here reads nothing of it (rebinding)."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from graph.transport.errors import refused
from resolvers.shared.errors import ErrorCode, ServiceError

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MISDIRECTED = 421
_REFUSED = 1008


class Hosts:
    """ASGI middleware; without a name, every one is answered to."""

    def __init__(self, app: ASGIApp, names: Sequence[str] = ()) -> None:
        self._app, self._names = app, frozenset(name.lower().rstrip(".") for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through to its own service, whatever the port."""
        if not self._names or scope["type"] == "lifespan" or name_of(Headers(scope=scope)) in self._names:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(_REFUSED)(scope, receive, send)
        else:
            text = "Ce service ne répond pas sous ce nom : demandez à son exploitant de l’ajouter à POINCON_HOSTS."
            await refused(ServiceError(ErrorCode.BAD_REQUEST, text), status=_MISDIRECTED)(scope, receive, send)


def name_of(headers: Headers) -> str | None:
    """The name of the header Host, without its port; None where there is no single one that can be read."""
    given = headers.getlist("host")
    try:
        name = urlsplit(f"//{given[0]}").hostname if len(given) == 1 else None
    except ValueError:
        return None
    return name.rstrip(".") if name else None
