"""Why a mutation is refused, or what it warns of."""

from datetime import date

from rules.base.entity import Value
from rules.base.worded import Worded


class ProblemCode(Worded):
    """The closed list of the reasons why a mutation is refused."""

    RULE = "RULE", "Une règle s’y oppose ; elle est nommée."
    INVALID_INPUT = "INVALID_INPUT", "Une valeur ne peut pas être ce qu’elle prétend être."
    NOT_FOUND = "NOT_FOUND", "Ce qui est désigné n’existe pas pour vous."
    CONFLICT = "CONFLICT", "L’objet a changé entre-temps ; sa révision actuelle est donnée."
    DUPLICATE = "DUPLICATE", "L’objet existe déjà."
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED", "Cette clé d’idempotence a servi pour une autre demande."


class Problem(Value):
    """
    One reason why a mutation was refused, or a warning beside a success.

    `message` is a complete French sentence, ready to show. `path` says where in the input, empty for the whole;
    its names are those of the API (camelCase). `rule` is the rule's identifier, set when the code is RULE.
    """

    code: ProblemCode
    message: str
    path: tuple[str, ...] = ()
    rule: str | None = None
    earliest_date: date | None = None
    latest_date: date | None = None
    current_revision: int | None = None


def broken(rule: str, message: str, *path: str, earliest: date | None = None, latest: date | None = None) -> Problem:
    """A problem that names the rule it comes from."""
    return Problem(
        code=ProblemCode.RULE, message=message, path=path, rule=rule, earliest_date=earliest, latest_date=latest
    )


def invalid(message: str, *path: str) -> Problem:
    """A value of the input that cannot be what it claims to be."""
    return Problem(code=ProblemCode.INVALID_INPUT, message=message, path=path)


def not_found(message: str, *path: str) -> Problem:
    """A reference of the input to something that does not exist for this viewer."""
    return Problem(code=ProblemCode.NOT_FOUND, message=message, path=path)


def duplicate(message: str, *path: str) -> Problem:
    """What is asked for is already there."""
    return Problem(code=ProblemCode.DUPLICATE, message=message, path=path)
