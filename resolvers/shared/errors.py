"""Faults and refusals of access: what a client meets as a top-level error, from a closed list of codes."""

from enum import Enum
from typing import TypeVar

T = TypeVar("T")


class ErrorCode(Enum):
    """The closed list of the codes of top-level errors."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_REQUEST = "BAD_REQUEST"
    INVALID_INPUT = "INVALID_INPUT"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


class ServiceError(Exception):
    """
    A refusal that the client may read: a French sentence, a code of the closed list, the field that it is about.

    `retry_after` is in how many seconds it is worth asking again, where time alone mends it. `operation` is what was
    asked for, where access to it is refused: for the journal of access, not for the client.
    """

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        field: str | None = None,
        *,
        retry_after: int | None = None,
        operation: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.field, self.retry_after = code, message, field, retry_after
        self.operation = operation


def unauthenticated(message: str, operation: str | None = None) -> ServiceError:
    """No token, or one that cannot be accepted."""
    return ServiceError(ErrorCode.UNAUTHENTICATED, message, operation=operation)


def forbidden(message: str, operation: str | None = None) -> ServiceError:
    """An operation that the viewer's roles never have."""
    return ServiceError(ErrorCode.FORBIDDEN, message, operation=operation)


def invalid_input(message: str) -> ServiceError:
    """An argument that cannot be what it claims to be."""
    return ServiceError(ErrorCode.INVALID_INPUT, message)


def there(named: T | None, by: str) -> T:
    """What an object names. Raises INTERNAL, with the object that it is named `by`, when the store has lost it."""
    if named is None:
        raise ServiceError(ErrorCode.INTERNAL, f"{by} désigne un objet qui manque.")
    return named


def limit_exceeded(message: str) -> ServiceError:
    """A stated limit, named with its value in the message."""
    return ServiceError(ErrorCode.LIMIT_EXCEEDED, message)
