"""Every unique index could be made on a collection sharded by centre, and a mutation writes on the shard of one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from graph.schema.mutations import MUTATIONS
from repositories.claim_checks import misclaimed
from repositories.collection import Index
from repositories.driver import Document
from repositories.journal import ANCHORS, EVENTS
from repositories.sharding import BY_CENTRE, BY_KEY, CENTRE, creatable
from repositories.store import Store
from repositories.verification import verify
from tests.support.every_mutation import every_mutation
from tests.support.walk import furnished_for_juries
from tests.support.world import Api

UNIQUE = {"unique": True}


@pytest.mark.parametrize(
    ("fields", "options", "key", "made"),
    [
        (["number"], {}, BY_CENTRE, True),
        (["number"], UNIQUE, BY_CENTRE, False),
        (["number"], {"unique": True, "partialFilterExpression": {"number": {"$type": "string"}}}, BY_CENTRE, False),
        (["number"], UNIQUE, ["number"], True),
        ([CENTRE, "number"], UNIQUE, [CENTRE], True),
        ([CENTRE, "number"], UNIQUE, BY_CENTRE, False),
        ([CENTRE, "_id", "number"], UNIQUE, BY_CENTRE, True),
        (["_id", CENTRE], UNIQUE, BY_CENTRE, False),
        ([CENTRE], UNIQUE, BY_CENTRE, False),
        (["_id"], UNIQUE, BY_KEY, True),
        (["at"], {"expireAfterSeconds": 1}, BY_KEY, True),
    ],
)
def test_what_mongodb_makes(fields: Sequence[str], options: dict[str, Any], key: Sequence[str], made: bool) -> None:
    assert creatable(fields, options, key) is made


def _fields(index: Index) -> list[str]:
    return [name for name, _ in index.keys]


async def test_every_index_could_be_made_on_a_collection_sharded_so(one_store: Store) -> None:
    for collection in one_store.collections:
        key = BY_CENTRE if collection.of_centres else BY_KEY
        for index in collection.indexes:
            assert creatable(_fields(index), index.options, key), (collection.name, index)


async def test_the_server_has_no_unique_index_but_identifiers(one_store: Store) -> None:
    for name in await one_store.driver.collections():
        for index, options in (await one_store.driver.indexes(name)).items():
            assert not options.get("unique") or index == "_id_", (name, index)


@dataclass
class _Unit:
    """What one transaction wrote: the centres of it, by operation, and how its documents were told apart."""

    transaction: Any
    operations: set[str] = field(default_factory=set)
    centres: set[str | None] = field(default_factory=set)
    moves: list[tuple[str, int]] = field(default_factory=list)
    """Each command that gives a document to another centre: the collection, and how many documents it writes."""


@dataclass
class Written:
    """Listens to what units of work send to a driver."""

    placed: set[str]
    units: dict[int, _Unit] = field(default_factory=dict)

    def listen(self, driver: Any, patched: pytest.MonkeyPatch) -> None:
        """Hears every insertion and update within a transaction."""
        insert, update = driver.insert_many, driver.update_many

        async def inserting(name: str, documents: Sequence[Document], *, transaction: Any = None) -> None:
            self._inserted(name, documents, transaction)
            await insert(name, documents, transaction=transaction)

        async def updating(name: str, updates: Any, *, unset: Any = (), transaction: Any = None) -> int:
            self._updated(name, updates, transaction)
            return int(await update(name, updates, unset=unset, transaction=transaction))

        patched.setattr(driver, "insert_many", inserting)
        patched.setattr(driver, "update_many", updating)

    def _unit(self, transaction: Any) -> _Unit:
        return self.units.setdefault(id(transaction), _Unit(transaction))

    def _inserted(self, name: str, documents: Iterable[Document], transaction: Any) -> None:
        if transaction is None or name not in self.placed:
            return
        unit = self._unit(transaction)
        for document in documents:
            unit.centres.add(document.get(CENTRE))
            if name == EVENTS:
                unit.operations.add(document["action"])

    def _updated(self, name: str, updates: Sequence[tuple[Document, Document]], transaction: Any) -> None:
        if transaction is None or name not in self.placed:
            return
        unit = self._unit(transaction)
        for was, becomes in updates:
            unit.centres |= {was.get(CENTRE), becomes.get(CENTRE, was.get(CENTRE))}
            if CENTRE in becomes and was.get(CENTRE) != becomes[CENTRE]:
                unit.moves.append((name, len(updates)))


async def test_a_mutation_writes_what_is_kept_with_one_centre(
    own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside what is nobody's; a transfer alone writes at two, each document that moves in a command of its own, as MongoDB asks."""
    await furnished_for_juries(own_store)
    written = Written({EVENTS, ANCHORS, *(item.name for item in own_store.collections if item.of_centres)})
    written.listen(own_store.driver, monkeypatch)
    async with Api.over(own_store) as api:
        assert await every_mutation(api) == {operation.value for operation in MUTATIONS}
    at: defaultdict[str, set[frozenset[str | None]]] = defaultdict(set)
    for unit in written.units.values():
        for operation in unit.operations:
            at[operation].add(frozenset(unit.centres - {None}))
    assert {operation for operation, centres in at.items() if max(map(len, centres)) > 1} == {"transferDossier"}
    moves = [move for unit in written.units.values() for move in unit.moves]
    assert sorted(moves) == [(ANCHORS, 1), ("dossiers", 1)]
    for check in (verify, misclaimed):
        assert [found async for found in check(own_store)] == []
