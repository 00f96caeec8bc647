"""Lines of the log: JSON or to be read, one line each, without what others wrote after their first line."""

import json
import logging

import pytest

from commands.logs import LogForm, formatter
from tests.support.lines import written


def line(form: LogForm, name: str, message: str, **extra: object) -> str:
    record = logging.makeLogRecord(
        {"name": name, "msg": message, "levelno": 30, "levelname": "WARNING", "created": 1_800_000_000.25, **extra}
    )
    return formatter(form).format(record)


def test_a_line_to_be_read() -> None:
    told = line("text", "poincon.requests", "request", route="graphql", errors=["A", "B"], cost=None, name2="a b")
    assert told == (
        "at=2027-01-15T08:00:00.250+00:00 level=warning logger=poincon.requests event=request route=graphql "
        'errors=A,B name2="a b"'
    )


def test_a_line_in_json() -> None:
    told = json.loads(line("json", "poincon.requests", "request", route="graphql", errors=["A"], cost=None))
    assert told == {
        "at": "2027-01-15T08:00:00.250+00:00", "level": "warning", "logger": "poincon.requests", "event": "request",
        "route": "graphql", "errors": ["A"],
    }  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_others_write_is_one_line_that_nobody_can_forge(form: LogForm) -> None:
    told = line(form, "asyncio", "Task exception was never retrieved\nfuture: <Task exception=KeyError('Dupont')>")
    assert "Dupont" not in told
    forged = line(form, "poincon.x", "a\nat=2027 level=info\x1b[2J")
    assert len(forged.splitlines()) == 1
    assert "\x1b" not in forged


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_exception_leaves_its_class_and_places_and_never_its_message(form: LogForm) -> None:
    def broken() -> None:
        raise ValueError("Dupont")

    with written(form) as lines:
        try:
            broken()
        except ValueError:
            logging.getLogger("poincon.errors").exception("failed")
        told = lines.text
    assert len(told.splitlines()) == 1
    assert "ValueError" in told
    assert "test_logs.py" in told
    assert "broken" in told
    assert "Dupont" not in told
