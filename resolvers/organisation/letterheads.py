"""Letterheads: uploaded and tried on every paper, listed for their centre, found for the papers written on them."""

import asyncio
import hashlib
from typing import NamedTuple

from documents.letterhead import Letterhead as Sheet
from documents.logo import Logo
from documents.trial import letterhead_faults, logo_of
from repositories.unit_of_work import UnitOfWork
from resolvers.file.files import mine
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, current, perform, written
from rules.access.viewer import Role
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, invalid, not_found
from rules.document.document import DOCX, Document
from rules.file.file import JPEG, PNG, UploadedFile
from rules.lives.common import COMMON
from rules.organisation.letterhead import Letterhead, LetterheadKind
from rules.organisation.organisation import Organisation
from rules.organisation.uploading import OWN, Brought, UploadLetterhead
from rules.views.actions import organisation_actions


class _File(NamedTuple):
    """What a request brings: what it serves as, what is wrong with it, and the bytes to keep."""

    brought: Brought | None
    faults: list[Problem]
    kept: bytes | None = None


async def upload_letterhead(
    context: Context, command: UploadLetterhead, options: Options
) -> Refused | Done[Organisation]:
    """One more version of a centre's letterhead, tried before it is kept; the centre as it becomes."""
    row, file = COMMON.rows[Operation.uploadLetterhead], await _brought(context, command)

    async def act(unit: UnitOfWork) -> Refused | Done[Organisation]:
        centre = await unit.organisations.get(command.organisation.strip().upper()[:200])
        if centre is None:
            return Refused((not_found("Ce centre d’examen n’est pas le vôtre.", "organisation"),))
        outcome = row.decided(
            centre,
            command,
            brought=file.brought,
            faults=file.faults,
            viewer=context.viewer,
            today=context.today,
            now=context.now,
        )
        outcome = current(centre, options, outcome)
        if isinstance(outcome, Refused):
            return outcome
        if file.kept is not None and file.brought is not None and file.brought.sha256 is not None:
            unit.keep(file.brought.sha256, file.kept)
        return written(unit, row, outcome)

    return await perform(
        context, Operation.uploadLetterhead, command, options, act, lambda key: context.store.organisations.get(key)
    )


async def version_in_use(unit: UnitOfWork, centre: str) -> Letterhead | None:
    """The version of a centre's letterhead that its papers are written on; None where it never chose any."""
    found = await unit.organisations.get(centre)
    return found.letterhead if found is not None else None


async def letterhead_of(context: Context, version: Letterhead | None) -> Sheet:
    """What a version is printed with. Raises ValueError where its bytes are lost."""
    if version is None or version.sha256 is None:
        return None
    data = await context.store.blobs.read(version.sha256)
    if data is None:
        raise ValueError("Le fichier du papier à en-tête du centre manque dans le magasin : déposez-le de nouveau.")
    return Logo(data) if version.kind is LetterheadKind.LOGO else data


def letterheads_of(context: Context, organisation: Organisation) -> list[Letterhead] | None:
    """Every version, the latest first; None for whoever is neither of that centre nor of the national level."""
    return list(reversed(organisation.letterheads)) if _sees_all(context, organisation.code) else None


async def letterhead_used(context: Context, document: Document) -> Letterhead | None:
    """The version that a document is printed on; without its author or its file, but for its centre."""
    centre = await context.load.organisation.load(document.exam_centre) if document.letterhead else None
    version = (
        next((item for item in centre.letterheads if item.version == document.letterhead), None) if centre else None
    )
    if version is None or _sees_all(context, document.exam_centre):
        return version
    return version.evolve(by=None, file=None, file_name=None)


async def file_of(context: Context, letterhead: Letterhead) -> UploadedFile | None:
    """The file that a version was made from."""
    return await context.load.file.load(letterhead.file) if letterhead.file else None


def next_actions(context: Context, organisation: Organisation) -> list[Operation]:
    """The operations that the viewer could run now on an organisation."""
    return organisation_actions(context.viewer, organisation)


def _sees_all(context: Context, centre: str) -> bool:
    return context.scope.everything or (Role.CENTRE in context.viewer.roles and context.viewer.organisation == centre)


async def _brought(context: Context, command: UploadLetterhead) -> _File:
    """The file that a request names, judged; nothing brought where it names none and takes none away."""
    if command.file is not None:
        return await _word(context, command.file)
    if command.logo is not None:
        return await _logo(context, command.logo)
    return _File(OWN if {"file", "logo"} & command.model_fields_set else None, [])


async def _word(context: Context, key: str) -> _File:
    file, data = await _read(context, key)
    if file is None or data is None:
        return _File(None, [_missing("file")])
    if file.media_type != DOCX:
        return _File(None, [invalid("Un papier à en-tête est un document Word (.docx).", "file")])
    faults = await asyncio.to_thread(letterhead_faults, data)
    brought = Brought(kind=LetterheadKind.WORD, file=file.id, file_name=file.name, sha256=file.sha256)
    return _File(brought, [invalid(fault, "file") for fault in faults])


async def _logo(context: Context, key: str) -> _File:
    file, data = await _read(context, key)
    if file is None or data is None:
        return _File(None, [_missing("logo")])
    if file.media_type not in {PNG, JPEG}:
        return _File(None, [invalid("Un logo est une image PNG ou JPEG.", "logo")])
    logo, faults = await asyncio.to_thread(logo_of, data)
    if logo is None or faults:
        return _File(None, [invalid(fault, "logo") for fault in faults])
    digest = hashlib.sha256(logo.png).hexdigest()
    brought = Brought(kind=LetterheadKind.LOGO, file=file.id, file_name=file.name, sha256=digest)
    return _File(brought, [], logo.png)


async def _read(context: Context, key: str) -> tuple[UploadedFile | None, bytes | None]:
    file = (await mine(context, [key])).get(key)
    return file, await context.store.blobs.read(file.sha256) if file is not None else None


def _missing(field: str) -> Problem:
    return not_found("Ce fichier n’existe pas parmi les vôtres : versez-le d’abord (PUT /files).", field)
