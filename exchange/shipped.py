"""The facts that ship with the service, in JSON lines of our own (data/README.md)."""

from collections.abc import Generator
from pathlib import Path

from rules.certification import Certification
from rules.entity import Entity
from rules.organisation import Organisation
from rules.referentiel import Bloc, Referentiel

FILES: tuple[tuple[str, type[Entity]], ...] = (
    ("organisations.jsonl", Organisation),
    ("certifications.jsonl", Certification),
    ("blocs.jsonl", Bloc),
    ("referentiels.jsonl", Referentiel),
)


def shipped(folder: Path) -> Generator[Entity, None, None]:
    """Every shipped entity, one at a time. Raises pydantic.ValidationError on a line that is none."""
    for name, entity in FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            for line in lines:
                yield entity.model_validate_json(line)


def count_shipped(folder: Path) -> int:
    """How many entities ship."""
    total = 0
    for name, _ in FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            total += sum(1 for _ in lines)
    return total
