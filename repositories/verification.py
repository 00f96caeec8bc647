"""Holds the store against its journal: what was edited by hand, cut or removed is named."""

import contextlib
import hmac
from collections import deque
from collections.abc import AsyncIterator, Iterable
from enum import Enum
from typing import Any, NamedTuple

from repositories.census import CENSUS, DRAWERS, SINCE, Drawers
from repositories.collection import Collection
from repositories.driver import Document
from repositories.journal import ANCHORS, EVENTS, Head, decoded_event, digest_of_event
from repositories.layout import layout_of
from repositories.store import Store

BATCH = 500


class FindingKind(Enum):
    """What can be wrong."""

    EVENT_EDITED = "EVENT_EDITED"
    CHAIN_BROKEN = "CHAIN_BROKEN"
    TAIL_CUT = "TAIL_CUT"
    AGGREGATE_REMOVED = "AGGREGATE_REMOVED"
    ANCHOR_MISSING = "ANCHOR_MISSING"
    ANCHOR_FORGED = "ANCHOR_FORGED"
    CONTENT_EDITED = "CONTENT_EDITED"
    HEAD_WRONG = "HEAD_WRONG"
    UNKNOWN_TO_JOURNAL = "UNKNOWN_TO_JOURNAL"
    BYTES_CHANGED = "BYTES_CHANGED"
    GONE_SINCE_ANCHOR = "GONE_SINCE_ANCHOR"
    CENSUS_FORGED = "CENSUS_FORGED"
    CENSUS_WRONG = "CENSUS_WRONG"
    STRANGE = "STRANGE"


class Finding(NamedTuple):
    """One thing that is wrong: the aggregate by its collection and identifier, and a French sentence."""

    kind: FindingKind
    aggregate: str
    message: str


class _Stream:
    """Documents of a collection in the order of their keys, read in batches, with a look ahead."""

    def __init__(self, store: Store, name: str, aggregate_of: Any) -> None:
        self._batches = store.driver.stream(name, BATCH, sort=[("_id", 1)])
        self._aggregate_of = aggregate_of
        self._batch: deque[Document] = deque()

    async def peek(self) -> str | None:
        """The aggregate of the next document; None at the end."""
        if not self._batch:
            with contextlib.suppress(StopAsyncIteration):
                self._batch.extend(await anext(self._batches))
        return self._aggregate_of(self._batch[0]) if self._batch else None

    async def strangers(self, prefix: str | None) -> AsyncIterator[str]:
        """Passes over what comes before a prefix, or with None over all the rest: it is of no collection."""
        while (head := await self.peek()) is not None and (prefix is None or head < prefix):
            yield head
            await self.take(head)

    async def take(self, aggregate: str) -> list[Document]:
        """Every next document of this aggregate."""
        taken = []
        while await self.peek() == aggregate:
            taken.append(self._batch.popleft())
        return taken


async def verify(store: Store, against: Iterable[Document] = ()) -> AsyncIterator[Finding]:
    """
    Every finding, in the order of the aggregates; none when the store says what the journal says.

    The store is to be one moment's (Store.snapshot) where others may write meanwhile. `against` is an anchor kept
    elsewhere (exported_anchor): what was in it must still be there, unchanged.
    """
    present = store.census.drawers()
    async for finding in _aggregates(store, present):
        yield finding
    for finding in await _counted(store, present):
        yield finding
    for expected in against:
        if gone := await _against(store, expected):
            yield gone
    async for finding in _blobs(store):
        yield finding


async def _aggregates(store: Store, present: Drawers) -> AsyncIterator[Finding]:
    """What is wrong with each aggregate; those that are followed are put into the drawers."""
    events = _Stream(store, EVENTS, lambda document: str(document["_id"]).partition("\0")[0])
    anchors = _Stream(store, ANCHORS, lambda document: str(document["_id"]))
    for collection in store.collections:
        entities = _Stream(store, collection.name, lambda document, name=collection.name: f"{name}/{document['_id']}")
        prefix = f"{collection.name}/"
        async for finding in _strangers(prefix, events, anchors):
            yield finding
        while aggregate := await _next(prefix, entities, events, anchors):
            records = await entities.take(aggregate), await events.take(aggregate), await anchors.take(aggregate)
            if _restated(collection, *records):
                continue
            present.add([aggregate])
            for finding in _judged(store, collection, aggregate, *records):
                yield finding
    async for finding in _strangers(None, events, anchors):
        yield finding


