"""Any object by its global identifier, within the viewer's scope and view."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from resolvers import referentiels
from resolvers.context import Context
from rules.access import allowed


async def _capacite(context: Context, key: str) -> Any:
    version, _, number = key.rpartition("#")
    referentiel = await context.load.referentiel.load(version) if version else None
    return referentiels.capacite(referentiel, number) if referentiel else None


async def _known(context: Context, key: str) -> Any:
    found = await context.load.equivalence.load(key)
    return found if found is not None and not found.missing else None


async def _candidate(context: Context, key: str) -> Any:
    return await context.load.candidate.load(key) if allowed(context.viewer, "candidate") else None


async def _dossier(context: Context, key: str) -> Any:
    return await context.load.dossier.load(key) if allowed(context.viewer, "dossier") else None


async def _document(context: Context, key: str) -> Any:
    if not allowed(context.viewer, "document"):
        return None
    document = await context.store.documents.get(key, scope=context.scope)
    dossier = document and await context.store.dossiers.by_number(document.dossier, scope=context.scope)
    return document if dossier and context.result_visible(dossier) else None


_FINDERS: Mapping[str, Callable[[Context, str], Awaitable[Any]]] = {
    "Certification": lambda context, key: context.load.certification.load(key),
    "Referentiel": lambda context, key: context.load.referentiel.load(key),
    "Bloc": lambda context, key: context.load.bloc.load(key),
    "Equivalence": lambda context, key: _known(context, key),
    "Organisation": lambda context, key: context.load.organisation.load(key),
    "Capacite": _capacite,
    "Candidate": _candidate,
    "Dossier": _dossier,
    "Document": _document,
}


async def node(context: Context, type_name: str, key: str) -> Any:
    """The object of this type and key; None when it does not exist for the viewer."""
    find = _FINDERS.get(type_name)
    return await find(context, key) if find else None
