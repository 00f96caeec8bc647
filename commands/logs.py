"""
What the service writes while it serves: a line for each event, in JSON or to be read, on standard error.

Every line of a request has its identifier. What other people's code writes may repeat what it was given: of that, the
first line alone is kept, and of an exception its class and places, never its message.
"""

import logging
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

import orjson
from structlog.processors import JSONRenderer, LogfmtRenderer
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.tracebacks import extract

from graph.transport.watching import current

LogForm = Literal["text", "json"]
OURS = "poincon"
LONGEST_EVENT = 500
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
    renderer = JSONRenderer(serializer=_dumped) if form == "json" else LogfmtRenderer(bool_as_flag=False)
    return ProcessorFormatter(
        foreign_pre_chain=[ExtraAdder()],
        processors=[_placed, _bare, _traced if form == "json" else _traced_in_line, _without_record, renderer],
    )


def _placed(_logger: Any, _name: str, event: Event) -> Event:
    """When, how grave, by what, for which request."""
    record = event["_record"]
    request = current()
    return {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": event.pop("event"),
        "request": request.request_id if request is not None else None,
        **event,
    }


def _bare(_logger: Any, _name: str, event: Event) -> Event:
    """What others wrote, without what follows its first line."""
    text = event["event"] if event["logger"].startswith(OURS) else event["event"].partition("\n")[0]
    event["event"] = "".join(sign if sign.isprintable() else "�" for sign in text)[:LONGEST_EVENT]
    return event


def _traced(_logger: Any, _name: str, event: Event) -> Event:
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
    return event


def _traced_in_line(logger: Any, name: str, event: Event) -> Event:
    """The same in one line."""
    told = _traced(logger, name, event)
    if "exception" in told:
        told["exception"] = " < ".join(f"{item['class']}: {', '.join(item['places'])}" for item in told["exception"])
    return {key: ",".join(value) if isinstance(value, list) else value for key, value in told.items()}


def _without_record(_logger: Any, _name: str, event: Event) -> Event:
    """What the line says."""
    return {key: value for key, value in event.items() if not key.startswith("_") and value is not None}


def _dumped(event: Event, **_: Any) -> str:
    return orjson.dumps(event, default=str).decode()
