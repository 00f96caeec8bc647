"""How an operation changes a session or a dossier: loaded in the viewer's scope, judged, written, and shown."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt, Options, perform, refused, revision_problems, shown
from rules.access.viewer import Role
from rules.base.entity import Value
from rules.base.event import EventDraft, Fact
from rules.base.operation import Operation
from rules.base.outcome import Judged
from rules.base.problems import Problem, broken, not_found
from rules.dossier.dossier import Dossier
from rules.lives.states import DOSSIER_STEPS, SESSION_STEPS
from rules.session.deliberation import Sitting
from rules.session.session import Session
from rules.views.masks import dossier_view, session_view

OnSession = Callable[[UnitOfWork, Session], Awaitable[Sitting | Judged[Session]]]
OnDossier = Callable[[UnitOfWork, Dossier], Awaitable[Judged[Dossier]]]


class Given(Value):
    """What an idempotency key stands for: the whole of the input."""

    subject: str
    content: Mapping[str, Any] = {}


def number_key(number: str) -> str:
    """A number as it is stored, blanks and case forgiven."""
    return "".join(number.split()).upper()[:100]


def given(subject: str, **content: Any) -> Given:
    """An input for its idempotency key; values of rules/ are taken by their content."""
    return Given(subject=subject, content={name: _plain(value) for name, value in content.items()})


async def change_session(
    context: Context, operation: Operation, request: Given, options: Options, act: OnSession
) -> Attempt[Session]:
    """Changes the session of this number, and the dossiers that move with it, in one transaction."""

    async def work(unit: UnitOfWork) -> Attempt[Session]:
        session = await unit.sessions.by_number(number_key(request.subject), scope=context.scope)
        if session is None:
            return refused([not_found("Cette session n’existe pas parmi les vôtres.", "session")])
        result = await act(unit, session)
        made = result.session if isinstance(result, Sitting) else result.entity
        if problems := [*revision_problems(session, options), *result.problems]:
            return refused(problems)
        assert made is not None  # noqa: S101  (a judgement without a problem makes something)
        moved = result.dossiers if isinstance(result, Sitting) else ()
        stored = write_session(unit, operation, made, moved, result.warnings)
        return Attempt(stored, warnings=result.warnings)

    attempt = await perform(
        context, operation, request, options, work, lambda key: context.store.sessions.get(key, scope=context.scope)
    )
    return shown(attempt, lambda found: session_view(context.viewer, found))


async def change_dossier(
    context: Context, operation: Operation, request: Given, options: Options, act: OnDossier
) -> Attempt[Dossier]:
    """Changes the dossier of this number in one transaction."""

    async def work(unit: UnitOfWork) -> Attempt[Dossier]:
        dossier = await unit.dossiers.by_number(number_key(request.subject), scope=context.scope)
        if dossier is None:
            return refused([not_found("Ce dossier n’existe pas parmi les vôtres.", "dossier")])
        result = await act(unit, dossier)
        if problems := [*revision_problems(dossier, options), *result.problems]:
            return refused(problems)
        assert result.entity is not None  # noqa: S101  (a judgement without a problem makes something)
        stored = unit.update(result.entity, draft(operation, result.warnings, number=dossier.number))
        return Attempt(stored, warnings=result.warnings)

    attempt = await perform(
        context, operation, request, options, work, lambda key: context.store.dossiers.get(key, scope=context.scope)
    )
    return shown(attempt, lambda found: dossier_view(context.viewer, found))


def write_session(
    unit: UnitOfWork,
    operation: Operation,
    session: Session,
    dossiers: Iterable[Dossier],
    warnings: Iterable[Problem] = (),
) -> Session:
    """Hands a session and the dossiers that move with it to the unit of work; the session at its next revision."""
    warned = tuple(warnings)
    for dossier in dossiers:
        unit.update(dossier, draft(operation, warned, number=dossier.number, session=session.number))
    return unit.update(session, draft(operation, warned, number=session.number, status=session.status.value))


def draft(operation: Operation, warnings: Iterable[Problem] = (), **facts: Fact) -> EventDraft:
    """The event of an operation: its facts, the rule behind it and those warned of."""
    step = SESSION_STEPS.get(operation) or DOSSIER_STEPS.get(operation)
    rules = ((step.rule,) if step else ()) + tuple(warning.rule for warning in warnings if warning.rule)
    return EventDraft(action=operation, facts=facts, rules=tuple(dict.fromkeys(rules)))


def presides(context: Context, session: Session) -> bool:
    """Whether the viewer's account is that of the session's president."""
    president = session.president
    return president is not None and president.account is not None and president.account == context.viewer.subject


def president_problems(context: Context, session: Session, rule: str) -> list[Problem]:
    """A refusal for an account that is a jury's without being its president's (JUR-07, JUR-13)."""
    if Role.CENTRE in context.viewer.roles or presides(context, session):
        return []
    return [broken(rule, "Seul le président de ce jury, ou son centre d’examen, fait cela.")]


def _plain(value: Any) -> Any:
    if isinstance(value, Value):
        return value.model_dump(mode="json")
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
