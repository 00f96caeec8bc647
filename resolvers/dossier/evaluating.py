"""What happens to a dossier before its jury: planned, evaluated, withdrawn, moved to another centre."""

from collections.abc import Sequence

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.changing import change_dossier, draft, given, number_key, write_session
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.mutation import Attempt, Options, perform, refused, revision_problems, shown
from rules.access.scope import EVERYTHING
from rules.base.operation import Operation
from rules.base.outcome import Judged
from rules.base.problems import not_found
from rules.dossier import evaluation, transfer
from rules.dossier.dossier import CompanyOpinion, Dossier, EvaluationPlan, Evaluator
from rules.dossier.evaluation import Result
from rules.dossier.holdings import Holding, holdings_of, in_version
from rules.referentiel.referentiel import Referentiel
from rules.session import deliberation
from rules.views.masks import dossier_view


async def plan_evaluation(
    context: Context,
    *,
    dossier: str,
    plan: EvaluationPlan,
    compensation: str | None,
    tutor: str | None,
    options: Options,
) -> Attempt[Dossier]:
    """Agrees on the evaluations and sends them to the centre de ressources (EVA-01, EVA-02, EVA-05, EVA-07)."""

    async def act(unit: UnitOfWork, found: Dossier) -> Judged[Dossier]:
        version = await version_of(unit, found)
        return evaluation.plan(found, version, plan, compensation, tutor, context.today)

    request = given(dossier, plan=plan, compensation=compensation, tutor=tutor)
    return await change_dossier(context, Operation.planEvaluation, request, options, act)


async def name_commission(
    context: Context, *, dossier: str, members: Sequence[Evaluator], options: Options
) -> Attempt[Dossier]:
    """Names the commission d'évaluation (EVA-04)."""

    async def act(_unit: UnitOfWork, found: Dossier) -> Judged[Dossier]:
        return evaluation.name_commission(found, members)

    return await change_dossier(context, Operation.nameCommission, given(dossier, members=members), options, act)


async def record_evaluation(
    context: Context, *, dossier: str, results: Sequence[Result], options: Options
) -> Attempt[Dossier]:
    """Records the results of a sitting (EVA-06), some of them kept from an earlier dossier (INS-08)."""

    async def act(unit: UnitOfWork, found: Dossier) -> Judged[Dossier]:
        version = await version_of(unit, found)
        carried = any(line.carried_from is not None for line in results)
        kept = await _kept(unit, found, version) if carried else []
        return evaluation.record(found, version, results, kept, context.today)

    return await change_dossier(context, Operation.recordEvaluation, given(dossier, results=results), options, act)


async def record_opinion(
    context: Context, *, dossier: str, opinion: CompanyOpinion, options: Options
) -> Attempt[Dossier]:
    """Records the company's opinion (EVA-03)."""

    async def act(_unit: UnitOfWork, found: Dossier) -> Judged[Dossier]:
        return evaluation.record_opinion(found, opinion, context.today)

    return await change_dossier(context, Operation.recordCompanyOpinion, given(dossier, opinion=opinion), options, act)


async def withdraw(context: Context, *, dossier: str, reason: str, options: Options) -> Attempt[Dossier]:
    """Gives a dossier up; a session that was to judge it no longer does."""

    async def act(unit: UnitOfWork, found: Dossier) -> Judged[Dossier]:
        result = transfer.withdraw(found, reason, context.today)
        if result.entity is not None and found.session is not None:
            session = await unit.sessions.get(found.session)
            if session is not None:
                write_session(unit, Operation.withdrawDossier, deliberation.without(session, found), ())
        return result

    return await change_dossier(context, Operation.withdrawDossier, given(dossier, reason=reason), options, act)


async def transfer_dossier(
    context: Context, *, dossier: str, centre: str | None, reason: str | None, options: Options
) -> Attempt[Dossier]:
    """Proposes a dossier to another centre, or accepts one that was proposed to the viewer's (PRD-02)."""
    own = context.viewer.organisation

    async def act(unit: UnitOfWork) -> Attempt[Dossier]:
        found = await unit.dossiers.by_number(number_key(dossier), scope=EVERYTHING)
        if found is None or own is None or not transfer.concerns(found, own):
            return refused([not_found("Ce dossier n’existe pas parmi les vôtres.", "dossier")])
        target = await unit.organisations.get((centre or "").strip().upper()) if centre else None
        result = transfer.move(found, own, target, centre, reason, context.today)
        if problems := [*revision_problems(found, options), *result.problems]:
            return refused(problems)
        assert result.entity is not None  # noqa: S101  (a judgement without a problem makes something)
        facts = draft(Operation.transferDossier, (), number=found.number, centre=result.entity.exam_centre)
        if result.entity.exam_centre != found.exam_centre:
            person = await unit.candidates.get(found.candidate)
            if person is not None:
                unit.update(person.evolve(centres=tuple(dict.fromkeys((*person.centres, own)))), facts)
        return Attempt(unit.update(result.entity, facts), warnings=result.warnings)

    attempt = await perform(
        context,
        Operation.transferDossier,
        given(dossier, centre=centre, reason=reason),
        options,
        act,
        lambda key: context.store.dossiers.get(key, scope=context.scope),
    )
    return shown(attempt, lambda found: dossier_view(context.viewer, found))


async def version_of(unit: UnitOfWork, dossier: Dossier) -> Referentiel:
    """The version that a dossier pins (REF-07). Raises INTERNAL when the store has lost it."""
    found = await unit.referentiels.get(dossier.referentiel)
    if found is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Le référentiel du dossier {dossier.number} manque dans le magasin.")
    return found


async def _kept(unit: UnitOfWork, dossier: Dossier, version: Referentiel) -> list[Holding]:
    """What earlier juries left to the candidate of the same certification, in the terms of this version (INS-08)."""
    earlier = [
        item
        for item in await unit.dossiers.of_candidate(dossier.candidate)
        if item.id != dossier.id and item.certification == dossier.certification
    ]
    versions = await unit.referentiels.get_many(item.referentiel for item in earlier)
    return [
        holding
        for item in earlier
        for holding in in_version(holdings_of(item, versions[item.referentiel]), versions[item.referentiel], version)
    ]
