"""
The layout of a store: the form of its entities, what is kept beside them for look-ups, and the indexes.

It changes with the code; what entities say, events and digests do not. A store of an older layout is written again, and
what the journal guards can still be told from what it has become (Collection.content).
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from repositories.collection import Collection, Index
from repositories.driver import Document, Driver
from repositories.errors import AlreadyThere, StoreError
from repositories.journal import ANCHORS, EVENTS, Head, event_key
from repositories.sharding import CENTRE, placed

LAYOUT = 11
"""Goes up with every change of a collection's `version`, `derived`, `orders` or `indexes`, or of what stands beside."""
COLLECTION = "layout"
BATCH = 200
_AT_ONCE = 1_000
"""Documents that one command marks."""
_FIRST = 1
"""The layout of a store that does not tell."""


class LayoutError(StoreError):
    """The store is of another layout than the code; the message says in French what to do."""


async def layout_of(driver: Driver) -> int:
    """The layout of a store."""
    documents = await driver.find(COLLECTION, {"_id": COLLECTION}, limit=1)
    return int(documents[0]["value"]) if documents else _FIRST


async def tell(driver: Driver) -> None:
    """Writes that the store is of the present layout; another instance may be writing it too."""
    value = {"$set": {"value": LAYOUT}}
    with suppress(AlreadyThere):
        await driver.update_one(COLLECTION, {"_id": COLLECTION}, value, upsert=True)


async def make_indexes(driver: Driver, collections: Iterable[Collection[Any]]) -> None:
    """Makes the indexes that are not there yet."""
    for collection in collections:
        for index in collection.indexes:
            await driver.index(collection.name, index.keys, index.options)


async def migrate(driver: Driver, collections: Sequence[Collection[Any]], progress: Callable[[str, int], None]) -> int:
    """
    Brings the collections of a store to the present layout; how many documents it changed (Store.migrate).

    `progress` is told of each collection and how many of its documents are done.
    """
    changed = 0
    for collection in collections:
        wanted = {_name(index): dict(index.options) for index in collection.indexes} | {"_id_": {}}
        for name, options in (await driver.indexes(collection.name)).items():
            if wanted.get(name) != options:
                await driver.drop_index(collection.name, name)
        done = 0
        async for documents in driver.stream(collection.name, BATCH):
            updates = [update for document in documents if (update := _update(collection, document)) is not None]
            if updates:
                changed += await driver.update_many(collection.name, updates, unset=collection.gone)
            done += len(documents)
            progress(collection.name, done)
    await make_indexes(driver, collections)
    return changed


async def place(driver: Driver, collections: Sequence[Collection[Any]]) -> int:
    """Writes on the events and anchors of a store of before they told it which centre they are kept with; how many."""
    written = 0
    for collection in (item for item in collections if item.of_centres):
        async for documents in driver.stream(collection.name, BATCH):
            for name, updates in _placements(collection.name, documents).items():
                for start in range(0, len(updates), _AT_ONCE):
                    written += await driver.update_many(name, updates[start : start + _AT_ONCE])
    return written


def _placements(name: str, documents: Iterable[Document]) -> dict[str, list[tuple[Document, Document]]]:
    anchors, events = [], []
    for document in documents:
        if (centre := document.get(CENTRE)) is None:
            continue
        aggregate, told = f"{name}/{document['_id']}", placed(centre)
        anchors.append(({"_id": aggregate, CENTRE: None}, told))
        for rank in range(1, Head.of(document.get("head")).sequence + 1):
            events.append(({"_id": event_key(aggregate, rank), CENTRE: None}, told))
    return {ANCHORS: anchors, EVENTS: events} if anchors else {}


def _update(collection: Collection[Any], document: Document) -> tuple[Document, Document] | None:
    """
    Which document is brought to the present layout, and how; None where it is already.

    Its own fields stay as they are but for the form of the version, those that the code has since gained absent: its
    last event's digest is over them.
    """
    current = collection.upcast(document)
    present = collection.stored(collection.decoded(current), document["head"])
    wanted = {**current, **{name: present[name] for name in (CENTRE, "sort", "x") if name in present}}
    fields = {name: value for name, value in wanted.items() if name not in document or document[name] != value}
    return ({"_id": document["_id"], "revision": document["revision"]}, fields) if fields else None


def _name(index: Index) -> str:
    return "_".join(f"{field}_{order}" for field, order in index.keys)
