"""The rules, as anyone may read them (PUB-01)."""

from resolvers.shared.context import Context
from resolvers.shared.errors import invalid_input
from rules.base.check import Check
from rules.base.problems import Problem
from rules.rulebook.rule import RULEBOOK, Rule, rule


async def rules(_context: Context, ids: list[str] | None = None) -> list[Rule]:
    """
    The rules of these identifiers, in the order asked; every rule when none is given.

    Raises INVALID_INPUT for an identifier that no rule has.
    """
    if ids is None:
        return list(RULEBOOK.values())
    try:
        return [rule(identifier) for identifier in ids[:500]]
    except KeyError as error:
        raise invalid_input(f"Aucune règle ne porte l’identifiant « {str(error.args[0])[:40]} ».") from None


def rule_of(_context: Context, named: Problem | Check) -> Rule | None:
    """The rule that a problem or a line of a checklist names."""
    return rule(named.rule) if named.rule is not None else None
