"""Counts and polices the commands that one operation sends to the store, for tests and for `poincon status`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

_HOUSEKEEPING = frozenset({"hello", "ismaster", "isMaster", "ping", "endSessions", "buildInfo", "killCursors"})
_TINY = frozenset({"counters", "rations"})


_recorded: ContextVar[list[str] | None] = ContextVar("recorded", default=None)


@contextmanager
def recorded_commands() -> Iterator[list[str]]:
    """Collects, while the block runs, one line for each command sent: `find certifications`, `getMore …`, `commit`."""
    commands: list[str] = []
    token = _recorded.set(commands)
    try:
        yield commands
    finally:
        _recorded.reset(token)


class CommandCounter(CommandListener):
    """Listens to the driver. In a recording block it notes each command, and names the shapes to avoid."""

    def started(self, event: CommandStartedEvent) -> None:
        """Notes a command that is sent."""
        commands = _recorded.get()
        if commands is None or event.command_name in _HOUSEKEEPING:
            return
        collection = event.command.get(event.command_name)
        if event.command_name == "getMore":
            collection = event.command.get("collection")
        fault = _fault(event.command_name, collection, event.command)
        commands.append(f"{event.command_name} {collection}" + (f" !{fault}" if fault else ""))

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Nothing to note."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing to note."""


def _fault(name: str, collection: Any, command: Any) -> str | None:
    if collection in _TINY:
        return None
    if name == "findAndModify":
        return "findAndModify on a big collection"
    filter_ = command.get("filter") or command.get("query") or {}
    if any(operator in filter_ for operator in ("$or", "$and", "$where")):
        return "top-level $or or $and"
    return None
