"""The facts that ship with the service, in JSON lines of our own (data/README.md)."""

from collections.abc import Iterator
from pathlib import Path

from rules.base.entity import Entity
from rules.organisation.organisation import Organisation
from rules.statement.statement import Statement

FILES: tuple[tuple[str, type[Organisation] | type[Statement]], ...] = (
    ("organisations.jsonl", Organisation),
    ("statements.jsonl", Statement),
)


def shipped(folder: Path) -> Iterator[Organisation | Statement]:
    """Everything that ships, one at a time. Raises pydantic.ValidationError on a line that is none of it."""
    for name, entity in FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            for line in lines:
                yield entity.model_validate_json(line)


def written(entity: Entity) -> str:
    """The line of an entity: its fields at their defaults left out."""
    return entity.model_dump_json(exclude_defaults=True)


def count_shipped(folder: Path) -> int:
    """How many lines ship."""
    total = 0
    for name, _ in FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            total += sum(1 for _ in lines)
    return total
