"""Top-level errors as clients read them: a closed list of codes, a request id, nothing internal."""

import logging
from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError

from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.house import store_refusal

log = logging.getLogger("poincon.errors")


def formatted(errors: Iterable[GraphQLError], request_id: str) -> list[dict[str, Any]]:
    """The errors of an answer. What the client did wrong is told in full; what went wrong here is not told at all."""
    return [_formatted(error, request_id) for error in errors]


def refusal(error: ServiceError, request_id: str) -> dict[str, Any]:
    """One error that stands for the whole answer."""
    return {"message": error.message, "extensions": {"code": error.code.value, "requestId": request_id}}


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
    code = known.code if known is not None else ErrorCode.BAD_REQUEST
    shape["extensions"] = {"code": code.value, "requestId": request_id}
    if known is not None and known.field is not None:
        shape["extensions"]["field"] = known.field
    return shape
