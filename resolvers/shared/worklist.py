"""The viewer's worklist: what is open in their scope is read, and the rules say what is to be done (PRD-06)."""

from datetime import date
from typing import Any

from repositories.collection import Bounds
from repositories.conditions import Among
from resolvers.shared.context import Context
from resolvers.shared.paging import Edge, Listing, bounds, cursor_of
from rules.access.scope import EVERYTHING, Scope
from rules.access.viewer import Role
from rules.base.entity import Entity
from rules.certificate.certificate import CertificateState
from rules.dossier.dossier import DossierStatus
from rules.session.session import SessionStatus
from rules.views.masks import veiled
from rules.views.rights import allowed
from rules.views.worklist import Task, states_to_look_at, tasks_of

MOST = 1_000
"""Open things of each kind that are looked at."""


async def worklist(
    context: Context, first: int | None = None, after: str | None = None, due_until: date | None = None
) -> Listing[Task]:
    """What the viewer has to do, the most urgent first; up to a last day, where one is given."""
    within = bounds(first, after, None, None)
    tasks = tasks_of(
        context.viewer, [*await _dossiers(context), *await _sessions(context), *await _certificates(context)]
    )
    if due_until is not None:
        tasks = [task for task in tasks if task.todo.due_on is not None and task.todo.due_on <= due_until]
    left = [task for task in tasks if within.after is None or task.key > within.after]
    page = left[: within.first]

    async def count() -> int:
        return len(tasks)

    return Listing(
        edges=[Edge(cursor_of(task.key), task) for task in page],
        has_next=len(left) > len(page),
        has_previous=len(left) < len(tasks),
        count=count,
    )


async def _dossiers(context: Context) -> list[Entity]:
    viewer, store = context.viewer, context.store
    if not allowed(viewer, "dossier"):
        return []
    open_ = await _open(store.dossiers, "number", states_to_look_at(viewer, DossierStatus), context.scope)
    proposed = []
    if Role.CENTRE in viewer.roles and viewer.organisation is not None:
        proposed = await store.dossiers.where({"transfer.centre": viewer.organisation}, scope=EVERYTHING)
    known = {item.id for item in open_}
    return [*open_, *(item for item in proposed if item.id not in known and not veiled(viewer, item))]


async def _sessions(context: Context) -> list[Entity]:
    if not allowed(context.viewer, "session"):
        return []
    states = states_to_look_at(context.viewer, SessionStatus)
    return await _open(context.store.sessions, "held", states, context.scope)


async def _certificates(context: Context) -> list[Entity]:
    if not allowed(context.viewer, "certificate") or Role.CENTRE not in context.viewer.roles:
        return []
    scope = context.scope
    page = await context.store.certificates.page(
        order="number", bounds=Bounds(first=MOST), filter={"state": CertificateState.ISSUED.value}, scope=scope
    )
    return [certificate for _, certificate in page.items]


async def _open(collection: Any, order: str, states: list[str], scope: Scope) -> list[Any]:
    if not states:
        return []
    page = await collection.page(
        order=order, bounds=Bounds(first=MOST), filter={"status": Among(tuple(states))}, scope=scope
    )
    return [entity for _, entity in page.items]
