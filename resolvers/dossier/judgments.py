"""What the GTP said of a dossier, and what former juries had decided before it (GTP-01, GTP-07)."""

from dataclasses import dataclass
from datetime import date

from resolvers.referentiel import reading as referentiels
from resolvers.shared.context import Context
from rules.dossier.dossier import Again, Dossier, GtpVerdict, JuryDecision, Outcome
from rules.referentiel.referentiel import Bloc
from rules.session.session import Session


@dataclass(frozen=True, slots=True)
class VerdictOf:
    """A verdict beside the version of the référentiel that what it names belongs to."""

    referentiel: str
    on: date
    validated: bool | None
    reasons: str | None
    again: Again | None
    evaluations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgmentOf:
    """What a former jury decided, with the verdict that refused it."""

    session: str | None
    jury_on: date
    decision: JuryDecision
    outcome: Outcome
    verdict: VerdictOf


def verdict_of(_context: Context, dossier: Dossier) -> VerdictOf | None:
    """What the GTP decided last; None before."""
    return _verdict(dossier, dossier.verdict) if dossier.verdict is not None else None


def earlier_of(_context: Context, dossier: Dossier) -> list[JudgmentOf]:
    """What former juries decided, whose attribution the GTP refused, oldest first."""
    return [
        JudgmentOf(
            item.session,
            item.deliberation.jury_on,
            item.deliberation.decision,
            item.deliberation.outcome,
            _verdict(dossier, item.verdict),
        )
        for item in dossier.earlier
    ]


async def session_of(context: Context, judgment: JudgmentOf) -> Session | None:
    """The session of a former jury, where it exists for the viewer."""
    return await context.load.session.load(judgment.session) if judgment.session else None


async def capacites_of(context: Context, verdict: VerdictOf) -> list[referentiels.Capacite]:
    """The capacités that are evaluated again."""
    version = await context.load.referentiel.load(verdict.referentiel) if verdict.evaluations else None
    found = [referentiels.capacite(version, item) for item in verdict.evaluations] if version else []
    return [item for item in found if item is not None]


async def blocs_of(context: Context, verdict: VerdictOf) -> list[Bloc]:
    """The blocs that are evaluated again as a whole."""
    found = await context.load.bloc.load_many(list(verdict.evaluations))
    return [item for item in found if isinstance(item, Bloc)]


def _verdict(dossier: Dossier, verdict: GtpVerdict) -> VerdictOf:
    return VerdictOf(dossier.referentiel, **verdict.model_dump())
