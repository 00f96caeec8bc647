"""The day of the jury: attendance, decisions, signed minutes and their rectification (JUR-07 to JUR-13, CER-07)."""

from collections.abc import Sequence

from repositories.unit_of_work import UnitOfWork
from resolvers.dossier.evaluating import version_of
from resolvers.file.files import pieces as uploaded
from resolvers.shared.changing import change_session, given, number_key, president_problems, presides, write_session
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt, Options, perform, refused, revision_problems, shown
from rules.base.operation import Operation
from rules.base.outcome import Judged
from rules.base.problems import broken, not_found
from rules.dossier.dossier import Dossier
from rules.session import deliberation
from rules.session.attribution import piece_problems
from rules.session.deliberation import DecisionRequest, Sitting
from rules.session.session import PieceKind, Session
from rules.views.masks import dossier_view, unveiled

GivenPieces = Sequence[tuple[PieceKind, str | None, str]]
"""Pieces as typed: kind, qualification, key of the uploaded file."""


async def sign_attendance(
    context: Context, *, session: str, present: Sequence[str], pieces: GivenPieces, options: Options
) -> Attempt[Session]:
    """Records who was there; signed sheets may come with it or later (JUR-10)."""

    async def act(_unit: UnitOfWork, found: Session) -> Judged[Session]:
        made, problems = await uploaded(context, pieces)
        problems += president_problems(context, found, "JUR-10")
        problems += piece_problems(found, made, {PieceKind.ATTENDANCE_SHEET})
        result = deliberation.attend(found, present, made, context.today, context.now)
        return Judged(result.entity, (*problems, *result.problems), result.warnings)

    request = given(session, present=list(present), pieces=[_typed(piece) for piece in pieces])
    return await change_session(context, Operation.signAttendance, request, options, act)


async def record_decision(
    context: Context, *, dossier: str, request: DecisionRequest, options: Options
) -> Attempt[Dossier]:
    """Records the jury's decision on one candidate (JUR-07, JUR-11, JUR-12); the last unveils the names (JUR-08)."""
    last = False

    async def act(unit: UnitOfWork) -> Attempt[Dossier]:
        found = await unit.dossiers.by_number(number_key(dossier), scope=context.scope)
        if found is None:
            return refused([not_found("Ce dossier n’existe pas parmi les vôtres.", "dossier")])
        session = await unit.sessions.get(found.session) if found.session else None
        if session is None:
            text = "Ce candidat n’est présenté à aucun jury."
            return refused([*revision_problems(found, options), broken("JUR-19", text, "dossier")])
        certification = await unit.certifications.get(found.certification)
        assert certification is not None  # noqa: S101  (a dossier's certification is never removed)
        version = await version_of(unit, found)
        result = deliberation.decide(session, found, version, certification, request)
        faults = president_problems(context, session, "JUR-07")
        if problems := [*revision_problems(found, options), *faults, *result.problems]:
            return refused(problems)
        nonlocal last
        last = result.session is not None and unveiled(result.session)
        return _written(unit, result)

    attempt = await perform(
        context,
        Operation.recordDecision,
        given(dossier, request=request),
        options,
        act,
        lambda key: context.store.dossiers.get(key, scope=context.scope),
    )
    if last and not options.dry_run:
        await context.reseat()
    return shown(attempt, lambda found: dossier_view(context.viewer, found))


async def sign_minutes(
    context: Context, *, session: str, certifications: Sequence[str], pieces: GivenPieces, options: Options
) -> Attempt[Session]:
    """Signs the minutes of each qualification, or of those named (JUR-13, JUR-18)."""

    async def act(unit: UnitOfWork, found: Session) -> Judged[Session]:
        made, problems = await uploaded(context, pieces)
        problems += president_problems(context, found, "JUR-13")
        problems += piece_problems(found, made, {PieceKind.MINUTES})
        result = deliberation.sign_minutes(
            found,
            await unit.dossiers.of_session(found.id),
            certifications,
            made,
            context.today,
            by_president=presides(context, found),
        )
        return Judged(result.entity, (*problems, *result.problems), result.warnings)

    request = given(session, certifications=list(certifications), pieces=[_typed(piece) for piece in pieces])
    return await change_session(context, Operation.signMinutes, request, options, act)


async def rectify_minutes(
    context: Context, *, session: str, certification: str, text: str, signed_by: str, options: Options
) -> Attempt[Session]:
    """Corrects a clerical error beside signed minutes; no decision changes (CER-07)."""

    async def act(_unit: UnitOfWork, found: Session) -> Judged[Session]:
        problems = president_problems(context, found, "CER-07")
        result = deliberation.rectify(found, certification, text, signed_by, context.today)
        return Judged(result.entity, (*problems, *result.problems), result.warnings)

    request = given(session, certification=certification, text=text, signed_by=signed_by)
    return await change_session(context, Operation.rectifyMinutes, request, options, act)


def _written(unit: UnitOfWork, result: Sitting) -> Attempt[Dossier]:
    assert result.session is not None  # noqa: S101  (a judgement without a problem makes something)
    [changed] = result.dossiers
    write_session(unit, Operation.recordDecision, result.session, result.dossiers, result.warnings)
    return Attempt(changed.evolve(revision=changed.revision + 1), warnings=result.warnings)


def _typed(piece: tuple[PieceKind, str | None, str]) -> list[str | None]:
    kind, certification, file = piece
    return [kind.value, certification, file]
