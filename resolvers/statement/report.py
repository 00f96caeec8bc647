"""What came of a load, file by file."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from exchange.reading import Refusal

MOST_TOLD = 1_000
"""Refusals and changes that a report tells one by one; beyond, it counts."""


class Told(NamedTuple):
    """One certification that a file changed: what of it."""

    code: str
    what: tuple[str, ...]


class Pending(NamedTuple):
    """A fiche that no source has given a title yet, and how much of a file waits with it."""

    code: str
    blocs: int
    correspondances: int


@dataclass
class Report:
    """What came of a file: each of its fiches once, each of its blocs once, with what was refused, and where."""

    name: str
    fiches: Counter[str] = field(default_factory=Counter)
    """By new, changed, unchanged, titled by another file, pending and refused; their sum is the file's fiches."""
    blocs: Counter[str] = field(default_factory=Counter)
    """By loaded, pending and refused."""
    correspondances: Counter[str] = field(default_factory=Counter)
    """By loaded and pending."""
    organisations: Counter[str] = field(default_factory=Counter)
    changes: list[Told] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    pending: dict[str, Pending] = field(default_factory=dict)
    """From the key of a fiche without a title to what waits with it."""
    pinned: list[str] = field(default_factory=list)
    """Versions left as they are, since dossiers rely on them."""
    unreadable: str | None = None
    """Where and why the rest of the file could not be read."""

    def refuse(self, refusal: Refusal) -> None:
        """Counts a refusal, and keeps it to be told."""
        if refusal.fiche is not None:
            self.fiches["refused"] += 1
        if refusal.bloc is not None:
            self.blocs["refused"] += 1
        if len(self.refusals) < MOST_TOLD:
            self.refusals.append(refusal)

    def add(self, outcome: "Outcome") -> None:
        """Counts what came of a batch that stands."""
        self.fiches.update(Counter(outcome.fiches.values()))
        self.blocs.update(outcome.blocs)
        self.correspondances.update(outcome.correspondances)
        self.organisations.update(outcome.organisations)
        self.changes += outcome.changes[: MOST_TOLD - len(self.changes)]
        self.pending.update(outcome.pending)
        self.pinned += outcome.pinned

    def settle(self, key: str) -> None:
        """Counts as loaded what waited for a title that another file has brought."""
        waited = self.pending.pop(key)
        self.fiches["pending"] -= 1
        self.fiches["titled"] += 1
        for counted, number in ((self.blocs, waited.blocs), (self.correspondances, waited.correspondances)):
            counted["pending"] -= number
            counted["loaded"] += number


@dataclass
class Outcome:
    """What came of a batch, kept apart from the report until the batch stands."""

    fiches: dict[str, str] = field(default_factory=dict)
    """From the key of each to new, changed, unchanged or pending."""
    blocs: Counter[str] = field(default_factory=Counter)
    correspondances: Counter[str] = field(default_factory=Counter)
    organisations: Counter[str] = field(default_factory=Counter)
    changes: list[Told] = field(default_factory=list)
    pending: dict[str, Pending] = field(default_factory=dict)
    pinned: list[str] = field(default_factory=list)
