"""What a dossier asks to evaluate: the capacités, or the blocs, of its scope (EVA-06)."""

from collections.abc import Sequence
from typing import NamedTuple

from rules.base.problems import Problem, broken
from rules.dossier.dossier import Dossier
from rules.referentiel.referentiel import Capacite, Referentiel


class Item(NamedTuple):
    """What is evaluated as one: a capacité, or a bloc whose capacités are not known."""

    key: str
    title: str
    capacite: Capacite | None = None

    @property
    def name(self) -> str:
        """As a message calls it."""
        return f"la capacité {self.key}" if self.capacite else f"le bloc {self.key}"


def items_of(dossier: Dossier, version: Referentiel) -> list[Item]:
    """
    Everything that the dossier's scope asks to evaluate (EVA-06), in the order of the référentiel.

    Empty where the référentiel is too little known to say: its capacités are incomplete and it has no blocs.
    """
    by_number = {item.number: Item(item.number, item.title, item) for item in version.capacites}
    parts = [part for part in version.composition if not part.optional or part.bloc in dossier.target_blocs]
    if dossier.target_blocs:
        parts = [part for part in parts if part.bloc in dossier.target_blocs]
    elif version.capacites and version.capacites_complete:
        return list(by_number.values())
    asked: dict[str, Item] = {}
    for part in parts:
        inside = [by_number[number] for number in part.capacites] or [Item(part.bloc, part.bloc)]
        asked |= {item.key: item for item in inside}
    return list(asked.values())


def unknown_scope() -> Problem:
    """A refusal where the référentiel is too little known to say what is to be evaluated (REF-13)."""
    return broken(
        "REF-13",
        "Le référentiel connu ne permet pas de dire ce qui est à évaluer : complétez-le d’abord (submitReferentiel).",
    )


def listed(items: Sequence[Item]) -> str:
    """Items as a message lists them, ten at most."""
    shown = ", ".join(item.name for item in items[:10])
    return shown if len(items) <= 10 else f"{shown}…"
