"""Conditions that callers give by name, in no server's terms; collections turn them into stored filters."""

from typing import Any, NamedTuple


class Between(NamedTuple):
    """From one value to another, both included; None where there is no bound on that side."""

    start: Any = None
    end: Any = None


class Among(NamedTuple):
    """One of these values; of none, nothing is."""

    values: tuple[Any, ...]
