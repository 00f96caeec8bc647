"""What is agreed on the evaluations of a dossier, as its viewer sees it (EVA-05)."""

from dataclasses import dataclass
from datetime import date

from resolvers.referentiel.reading import Capacite, capacite
from resolvers.shared.context import Context
from rules.dossier.dossier import Dossier
from rules.dossier.lists import AgreedWith
from rules.referentiel.referentiel import Bloc, EvaluationMode


@dataclass(frozen=True, slots=True)
class PlannedModeOf:
    """A mode beside the version of the référentiel that its number belongs to."""

    referentiel: str
    capacite: str | None
    bloc: str | None
    mode: EvaluationMode
    reason: str | None


@dataclass(frozen=True, slots=True)
class SittingOf:
    """A sitting, its capacités and blocs findable; none where it is of everything planned."""

    referentiel: str
    on: date
    time: str | None
    place: str
    items: tuple[str, ...]
    bring: str | None


@dataclass(frozen=True, slots=True)
class PlanOf:
    """The plan of a dossier, its modes findable."""

    modes: list[PlannedModeOf]
    agreed_with: AgreedWith
    sent_on: date
    recommendations: str | None
    project_due_on: date | None
    sittings: list[SittingOf]


def plan_of(_context: Context, dossier: Dossier) -> PlanOf | None:
    """The plan of a dossier; None before anything is agreed. A jury reads no mode before its last decision."""
    plan = dossier.plan
    if plan is None:
        return None
    modes = [PlannedModeOf(dossier.referentiel, **item.model_dump()) for item in plan.modes]
    sittings = [SittingOf(dossier.referentiel, **item.model_dump()) for item in plan.sittings]
    return PlanOf(modes, plan.agreed_with, plan.sent_on, plan.recommendations, plan.project_due_on, sittings)


async def capacites_of(context: Context, sitting: SittingOf) -> list[Capacite]:
    """The capacités that a sitting evaluates."""
    version = await context.load.referentiel.load(sitting.referentiel)
    known = [capacite(version, number) for number in sitting.items] if version is not None else []
    return [item for item in known if item is not None]


async def blocs_of(context: Context, sitting: SittingOf) -> list[Bloc]:
    """The blocs that a sitting evaluates as a whole."""
    blocs = await context.load.bloc.load_many(list(sitting.items))
    return [bloc for bloc in blocs if bloc is not None]
