"""Holds claims to their owners: each entity has every claim of its own, and no claim is anybody else's, or nobody's."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

from repositories.claims import CLAIMS, SINCE, holders
from repositories.collection import Collection
from repositories.derivation import Discrepancy, Fault, batches
from repositories.driver import Document
from repositories.layout import layout_of
from repositories.store import Store

_BATCH = 500


async def misclaimed(store: Store) -> AsyncIterator[Discrepancy]:
    """Every claim that is missing, of another than it should be, or of what claims nothing of the kind."""
    if await layout_of(store.driver) < SINCE:
        return
    claiming = {item.name: item for item in store.collections if item.claimed}
    for collection in claiming.values():
        async for entities in batches(collection):
            for fault in await _unclaimed(store, collection, entities):
                yield fault
    async for claims in store.driver.stream(CLAIMS, _BATCH):
        for fault in await _unfounded(claiming, claims):
            yield fault


async def _unclaimed(store: Store, collection: Collection[Any], entities: Iterable[Any]) -> list[Discrepancy]:
    wanted = [(key, f"{collection.name}/{item.id}") for item in entities for key in sorted(collection.claims(item))]
    held = await holders(store.driver, (key for key, _ in wanted))
    return [
        Discrepancy(
            Fault.CLAIM_BROKEN,
            aggregate,
            f"{aggregate} : {key} ne lui est pas réservé" + (f", mais à {held[key]}." if key in held else "."),
        )
        for key, aggregate in wanted
        if held.get(key) != aggregate
    ]


async def _unfounded(collections: dict[str, Collection[Any]], claims: Iterable[Document]) -> list[Discrepancy]:
    named: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in claims:
        name, _, identifier = str(item.get("by")).partition("/")
        named[name].append((identifier, str(item["_id"])))
    faults = []
    for name, several in named.items():
        collection = collections.get(name)
        sought = {"_id": {"$in": sorted({identifier for identifier, _ in several})}}
        owners = {item.id: item for item in await collection.where(sought)} if collection is not None else {}
        for identifier, key in several:
            owner = owners.get(identifier)
            if collection is None or owner is None or key not in collection.claims(owner):
                text = f"{CLAIMS}/{key} réserve à {name}/{identifier} ce qui n’est pas à lui."
                faults.append(Discrepancy(Fault.CLAIM_BROKEN, f"{CLAIMS}/{key}", text))
    return faults
