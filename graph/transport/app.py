"""The ASGI application: both schemas, the explorer page, issued documents, health."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graph.identity.lending import HEADER, Lending, borrowed
from graph.schema.federation import federated
from graph.schema.schema import GRAPHQL
from graph.transport.checks import Checks
from graph.transport.engine import Engine
from graph.transport.hosts import Hosts
from graph.transport.http import Endpoint
from graph.transport.limits import Limits
from graph.transport.origins import Origins
from graph.transport.schema_text import SchemaText
from graph.transport.tokens import TokenReader
from graph.transport.transfers import Transfers
from resolvers.certificate.checking import PATH
from resolvers.shared.context import Context
from resolvers.shared.house import House
from rules.base.calendar import utc_now

STATIC = Path(__file__).parents[1] / "static"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src {reached}; "
    "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Explorer:
    """What the explorer page is given: example operations, and demonstration tokens by role where there are any."""

    examples: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[dict[str, str]] = field(default_factory=list)
    logins: list[dict[str, str]] = field(default_factory=list)
    """The issuers that its reader may sign in with: name, address, public client, scopes, resource."""

    @property
    def policy(self) -> str:
        """What the page may reach: the service, and where its reader signs in."""
        addresses = (urlsplit(login["issuer"]) for login in self.logins)
        reached = " ".join(dict.fromkeys(["'self'", *(f"{item.scheme}://{item.netloc}" for item in addresses)]))
        return _POLICY.format(reached=reached)


class Service:
    """What the routes share: the house, the tokens' reader, what administrators may borrow, the explorer, the clock."""

    def __init__(
        self,
        house: House,
        tokens: TokenReader,
        *,
        lending: Lending | None = None,
        explorer: Explorer | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.house, self.tokens, self.explorer, self.clock = house, tokens, explorer or Explorer(), clock
        self.lending = lending or Lending()

    async def context(self, request: Request) -> Context:
        """
        The context of one request.

        Raises UNAUTHENTICATED for a token that cannot be accepted, FORBIDDEN for an account that may not be borrowed.
        """
        now = self.clock()
        viewer = await self.tokens.viewer(request.headers.get("authorization"), now)
        if (asked := request.headers.get(HEADER)) is not None:
            viewer = borrowed(viewer, asked, self.lending)
        return await self.house.context(viewer, now, request.client.host if request.client else "")

    async def public_context(self, request: Request) -> Context:
        """The context of a partner's request: what is open to everyone, with or without a token."""
        return await self.context(request)


def application(
    service: Service,
    limits: Limits | None = None,
    close: Callable[[], Awaitable[None]] | None = None,
    origins: Sequence[str] = (),
    hosts: Sequence[str] = (),
) -> Starlette:
    """
    The application over a connected store; `close` runs when it stops.

    `origins` are those of browsers that may ask as somebody; any other reads the open catalogue alone. `hosts` are the
    names that it answers to; all of them where none is given.
    """
    bounds = limits or Limits()
    main = GRAPHQL
    narrow, _ = federated(main)
    graphql = Endpoint(Engine(main, bounds), service.context)
    federation = Endpoint(Engine(narrow, bounds), service.public_context)

    async def graphql_or_explorer(request: Request) -> Response:
        if request.method == "GET" and "query" not in request.query_params and _wants_page(request):
            return _explorer_page(service)
        return await graphql(request)

    transfers = Transfers(service.context)
    checks = Checks(service.house, service.context)

    async def health(_request: Request) -> Response:
        alive = await service.house.alive()
        return JSONResponse({"status": "ok" if alive else "magasin injoignable"}, status_code=200 if alive else 503)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        if close is not None:
            await close()

    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    return Starlette(
        routes=[
            Route("/", lambda _request: RedirectResponse("/graphql")),
            Route("/graphql", graphql_or_explorer, methods=methods),
            Route("/federation", federation.__call__, methods=methods),
            Route("/schema.graphql", SchemaText(main).__call__),
            Route("/documents/{key}", transfers.document),
            Route(f"{PATH}/{{number}}", checks.page),
            Route("/.well-known/poincon-keys.json", checks.keys),
            Route("/files", transfers.upload, methods=["PUT"]),
            Route("/files/{key}", transfers.file),
            Route("/health", health),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Hosts, names=tuple(hosts)), Middleware(Origins, listed=tuple(origins))],
        lifespan=lifespan,
    )


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _explorer_page(service: Service) -> Response:
    explorer = service.explorer
    settings = {
        "url": "/graphql",
        "examples": explorer.examples,
        "tokens": explorer.tokens,
        "logins": explorer.logins,
    }
    block = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    page = (STATIC / "graphiql.html").read_text(encoding="utf-8").replace("__SETTINGS__", block)
    return HTMLResponse(page, headers={"Content-Security-Policy": explorer.policy, "Cache-Control": "no-store"})
