"""
What the service writes while it serves: a line for each event, in JSON or to be read, on standard error.

Every line of a request has its identifier. What other people's code writes may repeat what it was given: of that, the
first line alone is kept, and of an exception its class and places, never its message.
"""

import logging
import sys
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

import orjson
from structlog.processors import JSONRenderer, LogfmtRenderer
from structlog.tracebacks import extract
from structlog.typing import Processor

from graph.transport.watching import current

LogForm = Literal["text", "json"]
OURS = "poincon"
LONGEST_EVENT = 500
_OF_EVERY_RECORD = frozenset({*vars(logging.makeLogRecord({})), "message", "taskName"})
_MOST_PLACES = 30
"""Calls that a line has of an exception, the last ones."""

Event = MutableMapping[str, Any]


def start_logs(form: LogForm, stream: TextIO | None = None) -> logging.Handler:
    """Has everything logged written to a stream, standard error by default, from now on; what writes it."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter(form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    return handler


def formatter(form: LogForm) -> logging.Formatter:
    """What makes a line of an event."""
    renderer: Processor = JSONRenderer(serializer=_dumped) if form == "json" else LogfmtRenderer(bool_as_flag=False)
    return Formatter(_traced if form == "json" else _traced_in_line, renderer)


class Formatter(logging.Formatter):
    """
    Hands the fields of a record to what structlog writes lines with.

    Its own formatter for the standard library does the same for twice the time, which every request pays.
    """

    def __init__(self, traced: Callable[[Event], Event], renderer: Processor) -> None:
        super().__init__()
        self._traced, self._renderer = traced, renderer

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        return str(self._renderer(None, record.levelname, self._traced(_bare(_fields(record)))))


def _fields(record: logging.LogRecord) -> Event:
    """When, how grave, by what, for which request, and what was given beside."""
    request = current()
    return {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": record.getMessage(),
        "request": request.request_id if request is not None else None,
        "exc_info": record.exc_info,
        **{name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD},
    }


def _bare(event: Event) -> Event:
    """What others wrote, without what follows its first line."""
    text = event["event"] if event["logger"].startswith(OURS) else event["event"].partition("\n")[0]
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else "�" for sign in text)
    event["event"] = text[:LONGEST_EVENT]
    return event


def _traced(event: Event) -> Event:
    """The classes of an exception and of its causes, and where each was raised."""
    exception = event.pop("exc_info", None)
    if exception and exception[0] is not None:
        event["exception"] = [
            {
                "class": stack.exc_type,
                "places": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in stack.frames[-_MOST_PLACES:]],
            }
            for stack in extract(*exception, show_locals=False).stacks
        ]
    return {key: value for key, value in event.items() if value is not None}


def _traced_in_line(event: Event) -> Event:
    """The same in one line."""
    told = _traced(event)
    if "exception" in told:
        told["exception"] = " < ".join(f"{item['class']}: {', '.join(item['places'])}" for item in told["exception"])
    return {key: ",".join(value) if isinstance(value, list) else value for key, value in told.items()}


def _dumped(event: Event, **_: Any) -> str:
    return orjson.dumps(event, default=str).decode()
