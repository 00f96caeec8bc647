"""What works on for a request, among the tasks of a loop that drivers and servers share."""

import asyncio
from typing import Any

_OURS = ("/graphql/", "/aiodataloader/", "/graph/transport/", "/resolvers/")


def at_work() -> "set[asyncio.Task[Any]]":
    """The tasks that compose, load or watch for somebody."""
    return {task for task in asyncio.all_tasks() if any(part in _file(task) for part in _OURS)}


def _file(task: "asyncio.Task[Any]") -> str:
    code = getattr(task.get_coro(), "cr_code", None)
    return code.co_filename if code is not None else ""
