"""Tasks that are told to end, and do."""

import asyncio
from typing import Any

AGAIN = 0.2
"""Seconds after which a task that goes on is told again."""


async def stopped(*tasks: "asyncio.Task[Any]") -> None:
    """
    Cancels tasks until they are over; what they end with is theirs to tell.

    Once is not enough: `asyncio.wait_for` of Python 3.11, through which PyMongo Async sends, loses a cancellation that
    comes together with what it waits for (CPython issue 86296, mended in 3.12).
    """
    while going_on := [task for task in tasks if not task.done()]:
        for task in going_on:
            task.cancel()
        await asyncio.wait(going_on, timeout=AGAIN)
