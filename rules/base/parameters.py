"""
Dated parameters: limits and closed lists of the regulation, each value with its rule and its first day.

A value holds from its first day until the next one's; before the first, the first holds.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from rules.base.entity import Value


class Parameter(Value):
    """One value of a parameter and the day from which it holds."""

    valid_from: date
    value: Any


def _read() -> dict[str, tuple[str, tuple[Parameter, ...]]]:
    content = tomllib.loads(files(__package__).joinpath("parameters.toml").read_text(encoding="utf-8"))
    return {
        name: (
            item["rule"],
            tuple(sorted((Parameter(**value) for value in item["values"]), key=lambda v: v.valid_from)),
        )
        for name, item in content.items()
    }


_PARAMETERS = _read()
PARAMETER_RULES: Mapping[str, str] = {name: rule for name, (rule, _) in _PARAMETERS.items()}
"""From the name of a parameter to the rule it serves."""


def parameter(name: str, on: date) -> Any:
    """The value of a parameter on a day. Raises KeyError for an unknown name."""
    values = _PARAMETERS[name][1]
    holding = [item for item in values if item.valid_from <= on]
    return (holding[-1] if holding else values[0]).value
