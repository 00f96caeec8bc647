"""
What is watched of the store: how often each command is sent to each collection, how long it takes, and how it ends.

Nothing of what a command holds is kept: neither filters nor documents.
"""

import time

from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode
from prometheus_client import Counter, Histogram
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

COMMANDS = Histogram(
    "poincon_store_command_seconds",
    "Commands that the store has answered, by collection; one without a collection has an empty one.",
    ("command", "collection"),
    buckets=(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10),
)
FAILURES = Counter("poincon_store_failures", "Commands that the store refused, or did not answer.", ("command",))

_OF_COLLECTIONS = frozenset(
    {"aggregate", "count", "createIndexes", "delete", "distinct", "find", "findAndModify", "insert", "update"}
)
_TRACER = trace.get_tracer("poincon.store")


class StoreWatch(CommandListener):
    """Listens to the driver: every command is counted, and is a span where its request is traced."""

    def __init__(self) -> None:
        self._sent: dict[int, str] = {}
        """The collections of the commands that are not answered yet."""

    def started(self, event: CommandStartedEvent) -> None:
        """Notes the collection of a command that is sent."""
        name = event.command_name
        collection = event.command.get("collection" if name == "getMore" else name)
        told = name == "getMore" or name in _OF_COLLECTIONS
        self._sent[event.request_id] = collection if told and isinstance(collection, str) else ""

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Counts a command that was answered."""
        self._ended(event)

    def failed(self, event: CommandFailedEvent) -> None:
        """Counts a command that was not, or was refused."""
        FAILURES.labels(event.command_name).inc()
        self._ended(event, failed=True)

    def _ended(self, event: CommandSucceededEvent | CommandFailedEvent, *, failed: bool = False) -> None:
        name, collection = event.command_name, self._sent.pop(event.request_id, "")
        COMMANDS.labels(name, collection).observe(event.duration_micros / 1e6)
        if not trace.get_current_span().is_recording():
            return
        now = time.time_ns()
        span = _TRACER.start_span(
            f"{name} {collection}".rstrip(),
            kind=SpanKind.CLIENT,
            attributes={"db.system.name": "mongodb", "db.operation.name": name, "db.collection.name": collection},
            start_time=now - event.duration_micros * 1000,
        )
        if failed:
            span.set_status(StatusCode.ERROR)
        span.end(now)
