"""Loads the facts that ship with the service, as any file is loaded."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from exchange.shipped import count_shipped, shipped
from repositories.store import Store
from resolvers.statement.importing import BATCH, Importer


async def load_shipped(store: Store, folder: Path, now: datetime, progress: Callable[[int, int], None]) -> int:
    """
    Loads what is not there yet of the shipped facts; how many certifications were new.

    An interrupted load is completed by the next: each batch stands or falls as a whole.
    """
    total = count_shipped(folder)
    if await store.statements.count({}) + await store.organisations.count({}) >= total:
        return 0
    done = 0

    def told() -> None:
        nonlocal done
        done = min(done + BATCH, total)
        progress(done, total)

    report = await Importer(store, now).load("data", shipped(folder), told)
    return report.fiches["new"]
