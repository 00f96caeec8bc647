"""
All that is held on a candidate, for whoever asks it of the operator (GDPR, article 15), as it is stored.

The records merged into theirs, their dossiers, certificates, papers and pieces with their bytes, the sessions that
judged them, the packs and the purges as far as they speak of them, and the history of each. Nothing of anybody else.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, NamedTuple

from repositories.codec import canonical, encoded
from repositories.errors import StoreError
from repositories.store import Store
from rules.archive.purge import Purge
from rules.base.entity import Entity
from rules.base.event import Event
from rules.candidate.candidate import Candidate
from rules.document.pack import Pack
from rules.dossier.dossier import Dossier
from rules.session.session import Session


class Held(NamedTuple):
    """What is held on one person."""

    person: list[Candidate]
    """Their record first, then those that were merged into it."""
    facts: dict[str, Any]
    """What is stored, in plain values, by what it is."""
    files: list[tuple[str, str]]
    """The name of each file, and the digest of its bytes."""


async def held_on(store: Store, identifier: str) -> Held | None:
    """What is held on the candidate of this identifier, or of one that was merged into them; None for nobody's."""
    people = await _records(store, identifier)
    if not people:
        return None
    keys = [person.id for person in people]
    dossiers = await store.dossiers.where({"candidate": {"$in": keys}}, sort="number")
    certificates = await store.certificates.where({"candidate": {"$in": keys}})
    documents = await store.documents.where({"candidate": {"$in": keys}})
    named = [*people, *dossiers]
    files = await store.files.get_many(sorted({file for item in named for file in _files(encoded(item))}))
    papers = {item.id for item in documents}
    judging = sorted({key for dossier in dossiers for key in _sessions(dossier)})
    packs = [pack for several in (await store.packs.of_sessions(judging)).values() for pack in several]
    numbers = {dossier.number for dossier in dossiers}
    sessions = await store.sessions.get_many(judging)
    facts = {
        "candidates": [_plain(item) for item in people],
        "dossiers": [_plain(item) for item in dossiers],
        "certificates": [_plain(item) for item in certificates],
        "documents": [_plain(item) for item in documents],
        "files": [_plain(item) for item in files.values()],
        "sessions": [_of(item, numbers) for item in sessions.values()],
        "packs": [told for item in packs if (told := _packed(item, papers))],
        "purges": [_purged(item, numbers) for item in await store.purges.of_dossiers(numbers)],
        "events": [
            canonical(encoded(event))
            async for event in _history(store, [*people, *dossiers, *certificates, *documents, *files.values()])
        ],
    }
    printed = [(f"papiers/{item.id}-{item.file_name}", item.sha256) for item in documents if not item.destroyed_on]
    pieces = [(f"pieces/{item.id}-{item.name}", item.sha256) for item in files.values() if not item.destroyed_on]
    return Held(people, facts, [*printed, *pieces])


async def bytes_of(store: Store, digest: str) -> bytes:
    """The bytes of a file that is held. Raises StoreError where they are gone."""
    data = await store.blobs.read(digest)
    if data is None:
        raise StoreError(f"les octets de {digest} manquent")
    return data


async def _records(store: Store, identifier: str) -> list[Candidate]:
    """The record that leads for a person, then every one that was merged into it, however often."""
    people = await store.candidates.where({"_id": identifier})
    seen = set[str]()
    while people and (merge := people[0].merge) is not None and people[0].id not in seen:
        seen.add(people[0].id)
        people = await store.candidates.where({"_id": merge.into})
    waiting = [item.id for item in people]
    while waiting:
        merged = await store.candidates.where({"merge.into": {"$in": waiting}})
        people += merged
        waiting = [item.id for item in merged]
    return people


def _plain(entity: Entity) -> Any:
    return canonical(encoded(entity))


def _files(value: Any) -> Iterator[str]:
    """The identifiers of files that a stored value names, wherever they stand in it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"file", "proof"} and isinstance(inner, str):
                yield inner
            yield from _files(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _files(inner)


def _sessions(dossier: Dossier) -> set[str]:
    """The sessions that judge it, judged it before, or waited for it in vain."""
    former = (*(item.session for item in dossier.earlier), *(item.session for item in dossier.missed))
    return {key for key in (dossier.session, *former) if key}


def _of(session: Session, numbers: set[str]) -> dict[str, Any]:
    """What a session says of these dossiers: its day, its state, and the lines of its minutes on them."""
    lines = [
        canonical(encoded(line)) for minutes in session.minutes for line in minutes.lines if line.dossier in numbers
    ]
    held = session.held_on.isoformat()
    return {"number": session.number, "held_on": held, "status": session.status.value, "minutes": lines}


def _packed(pack: Pack, papers: set[str]) -> dict[str, Any] | None:
    """What a pack holds of these papers: under which names, and for whom; None where it is none of them."""
    own = [canonical(encoded(item)) for item in pack.papers if item.document in papers]
    return {"id": pack.id, "session": pack.session_number, "on": pack.on.isoformat(), "papers": own} if own else None


def _purged(purge: Purge, numbers: set[str]) -> dict[str, Any]:
    """What a purge destroyed of these dossiers."""
    lines = [canonical(encoded(line)) for line in purge.lines if line.dossier in numbers]
    return {"id": purge.id, "on": purge.on.isoformat(), "lines": lines}


async def _history(store: Store, entities: Iterable[Entity]) -> AsyncIterator[Event]:
    names = {item.entity: item.name for item in store.collections}
    for entity in entities:
        aggregate = f"{names[type(entity)]}/{entity.id}"
        for event in await store.journal.events(aggregate, first=await store.journal.count(aggregate)):
            yield event
