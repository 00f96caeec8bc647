"""
What a dry run shows: things as they would be, each under a key of its own.

Clients keep what they read by its identifier (Apollo, urql, Relay). A preview bears the key of what it stands for, so
that the rest of the answer finds its way, and is told from it where an identifier is written (graph/schema/base/relay).
"""

from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

from rules.base.digest import digest_of
from rules.base.entity import Value
from rules.base.outcome import Done, Refused

V = TypeVar("V", bound=Value)

_FORMAT = "poincon-preview-1"


class PreviewKey(str):
    """The key of something as it would be: equal to the one that is, or would be, stored; drawn by each dry run."""

    drawn: str

    @classmethod
    def of(cls, key: str, drawn: str) -> "PreviewKey":
        """The key of a preview, under what its dry run drew."""
        preview = cls(key)
        preview.drawn = drawn
        return preview

    def opaque(self, type_name: str) -> str:
        """What stands for it in an identifier: nothing of the key can be read in it, and nothing is found by it."""
        return digest_of(_FORMAT, [type_name, str(self), self.drawn])[:32]


def previewed(outcome: Refused | Done[Any]) -> Refused | Done[Any]:
    """The outcome of a dry run, its entity a preview."""
    return outcome if isinstance(outcome, Refused) else replace(outcome, entity=preview_of(outcome.entity))


def preview_of(value: V, drawn: str | None = None) -> V:
    """The same value under a key of its own, and every part of it that has one."""
    drawn = drawn or uuid4().hex
    changes: dict[str, Any] = {}
    for name in type(value).model_fields:
        held = getattr(value, name)
        if name == "id":
            changes[name] = PreviewKey.of(held, drawn)
        elif isinstance(held, tuple) and any("id" in _fields(item) for item in held):
            changes[name] = tuple(preview_of(item, drawn) for item in held)
    return value.model_copy(update=changes)


def part_key(owner: str, key: str) -> str:
    """The key of a part of something, a preview's where that is one."""
    return PreviewKey.of(key, owner.drawn) if isinstance(owner, PreviewKey) else key


def _fields(item: object) -> Any:
    return type(item).model_fields if isinstance(item, Value) else ()
