"""What the drivers' exceptions mean: labels and codes first, which say more than classes do."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo.errors import ConnectionFailure, DuplicateKeyError, ExecutionTimeout, OperationFailure, PyMongoError

from repositories.errors import (
    AlreadyThere,
    OutcomeUnknown,
    Passing,
    StoreBroken,
    StoreError,
    StoreFull,
    StoreLate,
    StoreUnavailable,
)

UNKNOWN = "UnknownTransactionCommitResult"
"""The label of a commit of which nobody knows whether it landed."""
_TRANSIENT = "TransientTransactionError"
_DUPLICATE = 11000
_CONFLICTS = frozenset({24, 112, 225, 244, 251})
"""LockTimeout, WriteConflict, TransactionTooOld, TransactionAborted, NoSuchTransaction."""
_AWAY = frozenset({6, 7, 89, 91, 134, 189, 262, 317, 384, 9001, 10107, 11600, 11602, 13435, 13436})
"""A server that is not reached, steps down or stops."""
_FULL = 14031
_BROKEN = 1
"""InternalError: what the embedded servers answer to everything once the engine below them has given up."""
_NO_ROOM = "No space left on device"


@contextmanager
def translated() -> Iterator[None]:
    """Turns the drivers' exceptions into those of repositories.errors."""
    try:
        yield
    except PyMongoError as error:
        raise meaning(error) from error


def meaning(error: PyMongoError) -> StoreError:
    """The exception of repositories.errors that says what a driver's means."""
    codes = _codes(error)
    if isinstance(error, DuplicateKeyError) or _DUPLICATE in codes:
        return AlreadyThere(str(error))
    if _FULL in codes or _NO_ROOM in str(error):
        return StoreFull(str(error))
    if error.has_error_label(UNKNOWN):
        return OutcomeUnknown(str(error), over=False)
    if isinstance(error, ExecutionTimeout):
        return StoreLate(str(error))
    if isinstance(error, ConnectionFailure) or codes & _AWAY:
        return StoreUnavailable(str(error))
    if error.has_error_label(_TRANSIENT) or codes & _CONFLICTS:
        return Passing(str(error))
    if _BROKEN in codes:
        return StoreBroken(str(error))
    return StoreError(str(error))


def _codes(error: PyMongoError) -> set[int]:
    """Every code that a server gave, for the whole command and for each of its writes."""
    if not isinstance(error, OperationFailure):
        return set()
    told = error.details or {}
    each = [*told.get("writeErrors", ()), *told.get("writeConcernErrors", ()), told.get("writeConcernError") or {}]
    return {code for code in (error.code, *(item.get("code") for item in each)) if code is not None}
