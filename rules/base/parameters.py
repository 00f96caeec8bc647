"""
Dated parameters: limits and closed lists of the regulation, each value with its first day and the text it comes from.

A value holds from its first day until the next one's; before the first, the first holds.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from pydantic import model_validator

from rules.base.entity import Value


class DatedValue(Value):
    """What a parameter is worth from a day on, by which section of which text, or by what outside the texts."""

    valid_from: date
    value: Any
    source: str | None = None
    """Key of the text, in the rulebook."""
    section: str | None = None
    outside: str | None = None
    """The law that the texts studied do not hold."""

    @model_validator(mode="after")
    def _sourced(self) -> "DatedValue":
        if (self.source is None) != (self.section is None) or (self.source is None and self.outside is None):
            raise ValueError(f"the value of {self.valid_from} cites no text")
        return self


class Parameter(Value):
    """A parameter: the rule that it serves, what it is, and its values from the oldest."""

    rule: str
    description: str
    unit: str
    values: tuple[DatedValue, ...]


def _read() -> dict[str, Parameter]:
    content = tomllib.loads(files(__package__).joinpath("parameters.toml").read_text(encoding="utf-8"))
    for item in content.values():
        item["values"].sort(key=lambda value: value["valid_from"])
    return {name: Parameter(**item) for name, item in content.items()}


PARAMETERS: Mapping[str, Parameter] = _read()
"""Every parameter under its name."""


def parameter(name: str, on: date) -> Any:
    """The value of a parameter on a day. Raises KeyError for an unknown name."""
    values = PARAMETERS[name].values
    holding = [item for item in values if item.valid_from <= on]
    return (holding[-1] if holding else values[0]).value
