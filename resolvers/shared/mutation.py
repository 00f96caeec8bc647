"""How every mutation runs: once per idempotency key, in one transaction, or judged only."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.former_keys import FORMER_FORMAT, former_digest
from resolvers.shared.watching import tell_refused
from rules.base.command import Command
from rules.base.digest import digest_of
from rules.base.entity import Entity, Value
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, ProblemCode, invalid, not_found
from rules.lives.life import Row
from rules.views.naming import changed_since

E = TypeVar("E", bound=Entity)

LONGEST_KEY = 200
_FORMAT = "poincon-input-2"


class Options(Value):
    """What every mutation accepts beside its own input."""

    idempotency_key: str | None = None
    dry_run: bool = False
    expected_revision: int | None = None


async def perform(
    context: Context,
    operation: Operation,
    command: Command,
    options: Options,
    act: Callable[[UnitOfWork], Awaitable[Refused | Done[E]]],
    find: Callable[[str], Awaitable[E | None]],
) -> Refused | Done[E]:
    """
    Runs `act` in one transaction and gives what it came to.

    `act` loads, judges and hands its writes to the unit of work; it may be run again when the store asks for it.
    `find` reads an entity back for a repeated idempotency key, whose first answer is given again and nothing written.
    Under `dry_run` the writes are dropped. A refusal writes nothing but its own record under the key, whose digest is
    taken over what was given; a key recorded by an earlier version answers to the digest of its time.
    """
    if problem := _bad_key(options.idempotency_key):
        return Refused((problem,))
    keyed = options.idempotency_key if not options.dry_run else None
    digest = digest_of(_FORMAT, command.given() | {"revision": options.expected_revision})

    async def work(unit: UnitOfWork) -> Refused | Done[E]:
        if keyed is not None:
            known = await unit.answer(context.viewer.keys, keyed)
            if known is not None:
                own = former_digest(context, operation, command, options) if known.form == FORMER_FORMAT else digest
                return await _again((known.operation, known.digest) == (operation.value, own), known.answer)
        outcome = await act(unit)
        if options.dry_run or outcome.problems:
            unit.discard()
        if keyed is not None:
            unit.remember(context.viewer.keys, keyed, operation.value, digest, _recorded(outcome), _FORMAT)
        return outcome

    async def _again(same: bool, answer: dict[str, Any]) -> Refused | Done[E]:
        if not same:
            return Refused((_REUSED,))
        entity = await find(answer["entity"]) if answer["entity"] is not None else None
        if entity is None:
            told = tuple(Problem.model_validate(item) for item in answer["problems"])
            return Refused(told or (_GONE,))
        return Done(entity, warnings=tuple(Problem.model_validate(item) for item in answer["warnings"]))

    kin = f"{operation.value}/{context.viewer.organisation}" if not options.dry_run else ""
    outcome = await context.store.transact(work, **context.stamp, kin=kin)
    context.forget()
    tell_refused(context.viewer, operation, () if options.dry_run else outcome.problems)
    return outcome


def written(unit: UnitOfWork, row: Row, done: Done[E]) -> Done[E]:
    """Hands every entity changed to the unit of work, each with its event; the outcome with its entity as written."""
    rules = row.event_rules(done)

    def event(entity: Entity, facts: Any) -> EventDraft:
        return EventDraft(action=row.operation, facts={**row.facts_of(entity), **facts}, rules=rules)

    for change in done.others:
        _save(unit, change.entity, event(change.entity, change.facts))
    return replace(done, entity=_save(unit, done.entity, event(done.entity, done.facts)))


def revision_problems(entity: Entity, options: Options) -> list[Problem]:
    """A CONFLICT when the client expected another revision of the entity."""
    if options.expected_revision in {None, entity.revision}:
        return []
    return [
        Problem(
            code=ProblemCode.CONFLICT,
            message=changed_since(entity),
            path=("expectedRevision",),
            current_revision=entity.revision,
        )
    ]


def current(entity: Entity, options: Options, outcome: Refused | Done[E]) -> Refused | Done[E]:
    """The outcome, refused too where the client expected another revision of the entity."""
    stale = revision_problems(entity, options)
    return Refused((*stale, *outcome.problems)) if stale else outcome


def shown(outcome: Refused | Done[E], view: Callable[[E], E]) -> Refused | Done[E]:
    """The outcome with the viewer's view of its entity."""
    if isinstance(outcome, Refused):
        return outcome
    return replace(outcome, entity=view(outcome.entity))


def _save(unit: UnitOfWork, entity: E, event: EventDraft) -> E:
    return unit.insert(entity, event) if entity.revision == 0 else unit.update(entity, event)


_GONE = not_found("Ce que cette clé a écrit n’existe plus pour vous.", "idempotencyKey")
_REUSED = Problem(
    code=ProblemCode.IDEMPOTENCY_KEY_REUSED,
    message="Cette clé d’idempotence a déjà servi pour une autre demande : choisissez-en une nouvelle.",
    path=("idempotencyKey",),
)


def _bad_key(key: str | None) -> Problem | None:
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
        return invalid(f"Une clé d’idempotence compte 1 à {LONGEST_KEY} caractères imprimables.", "idempotencyKey")
    return None


def _recorded(outcome: Refused | Done[E]) -> dict[str, Any]:
    return {
        "entity": outcome.entity.id if outcome.entity is not None else None,
        "problems": [problem.model_dump(mode="json") for problem in outcome.problems],
        "warnings": [warning.model_dump(mode="json") for warning in outcome.warnings],
    }
