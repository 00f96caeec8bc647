"""
A store that the version before wrote, and `migrate` over it as a process of its own, which waits to be killed.

python -m tests.support.former FOLDER
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from repositories import layout
from repositories.embedded import start
from repositories.sharding import CENTRE
from repositories.store import Store
from tests.support.places import ROOT
from tests.support.world import KEY

FORMER = ROOT / "tests" / "repositories" / "former_store.jsonl.gz"
"""Made by the version before lives were tables: three candidates to their certificates, one convened, one opened."""
FORMER_LAYOUT = 2
FOUND_BY_MORE = 12
"""
Its five candidates, three certificates and four CQPM of list A, beside which more is derived since: they come before
its dossiers.
"""
REWRITTEN = FOUND_BY_MORE + 7 + 4 + 15 + 77 + 19
"""
Its five dossiers and two sessions too, whose form has changed since; its four files, and the 77 events and 19 anchors
of all these, which tell their centre since; and 15 claims.
"""
DATABASE = "former"


def quiet(_name: str, _done: int) -> None:
    """Tells nobody of the progress."""


def unplaced(document: dict[str, Any]) -> dict[str, Any]:
    """A stored document without the centre that it is kept with."""
    return {name: value for name, value in document.items() if name != CENTRE}


async def whole(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every document of a store, by collection."""
    names = sorted(await store.driver.collections())
    return {name: await store.driver.find(name, {}, sort=[("_id", 1)]) for name in names}


async def migrating(folder: Path) -> None:
    """Migrates the embedded store of a folder two documents at a time; stops at the first dossiers until it is told."""
    embedded = start(folder)
    store = Store.connect(embedded.url, DATABASE, journal_key=KEY, patience=0.5)
    await store.prepare()

    def waiting(name: str, done: int) -> None:
        if (name, done) == ("dossiers", layout.BATCH):
            print(embedded.pid, flush=True)
            sys.stdin.readline()

    layout.BATCH = 2
    try:
        await store.migrate(waiting)
    finally:
        embedded.stop()


if __name__ == "__main__":
    asyncio.run(migrating(Path(sys.argv[1])))
