"""Commits: asked again while nobody knows whether they landed, and never left in the middle."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from pymongo.errors import PyMongoError

from repositories.errors import OutcomeUnknown
from repositories.failures import UNKNOWN

_going_on: set[asyncio.Task[None]] = set()
"""Ends of transactions, kept until they are over although whoever asked may have gone."""


def pauses(first: float = 0.05, longest: float = 1.0) -> Iterator[float]:
    """Seconds to wait before asking a server that went away again: longer and longer, up to the longest."""
    pause = first
    while True:
        yield pause
        pause = min(longest, pause * 2)


@asynccontextmanager
async def ending(session: Any, patience: float) -> AsyncIterator[Any]:
    """
    A session in which a transaction was started: commits at the end, aborts on an exception; the session is given back.

    A commit of unknown outcome is asked again for so many seconds; then raises OutcomeUnknown. Whoever is cancelled
    meanwhile goes at once, and the end of the transaction does not: a session belongs to one command at a time.
    """
    try:
        yield session
    except BaseException:
        await _uninterrupted(_aborted(session))
        raise
    await _uninterrupted(_committed(session, patience))


@asynccontextmanager
async def leaving(session: Any) -> AsyncIterator[Any]:
    """A session that is only read in: given back at the end, whatever comes."""
    try:
        yield session
    finally:
        await _uninterrupted(_aborted(session))


async def _uninterrupted(end: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(end)
    _going_on.add(task)
    task.add_done_callback(_over)
    await asyncio.shield(task)


def _over(task: asyncio.Task[None]) -> None:
    _going_on.discard(task)
    if not task.cancelled():
        task.exception()  # so that nothing is said of it where nobody waits any more


async def _committed(session: Any, patience: float) -> None:
    until = time.monotonic() + patience
    doubted = False
    try:
        for pause in pauses():
            try:
                await session.commit_transaction()
            except PyMongoError as error:
                if not error.has_error_label(UNKNOWN):
                    if doubted:
                        raise OutcomeUnknown(str(error), over=True) from error
                    raise
                if time.monotonic() >= until:
                    raise OutcomeUnknown(str(error), over=False) from error
                doubted = True
                await asyncio.sleep(pause)
            else:
                return
    finally:
        await session.end_session()


async def _aborted(session: Any) -> None:
    try:
        if session.in_transaction:
            with suppress(PyMongoError):  # the server forgets a transaction whose session ends
                await session.abort_transaction()
    finally:
        await session.end_session()
