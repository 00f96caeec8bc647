"""What the service writes to its log while a block runs, at the levels that it has when it serves."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from commands.logs import LogForm, start_logs


class Lines:
    """The lines written so far."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        """All of them."""
        return self._stream.getvalue()

    def of(self, logger: str) -> list[dict[str, Any]]:
        """Those of one logger, written in JSON."""
        return [line for line in map(json.loads, self.text.splitlines()) if line["logger"] == logger]


@contextmanager
def written(form: LogForm = "json") -> Iterator[Lines]:
    """What is logged in a block; logs are as they were afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("poincon")
    before = [*root.handlers], root.level, ours.level
    stream = io.StringIO()
    start_logs(form, stream)
    try:
        yield Lines(stream)
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        ours.setLevel(before[2])
