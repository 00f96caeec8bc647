"""A purge: what a centre had destroyed at its term, and what of a person went with it (ARC-04)."""

from datetime import date, datetime

from rules.base.entity import Entity, Value
from rules.base.problems import Problem
from rules.base.worded import Worded

AT_ONCE = 25
"""Dossiers that one request judges; the next goes on after them."""


class ArchiveKind(Worded):
    """The three kinds of archives that the text tells apart."""

    EVALUATION = "EVALUATION", "Pièces d’évaluation et copies des lettres de validation partielle (ARC-01)."
    RESULTS = (
        "RESULTS",
        "Résultats des évaluations, lettres de transmission des certificats et copies de ceux-ci (ARC-02).",
    )
    JURY = (
        "JURY",
        "Feuilles d’émargement, procès-verbaux, demandes d’attribution et demandes sur les référentiels (ARC-03).",
    )


class PersonErasure(Worded):
    """What of a person goes with the archives of a dossier."""

    NOTHING = "NOTHING", "Rien : un autre dossier de la personne se conserve encore, ou elle s’est manifestée depuis."
    CONTACT = "CONTACT", "Ses coordonnées, ses mandats et ses justificatifs ; son état civil reste (ARC-02, ARC-03)."
    IDENTITY = "IDENTITY", "Son état civil aussi, qu’un pseudonyme remplace : aucun jury ne l’a eue devant lui."


class PurgeLine(Value):
    """What became of one dossier."""

    dossier: str
    """Number of the dossier."""
    kept_until: date | None = None
    """The last day, included, on which its archives are kept; null while it is under way."""
    papers: int = 0
    """Papers destroyed."""
    files: int = 0
    """Uploaded files destroyed."""
    person: PersonErasure = PersonErasure.NOTHING
    problems: tuple[Problem, ...] = ()
    """Why nothing of it goes yet; empty where it is destroyed."""

    @property
    def destroyed(self) -> bool:
        """Whether its archives are gone."""
        return not self.problems


class Purge(Entity):
    """One line of the register of what was destroyed: numbers and counts, never personal data (ARC-04)."""

    exam_centre: str
    on: date
    at: datetime
    lines: tuple[PurgeLine, ...]
    tables: tuple[str, ...] = ()
    """Identifiers of the tables of candidates destroyed, whose lines were registered long ago."""
    resume_after: str | None = None
    """Number of the last dossier judged, where others are left; null where none is."""

    @property
    def destroyed(self) -> list[PurgeLine]:
        """The dossiers whose archives are gone."""
        return [line for line in self.lines if line.destroyed]
