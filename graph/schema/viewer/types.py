"""Whoever asks, as they see themselves."""

from datetime import date

import strawberry

from graph.schema.base.bind import field, plain
from graph.schema.organisation.types import Organisation
from resolvers.shared.context import Context
from rules.access import viewer as access
from rules.access.viewer import Role
from rules.base.operation import Operation
from rules.views.rights import operations_of


async def _organisation(context: Context, viewer: access.Viewer) -> object:
    return await context.load.organisation.load(viewer.organisation) if viewer.organisation else None


@strawberry.type(description="Vous, tel que votre jeton le dit.")
class Viewer:
    """The viewer."""

    name: str = strawberry.field(description="Nom du compte.")
    roles: list[Role] = plain(
        lambda viewer: sorted(viewer.roles, key=lambda role: role.value), list[Role], "Vos rôles."
    )
    organisation: Organisation | None = field(
        _organisation, Organisation | None, "L’organisation pour laquelle vous agissez."
    )
    today: date = strawberry.field(description="La date du jour dans le service, à Paris (DAT-01).")
    operations: list[Operation] = plain(operations_of, list[Operation], "Les opérations que vos rôles permettent.")


async def viewer(context: Context) -> access.Viewer:
    """The viewer of this request."""
    return context.viewer
