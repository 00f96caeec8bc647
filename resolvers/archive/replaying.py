"""What was destroyed, destroyed again in a store that an older export gave back (ARC-04)."""

from collections.abc import Sequence
from datetime import datetime

from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from resolvers.archive.loading import archives_of
from resolvers.archive.purging import destroy_bytes
from resolvers.shared.mutation import written
from rules.archive.purge import PersonErasure, Purge
from rules.archive.purging import RULES, Archive, erasures, facts_of
from rules.base.operation import Operation
from rules.base.outcome import Done
from rules.lives.common import COMMON

ACTOR = "poincon erasures"
"""Whom the history names: an operator's command."""


async def replay(store: Store, purges: Sequence[Purge], now: datetime) -> int:
    """
    Destroys again, each in one transaction, what these purges destroyed and the store does not know of; how many did.

    May be killed and run again. Nothing is judged anew, and dossiers that the store does not have are left out.
    """
    row, count = COMMON.rows[Operation.purgeArchives], 0
    for purge in purges:

        async def work(unit: UnitOfWork, purge: Purge = purge) -> bool:
            if await unit.purges.get(purge.id) is not None:
                return False
            dossiers = await unit.dossiers.by_numbers(line.dossier for line in purge.destroyed)
            archives = await archives_of(store, unit, list(dossiers.values())) if dossiers else []
            tables = await unit.files.get_many(purge.tables)
            changes = erasures(archives, list(tables.values()), _persons(purge, archives), purge.on, purge.id)
            destroy_bytes(unit, changes)
            record = purge.evolve(revision=0)
            written(unit, row, Done(record, tuple(changes), facts=facts_of(record), rules=RULES))
            return True

        count += await store.transact(work, actor=ACTOR, on=purge.on, at=now)
    return count


def _persons(purge: Purge, archives: Sequence[Archive]) -> dict[str, PersonErasure]:
    """What of each person went with their dossiers then."""
    extent = {line.dossier: line.person for line in purge.destroyed}
    return {item.dossier.candidate: extent[item.dossier.number] for item in archives}
