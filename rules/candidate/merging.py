"""Two records of one person: which is kept, what tells them apart (PRD-05)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Id, Line
from rules.base.problems import Problem, broken
from rules.base.text import folded
from rules.candidate.candidate import Candidate, Merge

IDENTITY: Mapping[str, str] = {
    "birth_name": "le nom de naissance",
    "used_name": "le nom d’usage",
    "first_names": "les prénoms",
    "sex": "le sexe",
    "birth_date": "la date de naissance",
    "birth_town": "la commune de naissance",
    "birth_department": "le département de naissance",
    "birth_country": "le pays de naissance",
}
"""What proves who somebody is, in words."""


class MergeCandidates(Command):
    """What merges two records; expectedRevision is that of the one kept."""

    says = "Ce qu’il faut pour réunir deux fiches d’une même personne (PRD-05)."

    kept: Annotated[str, Id("Candidate")] = Field(description="Identifiant de la fiche gardée.")
    merged: Annotated[str, Id("Candidate")] = Field(
        description="Identifiant de l’autre, qui mènera désormais à la fiche gardée."
    )
    reason: Annotated[str, Line("Le motif", 500)] = Field(
        description="Motif : ce qui montre qu’il s’agit d’une même personne."
    )


def identity_warnings(kept: Candidate, merged: Candidate) -> list[Problem]:
    """A warning for each part of the identity that differs; what only one record says is no difference."""
    differing = [
        words
        for name, words in IDENTITY.items()
        if (one := getattr(kept, name)) and (other := getattr(merged, name)) and not _same(one, other)
    ]
    return [broken("PRD-05", f"Ce qui diffère entre les deux fiches : {words}.", "merged") for words in differing]


def together(kept: Candidate, merged: Candidate) -> Candidate:
    """The record kept, with the centres and the mandates of the other; what it says of the person stays."""
    return kept.evolve(
        centres=tuple(dict.fromkeys((*kept.centres, *merged.centres))),
        mandates=(*kept.mandates, *merged.mandates),
        former_ids=(*kept.former_ids, merged.id, *merged.former_ids),
    )


def led(record: Candidate, kept: Candidate, reason: str, today: date) -> Candidate:
    """A record that leads to the one kept: what it says of the person stays, nobody holds it any more."""
    merge = record.merge.evolve(into=kept.id) if record.merge else Merge(into=kept.id, on=today, reason=reason)
    return record.evolve(merge=merge, centres=(), mandates=(), former_ids=())


def _same(one: object, other: object) -> bool:
    return folded(one) == folded(other) if isinstance(one, str) and isinstance(other, str) else one == other
