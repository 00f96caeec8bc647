"""What somebody who may write to the store, but lacks the journal's key, tries on decisions and certificates."""

from typing import Any

import pytest

from repositories.claim_checks import misclaimed
from repositories.conformity import nonconformities
from repositories.derivation import Fault, discrepancies
from repositories.journal import EVENTS, Head, decoded_event, digest_of_event, encoded_event, event_key
from repositories.numbering import misnumbered
from repositories.store import Store
from repositories.verification import FindingKind, verify
from tests.support.stores import Stores, World
from tests.support.walk import Path, furnished_for_juries
from tests.support.world import Api


async def _certified(store: Store) -> str:
    """Two candidates certified; the number of the first's dossier."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        first, second = await path.dossier("Vérifié"), await path.dossier("Témoin")
        await path.held(first, second)
        await path.signed(**{first: "A", second: "A"})
        await path.transmitted()
        await path.validated(first, second)
    return first


@pytest.fixture
def world() -> World:
    return _certified


async def _named(store: Store) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = [(item.kind, item.aggregate) async for item in verify(store)]
    for check in (discrepancies, nonconformities, misnumbered, misclaimed):
        found += [(item.kind, item.aggregate) async for item in check(store)]
    return found


async def _dossier(store: Store, number: str) -> dict[str, Any]:
    [stored] = await store.driver.find("dossiers", {"number": number})
    return stored


async def _forget(store: Store, aggregate: str, after: int = 0) -> None:
    """Removes the events of an aggregate after a rank."""
    await store.driver.delete_many(EVENTS, {"_id": {"$gt": f"{aggregate}\0{after:09d}", "$lt": f"{aggregate}\x01"}})


async def test_a_store_of_certificates_is_sound(one_store: Store) -> None:
    assert await _named(one_store) == []


async def test_a_changed_decision_without_its_events_is_named(one_store: Store, stores: Stores) -> None:
    stored = await _dossier(one_store, stores.told(_certified))
    aggregate = f"dossiers/{stored['_id']}"
    changed = {"$set": {"deliberation.decision": "NA", "head": None}}
    await one_store.driver.update_one("dossiers", {"_id": stored["_id"]}, changed)
    await _forget(one_store, aggregate)
    await one_store.driver.delete_many("anchors", {"_id": aggregate})
    found = await _named(one_store)
    assert (FindingKind.UNKNOWN_TO_JOURNAL, aggregate) in found
    assert (FindingKind.ANCHOR_MISSING, aggregate) in found
    assert Fault.DECISION_CHANGED in {kind for kind, _ in found}


async def test_a_decision_brought_back_to_before_its_last_events_is_named(one_store: Store, stores: Stores) -> None:
    """With the head of the entity mended too: the anchor alone cannot be."""
    stored = await _dossier(one_store, stores.told(_certified))
    aggregate = f"dossiers/{stored['_id']}"
    events = await one_store.journal.events(aggregate)
    kept = events[-3]
    head = {"sequence": kept.sequence, "digest": kept.digest}
    changed = {"$set": {"verdict": None, "status": "DELIBERE", "head": head}}
    await one_store.driver.update_one("dossiers", {"_id": stored["_id"]}, changed)
    await _forget(one_store, aggregate, kept.sequence)
    found = await _named(one_store)
    assert (FindingKind.TAIL_CUT, aggregate) in found
    assert (FindingKind.CONTENT_EDITED, aggregate) in found
    assert Fault.UNFOUNDED_CERTIFICATE in {kind for kind, _ in found}


async def test_an_inserted_dossier_with_its_certificate_and_counters_is_named(one_store: Store, stores: Stores) -> None:
    """All that can be made without the key is made: entities, events chained anew, anchors, counters moved on."""
    dossier = await _dossier(one_store, stores.told(_certified))
    certificate, *_ = await one_store.driver.find("certificates", {"dossier": dossier["number"]})
    number = "MC 2027 05 59 00099"
    await _inserted(one_store, "dossiers", dossier, "forged", {"number": "D2026-UT59-00003"})
    issued = {"number": number, "dossier": "D2026-UT59-00003"}
    await _inserted(one_store, "certificates", certificate, number.replace(" ", ""), issued)
    for series, value in (("dossiers/2026/UT59", 3), ("certificates/2027", 99)):
        assert await one_store.driver.update_one("counters", {"_id": series}, {"$set": {"value": value}}) == 1
    found = await _named(one_store)
    for aggregate in ("dossiers/forged", "certificates/MC2027055900099"):
        assert (FindingKind.ANCHOR_FORGED, aggregate) in found
        assert (FindingKind.CONTENT_EDITED, aggregate) in found
    assert FindingKind.CENSUS_WRONG in {kind for kind, _ in found}


async def _inserted(store: Store, name: str, model: dict[str, Any], key: str, fields: dict[str, Any]) -> None:
    aggregate = f"{name}/{key}"
    event = decoded_event(
        (await store.driver.find(EVENTS, {"_id": {"$gt": f"{name}/"}}, sort=[("_id", 1)], limit=1))[0]
    )
    event = event.evolve(aggregate=aggregate, sequence=1, previous="", digest="")
    event = event.evolve(digest=digest_of_event(event))
    head = Head(1, event.digest)
    entity = {**model, **fields, "_id": key, "revision": 1, "sort": dict.fromkeys(model["sort"], key)}
    await store.driver.insert_many(name, [{**entity, "head": head._asdict()}])
    await store.driver.insert_many(EVENTS, [encoded_event(event)])
    await store.driver.insert_many("anchors", [{**store.journal.anchor(aggregate, head), "mac": "f" * 64}])


@pytest.mark.parametrize("name", ["certificates", "dossiers", "sessions", "candidates"])
async def test_what_is_removed_with_every_trace_is_missed(one_store: Store, name: str) -> None:
    [last] = (await one_store.driver.find(name, {}, sort=[("_id", 1)]))[-1:]
    aggregate = f"{name}/{last['_id']}"
    await one_store.driver.delete_many(name, {"_id": last["_id"]})
    await _forget(one_store, aggregate)
    await one_store.driver.delete_many("anchors", {"_id": aggregate})
    kinds = {kind for kind, _ in await _named(one_store)}
    assert FindingKind.CENSUS_WRONG in kinds
    assert kinds & {Fault.NUMBERS_BROKEN, Fault.REFERENCE_BROKEN}


@pytest.mark.parametrize("value", [0, 1, 3, 900])
@pytest.mark.parametrize("series", ["dossiers/2026/UT59", "certificates/2027", "sessions/2027/UT59"])
async def test_a_counter_that_does_not_fit_is_named(one_store: Store, series: str, value: int) -> None:
    [counter] = await one_store.driver.find("counters", {"_id": series})
    if counter["value"] == value:
        value += 1
    await one_store.driver.update_one("counters", {"_id": series}, {"$set": {"value": value}})
    assert (Fault.NUMBERS_BROKEN, series) in await _named(one_store)


@pytest.mark.parametrize(
    ("collection", "document"),
    [
        ("events", {"_id": event_key("nothing/x", 1)}),
        ("events", {"_id": event_key("zzz/x", 1), "aggregate": 3}),
        ("events", {"_id": 12}),
        ("anchors", {"_id": "nothing/x"}),
    ],
)
async def test_what_is_of_no_collection_hides_nothing(
    one_store: Store, collection: str, document: dict[str, Any]
) -> None:
    await one_store.driver.insert_many(collection, [document])
    assert [kind for kind, _ in await _named(one_store)] == [FindingKind.STRANGE]


@pytest.mark.parametrize(
    "change", [{"payload": None}, {"digest": 3}, {"sequence": "x"}, {"facts": None}, {"form": "y"}]
)
async def test_an_event_in_no_shape_is_named_and_verification_goes_on(
    one_store: Store, stores: Stores, change: dict[str, Any]
) -> None:
    stored = await _dossier(one_store, stores.told(_certified))
    aggregate = f"dossiers/{stored['_id']}"
    await one_store.driver.update_one(EVENTS, {"_id": event_key(aggregate, 1)}, {"$set": change})
    await one_store.driver.update_one("anchors", {"_id": aggregate}, {"$set": {"digest": None, "mac": 4}})
    found = await _named(one_store)
    assert {FindingKind.EVENT_EDITED, FindingKind.ANCHOR_FORGED} <= {kind for kind, _ in found}
    assert {where for kind, where in found if isinstance(kind, FindingKind)} == {aggregate}
