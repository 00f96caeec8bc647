"""
What units of work rely on without changing it: marks on which they meet whoever writes it meanwhile.

What few rely on is marked itself. What everybody does, such as the certification of a dossier that is opened, has a
mark for each centre, so that one centre does not wait for another: whoever writes it writes all of its marks. The first
of a centre marks it as well, since who writes it at that moment does not know of the new mark.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from repositories.driver import Document, Driver, Filter
from repositories.errors import StaleRevision
from repositories.sharding import placed

RELIANCES = "reliances"
"""The marks of centres; they are never removed."""
RELIED_ON = "relied_on"
"""The field of a mark, in an entity as well; it means nothing by itself."""


class Reliance:
    """What one unit of work relies on, and the marks of centres on what it writes."""

    def __init__(self, driver: Driver, transaction: Any) -> None:
        self._driver, self._transaction = driver, transaction
        self._whole: dict[str, Filter] = {}
        self._by_centre: dict[str, tuple[str, Filter]] = {}
        """From the key of a mark to the entity that it is about, and how that is found as it was read."""
        self._there: set[str] = set()
        self._on_written: set[str] = set()

    def add(self, collection: str, identifier: str, revision: int, kept_with: str | None, centre: str | None) -> None:
        """Relies on an entity at this revision; for one centre, or for all."""
        aggregate = f"{collection}/{identifier}"
        as_read = {"_id": identifier, "revision": revision, **placed(kept_with)}
        if centre is None:
            self._whole[aggregate] = as_read
        else:
            self._by_centre[f"{aggregate}/{centre}"] = aggregate, as_read

    async def read(self, written: Iterable[str]) -> None:
        """Finds the marks that are there: its own, and those of every centre on these aggregates."""
        own, of = sorted(self._by_centre), sorted(written)
        sought = [{field: {"$in": keys}} for field, keys in (("_id", own), ("of", of)) if keys]
        if not sought:
            return
        query = {"$or": sought} if len(sought) > 1 else sought[0]
        marks = await self._driver.find(RELIANCES, query, projection={"of": 1}, transaction=self._transaction)
        self._there = {mark["_id"] for mark in marks}.intersection(own)
        self._on_written = {mark["_id"] for mark in marks if mark["of"] in set(of)}

    @property
    def shared(self) -> list[str]:
        """What others of the same kin will meet on too, as it is called among lanes."""
        return [*self._whole, *(f"{RELIANCES}/{key}" for key in self._by_centre)]

    @property
    def met(self) -> list[str]:
        """What it meets others on beside that."""
        new = self._by_centre.keys() - self._there
        return [*(self._by_centre[key][0] for key in new), *(f"{RELIANCES}/{key}" for key in self._on_written)]

    async def hold(self) -> None:
        """Writes every mark. Raises StaleRevision where somebody has written what is relied on since it was read."""
        new = self._by_centre.keys() - self._there
        wholes = self._whole | dict(self._by_centre[key] for key in new)
        updates: defaultdict[str, list[tuple[Filter, Document]]] = defaultdict(list)
        for aggregate, as_read in wholes.items():
            updates[aggregate.partition("/")[0]].append((as_read, _mark()))
        updates[RELIANCES] += [({"_id": key}, _mark()) for key in sorted(self._there | self._on_written)]
        for name, marks in updates.items():
            if marks and await self._driver.update_many(name, marks, transaction=self._transaction) != len(marks):
                raise StaleRevision(name)
        if new:
            first = [{"_id": key, "of": self._by_centre[key][0], **_mark()} for key in sorted(new)]
            await self._driver.insert_many(RELIANCES, first, transaction=self._transaction)


def _mark() -> Document:
    return {RELIED_ON: uuid.uuid4().hex}
