"""
What is watched of each request: an identifier, one line of the log, its figures and a span.

What a client says (variables, texts, addresses, query strings, tokens) and whose data it is about are in none of them:
routes, operations, codes, figures, and the account by its identifier.
"""

import logging
import re
import time
import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field

from opentelemetry.propagate import extract
from opentelemetry.trace import SpanKind, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.transport.metrics import COST, ERRORS, GONE, REQUESTS
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.watching import is_traced, span
from rules.access.viewer import Viewer

HEADER = b"x-request-id"
BELIEVED = "believed"
"""Where the state of a request says that it comes by a proxy that is believed (graph/transport/proxies)."""
LONGEST_NAME = 60
"""Characters of an operation's name that a line has."""
MOST_LINES = 20
"""Refusals of one request that the journal of access tells."""
LEFT = 499
"""The status of a request whose client left before it was answered, as proxies have it."""

_WELL_FORMED = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_ROUTES = frozenset(
    {
        ".well-known", "documents", "federation", "files", "graphql", "health", "live", "packs", "ready",
        "schema.graphql", "static", "v",
    }
)  # fmt: skip
_PROBES = frozenset({"health", "live", "ready"})
_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_ACCESS = frozenset({ErrorCode.FORBIDDEN, ErrorCode.RATE_LIMITED, ErrorCode.UNAUTHENTICATED})
_TOLD_WHY = frozenset({ErrorCode.FORBIDDEN, ErrorCode.UNAUTHENTICATED})
"""Their words are the service's own, and repeat nothing that was sent."""

log = logging.getLogger("poincon.requests")
access = logging.getLogger("poincon.access")


@dataclass
class Seen:
    """What is known of a request while it is answered."""

    request_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    route: str = ""
    method: str = ""
    client: str = ""
    """The address that it comes from, which the journal of access names where there is no account."""
    account: str | None = None
    impersonator: str | None = None
    name: str | None = None
    """The name that the client's developer gave the operation."""
    type: str | None = None
    operation: str | None = None
    """The root field that it asks for, or « several »."""
    cost: int | None = None
    errors: list[ServiceError] = field(default_factory=list)

    def known(self, viewer: Viewer) -> None:
        """Notes who asks."""
        self.account, self.impersonator = viewer.subject, viewer.impersonator


_SEEN: ContextVar[Seen | None] = ContextVar("seen", default=None)


def current() -> Seen | None:
    """What is known of the request that is being answered; None outside of one."""
    return _SEEN.get()


def seen() -> Seen:
    """The same; outside of one, something that nobody reads."""
    return current() or Seen()


class Watch:
    """ASGI middleware, outside of every other: it watches what they answer too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, with the identifier of the request in a header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        mine, began = _begun(scope), time.perf_counter()
        status, over, left = LEFT, False, False

        async def received() -> Message:
            nonlocal left
            message = await receive()
            left = left or (message["type"] == "http.disconnect" and not over)
            return message

        async def noted(message: Message) -> None:
            nonlocal status, over
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), (HEADER, mine.request_id.encode())]
                message = {**message, "headers": headers}
            elif message["type"] == "http.response.body":
                over = not message.get("more_body", False)
            await send(message)

        token = _SEEN.set(mine)
        try:
            parent = extract(_headers(scope)) if is_traced() and _believed(scope) else None
            with span("request", SpanKind.SERVER, parent, request_id=mine.request_id) as made:
                try:
                    await self._app(scope, received, noted)
                finally:
                    made.set_attributes(
                        {
                            "http.request.method": mine.method,
                            "http.route": mine.route,
                            "http.response.status_code": status,
                        }
                    )
                    if status >= 500:
                        made.set_status(StatusCode.ERROR)
        finally:
            _tell(mine, LEFT if left else status, time.perf_counter() - began)
            _SEEN.reset(token)


def _begun(scope: Scope) -> Seen:
    first = scope["path"].split("/", 2)[1] if "/" in scope["path"] else ""
    given = dict(scope["headers"]).get(HEADER, b"") if _believed(scope) else b""
    mine = Seen(
        route=first if first in _ROUTES else "other",
        method=scope["method"] if scope["method"] in _METHODS else "OTHER",
    )
    if _WELL_FORMED.fullmatch(given):
        mine.request_id = given.decode()
    return mine


def _believed(scope: Scope) -> bool:
    return BELIEVED in scope.get("state", ())


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _tell(mine: Seen, status: int, seconds: float) -> None:
    """Counts a request that is over, and writes its line; probes that found all well have none."""
    REQUESTS.labels(mine.route, str(status)).observe(seconds)
    if mine.cost is not None:
        COST.labels(mine.type).observe(mine.cost)
    for error in mine.errors:
        ERRORS.labels(error.code.value).inc()
    if status == LEFT:
        GONE.inc()
    for refused in _refusals(mine):
        access.info("refused", extra=refused)
    if mine.route in _PROBES and status < 400:
        return
    log.info(
        "request",
        extra={
            "route": mine.route,
            "method": mine.method,
            "status": status,
            "outcome": _outcome(mine, status),
            "ms": round(seconds * 1000, 1),
            **{key: value for key, value in _optional(mine).items() if value is not None},
        },
    )


def _optional(mine: Seen) -> dict[str, object]:
    return {
        "type": mine.type,
        "operation": mine.operation,
        "operation_name": mine.name,
        "cost": mine.cost,
        "account": mine.account,
        "impersonator": mine.impersonator,
        "errors": sorted({error.code.value for error in mine.errors}) or None,
    }


def _outcome(mine: Seen, status: int) -> str:
    if status == LEFT:
        return "left"
    if status >= 500 or any(error.code is ErrorCode.INTERNAL for error in mine.errors):
        return "failed"
    return "refused" if mine.errors or status >= 400 else "ok"


def _refusals(mine: Seen) -> list[dict[str, object]]:
    """Who was refused what, by which code: each once."""
    told: dict[tuple[str, ErrorCode], dict[str, object]] = {}
    for error in mine.errors:
        if error.code not in _ACCESS:
            continue
        what = error.operation or mine.operation or mine.route
        who = {"account": mine.account, "impersonator": mine.impersonator} if mine.account else {"client": mine.client}
        why = {"reason": error.message} if error.code in _TOLD_WHY else {}
        told.setdefault((what, error.code), {**who, "operation": what, "codes": [error.code.value], **why})
    return list(told.values())[:MOST_LINES]
