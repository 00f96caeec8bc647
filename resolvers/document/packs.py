"""Packs, read within the viewer's scope: how far each is, what it holds, and its file, as it is read."""

import hashlib
from collections.abc import AsyncIterator
from typing import NamedTuple

from documents.archive import Archive
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError
from rules.document.document import Document
from rules.document.pack import Pack, PackFault, PackFormat, PackState, Printing, done_of, state_of
from rules.session.session import Session
from rules.views.masks import papers_visible

MOST_PACKS = 20
"""Packs of one session that are listed: the newest."""
MEDIA_TYPES = {PackFormat.ZIP: "application/zip", PackFormat.PDF: "application/pdf"}


class File(NamedTuple):
    """The file of a pack: what it is, and its bytes as they come."""

    name: str
    media_type: str
    digest: str
    """A digest of what it holds, that changes with it."""
    chunks: AsyncIterator[bytes]


async def visible(context: Context, key: str) -> Pack | None:
    """The pack of this key; None where it, or its session, does not exist for the viewer (GTP-06, JUR-08)."""
    pack = await context.store.packs.get(key, scope=context.scope)
    session = await context.load.session.load(pack.session) if pack is not None else None
    return pack if session is not None and papers_visible(context.viewer, session) else None


async def of_session(context: Context, session: Session) -> list[Pack]:
    """The packs of a session, the newest first."""
    if not papers_visible(context.viewer, session):
        return []
    packs = await context.load.packs_of_session.load(session.id) or []
    return packs[: -MOST_PACKS - 1 : -1]


async def session_of(context: Context, pack: Pack) -> Session | None:
    """The session that it is of."""
    return await context.load.session.load(pack.session)


async def documents_of(context: Context, pack: Pack) -> list[Document]:
    """What was issued for it, in its order; without what does not exist for the viewer."""
    documents = await context.load.document.load_many([paper.document for paper in pack.papers])
    return [item for item in documents if isinstance(item, Document)]


async def state(context: Context, pack: Pack) -> PackState:
    """Where it stands."""
    return state_of(pack, await _printing(context, pack))


async def done(context: Context, pack: Pack) -> int:
    """How many of its papers are in the file already."""
    return done_of(pack, await _printing(context, pack))


async def failure(context: Context, pack: Pack) -> str | None:
    """Why its file will not be made; None where it is, or may still be."""
    if pack.destroyed_on is not None:
        return _DESTROYED
    printing = await _printing(context, pack)
    if printing is not None:
        return printing.failure
    return _LOST if pack.format is PackFormat.PDF else None


async def faults(context: Context, pack: Pack) -> list[PackFault]:
    """The papers that it lacks: those that could not be made, and those of which there is no PDF."""
    printing = await _printing(context, pack)
    missing = printing.missing if printing is not None else {}
    if not missing:
        return list(pack.faults)
    known = {item.id: item for item in await documents_of(context, pack)}
    return [
        *pack.faults,
        *(
            PackFault(
                kind=known[paper.document].kind,
                part=known[paper.document].part or None,
                of=_number(known[paper.document], pack),
                summary=f"PDF du document « {paper.name} ».",
                message=missing[paper.document],
            )
            for paper in pack.papers
            if paper.document in missing and paper.document in known
        ),
    ]


async def download_url(context: Context, pack: Pack) -> str | None:
    """Where a browser opens its file without a token, for some minutes; None until it is ready."""
    if await state(context, pack) is not PackState.READY:
        return None
    link = f"?lien={context.links.signed(_signed(pack.id), context.now)}" if context.links is not None else ""
    return f"{url_of(context, pack)}{link}"


def url_of(context: Context, pack: Pack) -> str:
    """Where its file is served."""
    return f"{context.base_url}/packs/{pack.id}"


async def linked(context: Context, key: str, link: str) -> File | None:
    """The file that a signed link opens; None where the link is not good, or is no more, or nothing is ready."""
    if context.links is None or not context.links.opens(_signed(key), link, context.now):
        return None
    pack = await context.store.packs.get(key)
    return await _file(context, pack) if pack is not None else None


async def file_of(context: Context, key: str) -> File | None:
    """The file of a pack; None where it does not exist for the viewer, or is not ready."""
    pack = await visible(context, key)
    return await _file(context, pack) if pack is not None else None


async def _file(context: Context, pack: Pack) -> File | None:
    printing = await _printing(context, pack)
    if state_of(pack, printing) is not PackState.READY:
        return None
    pieces = printing.parts if printing is not None else [f"{paper.name} {paper.sha256}" for paper in pack.papers]
    digest = hashlib.sha256("\n".join(pieces).encode()).hexdigest()
    chunks = _pdf(context, printing) if printing is not None else _zip(context, pack)
    return File(pack.file_name, MEDIA_TYPES[pack.format], digest, chunks)


async def _zip(context: Context, pack: Pack) -> AsyncIterator[bytes]:
    """The archive, one paper after the other. Raises INTERNAL where the store has lost one: the file is then cut."""
    archive = Archive()
    for paper in pack.papers:
        yield archive.add(paper.name, await _kept(context, paper.sha256))
    yield archive.end()


async def _pdf(context: Context, printing: Printing) -> AsyncIterator[bytes]:
    for sha256 in printing.parts:
        yield await _kept(context, sha256)


async def _kept(context: Context, sha256: str) -> bytes:
    data = await context.store.blobs.read(sha256)
    if data is None:
        raise ServiceError(ErrorCode.INTERNAL, "Un papier de ce lot manque dans le magasin.")
    return data


async def _printing(context: Context, pack: Pack) -> Printing | None:
    return await context.load.printing.load(pack.id) if pack.format is PackFormat.PDF else None


def _number(document: Document, pack: Pack) -> str:
    return document.certificate or document.dossier or pack.session_number


def _signed(key: str) -> str:
    """What a link of a pack is signed over: no document's key."""
    return f"packs/{key}"


_DESTROYED = (
    "Ce lot réunissait des papiers détruits depuis, au terme de leur conservation (ARC-01) : demandez un autre lot."
)
_LOST = "La préparation de ce PDF n’est plus connue du service : demandez un autre lot."