async def exported_anchor(store: Store) -> AsyncIterator[Document]:
    """The head of every aggregate, to keep out of the store's reach."""
    anchors = _Stream(store, ANCHORS, lambda document: document["_id"])
    while aggregate := await anchors.peek():
        for anchor in await anchors.take(aggregate):
            yield {"aggregate": aggregate, "sequence": anchor["sequence"], "digest": anchor["digest"]}


async def _next(prefix: str, *streams: _Stream) -> str | None:
    heads = [head for stream in streams if (head := await stream.peek()) is not None and head.startswith(prefix)]
    return min(heads, default=None)


async def _strangers(prefix: str | None, *streams: _Stream) -> AsyncIterator[Finding]:
    for stream in streams:
        async for aggregate in stream.strangers(prefix):
            text = f"{aggregate!r} : le journal parle d’un objet d’aucune collection."
            yield Finding(FindingKind.STRANGE, aggregate, text)


def _restated(
    collection: Collection[Any], entities: list[Document], events: list[Document], anchors: list[Document]
) -> bool:
    """Whether it is made again from statements, which the journal does not follow: repositories.derivation does."""
    return collection.restated and not events and not anchors and all(item.get("head") is None for item in entities)


def _judged(
    store: Store,
    collection: Collection[Any],
    aggregate: str,
    entities: list[Document],
    events: list[Document],
    anchors: list[Document],
) -> Iterable[Finding]:
    head, last, findings = _chain(aggregate, events)
    yield from findings
    if anchors:
        yield from _anchored(store, aggregate, Head.of(anchors[0]), str(anchors[0].get("mac")), head)
    else:
        yield Finding(FindingKind.ANCHOR_MISSING, aggregate, f"{aggregate} : son ancre manque.")
    if not entities:
        yield Finding(FindingKind.AGGREGATE_REMOVED, aggregate, f"{aggregate} : l’objet a été retiré du magasin.")
        return
    entity = entities[0]
    if last is None:
        yield Finding(FindingKind.UNKNOWN_TO_JOURNAL, aggregate, f"{aggregate} : le journal ne le connaît pas.")
        return
    stored = Head.of(entity.get("head"))
    if stored != head:
        cut = stored.sequence > head.sequence
        kind = FindingKind.TAIL_CUT if cut else FindingKind.HEAD_WRONG
        text = "la fin de son histoire a été coupée" if cut else "sa tête n’est pas celle du journal"
        yield Finding(kind, aggregate, f"{aggregate} : {text}.")
    if not _content_holds(store, collection, aggregate, entity, last):
        yield Finding(
            FindingKind.CONTENT_EDITED, aggregate, f"{aggregate} : son contenu a changé sans que le journal le dise."
        )


def _chain(aggregate: str, events: list[Document]) -> tuple[Head, Document | None, list[Finding]]:
    head, last, findings = Head(), None, []
    for document in events:
        try:
            event = decoded_event(document)
        except (KeyError, ValueError):
            text = f"{aggregate} : un événement n’a plus la forme d’un événement."
            findings.append(Finding(FindingKind.EVENT_EDITED, aggregate, text))
            continue
        if event.sequence != head.sequence + 1 or event.previous != head.digest:
            findings.append(
                Finding(
                    FindingKind.CHAIN_BROKEN,
                    aggregate,
                    f"{aggregate} : l’événement {event.sequence} ne suit pas le précédent.",
                )
            )
        if digest_of_event(event) != event.digest:
            findings.append(
                Finding(
                    FindingKind.EVENT_EDITED, aggregate, f"{aggregate} : l’événement {event.sequence} a été modifié."
                )
            )
        head, last = Head(event.sequence, event.digest), document
    return head, last, findings


