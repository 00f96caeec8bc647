"""What no route answers: an address that leads nowhere, a method that it does not take, a fault that nobody foresaw."""

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.transport.errors import refused, unforeseen
from graph.transport.watching import seen
from resolvers.shared.errors import ErrorCode, ServiceError

_WORDS = {404: "Cette adresse ne mène nulle part.", 405: "Cette adresse ne se demande pas ainsi."}


async def nowhere(_request: Request, error: Exception) -> Response:
    """The answer to a request that no route takes, in the form of every other refusal."""
    if not isinstance(error, HTTPException):
        raise error
    message = _WORDS.get(error.status_code, "Cette requête ne peut pas être servie.")
    return refused(ServiceError(ErrorCode.BAD_REQUEST, message), status=error.status_code, headers=error.headers)


class Mishaps:
    """ASGI middleware: a fault is logged and answered as INTERNAL, whatever route it comes from."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers in place of a route that failed before it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except ClientDisconnect:
            return  # nobody is there to be answered
        except Exception as error:
            known = unforeseen(error, seen().request_id)
            if started:
                raise
            await refused(known)(scope, receive, send)
