"""
What a référentiel says, version by version (REF-02, REF-12, REF-13).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), annex 2, whose rubrics
it follows. What the version does not say is left blank, and said to be so: nothing is made up.
"""

from datetime import date

from rules.base.entity import Value
from rules.certification.identifiers import bloc_code
from rules.papers.asked import Asked
from rules.papers.common import ExamCentre, Named, Paper
from rules.papers.edition import Edition
from rules.referentiel.referentiel import Capacite

BRANCH = "Commission paritaire nationale de l’emploi et de la formation professionnelle de la métallurgie"
"""Whose référentiels are, and who heads them (annex 2)."""


class Unit(Value):
    """A bloc, or a unité cohérente where the CQPM is not at the RNCP (REF-12)."""

    named: Named
    optional: bool = False
    capacites: tuple[str, ...] = ()
    """Numbers; none where the grouping is not known."""


class ReferentielPaper(Paper):
    """A version of a référentiel, as it is printed."""

    issuer: ExamCentre
    certification: Named
    of_the_branch: bool
    blocs: bool
    """Whether its units are blocs de compétences, each under a code of its own (REF-12)."""
    category: str | None = None
    level: int | None = None
    chambers: tuple[str, ...] = ()
    """Who asked for it, or holds it as a centre de ressources."""
    version: int
    dated: date
    """The day on which it takes effect, on which it was submitted, or else on which it is printed."""
    effective_on: date | None = None
    draft: bool = False
    """Whether the GTP has not decided it yet (REF-06)."""
    mission: str | None = None
    activities: tuple[str, ...] = ()
    environment: str | None = None
    interactions: str | None = None
    admissibility: str | None = None
    capacites: tuple[Capacite, ...] = ()
    capacites_complete: bool = True
    units: tuple[Unit, ...] = ()
    source: str | None = None
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the paper applies."""
        return ("REF-02", "REF-12", "REF-13", "EVA-01")

    def unit_of(self, capacite: str) -> str:
        """The titles of the units that hold a capacité, by its number; empty where none is known to."""
        return "\n".join(unit.named.title for unit in self.units if capacite in unit.capacites)


def referentiel_of(edition: Edition, _: Asked) -> ReferentielPaper:
    """A version of a référentiel, as it is printed."""
    certification, version = edition.certification, edition.version
    submitted = version.submission.on if version.submission is not None else None
    return ReferentielPaper(
        part=str(version.version),
        issuer=ExamCentre(name=BRANCH if certification.of_the_branch else certification.title),
        certification=edition.named,
        of_the_branch=certification.of_the_branch,
        blocs=bool(version.composition) and all(bloc_code(part.bloc) for part in version.composition),
        category=certification.category,
        level=certification.level,
        chambers=tuple(edition.chambers),
        version=version.version,
        dated=version.effective_on or submitted or edition.today,
        effective_on=version.effective_on,
        draft=version.draft,
        mission=version.mission,
        activities=version.activities,
        environment=version.environment,
        interactions=version.interactions,
        admissibility=version.admissibility,
        capacites=version.capacites,
        capacites_complete=version.capacites_complete,
        units=tuple(
            Unit(named=edition.bloc(part), optional=part.optional, capacites=part.capacites)
            for part in version.composition
        ),
        source=version.source,
        demonstration=version.demonstration or certification.demonstration,
    )
