"""
Commands: what is asked of an operation, as one frozen value with its French descriptions and the bounds of its texts.

A field says what it is (`Field(description=...)`) and, in its annotation, how its text is bounded. Nothing of a command
is trusted: `faults` tells what is wrong with its texts as they were typed, and the decision, which reads them
`cleaned`, tells the rest. What was given is told from what was left out (`model_fields_set`), also from a null that was
given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any, ClassVar, TypeVar

from rules.base.entity import Value
from rules.base.problems import Problem
from rules.base.signs import trimmed
from rules.base.text import line_problems, name_problems, paragraphs, squeezed, text_problems


class Revision(Enum):
    """Whether the client says which revision of the subject it has read."""

    NEW = "NEW"
    """There is no subject yet."""
    MAY = "MAY"
    MUST = "MUST"
    """Decisions, signatures and validations, which are never made on what somebody has changed."""


@dataclass(frozen=True, slots=True)
class Id:
    """Marks the opaque identifier of an object of this type of the API; the command holds the key behind it."""

    type_name: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: `what` names it in French with its article; `required` refuses a blank one."""

    what: str
    longest: int = 200
    required: bool = True

    def problems(self, text: str, *path: str) -> list[Problem]:
        """What is wrong with the text."""
        return line_problems(text, self.what, *path, longest=self.longest, required=self.required)


@dataclass(frozen=True, slots=True)
class Text:
    """What a person writes in several lines; `required` refuses a blank one."""

    what: str
    longest: int
    required: bool = True

    def problems(self, text: str, *path: str) -> list[Problem]:
        """What is wrong with the text."""
        return text_problems(text, self.what, *path, longest=self.longest, required=self.required)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person."""

    what: str

    def problems(self, text: str, *path: str) -> list[Problem]:
        """What is wrong with the text."""
        return name_problems(text, self.what, *path)


class Part(Value):
    """A part of a command: an object that its input holds."""

    says: ClassVar[str]
    """What it is, in French."""
    api_name: ClassVar[str | None] = None
    """What the API calls it, where that is not the name of the class; « Input » follows."""


class Command(Part):
    """One operation asked for, with its own input; how it is run (key, dry run, revision) stands beside it."""

    revision: ClassVar[Revision] = Revision.MAY

    def given(self) -> dict[str, Any]:
        """What was given, in the terms of JSON, without what was left out."""
        return self.model_dump(mode="json", exclude_unset=True)


MOST_FAULTS = 200
"""Faults that one refusal tells at most: nobody reads more, and a hostile input holds thousands."""


def faults(command: Value, *path: str) -> list[Problem]:
    """What is wrong with the texts of a command and of its parts, each with its place in the API's names."""
    return list(islice(_faults(command, path), MOST_FAULTS))


V = TypeVar("V", bound=Value)


def cleaned(command: V) -> V:
    """
    The command with its texts as they are to be read: nothing invisible, no blanks around, lines squeezed.

    What was given is still told from what was left out. Its digest is taken before, over what was typed.
    """
    changes = {}
    for name in command.model_fields_set:
        bounds = type(command).model_fields[name].metadata
        held = getattr(command, name)
        tidy = tuple(_tidy(item, bounds) for item in held) if isinstance(held, tuple) else _tidy(held, bounds)
        if tidy != held:
            changes[name] = tidy
    return command.model_copy(update=changes) if changes else command


def camel(name: str) -> str:
    """A field's name as the API has it."""
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


def _tidy(held: Any, bounds: list[Any]) -> Any:
    if isinstance(held, Value):
        return cleaned(held)
    if not isinstance(held, str):
        return held
    if any(isinstance(item, Text) for item in bounds):
        return paragraphs(held)
    return squeezed(held) if any(isinstance(item, (Line, Name)) for item in bounds) else trimmed(held)


def _faults(value: Value, path: tuple[str, ...]) -> Iterator[Problem]:
    for name, info in type(value).model_fields.items():
        held, place = getattr(value, name), (*path, camel(name))
        bounds = [item for item in info.metadata if isinstance(item, (Line, Text, Name))]
        for rank, item in enumerate(held) if isinstance(held, tuple) else ((None, held),):
            where = place if rank is None else (*place, str(rank))
            if isinstance(item, Value):
                yield from _faults(item, where)
            elif isinstance(item, str):
                for bound in bounds:
                    yield from bound.problems(item, *where)
