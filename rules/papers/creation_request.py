"""
The request of a creation or of a revision, with its rapport d'opportunité (REF-02).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 1, and annex 1.
The projet de référentiel that goes with it is a paper of its own (rules.papers.referentiel).
"""

from datetime import date

from pydantic import Field

from rules.base.entity import Value
from rules.base.problems import broken, invalid
from rules.papers.asked import Asked, Unfit
from rules.papers.attribution_request import GTP_SECRETARIAT
from rules.papers.common import CentreSignatory, ExamCentre, Named, Paper, Recipient, head_of
from rules.papers.edition import Edition
from rules.referentiel.opportunity import RUBRICS_OF, SubmissionNature, missing_rubrics


class Rubric(Value):
    """One rubric of the rapport d'opportunité: what it is about, and what it says."""

    title: str
    text: str


class CreationRequest(Paper):
    """The letter to the GTP's secretariat, with the report, dated of the day the projet was submitted."""

    centre: ExamCentre
    """The chamber that asks."""
    nature: SubmissionNature
    written_on: date
    addressee: Recipient = GTP_SECRETARIAT
    certification: Named
    category: str | None = None
    level: int | None = None
    version: int
    """The rank of the projet de référentiel that goes with it."""
    rubrics: tuple[Rubric, ...] = Field(min_length=1)
    missing: tuple[str, ...] = ()
    """The rubrics that the report does not say yet."""
    signatory: CentreSignatory
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        return ("REF-01", "REF-02") if self.nature is SubmissionNature.CREATION else ("REF-02", "REF-14")


def creation_request_of(edition: Edition, asked: Asked) -> CreationRequest:
    """The letter. Raises Unfit for a version that no chamber asked the GTP to decide, or without its report."""
    version, chamber, submission = edition.version, edition.submitter, edition.version.submission
    if submission is None or submission.nature is SubmissionNature.COMPLETION:
        text = "Cette version n’est pas un projet : seuls une création et une révision se demandent au GTP."
        raise Unfit(broken("REF-02", text, "part"))
    if chamber is None:
        text = "Ce projet est déposé par le GTP lui-même : aucune UIMM n’en fait la demande."
        raise Unfit(invalid(text, "part"))
    said = submission.report.model_dump() if submission.report is not None else {}
    rubrics = tuple(
        Rubric(title=title, text=said[name])
        for name, title in RUBRICS_OF[submission.nature].items()
        if isinstance(said.get(name), str)
    )
    if not rubrics:
        text = (
            "Aucun rapport d’opportunité de ce projet n’est écrit, ou ne vous est ouvert : l’UIMM qui le demande le "
            "dépose (submitReferentiel, report)."
        )
        raise Unfit(broken("REF-02", text, "part"))
    certification = edition.certification
    return CreationRequest(
        part=str(version.version),
        centre=head_of(chamber),
        nature=submission.nature,
        written_on=submission.on,
        certification=edition.named,
        category=certification.category,
        level=certification.level,
        version=version.version,
        rubrics=rubrics,
        missing=tuple(missing_rubrics(submission)),
        signatory=asked.for_the_centre,
        demonstration=chamber.demonstration or certification.demonstration,
    )
