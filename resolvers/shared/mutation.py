"""How every mutation runs: once per idempotency key, in one transaction, or judged only."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from rules.base.digest import digest_of
from rules.base.entity import Entity, Value
from rules.base.operation import Operation
from rules.base.problems import Problem, ProblemCode, invalid

E = TypeVar("E", bound=Entity)

LONGEST_KEY = 200
_DIGEST_FORMAT = "poincon-input-1"


class Options(Value):
    """What every mutation accepts beside its own input."""

    idempotency_key: str | None = None
    dry_run: bool = False
    expected_revision: int | None = None


@dataclass(frozen=True)
class Attempt(Generic[E]):
    """What a mutation came to: the entity, or every reason why not; warnings beside a success."""

    entity: E | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


async def perform(
    context: Context,
    operation: Operation,
    request: Value,
    options: Options,
    act: Callable[[UnitOfWork], Awaitable[Attempt[E]]],
    find: Callable[[str], Awaitable[E | None]],
) -> Attempt[E]:
    """
    Runs `act` in one transaction and gives what it came to.

    `act` loads, judges and hands its writes to the unit of work; it may be run again when the store asks for it.
    `find` reads an entity back for a repeated idempotency key, whose first answer is given again and nothing written.
    Under `dry_run` the writes are dropped. A refusal writes nothing but its own record under the key.
    """
    if problem := _bad_key(options.idempotency_key):
        return Attempt(problems=(problem,))
    digest = digest_of(_DIGEST_FORMAT, request.model_dump(mode="json") | {"revision": options.expected_revision})

    async def work(unit: UnitOfWork) -> Attempt[E]:
        if options.idempotency_key is not None and not options.dry_run:
            known = await unit.answer(context.viewer.actor, options.idempotency_key)
            if known is not None:
                return await _again(known.operation, known.digest, known.answer)
        attempt = await act(unit)
        if options.dry_run or attempt.problems:
            unit.discard()
        if options.idempotency_key is not None and not options.dry_run:
            unit.remember(context.viewer.actor, options.idempotency_key, operation.value, digest, _recorded(attempt))
        return attempt

    async def _again(known_operation: str, known_digest: str, answer: dict[str, Any]) -> Attempt[E]:
        if (known_operation, known_digest) != (operation.value, digest):
            return Attempt(problems=(_REUSED,))
        entity = await find(answer["entity"]) if answer["entity"] is not None else None
        return Attempt(
            entity=entity,
            problems=tuple(Problem.model_validate(item) for item in answer["problems"]),
            warnings=tuple(Problem.model_validate(item) for item in answer["warnings"]),
        )

    attempt = await context.store.transact(work, actor=context.viewer.actor, on=context.today, at=context.now)
    context.forget()
    return attempt


def conflict(current: int) -> Problem:
    """The entity has changed since the client read it."""
    return Problem(
        code=ProblemCode.CONFLICT,
        message="L’objet a changé depuis que vous l’avez lu : relisez-le avant de recommencer.",
        path=("expectedRevision",),
        current_revision=current,
    )


def revision_problems(entity: Entity, options: Options) -> list[Problem]:
    """A CONFLICT when the client expected another revision of the entity."""
    if options.expected_revision in {None, entity.revision}:
        return []
    return [conflict(entity.revision)]


def refused(problems: list[Problem]) -> Attempt[Any]:
    """An attempt that came to nothing, with every reason."""
    return Attempt(problems=tuple(problems))


def shown(attempt: Attempt[E], view: Callable[[E], E]) -> Attempt[E]:
    """The attempt with the viewer's view of its entity."""
    return replace(attempt, entity=view(attempt.entity)) if attempt.entity is not None else attempt


_REUSED = Problem(
    code=ProblemCode.IDEMPOTENCY_KEY_REUSED,
    message="Cette clé d’idempotence a déjà servi pour une autre demande : choisissez-en une nouvelle.",
    path=("idempotencyKey",),
)


def _bad_key(key: str | None) -> Problem | None:
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
        return invalid(f"Une clé d’idempotence compte 1 à {LONGEST_KEY} caractères imprimables.", "idempotencyKey")
    return None


def _recorded(attempt: Attempt[E]) -> dict[str, Any]:
    return {
        "entity": attempt.entity.id if attempt.entity is not None else None,
        "problems": [problem.model_dump(mode="json") for problem in attempt.problems],
        "warnings": [warning.model_dump(mode="json") for warning in attempt.warnings],
    }
