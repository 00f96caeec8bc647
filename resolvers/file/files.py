"""Uploaded files: checked, kept once under their digest, named by the operations that use them."""

import hashlib
from collections.abc import Iterable
from uuid import uuid4

from documents.piece_checks import piece_faults
from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.rations import Ration
from rules.access.scope import EVERYTHING
from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.file.file import UploadedFile, clean_name, file_faults, media_type_of


def faults(data: bytes, declared: str | None) -> list[str]:
    """What is wrong with an upload, in French: what it is not, or what it would do to whoever opens it."""
    return file_faults(data, declared) or piece_faults(data)


async def upload(context: Context, name: str | None, data: bytes) -> UploadedFile:
    """Keeps a file with which nothing is wrong (`faults`). Raises RATE_LIMITED for an organisation's day."""
    media_type = media_type_of(data)
    if media_type is None:
        raise ValueError("a file is judged before it is kept")
    payer = context.viewer.organisation
    await context.spend(Ration.FILES, len(data), None if payer is None else f"organisme {payer}")
    file = UploadedFile(
        id=uuid4().hex,
        name=clean_name(name, media_type),
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        organisation=context.viewer.organisation,
        uploaded_by=context.viewer.actor,
        uploaded_on=context.now,
    )

    async def work(unit: UnitOfWork) -> UploadedFile:
        unit.keep(file.sha256, data)
        return unit.insert(file, EventDraft(action=Operation.uploadFile, facts={"sha256": file.sha256}))

    return await context.store.transact(work, **context.stamp)


async def visible(context: Context, key: str) -> UploadedFile | None:
    """The file of this key, theirs or of a dossier of theirs; None when it does not exist for the viewer."""
    own, dossiers = (await mine(context, [key])).get(key), context.store.dossiers
    scope = context.scope.evolve(sessions=())  # a jury reads no piece of a candidate (JUR-08)
    acting = Role.ADVISER in context.viewer.roles  # who reads what they brought while their mandate stands (PRD-03)
    if own is not None and not (acting and await dossiers.with_file(key, scope=EVERYTHING)):
        return own
    if not await dossiers.with_file(key, scope=scope):
        return None
    return (await context.store.files.get_many([key])).get(key)


async def mine(context: Context, keys: Iterable[str]) -> dict[str, UploadedFile]:
    """Those of these files that exist for the viewer: their organisation's, or their own."""
    files = await context.store.files.get_many(keys)
    return {key: file for key, file in files.items() if theirs(context, file)}


def theirs(context: Context, file: UploadedFile) -> bool:
    """Whether a file is of the viewer's organisation, or their own."""
    centre = context.scope.centre
    own = file.uploaded_by == context.viewer.actor or (centre is not None and file.organisation == centre)
    return context.scope.everything or own


async def content(context: Context, key: str) -> tuple[UploadedFile, bytes] | None:
    """A file and its bytes; None when it does not exist for the viewer."""
    file = await visible(context, key)
    data = await context.store.blobs.read(file.sha256) if file else None
    return (file, data) if file is not None and data is not None else None


def url_of(context: Context, file: UploadedFile) -> str:
    """Where the file is served."""
    return f"{context.base_url}/files/{file.id}"
