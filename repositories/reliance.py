"""
What units of work rely on without changing it: marks on which they meet whoever writes it meanwhile.

What few rely on is marked itself. What everybody does, such as the certification of a dossier that is opened, has a
mark for each centre, so that one centre does not wait for another: whoever writes it writes all of its marks.
"""

import asyncio
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import Any

from repositories.driver import Document, Driver, Filter
from repositories.errors import AlreadyThere, OutcomeUnknown, Passing, StaleRevision, StoreUnavailable
from repositories.sharding import placed

RELIANCES = "reliances"
"""The marks of centres; they are never removed."""
RELIED_ON = "relied_on"
"""The field of a mark, in an entity as well; it means nothing by itself."""
_TIMES = 10
"""How often a mark is made again at most that others were in the way of."""
_PAUSE = 0.02
"""Seconds at most in between, of the first time."""


class Reliance:
    """What one unit of work relies on, and the marks of centres on what it writes."""

    def __init__(self, driver: Driver, transaction: Any) -> None:
        self._driver, self._transaction = driver, transaction
        self._whole: dict[str, Filter] = {}
        """How each entity that is marked itself is found as it was read."""
        self._by_centre: dict[str, str] = {}
        """From the key of a mark to the entity that it is about."""
        self._missing: set[str] = set()
        self._on_written: set[str] = set()

    def add(self, collection: str, identifier: str, revision: int, kept_with: str | None, centre: str | None) -> None:
        """Relies on an entity, for one centre; or for all, so long as it is at this revision."""
        aggregate = f"{collection}/{identifier}"
        if centre is None:
            self._whole[aggregate] = {"_id": identifier, "revision": revision, **placed(kept_with)}
        else:
            self._by_centre[f"{aggregate}/{centre}"] = aggregate

    async def read(self, written: Iterable[str]) -> set[str]:
        """
        Finds the marks that are there: its own, and those of every centre on these aggregates.

        Which entities it has a mark to make of (`make`): the unit, which has not seen it, begins again then.
        """
        own, of = set(self._by_centre), sorted(written)
        self._missing = own - {mark["_id"] for mark in await self._found("_id", sorted(own))}
        self._on_written = {mark["_id"] for mark in await self._found("of", of)}
        return {self._by_centre[key] for key in self._missing}

    async def _found(self, field: str, keys: list[str]) -> list[Document]:
        if not keys:
            return []
        query = {field: {"$in": keys}}
        return await self._driver.find(RELIANCES, query, projection={"_id": 1}, transaction=self._transaction)

    @property
    def shared(self) -> list[str]:
        """What others of the same kin will meet on too, as it is called among lanes."""
        return [*self._whole, *(f"{RELIANCES}/{key}" for key in self._by_centre)]

    @property
    def written(self) -> list[str]:
        """The marks of every centre on what is written, likewise."""
        return [f"{RELIANCES}/{key}" for key in self._on_written]

    async def hold(self) -> None:
        """Writes every mark. Raises StaleRevision where somebody has written what is relied on since it was read."""
        marks: dict[str, list[tuple[Filter, Document]]] = defaultdict(list)
        for aggregate, as_read in self._whole.items():
            marks[aggregate.partition("/")[0]].append((as_read, _mark()))
        if keys := sorted(self._on_written.union(self._by_centre)):
            marks[RELIANCES] = [({"_id": key}, _mark()) for key in keys]
        for name, updates in marks.items():
            if await self._driver.update_many(name, updates, transaction=self._transaction) != len(updates):
                raise StaleRevision(name)

    async def make(self) -> None:
        """
        Makes its marks that are missing, at once and for good. Raises StoreError.

        The entities are marked as well: whoever writes one at that moment does not know of its new mark.
        """
        entities: defaultdict[str, set[str]] = defaultdict(set)
        for name, _, identifier in (self._by_centre[key].partition("/") for key in self._missing):
            entities[name].add(identifier)
        made = [{"_id": key, "of": self._by_centre[key], **_mark()} for key in sorted(self._missing)]
        for times in count(1):
            try:
                async with self._driver.transaction() as transaction:
                    for name, identifiers in entities.items():
                        marks: list[tuple[Filter, Document]] = [({"_id": key}, _mark()) for key in sorted(identifiers)]
                        await self._driver.update_many(name, marks, transaction=transaction)
                    await self._driver.insert_many(RELIANCES, made, transaction=transaction)
            except AlreadyThere:
                return  # by another unit of the same centre
            except OutcomeUnknown as doubt:
                if not doubt.over:
                    raise StoreUnavailable(str(doubt)) from doubt  # nothing of the unit itself is written
            except Passing:
                if times == _TIMES:
                    raise
                await asyncio.sleep(random.uniform(0, times * _PAUSE))  # noqa: S311
            else:
                return


def _mark() -> Document:
    return {RELIED_ON: uuid.uuid4().hex}
