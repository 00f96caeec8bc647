"""Référentiels: immutable versions of certifications, their blocs and capacités (REF-07, REF-12, REF-13)."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cached_property

from rules.digest import digest_of
from rules.entity import Entity, Value

_FORMAT = "poincon-referentiel-1"


class EvaluationMode(Enum):
    """How a capacité is evaluated, in the order of priority (EVA-01)."""

    SITUATION_REELLE = "SITUATION_REELLE"
    PROJET = "PROJET"
    SITUATION_RECONSTITUEE = "SITUATION_RECONSTITUEE"
    AVIS_ENTREPRISE = "AVIS_ENTREPRISE"


class Completeness(Enum):
    """How much of a référentiel is known, from least to most."""

    TITLE = "TITLE"
    BLOCS = "BLOCS"
    CAPACITES = "CAPACITES"
    CRITERIA = "CRITERIA"


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
    capacites: tuple[Capacite, ...] = ()
    capacites_complete: bool = True
    """False when the source is known to hold only a part of the capacités."""
    composition: tuple[ReferentielBloc, ...] = ()
    source: str | None = None
    demonstration: bool = False

    @property
    def completeness(self) -> Completeness:
        """How much of it is known."""
        if self.capacites and self.capacites_complete:
            whole = all(capacite.complete for capacite in self.capacites)
            return Completeness.CRITERIA if whole else Completeness.CAPACITES
        return Completeness.BLOCS if self.composition else Completeness.TITLE

    @cached_property
    def digest(self) -> str:
        """The digest of everything the version says; a version never changes."""
        return digest_of(_FORMAT, self.model_dump(mode="json", exclude={"revision"}))


def referentiel_for(
    versions: Iterable[Referentiel], engaged_on: date, *, prefer_new: bool = False
) -> Referentiel | None:
    """
    The version that a dossier pins (REF-07).

    Engaged strictly before a revision's effective date: the version before it, or the newest on request; else the
    newest whose date has come. A version without a known date is in force from the beginning.
    """
    known = sorted(versions, key=lambda version: version.version)
    if prefer_new or not known:
        return known[-1] if known else None
    in_force = [version for version in known if version.effective_on is None or version.effective_on <= engaged_on]
    return in_force[-1] if in_force else known[0]


def referentiel_on(versions: Iterable[Referentiel], on: date) -> Referentiel | None:
    """The version in force on a day; None when none is known or none had yet taken effect (REF-06)."""
    known = sorted(versions, key=lambda version: version.version)
    in_force = [version for version in known if version.effective_on is None or version.effective_on <= on]
    return in_force[-1] if in_force else None


def ungrouped(referentiel: Referentiel) -> list[Capacite]:
    """The capacités that no coherent unit holds (REF-12)."""
    grouped = {number for part in referentiel.composition for number in part.capacites}
    return [capacite for capacite in referentiel.capacites if capacite.number not in grouped]


def incomplete(referentiel: Referentiel) -> list[Capacite]:
    """The capacités that lack their conditions, a criterion or a mode (REF-13)."""
    return [capacite for capacite in referentiel.capacites if not capacite.complete]
