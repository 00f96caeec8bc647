"""Dossiers found by what their viewer calls them: a number, or the seat of a session that hides the names (JUR-08)."""

from repositories.dossier import Dossiers
from resolvers.shared.context import Context
from rules.access.scope import EVERYTHING, Scope, seats_of
from rules.access.viewer import Role
from rules.base.text import number_key
from rules.dossier.dossier import Dossier
from rules.views.masks import proposed_to, veiled


async def by_number(dossiers: Dossiers, context: Context, number: str) -> Dossier | None:
    """The dossier of this number, blanks and case forgiven, or of this seat; None where the viewer has none."""
    key = number_key(number)
    held = await dossiers.by_number(key, scope=context.scope)
    seats = seats_of(context.scope).sessions
    if held is not None or not seats:
        return held
    return (await dossiers.by_seats([key], seats)).get(key)


async def held_or_proposed(dossiers: Dossiers, context: Context, number: str) -> Dossier | None:
    """The same, or one that another centre proposes to the viewer's (PRD-02)."""
    held = await by_number(dossiers, context, number)
    if held is not None or Role.CENTRE not in context.viewer.roles:
        return held
    proposed = await dossiers.by_number(number_key(number), scope=EVERYTHING)
    viewer = context.viewer
    return proposed if proposed and proposed_to(viewer, proposed) and not veiled(viewer, proposed) else None


async def by_key(dossiers: Dossiers, context: Context, key: str) -> Dossier | None:
    """The dossier of this identifier, which the service itself remembers: in the viewer's scope, or at a seat of it."""
    held = await dossiers.get(key, scope=context.scope)
    if held is not None or not context.scope.veiled:
        return held
    return await dossiers.get(key, scope=Scope(sessions=context.scope.veiled))
