"""Référentiels: immutable versions of certifications, their blocs and capacités (REF-07, REF-12, REF-13)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from rules.base.digest import digest_of
from rules.base.entity import Entity, Value
from rules.base.worded import Worded
from rules.certification.completeness import Completeness
from rules.referentiel.opportunity import Submission, SubmissionNature

_FORMAT = "poincon-referentiel-1"
_APART = frozenset({"revision", "draft", "submission"})
"""What is known about a version and is no part of what it says."""
_LATER = frozenset({"environment", "interactions", "admissibility", "title"})
"""What the first digests did not know: left out where it is not said, so that no digest ever changes."""


class EvaluationMode(Worded):
    """How a capacité is evaluated, in the order of priority (EVA-01)."""

    SITUATION_REELLE = "SITUATION_REELLE", "Situation professionnelle réelle."
    PROJET = "PROJET", "Présentation de projets ou d’activités réalisés au travail."
    SITUATION_RECONSTITUEE = "SITUATION_RECONSTITUEE", "Situation professionnelle reconstituée (EVA-02)."
    AVIS_ENTREPRISE = "AVIS_ENTREPRISE", "Avis de l’entreprise, jamais seul (EVA-03)."


class Capacite(Value):
    """The smallest thing evaluated."""

    number: str
    title: str
    conditions: str | None = None
    criteria: tuple[str, ...] = ()
    modes: tuple[EvaluationMode, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it has its conditions, a criterion and a mode (REF-13)."""
        return bool(self.conditions and self.criteria and self.modes)


class ReferentielBloc(Value):
    """A bloc as one version composes it."""

    bloc: str
    """Its code; that of a unité cohérente where the CQPM is not at the RNCP."""
    title: str | None = None
    """Its title as this version gives it; None where only the bloc itself says it."""
    optional: bool = False
    capacites: tuple[str, ...] = ()
    """Numbers of its capacités; empty when the grouping is not known."""


class Bloc(Entity):
    """A bloc de compétences, shared under its code, which is its identifier."""

    code: str
    title: str
    certifications: tuple[str, ...] = ()
    provenance: str | None = None


class Referentiel(Entity):
    """One version of one certification; its identifier is `<certification>@<version>`."""

    certification: str
    version: int
    effective_on: date | None = None
    mission: str | None = None
    activities: tuple[str, ...] = ()
    environment: str | None = None
    """Where, with what and for whom the work is done."""
    interactions: str | None = None
    """Responsibility, autonomy and relations at work."""
    admissibility: str | None = None
    """On what conditions a candidate is admissible."""
    capacites: tuple[Capacite, ...] = ()
    capacites_complete: bool = True
    """False when the source is known to hold only a part of the capacités."""
    composition: tuple[ReferentielBloc, ...] = ()
    source: str | None = None
    demonstration: bool = False
    draft: bool = False
    """Whether it is a projet that the GTP has not decided: no dossier may follow it yet (REF-06)."""
    submission: Submission | None = None
    """Who submitted it and why; None for what a source published."""

    @property
    def completeness(self) -> Completeness:
        """How much of it is known."""
        if self.capacites and self.capacites_complete:
            whole = all(capacite.complete for capacite in self.capacites)
            return Completeness.CRITERIA if whole else Completeness.CAPACITES
        return Completeness.BLOCS if self.composition else Completeness.TITLE

    @cached_property
    def digest(self) -> str:
        """The digest of everything the version says; what it says never changes."""
        said = _said(self.model_dump(mode="json", exclude=set(_APART)))
        return digest_of(_FORMAT, said | {"composition": [_said(part) for part in said["composition"]]})


def version_id(certification: str, version: int) -> str:
    """The identifier of a version."""
    return f"{certification}@{version}"


def standing(versions: Iterable[Referentiel]) -> list[Referentiel]:
    """
    The versions that are no mere projet, in the order in which they take effect (REF-06).

    A version without a known date is in force from the beginning; of two of the same day, the later submitted counts.
    """
    decided = (version for version in versions if not version.draft)
    return sorted(decided, key=lambda version: (version.effective_on or date.min, version.version))


def newest(versions: Iterable[Referentiel]) -> Referentiel | None:
    """The last version to take effect, projets left aside; None when none is known."""
    known = standing(versions)
    return known[-1] if known else None


def pending(versions: Iterable[Referentiel]) -> Referentiel | None:
    """The projet that awaits the GTP's decision: the last submitted, unless a later one has been decided."""
    last = max((item for item in versions if _requested(item)), key=lambda version: version.version, default=None)
    return last if last is not None and last.draft else None


def requested_by(version: Referentiel) -> str | None:
    """The code of the chamber that submitted it to the GTP's decision; None where none did."""
    return version.submission.organisation if version.submission is not None and _requested(version) else None


def referentiel_for(
    versions: Collection[Referentiel], engaged_on: date, *, prefer_new: bool = False
) -> Referentiel | None:
    """
    The version that a dossier pins (REF-07); never a projet, and none before the first takes effect.

    Engaged strictly before a revision's effective date: the version before it, or the newest on request; else the
    newest whose date has come.
    """
    in_force = referentiel_on(versions, engaged_on)
    return newest(versions) if prefer_new and in_force is not None else in_force


def first_day(versions: Iterable[Referentiel]) -> date | None:
    """The day on which the first version takes effect; None where none is known, or since when is not."""
    known = standing(versions)
    return known[0].effective_on if known else None


def referentiel_on(versions: Iterable[Referentiel], on: date) -> Referentiel | None:
    """The version in force on a day; None when none is known or none had yet taken effect (REF-06)."""
    return newest(version for version in versions if version.effective_on is None or version.effective_on <= on)


def ungrouped(referentiel: Referentiel) -> list[Capacite]:
    """The capacités that no coherent unit holds (REF-12)."""
    grouped = {number for part in referentiel.composition for number in part.capacites}
    return [capacite for capacite in referentiel.capacites if capacite.number not in grouped]


def incomplete(referentiel: Referentiel) -> list[Capacite]:
    """The capacités that lack their conditions, a criterion or a mode (REF-13)."""
    return [capacite for capacite in referentiel.capacites if not capacite.complete]


def _said(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value is not None or name not in _LATER}


def _requested(version: Referentiel) -> bool:
    return version.submission is not None and version.submission.nature is not SubmissionNature.COMPLETION
