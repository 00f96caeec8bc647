"""Candidates registered from a table that was uploaded (INS-01, PRD-01)."""

import asyncio
from uuid import uuid4

from exchange.people import people
from exchange.reading import Unreadable
from repositories.unit_of_work import UnitOfWork
from resolvers.file.files import mine
from resolvers.shared.context import Context
from resolvers.shared.drawn import anonymous_number
from resolvers.shared.mutation import Options, perform, written
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, invalid, not_found
from rules.candidate.table import AT_ONCE, MOST_PEOPLE, RegisterCandidates, TypedLine
from rules.file.file import UploadedFile
from rules.lives.common import COMMON


async def register_candidates(
    context: Context, command: RegisterCandidates, options: Options
) -> Refused | Done[UploadedFile]:
    """Registers the people of a table, line by line; the table with what came of each."""
    row = COMMON.rows[Operation.registerCandidates]
    file = (await mine(context, [command.file])).get(command.file)
    data = await context.store.blobs.read(file.sha256) if file is not None else None
    read = await asyncio.to_thread(_read, file, data) if file is not None and data is not None else _MISSING
    if isinstance(read, Problem):
        return Refused((read,))

    async def act(unit: UnitOfWork) -> Refused | Done[UploadedFile]:
        table = await unit.files.get(command.file)
        if table is None:
            return Refused((_MISSING,))
        outcome = row.decided(
            table,
            command,
            lines=read,
            known=await unit.candidates.known_by(_sought(table, read, options)),
            viewer=context.viewer,
            draw=lambda: (uuid4().hex, anonymous_number()),
            today=context.today,
            most=MOST_PEOPLE if options.dry_run else AT_ONCE,
        )
        return outcome if isinstance(outcome, Refused) else written(unit, row, outcome)

    async def again(key: str) -> UploadedFile | None:
        return (await mine(context, [key])).get(key)

    return await perform(context, Operation.registerCandidates, command, options, act, again)


def _sought(table: UploadedFile, lines: list[TypedLine], options: Options) -> set[str]:
    """The keys of the people who are about to be registered."""
    told = {item.line for item in table.lines}
    rest = [line for line in lines if line.line not in told]
    return {key for line in (rest if options.dry_run else rest[:AT_ONCE]) for key in line.sought}


def _read(file: UploadedFile, data: bytes) -> list[TypedLine] | Problem:
    """The lines of a table, or why it is not one that is registered."""
    if not file.table:
        return invalid("Ce fichier n’est pas un tableau : versez un .xlsx, ou un .csv en UTF-8.", "file")
    lines: list[TypedLine] = []
    try:
        for line in people(data, file.media_type):
            lines.append(line)
            if len(lines) > MOST_PEOPLE:
                return invalid(f"Un tableau compte {MOST_PEOPLE} personnes au plus : coupez-le en plusieurs.", "file")
    except Unreadable as error:
        return invalid(f"Ce tableau ne se lit pas : {error}.", "file")
    return lines or invalid("Ce tableau ne compte aucune personne.", "file")


_MISSING = not_found("Ce fichier n’existe pas parmi les vôtres : versez-le d’abord (PUT /files).", "file")
