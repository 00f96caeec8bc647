"""The journal: chained, held against the store; what was done by hand is named."""

from typing import Any

import pytest

from repositories.census import drawer_of
from repositories.counting import recorded_commands
from repositories.errors import StoreError
from repositories.journal import Stretch, event_key
from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from repositories.verification import FindingKind, exported_anchor, verify
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.document.document import Document, DocumentKind
from tests.support.world import BLOCS, NOW, TODAY, entities, furnished
from tests.support.writing import DRAFT, candidate, organisation, write

A = "organisations/A"


async def findings(store: Store, against: Any = ()) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.aggregate) async for finding in verify(store, against)]


async def rename(store: Store, name: str) -> None:
    async def work(unit: UnitOfWork) -> None:
        found = await unit.organisations.get("A")
        assert found is not None
        unit.update(found.evolve(name=name), DRAFT)

    await store.transact(work, actor="tests", on=TODAY, at=NOW)


@pytest.fixture
async def written(store: Store) -> Store:
    """A store with a few aggregates around A, which has three events."""
    await furnished(store)
    await write(store, organisation("A"), organisation("A B"), organisation("Z"))
    await rename(store, "Deux")
    await rename(store, "Trois")
    return store


async def test_a_sound_store_has_no_finding(written: Store) -> None:
    assert await findings(written) == []
    events = await written.journal.events(A)
    assert [event.sequence for event in events] == [1, 2, 3]
    assert events[1].previous == events[0].digest
    assert [event.sequence for event in await written.journal.events(A, after=1, first=1)] == [2]
    assert await written.journal.count(A) == 3
    assert await written.journal.count("organisations/inconnue") == 0