def _anchored(store: Store, aggregate: str, kept: Head, mac: str, head: Head) -> Iterable[Finding]:
    if not _same(mac, store.journal.mac(aggregate, kept)):
        yield Finding(FindingKind.ANCHOR_FORGED, aggregate, f"{aggregate} : son ancre a été refaite sans la clé.")
    if kept.sequence > head.sequence:
        yield Finding(
            FindingKind.TAIL_CUT,
            aggregate,
            f"{aggregate} : la fin de son histoire a été coupée ({head.sequence} événements, {kept.sequence} ancrés).",
        )
    elif kept != head:
        yield Finding(FindingKind.HEAD_WRONG, aggregate, f"{aggregate} : son ancre n’est pas celle du journal.")


def _content_holds(store: Store, collection: Collection[Any], aggregate: str, entity: Document, last: Document) -> bool:
    """Whether an entity is what its last event digested, in the form of that day: migrating it changes nothing."""
    try:
        content = collection.content(entity, last["form"])
        if content is None:
            return False
        computed = store.journal.payload(aggregate, entity["revision"], last["form"], content)
    except (KeyError, TypeError, ValueError):  # in the shape of nothing that was ever written
        return False
    return _same(computed, last["payload"])


def _same(one: str, other: str) -> bool:
    """Whether two digests are one, whatever somebody wrote in the place of one."""
    return hmac.compare_digest(one.encode(), other.encode())


async def _counted(store: Store, present: Drawers) -> list[Finding]:
    """What the census and what was met do not agree on."""
    if await layout_of(store.driver) < SINCE:
        return []
    stored = {drawer["_id"]: drawer for drawer in await store.driver.find(CENSUS, {})}
    findings = []
    for key in DRAWERS:
        drawer, expected = stored.pop(key, None), present.document(key)
        aggregate = f"{CENSUS}/{key}"
        if drawer is None or not present.sealed(drawer):
            text = "a été retiré" if drawer is None else "a été refait sans la clé"
            findings.append(Finding(FindingKind.CENSUS_FORGED, aggregate, f"{aggregate} : ce tiroir {text}."))
        elif drawer["sum"] != expected["sum"]:
            text = _difference(drawer["counts"], expected["counts"])
            findings.append(Finding(FindingKind.CENSUS_WRONG, aggregate, f"{aggregate} : {text}."))
    for key in stored:
        text = f"{CENSUS}/{key} : ce tiroir n’est pas du recensement."
        findings.append(Finding(FindingKind.CENSUS_FORGED, f"{CENSUS}/{key}", text))
    return findings


def _difference(counted: Document, present: Document) -> str:
    """In words, what the census counts and what is there."""
    unlike = [
        f"{name} : {counted.get(name, 0)} recensés, {present.get(name, 0)} présents"
        for name in sorted(counted.keys() | present.keys())
        if counted.get(name, 0) != present.get(name, 0)
    ]
    return " ; ".join(unlike) or "un objet a pris la place d’un autre"


async def _against(store: Store, expected: Document) -> Finding | None:
    aggregate, sequence = expected["aggregate"], expected["sequence"]
    events = await store.journal.events(aggregate, after=sequence - 1, first=1)
    if events and events[0].sequence == sequence and events[0].digest == expected["digest"]:
        return None
    return Finding(
        FindingKind.GONE_SINCE_ANCHOR,
        aggregate,
        f"{aggregate} : l’événement {sequence} de l’ancre conservée a disparu ou changé.",
    )


async def _blobs(store: Store) -> AsyncIterator[Finding]:
    for collection in (store.documents, store.files, store.organisations):
        kept = _Stream(store, collection.name, lambda document: document["_id"])
        while key := await kept.peek():
            for document in await kept.take(key):
                if not await _held(store, document):
                    text = f"{collection.name}/{key} : ses octets manquent ou ne sont plus ceux d’origine."
                    yield Finding(FindingKind.BYTES_CHANGED, f"{collection.name}/{key}", text)


async def _held(store: Store, document: Document) -> bool:
    """Whether the bytes that a document names, its own or those of its letterheads, are there, or were destroyed."""
    if document.get("destroyed_on") is not None:  # which the journal tells
        return True
    named = [document.get("sha256"), *(item.get("sha256") for item in document.get("letterheads", ()))]
    for digest in filter(None, named):
        if not await store.blobs.holds(digest):
            return False
    return True
