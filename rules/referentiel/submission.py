"""
Submitting a référentiel: what is typed, the facts beside which it is judged, and the version it makes.

Two things are told apart. A creation or a revision is a projet: it is kept as a draft that no dossier may follow until
the GTP decides (REF-06). A completion only fills what the version in force leaves blank (REF-12 and REF-13 let
imported référentiels in with what they lack): it decides nothing, so it counts at once, from the day of that version.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.base.entity import Value
from rules.base.text import paragraphs, squeezed
from rules.certification.certification import Certification
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.referentiel.commands import ProposedCapacite, SubmitReferentiel
from rules.referentiel.opportunity import OpportunityReport, Submission, SubmissionNature
from rules.referentiel.referentiel import Bloc, Capacite, EvaluationMode, Referentiel, newest

CHAMBERS = frozenset({OrganisationKind.UIMM, OrganisationKind.UIMM_TERRITORIALE})
LINES = ("mission", "source")
TEXTS = ("environment", "interactions", "admissibility")


class Submitting(Value):
    """The request, cleaned, beside everything the rules need to judge it."""

    request: SubmitReferentiel
    certification: Certification
    versions: tuple[Referentiel, ...]
    """Every version of the certification's référentiel, projets included, in any order."""
    blocs: Mapping[str, Bloc]
    """The blocs that the request names by code and the store knows, by look-up key."""
    organisation: Organisation | None
    """The chamber on whose behalf a centre de ressources submits; None for the GTP itself."""
    gtp: bool
    today: date

    @property
    def base(self) -> Referentiel:
        """The version that a completion fills in, blank where none is known."""
        code = self.certification.code
        return newest(self.versions) or Referentiel(id=f"{code}@1", certification=code, version=1)

    @property
    def number(self) -> int:
        """The next version's number. The first is left to what the public sources say, even before they say it."""
        return max((version.version for version in self.versions), default=1) + 1

    @property
    def completion(self) -> bool:
        """Whether it only fills blanks."""
        return self.request.nature is SubmissionNature.COMPLETION


def cleaned(request: SubmitReferentiel) -> SubmitReferentiel:
    """The request as it is kept: blanks squeezed, evaluation modes once each and in their order (EVA-01)."""
    report = request.report
    return request.evolve(
        **{name: _kept(getattr(request, name), squeezed) for name in LINES},
        **{name: _kept(getattr(request, name), paragraphs) for name in TEXTS},
        activities=tuple(squeezed(item) for item in request.activities),
        capacites=tuple(_clean_capacite(item) for item in request.capacites),
        composition=tuple(
            part.evolve(
                code=_kept(part.code, squeezed),
                title=_kept(part.title, squeezed),
                capacites=tuple(squeezed(number) for number in part.capacites),
            )
            for part in request.composition
        ),
        report=report and report.evolve(**_clean_report(report)),
    )


def submitted(submitting: Submitting, fields: Mapping[str, Any]) -> Referentiel:
    """The version that a submission without problems makes; `fields` is what it says."""
    request, base = submitting.request, submitting.base
    organisation = submitting.organisation.code if submitting.organisation else None
    effective_on = (base.effective_on or request.effective_on) if submitting.completion else None
    known = any(version.id == base.id for version in submitting.versions)
    return Referentiel(
        id=f"{submitting.certification.code}@{submitting.number}",
        certification=submitting.certification.code,
        version=submitting.number,
        effective_on=effective_on,
        source=request.source,
        draft=not submitting.completion,
        submission=Submission(
            nature=request.nature,
            on=submitting.today,
            organisation=organisation,
            centres=tuple(
                sorted({*submitting.certification.resource_centres, *([organisation] if organisation else ())})
            ),
            completes=base.id if submitting.completion and known else None,
            report=request.report,
        ),
        **fields,
    )


def blocs_of(version: Referentiel, known: Mapping[str, Bloc]) -> list[Bloc]:
    """
    The blocs that a version makes or joins, as they are to be; none for a projet, which changes nothing yet (REF-06).

    `known` holds the blocs of its composition that the store has, by code.
    """
    if version.draft:
        return []
    changed = []
    for part in version.composition:
        bloc = known.get(part.bloc) or Bloc(id=part.bloc, code=part.bloc, title=part.title or part.bloc)
        certifications = tuple(sorted({*bloc.certifications, version.certification}))
        if certifications != bloc.certifications:
            changed.append(bloc.evolve(certifications=certifications))
    return changed


def proposed_capacite(item: ProposedCapacite) -> Capacite:
    """A capacité as a version says it, from a request without problems."""
    return Capacite(
        number=item.number, title=item.title or "", conditions=item.conditions, criteria=item.criteria, modes=item.modes
    )


def _clean_capacite(item: ProposedCapacite) -> ProposedCapacite:
    return ProposedCapacite(
        number=squeezed(item.number),
        title=_kept(item.title, squeezed),
        conditions=_kept(item.conditions, paragraphs),
        criteria=tuple(squeezed(criterion) for criterion in item.criteria),
        modes=tuple(mode for mode in EvaluationMode if mode in item.modes),
    )


def _clean_report(report: OpportunityReport) -> dict[str, Any]:
    return {
        name: paragraphs(value) if isinstance(value := getattr(report, name), str) else value
        for name in OpportunityReport.model_fields
    }


def _kept(text: str | None, clean: Any) -> str | None:
    """The text, cleaned; what is not given stays so."""
    return clean(text) if text is not None else None
