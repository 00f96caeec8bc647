"""Loads the facts that ship with the service: once, in batches, one event for each object."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path

from exchange.shipped import count_shipped, shipped
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from rules.access import Operation
from rules.calendar import paris_day
from rules.entity import Entity
from rules.event import EventDraft

BATCH = 200
ACTOR = "poincon"


async def load_shipped(store: Store, folder: Path, now: datetime, progress: Callable[[int, int], None]) -> int:
    """
    Loads what is not there yet of the shipped facts; how many objects were new.

    An interrupted load is completed by the next: each batch stands or falls as a whole.
    """
    total = count_shipped(folder)
    if await _count(store) >= total:
        return 0
    loaded, done = 0, 0
    with closing(shipped(folder)) as entities:
        while batch := list(islice(entities, BATCH)):
            loaded += await store.transact(
                lambda unit, batch=batch: _load(store, unit, batch),  # type: ignore[misc]
                actor=ACTOR,
                on=paris_day(now),
                at=now,
            )
            done += len(batch)
            progress(done, total)
    return loaded


async def _load(store: Store, unit: UnitOfWork, batch: list[Entity]) -> int:
    draft = EventDraft(action=Operation.importCertifications, facts={"source": "données livrées avec le service"})
    new: list[Entity] = []
    for collection in store.collections:
        own = [entity for entity in batch if isinstance(entity, collection.entity)]
        there = await collection.get_many([entity.id for entity in own]) if own else {}
        new += [entity for entity in own if entity.id not in there]
    return unit.insert_many(new, draft)


async def _count(store: Store) -> int:
    shipped_kinds = (store.certifications, store.referentiels, store.blocs, store.organisations)
    return sum([await collection.count({}) for collection in shipped_kinds])
