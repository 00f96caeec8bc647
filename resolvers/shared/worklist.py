"""The viewer's worklist: what is open in their scope is read, and the rules say what is to be done (PRD-06)."""

import asyncio
from datetime import date
from typing import Any

from repositories.conditions import Among
from repositories.paging import Bounds
from resolvers.document.due import issued_of
from resolvers.shared.context import Context
from resolvers.shared.paging import Edge, Listing, bounds, cursor_of
from rules.access.scope import EVERYTHING, Scope
from rules.access.viewer import Role
from rules.base.entity import Entity
from rules.base.operation import Operation
from rules.certificate.certificate import CertificateState
from rules.document.document import Document
from rules.dossier.dossier import DossierStatus
from rules.session.session import SessionStatus
from rules.views.masks import veiled
from rules.views.rights import allowed
from rules.views.worklist import JUDGED, Task, declarations, states_to_look_at, tasks_of

MOST = 1_000
"""Open things of each kind that are looked at."""


_TOLD = tuple(status.value for status in (DossierStatus.CERTIFIE, DossierStatus.VALIDE, DossierStatus.REFUSE))


async def worklist(
    context: Context, first: int | None = None, after: str | None = None, due_until: date | None = None
) -> Listing[Task]:
    """What the viewer has to do, the most urgent first; up to a last day, where one is given."""
    within = bounds(first, after, None, None)
    found = [
        *await _dossiers(context),
        *await _told(context),
        *await _sessions(context),
        *await _certificates(context),
    ]
    stored = list({entity.id: entity for entity in found}.values())  # a refused dossier is open, and its result told
    tasks = tasks_of(context.viewer, stored, await _issued(context, stored))
    tasks = sorted([*tasks, *await _declarations(context)], key=lambda task: task.key)
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


async def _told(context: Context) -> list[Entity]:
    """The latest dossiers of the viewer's centre whose result is known: the candidate waits for a letter."""
    if Role.CENTRE not in context.viewer.roles or context.viewer.organisation is None:
        return []
    page = await context.store.dossiers.page(
        order="number",
        bounds=Bounds(last=MOST),
        filter={"status": Among(_TOLD), "exam_centre": context.viewer.organisation},
        scope=context.scope,
    )
    return [dossier for _, dossier in page.items]


async def _issued(context: Context, stored: list[Entity]) -> dict[str, list[Document]]:
    """The papers issued of these, by the identifier of each; nothing for those who make none."""
    if Role.CENTRE not in context.viewer.roles:
        return {}
    documents = await asyncio.gather(*(issued_of(context, entity) for entity in stored))
    return {entity.id: issued for entity, issued in zip(stored, documents, strict=True)}


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


async def _declarations(context: Context) -> list[Task]:
    """What the GTP declares first: the registrations that the oldest of the judged dossiers wait for."""
    if not allowed(context.viewer, Operation.declareRegistration.value):
        return []
    unknown = {"standing": Among(tuple(state.value for state in JUDGED)), "at_rncp": None}
    page = await context.store.dossiers.page(
        order="number", bounds=Bounds(first=MOST), filter=unknown, scope=context.scope
    )
    dossiers = [dossier for _, dossier in page.items]
    codes = {dossier.certification for dossier in dossiers}
    return declarations(context.viewer, dossiers, await context.store.certifications.leading(codes) if codes else {})


async def _open(collection: Any, order: str, states: list[str], scope: Scope) -> list[Any]:
    if not states:
        return []
    page = await collection.page(
        order=order, bounds=Bounds(first=MOST), filter={"status": Among(tuple(states))}, scope=scope
    )
    return [entity for _, entity in page.items]
