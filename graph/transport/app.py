"""The ASGI application: both schemas, the explorer page, issued documents, health."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graph.schema.federation import federated
from graph.schema.schema import GRAPHQL
from graph.transport.checks import Checks
from graph.transport.engine import Engine
from graph.transport.hosts import Hosts
from graph.transport.http import Endpoint
from graph.transport.mishaps import Mishaps, nowhere
from graph.transport.origins import Origins
from graph.transport.schema_text import SchemaText
from graph.transport.service import Service
from graph.transport.transfers import Transfers
from graph.transport.watching import Watch
from resolvers.certificate.checking import PATH

STATIC = Path(__file__).parents[1] / "static"


def application(
    service: Service,
    close: Callable[[], Awaitable[None]] | None = None,
    origins: Sequence[str] = (),
    hosts: Sequence[str] = (),
) -> Starlette:
    """
    The application over a connected store; `close` runs when it stops.

    `origins` are those of browsers that may ask as somebody; any other reads the open catalogue alone. `hosts` are the
    names that it answers to; all of them where none is given.
    """
    main, limits, texts = GRAPHQL, service.limits, service.texts
    narrow, _ = federated(main)
    graphql = Endpoint(Engine(main, limits, texts), service)
    federation = Endpoint(Engine(narrow, limits, texts), service)

    async def graphql_or_explorer(request: Request) -> Response:
        if request.method == "GET" and "query" not in request.query_params and _wants_page(request):
            return service.explorer.page(STATIC)
        return await graphql(request)

    transfers, checks = Transfers(service), Checks(service)

    async def live(_request: Request) -> Response:
        """Whether the process answers, whatever its store does: who keeps processes starts one again that is not."""
        return JSONResponse({"status": "ok"})

    async def health(_request: Request) -> Response:
        alive = await service.house.alive()
        return JSONResponse({"status": "ok" if alive else "magasin injoignable"}, status_code=200 if alive else 503)

    async def ready(_request: Request) -> Response:
        """Whether a write was just confirmed: who balances the load sends nothing to an instance that is not ready."""
        reason = await service.house.unready()
        return JSONResponse({"status": reason or "ok"}, status_code=200 if reason is None else 503)

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
            Route("/packs/{key}", transfers.pack),
            Route(f"{PATH}/{{number}}", checks.page),
            Route("/.well-known/poincon-keys.json", checks.keys),
            Route("/files", transfers.upload, methods=["PUT"]),
            Route("/files/{key}", transfers.file),
            Route("/live", live),
            Route("/health", health),
            Route("/ready", ready),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(Watch),
            Middleware(Mishaps),
            Middleware(Hosts, names=tuple(hosts)),
            Middleware(Origins, listed=tuple(origins)),
        ],
        exception_handlers={HTTPException: nowhere},
        lifespan=lifespan,
    )


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