async def test_stretches_of_several_aggregates_are_read_in_one_command(
    written: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [
        Stretch(A, 0, 2),
        Stretch(A, 1, 100),
        Stretch("organisations/Z", 0, 5),
        Stretch("organisations/rien", 0, 5),
    ]
    with recorded_commands() as commands:
        read = await written.journal.stretches(asked)
    assert commands == ["find events"]
    assert [[event.sequence for event in read[stretch]] for stretch in asked] == [[1, 2], [2, 3], [1], []]
    assert {event.aggregate for event in read[asked[2]]} == {"organisations/Z"}
    with recorded_commands() as commands:
        assert await written.journal.counts([A, "organisations/Z", "organisations/rien"]) == {
            A: 3,
            "organisations/Z": 1,
        }
    assert commands == ["find anchors"]
    monkeypatch.setattr("repositories.journal.MOST_KEYS", 2)
    with recorded_commands() as commands:
        assert await written.journal.stretches(asked[:1]) == {asked[0]: read[asked[0]]}
        assert await written.journal.stretches(asked[1:3]) == {stretch: read[stretch] for stretch in asked[1:3]}
    assert len(commands) == 1 + 53


@pytest.mark.parametrize(("name", "keys"), [("events", [event_key(A, 1), event_key(A, 2)]), ("anchors", [A])])
async def test_events_and_anchors_are_read_by_their_keys(written: Store, name: str, keys: list[str]) -> None:
    plan = await written.driver.explain(name, {"_id": {"$in": keys}}, (), 0)
    assert plan["executionStats"]["totalDocsExamined"] <= len(keys)
    assert plan["executionStats"]["totalKeysExamined"] <= len(keys) + 1


async def test_events_hold_no_personal_data(store: Store) -> None:
    await write(store, candidate("c1", "UT59"))
    [event] = await store.driver.find("events", {"_id": {"$gt": "candidates/"}}, limit=1)
    assert "Ñandú" not in str(event)
    assert "1994" not in str(event)


@pytest.mark.parametrize(
    "change", [{"facts": {"centre": "UT62"}}, {"actor": "autre"}, {"on": "2026-01-01"}, {"payload": "0" * 64}]
)
async def test_a_hand_edited_event_is_named(written: Store, change: dict[str, Any]) -> None:
    await written.driver.update_one("events", {"_id": event_key(A, 2)}, {"$set": change})
    assert (FindingKind.EVENT_EDITED, A) in await findings(written)
    assert {aggregate for _, aggregate in await findings(written)} == {A}


async def test_a_cut_tail_is_named(written: Store) -> None:
    await written.driver.delete_many("events", {"_id": event_key(A, 3)})
    assert (FindingKind.TAIL_CUT, A) in await findings(written)


async def test_a_hole_is_named(written: Store) -> None:
    await written.driver.delete_many("events", {"_id": event_key(A, 2)})
    assert (FindingKind.CHAIN_BROKEN, A) in await findings(written)


async def test_a_removed_aggregate_is_named(written: Store) -> None:
    await written.driver.delete_many("organisations", {"_id": "A"})
    assert await findings(written) == [(FindingKind.AGGREGATE_REMOVED, A)]


async def test_a_removed_aggregate_with_its_whole_history_is_named_by_its_anchor(written: Store) -> None:
    await written.driver.delete_many("organisations", {"_id": "A"})
    await written.driver.delete_many("events", {"_id": {"$gt": f"{A}\0", "$lt": f"{A}\x01"}})
    assert (FindingKind.AGGREGATE_REMOVED, A) in await findings(written)


async def test_what_was_removed_everywhere_is_missed_by_the_census_and_named_by_an_anchor_kept_elsewhere(
    written: Store,
) -> None:
    kept = [line async for line in exported_anchor(written)]
    assert len(kept) == len(entities()) - len(BLOCS) + 3, "the journal does not follow blocs"
    await written.driver.delete_many("organisations", {"_id": "A"})
    await written.driver.delete_many("events", {"_id": {"$gt": f"{A}\0", "$lt": f"{A}\x01"}})
    await written.driver.delete_many("anchors", {"_id": A})
    missed = (FindingKind.CENSUS_WRONG, f"census/{drawer_of(A)}")
    assert await findings(written) == [missed]
    assert await findings(written, kept) == [missed, (FindingKind.GONE_SINCE_ANCHOR, A)]


async def test_a_hand_edited_entity_is_named(written: Store) -> None:
    await written.driver.update_one("organisations", {"_id": "A"}, {"$set": {"name": "Autre"}})
    assert await findings(written) == [(FindingKind.CONTENT_EDITED, A)]


async def test_an_entity_put_there_by_hand_is_named(written: Store) -> None:
    [stored] = await written.driver.find("organisations", {"_id": "A"})
    stored["sort"] = {"name": "x"}
    await written.driver.insert_many("organisations", [{**stored, "_id": "B"}])
    assert (FindingKind.UNKNOWN_TO_JOURNAL, "organisations/B") in await findings(written)


async def test_an_anchor_without_the_key_is_named(written: Store) -> None:
    await written.driver.delete_many("events", {"_id": event_key(A, 3)})
    [second] = await written.journal.events(A, after=1, first=1)
    forged = {"sequence": 2, "digest": second.digest, "mac": "0" * 64}
    await written.driver.update_one("anchors", {"_id": A}, {"$set": forged})
    assert (FindingKind.ANCHOR_FORGED, A) in await findings(written)


async def test_changed_bytes_are_named(store: Store) -> None:
    document = Document(
        id="d", kind=DocumentKind.MINUTES, dossier="D", candidate="c", exam_centre="UT59", file_name="d.docx", size=5,
        sha256="2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", created_on=NOW,
    )  # fmt: skip

    async def work(unit: UnitOfWork) -> None:
        unit.keep(document.sha256, b"hello")
        unit.insert(document, EventDraft(action=Operation.generateDocument))

    await store.transact(work, actor="tests", on=TODAY, at=NOW)
    assert await findings(store) == []
    assert await store.blobs.read(document.sha256) == b"hello"
    await store.driver.update_one("contents", {"_id": document.sha256}, {"$set": {"data": b"other"}})
    assert await findings(store) == [(FindingKind.BYTES_CHANGED, "documents/d")]
    with pytest.raises(StoreError):
        await store.blobs.read(document.sha256)
