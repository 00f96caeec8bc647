"""
The census: which aggregates there are, in drawers sealed with the journal's key, so that none comes or goes unseen.

Each aggregate that the journal follows has its drawer, by a digest of its name. A drawer holds how many it has of each
collection, and the sum, modulo 2^256, of their keyed digests: what it sums up to is known to whoever has the key alone.
Every drawer is there from the first day, so that none can go with the only aggregate in it. There are enough of them
for writers to meet rarely.
"""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.driver import Document, Driver
from repositories.errors import AlreadyThere
from repositories.journal import ANCHORS

CENSUS = "census"
SINCE = 8
"""The first layout of a store that has one."""
_FORMAT = "poincon-census-1"
_MODULUS = 1 << 256
_BATCH = 5_000
DRAWERS = tuple(f"{rank:02x}" for rank in range(256))


class Drawers:
    """The drawers of some aggregates, filled one after the other."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._counts: dict[str, dict[str, int]] = defaultdict(dict)
        self._sums: dict[str, int] = defaultdict(int)

    def add(self, aggregates: Iterable[str]) -> None:
        """Counts these aggregates, `collection/identifier`, each once."""
        for aggregate in aggregates:
            drawer, collection = drawer_of(aggregate), aggregate.partition("/")[0]
            self._counts[drawer][collection] = self._counts[drawer].get(collection, 0) + 1
            digest = hmac.digest(self._key, f"{_FORMAT}\n{aggregate}".encode(), hashlib.sha256)
            self._sums[drawer] = (self._sums[drawer] + int.from_bytes(digest)) % _MODULUS

    def join(self, stored: Mapping[str, Any]) -> None:
        """Adds what a stored drawer holds."""
        key = stored["_id"]
        for collection, count in stored["counts"].items():
            self._counts[key][collection] = self._counts[key].get(collection, 0) + count
        self._sums[key] = (self._sums[key] + int(stored["sum"], 16)) % _MODULUS

    def document(self, drawer: str) -> Document:
        """A drawer as it is stored, sealed."""
        counts = dict(sorted(self._counts.get(drawer, {}).items()))
        content: Document = {"_id": drawer, "counts": counts, "sum": f"{self._sums.get(drawer, 0):064x}"}
        return {**content, "mac": self._mac(content)}

    def sealed(self, drawer: Mapping[str, Any]) -> bool:
        """Whether a stored drawer is as somebody who has the key wrote it."""
        try:
            return hmac.compare_digest(str(drawer["mac"]).encode(), self._mac(drawer).encode())
        except (AttributeError, KeyError, TypeError, ValueError):  # in the shape of no drawer
            return False

    def _mac(self, drawer: Mapping[str, Any]) -> str:
        content = json.dumps([_FORMAT, drawer["_id"], dict(sorted(drawer["counts"].items())), drawer["sum"]])
        return hmac.new(self._key, content.encode(), hashlib.sha256).hexdigest()


def drawer_of(aggregate: str) -> str:
    """Which drawer an aggregate is in."""
    return hashlib.sha256(aggregate.encode()).hexdigest()[:2]


class Census:
    """The census of a store."""

    def __init__(self, driver: Driver, key: bytes) -> None:
        self._driver, self._key = driver, key

    def drawers(self) -> Drawers:
        """Drawers with nothing in them yet."""
        return Drawers(self._key)

    async def open(self) -> None:
        """Puts the empty drawers of a new store; several instances may do so at once, or go on after one another."""
        while True:
            there = {drawer["_id"] for drawer in await self._driver.find(CENSUS, {}, projection={"_id": 1})}
            missing = [self.drawers().document(drawer) for drawer in DRAWERS if drawer not in there]
            try:
                if missing:
                    await self._driver.insert_many(CENSUS, missing)
            except AlreadyThere:
                continue
            return

    async def take(self) -> None:
        """Takes the census anew, of all that has an anchor: for a store of before there was one."""
        drawers = self.drawers()
        async for anchors in self._driver.stream(ANCHORS, _BATCH):
            drawers.add(anchor["_id"] for anchor in anchors)
        async with self._driver.transaction() as transaction:
            await self._driver.delete_many(CENSUS, {}, transaction=transaction)
            documents = [drawers.document(drawer) for drawer in DRAWERS]
            await self._driver.insert_many(CENSUS, documents, transaction=transaction)

    async def count(self, aggregates: Iterable[str], transaction: Any) -> bool:
        """
        Counts new aggregates in the transaction that makes them; whether nobody else did meanwhile.

        A drawer that somebody removed is made anew with what is in it from now on: verification names it.
        """
        new = self.drawers()
        new.add(aggregates)
        keys = sorted({drawer_of(aggregate) for aggregate in aggregates})
        stored = {
            drawer["_id"]: drawer
            for drawer in await self._driver.find(CENSUS, {"_id": {"$in": keys}}, transaction=transaction)
        }
        for drawer in stored.values():
            new.join(drawer)
        updates, missing = [], []
        for key in keys:
            document = new.document(key)
            if key not in stored:
                missing.append(document)
                continue
            del document["_id"]
            updates.append(({"_id": key, "mac": stored[key]["mac"]}, document))
        if missing:
            await self._driver.insert_many(CENSUS, missing, transaction=transaction)
        return not updates or await self._driver.update_many(CENSUS, updates, transaction=transaction) == len(updates)
