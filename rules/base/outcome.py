"""What an operation comes to: refused with every problem, or done with every entity changed and the warnings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from rules.base.entity import Entity
from rules.base.event import Fact
from rules.base.problems import Problem

E = TypeVar("E", bound=Entity, covariant=True)
T = TypeVar("T", bound=Entity)


class Change(NamedTuple):
    """An entity changed beside the one that the operation is about, and what its event says besides its own name."""

    entity: Entity
    facts: Mapping[str, Fact] = {}


@dataclass(frozen=True, slots=True)
class Refused:
    """Every reason why nothing is done; at least one."""

    problems: tuple[Problem, ...]

    @property
    def entity(self) -> None:
        """Nothing is made."""
        return None

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is refused warns of nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Done(Generic[E]):
    """
    The entity that the operation is about as it becomes, and every other that changes with it.

    An entity at revision 0 is new. `facts` is what the event says besides the entity's own name: codes and identifiers.
    """

    entity: E
    others: tuple[Change, ...] = ()
    warnings: tuple[Problem, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    """What the event names instead of the rule of its row."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is done has none."""
        return ()

    def changed(self, class_: type[T]) -> list[T]:
        """Those of the others that are of a class."""
        return [change.entity for change in self.others if isinstance(change.entity, class_)]


def unless(
    problems: Sequence[Problem], make: Callable[[], E], warnings: Sequence[Problem] = (), **facts: Fact
) -> "Refused | Done[E]":
    """Refused for these problems, all of them; where there is none, done with what `make` gives."""
    if problems:
        return Refused(tuple(problems))
    return Done(make(), warnings=tuple(warnings), facts=facts)
