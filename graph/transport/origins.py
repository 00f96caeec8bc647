"""Browsers of other origins: those that the operator lists may ask as somebody, any other reads the open catalogue."""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN_PATHS = frozenset({"/graphql", "/federation", "/schema.graphql"})
"""Where a GET without a token reads what is open to everyone (PUB-01)."""
_EXPOSED = ("ETag", "Retry-After", "Content-Disposition", "X-Request-Id")


class Origins:
    """ASGI middleware; without a listed origin, only the open catalogue is read from elsewhere."""

    def __init__(self, app: ASGIApp, listed: Sequence[str] = ()) -> None:
        self._app, self._names = app, frozenset(listed)
        self._listed = CORSMiddleware(
            app,
            allow_origins=listed,
            allow_credentials=True,
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Authorization", "Content-Type", "Poincon-As", "X-Request-Id"],
            expose_headers=_EXPOSED,
        )
        self._open = CORSMiddleware(
            app, allow_origins=["*"], allow_methods=["GET"], allow_headers=["Content-Type"], expose_headers=_EXPOSED
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers preflights, and says who else may read an answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Origin")
            await send(message)

        await self._for(scope)(scope, receive, varying)

    def _for(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        if headers.get("origin") in self._names:
            return self._listed
        anonymous = scope["method"] == "OPTIONS" or (scope["method"] == "GET" and "authorization" not in headers)
        return self._open if anonymous and scope["path"] in OPEN_PATHS else self._app
