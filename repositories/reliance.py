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
from repositories.errors import AlreadyThere, OutcomeUnknown, Passing, StaleRevision
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
        self._on_written: set[str] = set()

    def add(self, collection: str, identifier: str, revision: int, kept_with: str | None, centre: str | None) -> None:
        """Relies on an entity at this revision; for one centre, or for all."""
        aggregate = f"{collection}/{identifier}"
        if centre is None:
            self._whole[aggregate] = {"_id": identifier, "revision": revision, **placed(kept_with)}
        else:
            self._by_centre[f"{aggregate}/{centre}"] = aggregate

    async def read(self, written: Iterable[str]) -> None:
        """
        Finds the marks that are there: its own, and those of every centre on these aggregates.

        Makes those of its own that are not, then raises Passing: the unit has not seen them.
        """
        own, of = sorted(self._by_centre), sorted(written)
        sought = [{field: {"$in": keys}} for field, keys in (("_id", own), ("of", of)) if keys]
        if not sought:
            return
        query = {"$or": sought} if len(sought) > 1 else sought[0]
        marks = await self._driver.find(RELIANCES, query, projection={"of": 1}, transaction=self._transaction)
        if new := self._by_centre.keys() - {mark["_id"] for mark in marks}:
            await self._make({key: self._by_centre[key] for key in new})
            raise Passing("marks were made")
        self._on_written = {mark["_id"] for mark in marks if mark["of"] in set(of)}

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

    async def _make(self, new: dict[str, str]) -> None:
        """
        Makes marks of entities, at once and for good.

        The entities are marked as well: whoever writes one at that moment does not know of its new mark.
        """
        entities: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for name, _, identifier in (aggregate.partition("/") for aggregate in new.values()):
            entities[name][identifier] = None
        for times in count(1):
            try:
                async with self._driver.transaction() as transaction:
                    for name, identifiers in entities.items():
                        marks: list[tuple[Filter, Document]] = [({"_id": key}, _mark()) for key in identifiers]
                        await self._driver.update_many(name, marks, transaction=transaction)
                    made = [{"_id": key, "of": of, **_mark()} for key, of in sorted(new.items())]
                    await self._driver.insert_many(RELIANCES, made, transaction=transaction)
            except (AlreadyThere, OutcomeUnknown):
                return  # made by another unit of the same centre, or perhaps not: the unit begins again, and sees
            except Passing:
                if times == _TIMES:
                    raise
                await asyncio.sleep(random.uniform(0, times * _PAUSE))  # noqa: S311
            else:
                return


def _mark() -> Document:
    return {RELIED_ON: uuid.uuid4().hex}
