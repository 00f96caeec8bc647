"""What is agreed on the evaluations of a dossier, as its viewer sees it (EVA-05)."""

from dataclasses import dataclass
from datetime import date

from resolvers.shared.context import Context
from rules.dossier.dossier import Dossier
from rules.dossier.lists import AgreedWith
from rules.referentiel.referentiel import EvaluationMode


@dataclass(frozen=True, slots=True)
class PlannedModeOf:
    """A mode beside the version of the référentiel that its number belongs to."""

    referentiel: str
    capacite: str | None
    bloc: str | None
    mode: EvaluationMode
    reason: str | None


@dataclass(frozen=True, slots=True)
class PlanOf:
    """The plan of a dossier, its modes findable."""

    modes: list[PlannedModeOf]
    agreed_with: AgreedWith
    sent_on: date
    recommendations: str | None
    project_due_on: date | None


def plan_of(_context: Context, dossier: Dossier) -> PlanOf | None:
    """The plan of a dossier; None before anything is agreed. A jury reads no mode before its last decision."""
    plan = dossier.plan
    if plan is None:
        return None
    modes = [PlannedModeOf(dossier.referentiel, **item.model_dump()) for item in plan.modes]
    return PlanOf(modes, plan.agreed_with, plan.sent_on, plan.recommendations, plan.project_due_on)
