"""A unit of work: reads of one snapshot, writes that stand or fall together."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, repeat, starmap
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from repositories.blobs import BLOBS
from repositories.census import CENSUS
from repositories.claims import CLAIMS, claim
from repositories.collection import Collection, Read
from repositories.destroying import destroy, hold
from repositories.driver import Document
from repositories.errors import Passing, StaleRevision
from repositories.journal import ANCHORS, EVENTS, Head, Stamp, encoded_event
from repositories.lanes import Turn
from repositories.printing import PRINTINGS, waiting
from repositories.reliance import Reliance
from repositories.rewriting import Update, commands, replacement, written_over
from repositories.series import COUNTERS, Numbers
from repositories.sharding import CENTRE, placed
from rules.base.entity import Entity
from rules.base.event import EventDraft

if TYPE_CHECKING:
    from repositories.store import Store

E = TypeVar("E", bound=Entity)

IDEMPOTENCY = "idempotency"
FIRST_INPUT_FORMAT = "poincon-input-1"

_CHUNK = 500
"""Documents inserted by one command."""


class Answer(NamedTuple):
    """What was answered under an idempotency key."""

    operation: str
    digest: str
    answer: dict[str, Any]
    form: str
    """The format of the digest; that of the first versions, which did not write it, where it is not said."""


class _Write(NamedTuple):
    entity: Any
    draft: EventDraft
    new: bool


class UnitOfWork:
    """Made by Store.transact. Collections read inside the transaction; writes are kept and flushed at its end."""

    def __init__(self, store: "Store", transaction: Any, stamp: Stamp, turn: Turn) -> None:
        self._driver, self._journal, self._transaction, self._stamp = store.driver, store.journal, transaction, stamp
        self._turn, self._numbers = turn, Numbers(store.driver, transaction)
        self._census = store.census
        self._reliance = Reliance(store.driver, transaction)
        self._known: dict[str, Read] = {}
        self._writes: list[_Write] = []
        self._made: dict[Collection[Any], dict[str, Entity | None]] = defaultdict(dict)
        self._blobs: dict[str, bytes] = {}
        self._destroyed: tuple[set[str], set[str]] = (set(), set())
        self._first_event: Document | None = None
        self._printings: list[Document] = []
        self.answers: list[Document] = []
        self.discarded = False
        self.candidates = store.candidates.bound(transaction, self._known)
        self.dossiers = store.dossiers.bound(transaction, self._known)
        self.sessions = store.sessions.bound(transaction, self._known)
        self.certificates = store.certificates.bound(transaction, self._known)
        self.certifications = store.certifications.bound(transaction, self._known)
        self.referentiels = store.referentiels.bound(transaction, self._known)
        self.blocs = store.blocs.bound(transaction, self._known)
        self.equivalences = store.equivalences.bound(transaction, self._known)
        self.statements = store.statements.bound(transaction, self._known)
        self.organisations = store.organisations.bound(transaction, self._known)
        self.documents = store.documents.bound(transaction, self._known)
        self.packs = store.packs.bound(transaction, self._known)
        self.files = store.files.bound(transaction, self._known)
        self.purges = store.purges.bound(transaction, self._known)
        self._by_entity: dict[type, Collection[Any]] = {item.entity: item for item in store.collections}

    def insert(self, entity: E, event: EventDraft) -> E:
        """A new entity and its first event; the entity at its first revision."""
        first = entity.evolve(revision=1)
        self._writes.append(_Write(first, event, new=True))
        return first

    def update(self, entity: E, event: EventDraft) -> E:
        """
        An entity as it was read, its fields changed; the entity at its next revision.

        At the flush, raises StaleRevision when somebody else has written it since.
        """
        following = entity.evolve(revision=entity.revision + 1)
        self._writes.append(_Write(following, event, new=False))
        return following

    def put(self, entity: Entity) -> None:
        """
        An entity as it is to be, without an event of its own: a statement, or what can be made again from statements.

        Verification makes it again (repositories.derivation), which is what guards it.
        """
        self._made[self._by_entity[type(entity)]][entity.id] = entity

    def drop(self, entity: Entity) -> None:
        """Removes an entity that `put` wrote."""
        self._made[self._by_entity[type(entity)]][entity.id] = None

    def rely_on(self, entity: Entity, centre: str | None = None) -> None:
        """
        Says that what is written stands only while an entity is as this unit read it, although nothing of it changes.

        Whoever writes it at the same time, or has written it since, makes one of the two start again. Units that rely
        on it for one `centre` do not meet those of another; it is of a collection of which that is allowed.
        """
        collection = self._by_entity[type(entity)]
        kept_with = collection.centre(entity)
        self._reliance.add(
            collection.name, entity.id, entity.revision, kept_with, centre if collection.relied_on_by_centres else None
        )

    async def number(self, series: str) -> int:
        """The next number of a series, from 1: unique and without gap, since it is taken when the unit writes."""
        return (await self.numbers(series, 1))[0]

    async def numbers(self, series: str, count: int) -> list[int]:
        """The next numbers of a series, in one command; none is asked for none."""
        return await self._numbers.next(series, count) if count else []

    def keep(self, sha256: str, data: bytes) -> None:
        """Keeps the bytes of a document under their digest."""
        self._blobs[sha256] = data

    def destroy(self, digests: Iterable[str], packs: Iterable[str] = ()) -> None:
        """Destroys bytes that nothing names any more once this is written, and the files printed of packs."""
        self._destroyed[0].update(digests)
        self._destroyed[1].update(packs)

    def print(self, pack: str) -> None:
        """Has the PDF of a pack made, in its turn."""
        self._printings.append(waiting(pack, self._stamp.at))

    async def answer(self, actor: str, key: str) -> Answer | None:
        """What was answered to this account under this idempotency key."""
        documents = await self._driver.find(
            IDEMPOTENCY, {"_id": f"{actor}\0{key}"}, limit=1, transaction=self._transaction
        )
        if not documents:
            return None
        [known] = documents
        return Answer(known["operation"], known["digest"], known["answer"], known.get("form", FIRST_INPUT_FORMAT))

    def remember(self, actor: str, key: str, operation: str, digest: str, answer: dict[str, Any], form: str) -> None:
        """Keeps an answer under an idempotency key."""
        self.answers.append(
            {
                "_id": f"{actor}\0{key}",
                "operation": operation,
                "digest": digest,
                "form": form,
                "answer": answer,
                "at": self._stamp.at,
            }
        )

    def discard(self) -> None:
        """Drops the unit's writes and the numbers it took; the answers it remembers are kept all the same."""
        self.discarded = True

    def changes(self) -> Iterator[tuple[type, str, Entity | None]]:
        """Every entity that it is to write, with its class and identifier; None for one that it removes."""
        for write in self._writes:
            yield type(write.entity), write.entity.id, write.entity
        for collection, entities in self._made.items():
            for identifier, entity in entities.items():
                yield collection.entity, identifier, entity

    async def landed(self) -> bool:
        """
        Whether what was flushed is in the store, asked outside the transaction: its first event tells.

        False of a unit without an event: it writes what can be written again.
        """
        if self._first_event is None:
            return False
        sought = {name: self._first_event[name] for name in ("_id", "digest")}
        return bool(await self._driver.find(EVENTS, sought, limit=1))

    async def flush(self) -> None:
        """Sends every write, in as few commands as their kinds allow; numbers first, on which most writers meet."""
        await self._relied_on()
        self._meet()
        await self._numbers.take()
        await self._reliance.hold()
        await self._insert(CLAIMS, self._claims())
        heads = await self._known_heads()
        events: list[Document] = []
        anchors: list[Document] = []
        replaced: defaultdict[str, list[Update]] = defaultdict(list)
        inserts: defaultdict[str, list[Document]] = defaultdict(list)
        for write in self._writes:
            collection = self._by_entity[type(write.entity)]
            aggregate = f"{collection.name}/{write.entity.id}"
            previous, former = heads.get(aggregate, (Head(), None))
            centre = collection.centre(write.entity) or former
            fields = collection.encoded(write.entity)
            payload = self._journal.payload(aggregate, write.entity.revision, collection.version, fields)
            event = self._journal.event(aggregate, previous, self._stamp, write.draft, collection.version, payload)
            head = Head(event.sequence, event.digest)
            heads[aggregate] = head, centre
            events.append({**placed(centre), **encoded_event(event)})
            stored = collection.stored(write.entity, {"sequence": head.sequence, "digest": head.digest}, fields)
            if write.new:
                inserts[collection.name].append(stored)
                anchors.append({**placed(centre), **self._journal.anchor(aggregate, head)})
            else:
                replaced[collection.name].append(replacement(stored, former))
                moved = {**placed(centre), **self._journal.anchor(aggregate, head)}
                replaced[ANCHORS].append(written_over(moved, {"sequence": previous.sequence, **placed(former)}))
        gone = {item.name: item.gone for item in self._by_entity.values()}
        for name, updates in replaced.items():
            for several in commands(updates):
                written = await self._driver.update_many(
                    name, several, unset=gone.get(name, ()), transaction=self._transaction
                )
                if written != len(several):
                    raise StaleRevision(name)
        for name, documents in inserts.items():
            await self._insert(name, documents)
        new = [anchor["_id"] for anchor in anchors]
        if new and not await self._census.count(new, self._transaction):
            raise StaleRevision(CENSUS)
        for collection, entities in self._made.items():
            await self._driver.delete_many(
                collection.name, {"_id": {"$in": list(entities)}}, transaction=self._transaction
            )
            first = (entity.evolve(revision=1) for entity in entities.values() if entity is not None)
            await self._insert(collection.name, map(collection.stored, first, repeat(None)))
        await self._insert(EVENTS, events)
        self._first_event = events[0] if events else None
        await self._insert(ANCHORS, anchors)
        await self._insert(IDEMPOTENCY, self.answers)
        await self._insert(PRINTINGS, self._printings)
        await self._keep()
        await destroy(self._driver, *self._destroyed, self._transaction)

    async def _keep(self) -> None:
        """Keeps the bytes that are not there yet; where somebody else keeps the same meanwhile, the unit runs again."""
        if not self._blobs:
            return
        there = await hold(self._driver, self._blobs, self._transaction)
        await self._insert(
            BLOBS, ({"_id": sha256, "data": data} for sha256, data in self._blobs.items() if sha256 not in there)
        )

    async def _relied_on(self) -> None:
        """Finds the marks of what it relies on and writes. Makes those that are missing; then the unit begins again."""
        if missing := await self._reliance.read(self._written_of_all()):
            self._turn.meet(missing, ())  # behind those who wait for what is marked
            self._turn.meet((), ())  # nothing of it is waited for once the marks are there
            await self._reliance.make()
            raise Passing("marks were made")

    def _written_of_all(self) -> Iterator[str]:
        """What it writes over that every centre may rely on."""
        for write in self._writes:
            collection = self._by_entity[type(write.entity)]
            if collection.relied_on_by_centres and not write.new:
                yield f"{collection.name}/{write.entity.id}"
        for collection, entities in self._made.items():
            if collection.relied_on_by_centres:
                yield from (f"{collection.name}/{identifier}" for identifier in entities)

    def _meet(self) -> None:
        """Goes behind those who wait for what is about to be written."""
        shared = [*(f"{COUNTERS}/{series}" for series in self._numbers.series), *self._reliance.shared]
        own = [
            f"{self._by_entity[type(write.entity)].name}/{write.entity.id}" for write in self._writes if not write.new
        ]
        self._turn.meet([*shared, *self._reliance.written, *own], shared)

    def _claims(self) -> Iterator[Document]:
        """What is claimed by what is new, or has begun to be claimed by what was read."""
        claims: dict[tuple[str, str], None] = {}
        for write in self._writes:
            collection = self._by_entity[type(write.entity)]
            aggregate = f"{collection.name}/{write.entity.id}"
            held = collection.claims(write.entity)
            if not write.new:
                held -= self._known[aggregate].claims if aggregate in self._known else held
            claims |= dict.fromkeys((key, aggregate) for key in sorted(held))
        return starmap(claim, claims)

    async def _insert(self, name: str, documents: Iterable[Document]) -> None:
        """Inserts them by so many, making the next while the server takes the last."""
        coming = iter(documents)
        chunk = list(islice(coming, _CHUNK))
        while chunk:
            sending = asyncio.create_task(self._driver.insert_many(name, chunk, transaction=self._transaction))
            try:
                await asyncio.sleep(0)  # so that it leaves first
                chunk = list(islice(coming, _CHUNK))
            finally:
                await sending

    async def _known_heads(self) -> dict[str, tuple[Head, str | None]]:
        """The last event of each aggregate that is written over, and the centre that it was kept with."""
        heads = {name: (Head.of(read.head), read.centre) for name, read in self._known.items()}
        missing = [
            aggregate
            for write in self._writes
            if not write.new
            and (aggregate := f"{self._by_entity[type(write.entity)].name}/{write.entity.id}") not in heads
        ]
        for anchor in (
            await self._driver.find(ANCHORS, {"_id": {"$in": missing}}, transaction=self._transaction)
            if missing
            else ()
        ):
            heads[anchor["_id"]] = Head.of(anchor), anchor.get(CENTRE)
        return heads

    def insert_many(self, entities: Iterable[Entity], event: EventDraft) -> int:
        """New entities that share one draft of an event, for bulk loads; their number."""
        before = len(self._writes)
        for entity in entities:
            self.insert(entity, event)
        return len(self._writes) - before
