"""Many people registered at once, from a table: each line judged as a registration of its own (INS-01, PRD-01)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from rules.access.viewer import Viewer
from rules.base.command import Command, Id, Revision, cleaned, faults
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, duplicate
from rules.candidate.candidate import Candidate
from rules.candidate.commands import RegisterCandidate
from rules.candidate.identity import sought_keys
from rules.candidate.registering import register
from rules.file.file import TableLine, UploadedFile

MOST_PEOPLE = 10_000
"""Lines of one table."""
AT_ONCE = 500
"""Lines that one request registers; the next goes on after them."""


class RegisterCandidates(Command):
    """What registers a table of candidates."""

    revision = Revision.NEW
    says = "Ce qu’il faut pour enregistrer un tableau de candidats."

    file: Annotated[str, Id("File")] = Field(
        description="Le tableau (.xlsx, ou .csv en UTF-8), versé par PUT /files ; le guide en donne les colonnes."
    )


@dataclass(frozen=True)
class TypedLine:
    """A line of a table, as it was typed: what it asks for, or why it cannot be read."""

    line: int
    asked: RegisterCandidate | None
    problems: tuple[Problem, ...] = ()

    @cached_property
    def sought(self) -> list[str]:
        """The keys of those who are likely the same person; none of a line that cannot be read."""
        if self.asked is None or faults(self.asked):
            return []
        read = cleaned(self.asked)
        return sought_keys((read.last_name, read.used_name), read.first_names, read.birth_date)


def register_table(
    file: UploadedFile,
    command: RegisterCandidates,
    *,
    lines: Sequence[TypedLine],
    known: Mapping[str, frozenset[str]],
    viewer: Viewer,
    draw: Callable[[], tuple[str, str]],
    today: date,
    most: int,
) -> Refused | Done[UploadedFile]:
    """
    The candidates of every line that nothing forbids, and what came of each line, kept with the table.

    `lines` are all those of the table, of which those that were told of already are left as they are; of the others,
    `most` are registered. A line that is refused writes nothing and stops no other. `known` are the people known under
    each key, wherever they are; `draw` gives a candidate's identifier and anonymous number.
    """
    del command
    before = {item.line: item for item in file.lines}
    if before.keys() >= {typed.line for typed in lines}:
        return Refused(
            (duplicate("Ce tableau est déjà enregistré : relisez ce qui en est advenu, ligne par ligne.", "file"),)
        )
    told: list[TableLine] = []
    people: list[Candidate] = []
    first: dict[str, int] = {}
    for typed in lines:
        if (earlier := before.get(typed.line)) is not None:
            first |= dict.fromkeys(typed.sought if not earlier.problems else (), typed.line)
            continue
        if len(told) == most:
            break
        sought = typed.sought
        twin = next((first[key] for key in sought if key in first), None)
        likely = frozenset[str]().union(*(known.get(key, ()) for key in sought))
        outcome = _line(typed, twin, viewer, likely, draw, today)
        person = outcome.entity
        told.append(
            TableLine(
                line=typed.line,
                candidate=person.id if person is not None else None,
                problems=outcome.problems,
                warnings=outcome.warnings,
            )
        )
        if person is not None:
            people.append(person)
            first |= dict.fromkeys(sought, typed.line)
    facts = {"centre": viewer.organisation or ""}
    kept = file.evolve(lines=(*file.lines, *told), people=len(lines))
    return Done(kept, tuple(Change(person, facts) for person in people), facts=facts)


def _line(
    typed: TypedLine,
    twin: int | None,
    viewer: Viewer,
    known: frozenset[str],
    draw: Callable[[], tuple[str, str]],
    today: date,
) -> Refused | Done[Candidate]:
    if typed.asked is None:
        return Refused(typed.problems)
    if wrong := faults(typed.asked):
        return Refused(tuple(wrong))
    if twin is not None:
        return Refused((broken("PRD-01", f"La même personne est déjà à la ligne {twin} de ce tableau."),))
    identifier, number = draw()
    return register(
        None,
        cleaned(typed.asked),
        viewer=viewer,
        known=len(known),
        identifier=identifier,
        anonymous_number=number,
        today=today,
    )
