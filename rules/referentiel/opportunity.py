"""What comes with a submitted référentiel: who asks for what, and the rapport d'opportunité (REF-02)."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from rules.base.command import Part
from rules.base.entity import Value
from rules.base.worded import Worded


class SubmissionNature(Worded):
    """What a submission is: the first two are decided by the GTP, the last only fills blanks."""

    CREATION = "CREATION", "Projet d’une création demandée, que le GTP décide (REF-01, REF-06)."
    REVISION = "REVISION", "Projet de révision, que le GTP décide (REF-06, REF-14)."
    COMPLETION = (
        "COMPLETION",
        "Complément : comble ce qui manque à la version en vigueur sans rien y changer (REF-12, REF-13).",
    )


class OpportunityReport(Part):
    """The rapport d'opportunité, rubric by rubric; None where a rubric is not written yet."""

    says = "Le rapport d’opportunité ; ses rubriques peuvent venir plus tard, dans un autre dépôt (REF-02)."

    needs: str | None = Field(default=None, description="Besoins des entreprises.")
    jobs: str | None = Field(default=None, description="Perspectives d’emploi et caractéristiques des emplois.")
    position: str | None = Field(default=None, description="Place parmi les diplômes, titres et CQPM qui existent.")
    publics: str | None = Field(default=None, description="Publics et flux estimés.")
    activities_analysis: str | None = Field(default=None, description="Analyse des activités.")
    grouping_analysis: str | None = Field(default=None, description="Analyse du regroupement des capacités.")
    history: str | None = Field(default=None, description="Historique, pour une révision.")
    differences: str | None = Field(
        default=None, description="Écarts entre anciennes et nouvelles capacités, pour une révision."
    )
    cncp_requested_on: date | None = Field(
        default=None, description="Jour où l’avis de la CNCP a été demandé, pour une création."
    )


class Submission(Value):
    """Who submitted a version, when and why; its report is for those who instruct it."""

    nature: SubmissionNature
    on: date
    organisation: str | None = None
    """Code of the chamber that submitted it; None for the GTP itself (REF-14)."""
    centres: tuple[str, ...] = ()
    """Codes of the chambers that may read the projet and its report."""
    completes: str | None = None
    """Identifier of the version whose blanks it fills."""
    report: OpportunityReport | None = None


RUBRICS: Mapping[str, str] = {
    "needs": "les besoins des entreprises",
    "jobs": "les perspectives d’emploi",
    "position": "la place parmi les autres certifications",
    "publics": "les publics et les flux",
    "activities_analysis": "l’analyse des activités",
    "grouping_analysis": "l’analyse du regroupement des capacités",
}
"""The rubrics of every report, by field, as a sentence names them (REF-02)."""
RUBRICS_OF: Mapping[SubmissionNature, Mapping[str, str]] = {
    SubmissionNature.CREATION: {**RUBRICS, "cncp_requested_on": "la demande d’avis à la CNCP"},
    SubmissionNature.REVISION: {
        "history": "l’historique de la certification",
        **RUBRICS,
        "differences": "les écarts entre anciennes et nouvelles capacités",
    },
    SubmissionNature.COMPLETION: {},
}
"""What each nature of submission asks of its report (REF-02)."""


def missing_rubrics(submission: Submission) -> list[str]:
    """What the report does not say yet, as a sentence names it, in the order of the rule (REF-02)."""
    report = submission.report or OpportunityReport()
    return [name for field, name in RUBRICS_OF[submission.nature].items() if getattr(report, field) is None]
