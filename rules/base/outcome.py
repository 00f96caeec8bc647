"""What judging an operation comes to: the entity as it would be, or every broken rule; warnings beside a success."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rules.base.entity import Entity
from rules.base.problems import Problem

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Judged(Generic[E]):
    """The entity changed, null when problems is not empty."""

    entity: E | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def judged(problems: Sequence[Problem], make: Callable[[], E], warnings: Sequence[Problem] = ()) -> Judged[E]:
    """Every problem at once, or else the entity that `make` gives, with the warnings."""
    if problems:
        return Judged(problems=tuple(problems))
    return Judged(entity=make(), warnings=tuple(warnings))
