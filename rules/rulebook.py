"""The rulebook: every rule of the domain as data, with its words, its effect and where it comes from."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from importlib.resources import files

from pydantic import model_validator

from rules.entity import Value


class RuleEffect(Enum):
    """What a rule does when it applies."""

    BLOCK = "BLOCK"
    WARN = "WARN"
    COMPUTE = "COMPUTE"
    CHECK = "CHECK"


class RuleOrigin(Enum):
    """Where a rule comes from: a text, our reading of one, or the product."""

    TEXT = "TEXT"
    READING = "READING"
    PRODUCT = "PRODUCT"


class RuleSource(Value):
    """The text and its section; an address where the text is public."""

    title: str
    section: str
    url: str | None = None


class Rule(Value):
    """One rule. `implemented` says whether the service applies it already."""

    id: str
    title: str
    statement: str
    effect: RuleEffect
    origin: RuleOrigin
    source: RuleSource | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    implemented: bool = False

    @model_validator(mode="after")
    def _sourced(self) -> "Rule":
        if self.origin is not RuleOrigin.PRODUCT and self.source is None:
            raise ValueError(f"{self.id} names no source")
        return self


def _read() -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for part in sorted(files(__package__).joinpath("rulebook").iterdir(), key=lambda part: part.name):
        if not part.name.endswith(".toml"):
            continue
        content = tomllib.loads(part.read_text(encoding="utf-8"))
        sources = content.get("sources", {})
        for item in content["rules"]:
            source = item.pop("source", None)
            text = {**sources[source], "section": item.pop("section")} if source is not None else None
            made = Rule(**item, source=text)
            if made.id in rules:
                raise ValueError(f"{made.id} stands twice in the rulebook")
            rules[made.id] = made
    return rules


RULEBOOK: Mapping[str, Rule] = _read()
"""Every rule, in the order of the domain."""


def rule(identifier: str) -> Rule:
    """The rule of this identifier, case and blanks forgiven. Raises KeyError when there is none."""
    return RULEBOOK["".join(identifier[:40].split()).upper()]


def rules_of(identifiers: Iterable[str] | None = None) -> list[Rule]:
    """The rules of these identifiers in the order given; every rule when none is given. Raises KeyError."""
    return list(RULEBOOK.values()) if identifiers is None else [rule(identifier) for identifier in identifiers]
