"""Whoever asks, as they see themselves."""

from datetime import date
from typing import Any

import strawberry

from graph.schema.base.bind import Arg, field, plain, shows
from graph.schema.base.relay import FORWARD, Connection, Node
from graph.schema.organisation.types import Organisation
from graph.schema.rule.types import Rule
from resolvers.shared.context import Context
from resolvers.shared.paging import Listing
from resolvers.shared.worklist import worklist
from rules.access import viewer as access
from rules.access.viewer import Role
from rules.base.operation import Operation
from rules.rulebook.rule import RULEBOOK
from rules.views import worklist as tasks
from rules.views.rights import operations_of


async def _worklist(context: Context, _viewer: access.Viewer, **asked: Any) -> Listing[tasks.Task]:
    return await worklist(context, **asked)


async def _organisation(context: Context, viewer: access.Viewer) -> object:
    return await context.load.organisation.load(viewer.organisation) if viewer.organisation else None


@strawberry.type(description="Quelque chose à faire (PRD-06).")
@shows(tasks.Task)
class Task:
    """Something to be done."""

    subject: Node = plain(
        lambda task: task.subject, Node, "Le dossier, la session, le certificat ou la certification dont il s’agit."
    )
    operation: Operation = strawberry.field(description="L’opération qui le fait.")
    rule: Rule = plain(lambda task: RULEBOOK[task.todo.rule], Rule, "La règle qui le demande.")
    summary: str = plain(lambda task: task.todo.summary, str, "Ce qu’il y a à faire, en clair.")
    due_on: date | None = plain(lambda task: task.todo.due_on, date | None, "Dernier jour, compris ; nul sans délai.")
    late: bool = strawberry.field(description="Vrai si ce jour est passé.")


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
    worklist: Connection[Task] = field(
        _worklist,
        Connection[Task],
        "Ce que vous avez à faire, le plus pressé d’abord ; mille dossiers, sessions et certificats ouverts au plus.",
        {**FORWARD, "due_until": Arg(date | None, "Seulement ce qui est dû ce jour au plus tard.")},
    )


async def viewer(context: Context) -> access.Viewer:
    """The viewer of this request."""
    return context.viewer
