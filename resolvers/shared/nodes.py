"""Any object by its global identifier, within the viewer's scope and view."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from resolvers.document import packs
from resolvers.document import reading as documents
from resolvers.file import files
from resolvers.referentiel import reading as referentiels
from resolvers.shared.context import Context
from rules.views.rights import allowed


async def _capacite(context: Context, key: str) -> Any:
    version, _, number = key.rpartition("#")
    referentiel = await context.load.referentiel.load(version) if version else None
    return referentiels.capacite(referentiel, number) if referentiel else None


async def _known(context: Context, key: str) -> Any:
    equivalence = await context.load.equivalence.load(key)
    return equivalence if equivalence is not None and not equivalence.missing else None


async def _candidate(context: Context, key: str) -> Any:
    return await context.load.candidate.load(key) if allowed(context.viewer, "candidate") else None


async def _dossier(context: Context, key: str) -> Any:
    return await context.load.dossier.load(key) if allowed(context.viewer, "dossier") else None


async def _document(context: Context, key: str) -> Any:
    return await documents.visible(context, key) if allowed(context.viewer, "document") else None


async def _pack(context: Context, key: str) -> Any:
    return await packs.visible(context, key) if allowed(context.viewer, "pack") else None


async def _session(context: Context, key: str) -> Any:
    return await context.load.session.load(key) if allowed(context.viewer, "session") else None


async def _certificate(context: Context, key: str) -> Any:
    return await context.load.certificate.load(key) if allowed(context.viewer, "certificate") else None


async def _file(context: Context, key: str) -> Any:
    return await files.visible(context, key) if allowed(context.viewer, "file") else None


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
    "Pack": _pack,
    "Session": _session,
    "Certificate": _certificate,
    "File": _file,
}


async def node(context: Context, type_name: str, key: str) -> Any:
    """The object of this type and key; None when it does not exist for the viewer."""
    find = _FINDERS.get(type_name)
    return await find(context, key) if find else None
