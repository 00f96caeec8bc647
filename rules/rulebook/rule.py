"""
The rulebook: every rule of the domain as data, with its words, its effect and where it comes from.

`rulebook/*.toml` are read in the order of their names: the texts first, under keys, then one chapter a file.
`rulebook/applied.txt` lists the rules that a test breaks; `make rules` writes it from the marks of the tests.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from pydantic import model_validator

from rules.base.entity import Value
from rules.base.worded import Worded


class RuleEffect(Worded):
    """What a rule does when it applies."""

    BLOCK = "BLOCK", "L’opération est refusée et rien n’est écrit."
    WARN = "WARN", "L’opération passe ; l’avertissement est rendu et gardé dans l’historique."
    COMPUTE = "COMPUTE", "Une valeur que le service calcule."
    CHECK = "CHECK", "Une ligne de liste de contrôle, qui ne bloque que l’étape qu’elle nomme."


class RuleOrigin(Worded):
    """Where a rule comes from: a text, our reading of one, or the product."""

    TEXT = "TEXT", "Un texte, dont le titre et la section sont donnés."
    READING = "READING", "Notre lecture d’un texte muet ou ambigu."
    PRODUCT = "PRODUCT", "Aucun texte ne la demande : les usagers du service, oui."


class RuleSource(Value):
    """The text and its section; an address where the text is public."""

    title: str
    section: str
    url: str | None = None


class Rule(Value):
    """One rule. `implemented` says whether the service applies it already: whether a test breaks it."""

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


def _read() -> dict[str, tuple[Rule, ...]]:
    parts = sorted(files(__package__).iterdir(), key=lambda part: part.name)
    contents = [tomllib.loads(part.read_text(encoding="utf-8")) for part in parts if part.name.endswith(".toml")]
    sources = {key: text for content in contents for key, text in content.get("sources", {}).items()}
    applied = files(__package__).joinpath("applied.txt").read_text(encoding="utf-8").split()
    chapters = {
        content["chapter"]: tuple(_made(item, sources, item["id"] in applied) for item in content["rules"])
        for content in contents
        if "rules" in content
    }
    identifiers = [item.id for rules in chapters.values() for item in rules]
    if twice := {identifier for identifier in identifiers if identifiers.count(identifier) > 1}:
        raise ValueError(f"stand twice in the rulebook: {sorted(twice)}")
    return chapters


def _made(item: Mapping[str, Any], sources: Mapping[str, Any], applied: bool) -> Rule:
    facts = {key: value for key, value in item.items() if key not in {"source", "section"}}
    if "source" in item:
        facts["source"] = {**sources[item["source"]], "section": item["section"]}
    return Rule(**facts, implemented=applied)


CHAPTERS: Mapping[str, tuple[Rule, ...]] = _read()
"""From the title of each chapter to its rules, both in the order of the domain."""

RULEBOOK: Mapping[str, Rule] = {item.id: item for rules in CHAPTERS.values() for item in rules}
"""Every rule, in the order of the domain."""


def rule(identifier: str) -> Rule:
    """The rule of this identifier, case and blanks forgiven. Raises KeyError when there is none."""
    return RULEBOOK["".join(identifier[:40].split()).upper()]


def rules_of(identifiers: Iterable[str] | None = None) -> list[Rule]:
    """The rules of these identifiers in the order given; every rule when none is given. Raises KeyError."""
    return list(RULEBOOK.values()) if identifiers is None else [rule(identifier) for identifier in identifiers]
