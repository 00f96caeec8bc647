"""The journal: append-only, hash-chained for each aggregate, never personal data (docs/adr/0003)."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import rfc8785

from repositories.codec import canonical, encoded
from repositories.driver import Document, Driver
from rules.base.event import Event, EventDraft

EVENTS = "events"
ANCHORS = "anchors"
FORMAT = "poincon-journal-1"
MOST_KEYS = 10_000
"""Events that one command asks for."""


class Head(NamedTuple):
    """The last event of an aggregate: its rank and digest; rank 0 before the first."""

    sequence: int = 0
    digest: str = ""

    @classmethod
    def of(cls, stored: Any) -> "Head":
        """The head that an entity or an anchor says; that of nothing where it says none that can be read."""
        try:
            return cls(int(stored["sequence"]), str(stored["digest"]))
        except (KeyError, TypeError, ValueError):
            return cls()


class Stretch(NamedTuple):
    """So many events of an aggregate, from the one after a rank."""

    aggregate: str
    after: int
    first: int

    @property
    def ranks(self) -> range:
        """The ranks of its events, those that have not happened yet included."""
        return range(self.after + 1, self.after + self.first + 1)


class Stamp(NamedTuple):
    """When and by whom a unit of work is done."""

    actor: str
    on: date
    at: datetime
    impersonator: str | None = None


class Journal:
    """Makes and reads events; the key makes payload digests and anchors unforgeable without it."""

    def __init__(self, driver: Driver, key: bytes) -> None:
        self._driver = driver
        self._key = key

    def payload(self, aggregate: str, revision: int, form: int, content: Mapping[str, Any]) -> str:
        """The keyed digest of an entity's stored content, over canonical JSON (RFC 8785)."""
        material = {
            "format": FORMAT,
            "aggregate": aggregate,
            "revision": revision,
            "form": form,
            "content": canonical(content),
        }
        return hmac.new(self._key, rfc8785.dumps(material), hashlib.sha256).hexdigest()

    def event(self, aggregate: str, previous: Head, stamp: Stamp, draft: EventDraft, form: int, payload: str) -> Event:
        """The next event of an aggregate, its digest computed."""
        event = Event(
            aggregate=aggregate,
            sequence=previous.sequence + 1,
            at=stamp.at.astimezone(UTC),
            on=stamp.on,
            actor=stamp.actor,
            impersonator=stamp.impersonator,
            action=draft.action,
            facts=draft.facts,
            rules=draft.rules,
            form=form,
            payload=payload,
            previous=previous.digest,
            digest="",
        )
        return event.evolve(digest=digest_of_event(event))

    def mac(self, aggregate: str, head: Head) -> str:
        """What makes an anchor unforgeable."""
        text = f"{FORMAT}\n{aggregate}\n{head.sequence}\n{head.digest}"
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    def anchor(self, aggregate: str, head: Head) -> Document:
        """The anchor of an aggregate: its head, kept beside the entity and the events."""
        return {
            "_id": aggregate,
            "sequence": head.sequence,
            "digest": head.digest,
            "mac": self.mac(aggregate, head),
        }

    async def events(self, aggregate: str, *, after: int = 0, first: int = 100) -> list[Event]:
        """The events of an aggregate after a rank, oldest first."""
        stretch = Stretch(aggregate, after, first)
        return (await self.stretches([stretch]))[stretch]

    async def stretches(self, asked: Iterable[Stretch]) -> dict[Stretch, list[Event]]:
        """The events of each of these stretches, oldest first: one command for 10,000 ranks, whoever asks for them."""
        wanted = list(dict.fromkeys(asked))
        ranks: defaultdict[str, set[int]] = defaultdict(set)
        for stretch in wanted:
            ranks[stretch.aggregate].update(stretch.ranks)
        keys = [event_key(aggregate, rank) for aggregate, several in ranks.items() for rank in several]
        known: dict[str, Event] = {}
        for start in range(0, len(keys), MOST_KEYS):
            documents = await self._driver.find(EVENTS, {"_id": {"$in": keys[start : start + MOST_KEYS]}})
            known |= {document["_id"]: decoded_event(document) for document in documents}
        return {
            stretch: [
                event for rank in stretch.ranks if (event := known.get(event_key(stretch.aggregate, rank))) is not None
            ]
            for stretch in wanted
        }

    async def count(self, aggregate: str) -> int:
        """How many events an aggregate has: the rank of the last."""
        return (await self.counts([aggregate])).get(aggregate, 0)

    async def counts(self, aggregates: Iterable[str]) -> dict[str, int]:
        """How many events each of these aggregates has, in one command; those without any are left out."""
        anchors = await self._driver.find(ANCHORS, {"_id": {"$in": list(aggregates)}})
        return {anchor["_id"]: int(anchor["sequence"]) for anchor in anchors}


def event_key(aggregate: str, sequence: int) -> str:
    """The stored key of an event: events of one aggregate lie together, in order."""
    return f"{aggregate}\0{sequence:09d}"


def digest_of_event(event: Event) -> str:
    """The digest of everything an event says but the digest itself."""
    material = canonical(_said(event)) | {"format": FORMAT}
    del material["digest"]
    return hashlib.sha256(rfc8785.dumps(material)).hexdigest()


def encoded_event(event: Event) -> Document:
    """An event as it is stored."""
    return {"_id": event_key(event.aggregate, event.sequence), **_said(event)}


def decoded_event(document: Document) -> Event:
    """A stored event."""
    return Event.model_validate({name: document[name] for name in Event.model_fields if name in document})


def _said(event: Event) -> Document:
    """What an event says; of an administrator in the account's name, only where there was one, as events always did."""
    told: Document = encoded(event)
    if event.impersonator is None:
        del told["impersonator"]
    return told
