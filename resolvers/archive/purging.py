"""The archives of a centre destroyed at their term, with the bytes of what goes (ARC-01 to ARC-04)."""

from collections.abc import Iterable
from uuid import uuid4

from repositories.conditions import Between
from repositories.paging import Bounds
from repositories.unit_of_work import UnitOfWork
from resolvers.archive.loading import archives_of, rely
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, perform, written
from rules.archive.keeping import tables_before
from rules.archive.purge import AT_ONCE, Purge
from rules.archive.purging import PurgeArchives
from rules.base.calendar import days_before
from rules.base.operation import Operation
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, not_found
from rules.base.text import number_key
from rules.document.document import Document
from rules.document.pack import Pack
from rules.dossier.dossier import Dossier
from rules.file.file import UploadedFile
from rules.lives.common import COMMON
from rules.views.actions import may


async def purge_archives(context: Context, command: PurgeArchives, options: Options) -> Refused | Done[Purge]:
    """Destroys what has reached its term, of the dossiers named or of those of the centre that come next."""
    row = COMMON.rows[Operation.purgeArchives]
    centre = context.viewer.organisation

    async def act(unit: UnitOfWork) -> Refused | Done[Purge]:
        if centre is None:
            return Refused((broken("ARC-01", "Votre compte n’agit pour aucun centre d’examen."),))
        dossiers, resume_after = await _next(context, unit, command, centre)
        found = [item for item in dossiers if isinstance(item, Dossier) and may(context.viewer, row, item)]
        archives = await archives_of(context.store, unit, found)
        tables = [] if command.dossiers else await _tables(context, unit, centre)
        outcome = row.decided(
            None,
            command,
            archives=archives,
            tables=tables,
            exam_centre=centre,
            resume_after=resume_after,
            identifier=uuid4().hex,
            now=context.now,
            today=context.today,
        )
        if missing := _missing(command, found):
            return Refused((*missing, *outcome.problems))
        if isinstance(outcome, Refused):
            return outcome
        rely(unit, archives)
        destroy_bytes(unit, outcome.others)
        return written(unit, row, outcome)

    return await perform(
        context,
        Operation.purgeArchives,
        command,
        options,
        act,
        lambda key: context.store.purges.get(key, scope=context.scope),
    )


def destroy_bytes(unit: UnitOfWork, changes: Iterable[Change]) -> None:
    """Destroys the bytes of the papers and files among these changes, and the files printed of the packs."""
    entities = [change.entity for change in changes]
    unit.destroy(
        [item.sha256 for item in entities if isinstance(item, (Document, UploadedFile))],
        [item.id for item in entities if isinstance(item, Pack)],
    )


async def _next(
    context: Context, unit: UnitOfWork, command: PurgeArchives, centre: str
) -> tuple[list[Dossier], str | None]:
    """The dossiers to be judged, and the last of them where others are left."""
    if command.dossiers:
        keys = [number_key(number) for number in command.dossiers[:AT_ONCE]]
        named = await unit.dossiers.by_numbers(keys, scope=context.scope)
        return [named[key] for key in dict.fromkeys(keys) if key in named], None
    after = f"{number_key(command.after)}\0\uffff" if command.after is not None else None
    page = await unit.dossiers.page(
        order="number",
        bounds=Bounds(first=AT_ONCE, after=after),
        filter={"exam_centre": centre, "kept_until": Between(None, days_before(context.today, 1).isoformat())},
        scope=context.scope,
    )
    dossiers = [dossier for _, dossier in page.items]
    return dossiers, dossiers[-1].number if page.has_next else None


async def _tables(context: Context, unit: UnitOfWork, centre: str) -> list[UploadedFile]:
    """The tables of candidates of the centre whose time is over."""
    return await unit.files.tables_of(centre, tables_before(context.today), AT_ONCE)


def _missing(command: PurgeArchives, found: Iterable[Dossier]) -> list[Problem]:
    """A problem for each dossier named that does not exist for the viewer."""
    known = {item.number for item in found}
    return [
        not_found("Ce dossier n’existe pas parmi ceux de votre centre.", "dossiers", str(rank))
        for rank, number in enumerate(command.dossiers[:AT_ONCE])
        if number_key(number) not in known
    ]
