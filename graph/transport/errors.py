"""Top-level errors as clients read them: a closed list of codes, a request id, nothing internal."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from graphql import GraphQLError
from starlette.responses import JSONResponse, Response

from graph.transport.watching import seen
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.house import store_refusal

STATUS = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.INVALID_INPUT: 400,
    ErrorCode.LIMIT_EXCEEDED: 400,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.TIMEOUT: 503,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.INTERNAL: 500,
}
"""The HTTP status of an answer that one refusal stands for."""
log = logging.getLogger("poincon.errors")


class BadBody(ServiceError):
    """A body that is too long, or too long in coming; HTTP has a status for either."""

    def __init__(self, status: int, code: ErrorCode, message: str) -> None:
        super().__init__(code, message)
        self.status = status


def status_of(error: ServiceError) -> int:
    """The HTTP status of an answer that one refusal stands for."""
    return error.status if isinstance(error, BadBody) else STATUS[error.code]


def formatted(errors: Iterable[GraphQLError], request_id: str) -> list[dict[str, Any]]:
    """The errors of an answer. What the client did wrong is told in full; what went wrong here is not told at all."""
    return [_formatted(error, request_id) for error in errors]


def refusal(error: ServiceError, request_id: str) -> dict[str, Any]:
    """One error that stands for the whole answer."""
    return {"message": error.message, "extensions": _extensions(error, request_id)}


def refused(*errors: ServiceError, status: int | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """
    The JSON answer that refuses a whole request, in the form of every refusal.

    Its status and its headers are those of the first error, unless others are given: HTTP says more than the codes do.
    """
    request_id = seen().request_id
    body = {"errors": [refusal(error, request_id) for error in errors]}
    return JSONResponse(body, status or status_of(errors[0]), headers={**headers_of(errors[0]), **(headers or {})})


def retry_header(errors: Iterable[ServiceError | None]) -> dict[str, str]:
    """The header that says when it is worth asking again, where time alone mends what is refused."""
    seconds = [error.retry_after for error in errors if error is not None and error.retry_after is not None]
    return {"Retry-After": str(max(seconds))} if seconds else {}


def headers_of(error: ServiceError) -> dict[str, str]:
    """The headers of an answer that one refusal stands for: when to ask again, and how to say who asks (RFC 9110)."""
    unknown = error.code is ErrorCode.UNAUTHENTICATED
    return retry_header([error]) | ({"WWW-Authenticate": "Bearer"} if unknown else {})


def refusal_of(error: Exception, request_id: str) -> ServiceError:
    """What a client is told of an exception that a request came to."""
    return as_service_error(error) or unforeseen(error, request_id)


def as_service_error(cause: BaseException | None) -> ServiceError | None:
    """The refusal behind an exception; None for one that nobody foresaw."""
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if isinstance(cause, ServiceError):
        return cause
    return store_refusal(cause)


def unforeseen(cause: BaseException, request_id: str) -> ServiceError:
    """What a client is told of an exception that nobody foresaw; the log has the rest under the request's id."""
    log.error("request %s failed", request_id, exc_info=cause)
    return ServiceError(
        ErrorCode.INTERNAL, "Erreur interne ; donnez l’identifiant de la requête à l’exploitant du service."
    )


def _formatted(error: GraphQLError, request_id: str) -> dict[str, Any]:
    shape: dict[str, Any] = dict(error.formatted)
    known = as_service_error(error)
    if known is None and error.path is not None:
        known = unforeseen(error.original_error or error, request_id)
    if known is not None:
        shape["message"] = known.message
    shape["extensions"] = _extensions(known or _MISTAKE, request_id)
    if known is not None and known.field is not None:
        shape["extensions"]["field"] = known.field
    return shape


_MISTAKE = ServiceError(ErrorCode.BAD_REQUEST, "")
"""What is wrong with the text of an operation, which GraphQL itself tells."""


def _extensions(error: ServiceError, request_id: str) -> dict[str, Any]:
    """What goes with the words of an error; whoever watches the request notes that it was told."""
    seen().errors.append(error)
    told: dict[str, Any] = {"code": error.code.value, "requestId": request_id}
    return told if error.retry_after is None else {**told, "retryAfter": error.retry_after}
