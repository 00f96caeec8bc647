"""A store that the version before wrote, with sessions and certificates: opened, migrated, changed, verified clean."""

from typing import Any

import pytest

from repositories.claim_checks import misclaimed
from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.layout import LAYOUT, layout_of, place
from repositories.store import Store
from repositories.transfer import restore_store
from repositories.unit_of_work import UnitOfWork
from repositories.verification import FindingKind, verify
from rules.session.session import SessionStatus
from tests.support.former import FORMER, FORMER_LAYOUT, REWRITTEN, quiet, unplaced, whole
from tests.support.walk import GTP, HELD, Path, centre
from tests.support.world import NOW, TODAY, Api
from tests.support.writing import DRAFT


async def _faults(store: Store) -> list[object]:
    found: list[object] = [item async for item in verify(store)]
    for check in (discrepancies, nonconformities, misclaimed):
        found += [item async for item in check(store)]
    return found


async def _versions(store: Store) -> set[int]:
    stored = [*await store.driver.find("sessions", {}), *await store.driver.find("dossiers", {})]
    return {document["v"] for document in stored}


@pytest.fixture
async def former(own_store: Store) -> Store:
    """The store as the version before left it."""
    assert await restore_store(own_store, FORMER) == 185
    assert await layout_of(own_store.driver) == FORMER_LAYOUT
    assert await _versions(own_store) == {1}
    return own_store


@pytest.fixture
async def migrated(former: Store) -> Store:
    """The same, brought up."""
    assert await former.migrate(quiet) == REWRITTEN
    return former


async def test_a_store_of_the_version_before_is_migrated_changed_and_verified(former: Store) -> None:
    assert await _faults(former) == []
    assert await former.migrate(quiet) == REWRITTEN
    assert await layout_of(former.driver) == LAYOUT
    assert await _versions(former) == {2}
    assert await _faults(former) == []
    before = await whole(former)
    assert await former.migrate(quiet) == 0
    assert await whole(former) == before
    [convened] = [
        item for item in await former.sessions.where({}, sort="held") if item.status is SessionStatus.CONVOQUEE
    ]
    async with Api.over(former) as api:
        path = Path(api, session=convened.number, members={item.name: item.id for item in convened.members})
        await path.attended()
        [dossier] = await former.dossiers.of_session(convened.id)
        assert (await path.decide(dossier.number, "A"))["problems"] == []
        actor = centre(HELD)
        gone = await path.done("withdrawDossier", actor, dossier=(await _opened(former)), reason="Mutation")
        assert gone["status"] == "ABANDONNE"
        [waiting] = [item for item in await former.certificates.where({}, sort="number") if item.delivery is None][:1]
        await path.done("deliverCertificate", centre(GTP), certificate=waiting.number, to="CANDIDATE", means="LETTER")
    assert await _faults(former) == []


async def _opened(store: Store) -> str:
    [dossier] = await store.dossiers.where({"status": "OUVERT"}, sort="number")
    return dossier.number


async def test_a_migration_changes_the_form_and_nothing_that_is_said(former: Store) -> None:
    read = [*await former.sessions.where({}), *await former.dossiers.where({})]
    before = await whole(former)
    await former.migrate(quiet)
    assert [*await former.sessions.where({}), *await former.dossiers.where({})] == read
    after = await whole(former)
    rewritten = ("candidates", "census", "certificates", "certifications", "claims", "dossiers", "layout", "sessions")
    placed = ("anchors", "events", "files")
    assert {name: held for name, held in after.items() if name not in (*rewritten, *placed)} == {
        name: held for name, held in before.items() if name not in (*rewritten, *placed)
    }
    for name in placed:
        assert [unplaced(new) for new in after[name]] == before[name], "it tells its centre, and nothing else"
    for name in ("candidates", "certificates", "certifications"):
        for old, new in zip(before[name], after[name], strict=True):
            kept = unplaced(new) if name == "candidates" else new
            assert {**kept, "x": old["x"]} == old, "what is derived beside it alone has changed"
    assert all(new["x"].keys() == {"marks", "words"} for new in after["candidates"])
    for old, new in zip(before["sessions"], after["sessions"], strict=True):
        assert new["joint"] == {name: old[name] for name in ("union_requests", "cprefp_informed_on")}
        moved = ("transmission", "complements", "settled", "gtp_on")
        assert new["attribution"] == {name: old[name] for name in moved}
        assert not new.keys() & {*moved, "union_requests", "cprefp_informed_on"}, "no field stays behind"
    for old, new in zip(before["dossiers"], after["dossiers"], strict=True):
        if old["deliberation"] is None:
            assert (new["deliberation"], new["at_rncp"], new["verdict"]) == (None, None, None)
            continue
        told, verdict = dict(old["deliberation"]), new["verdict"]
        assert new["at_rncp"] is told.pop("at_rncp")
        assert verdict == {"on": told.pop("gtp_on"), "validated": told.pop("validated"), "reasons": told.pop("reasons")}
        assert new["deliberation"] == told


@pytest.mark.parametrize("name", ["sessions", "dossiers"])
async def test_a_document_of_the_version_before_is_brought_up_by_a_write(former: Store, name: str) -> None:
    await place(former.driver, former.collections)
    [old, *_] = await former.driver.find(name, {}, sort=[("_id", 1)])

    async def work(unit: UnitOfWork) -> None:
        found: Any = await getattr(unit, name).get(old["_id"])
        unit.update(found.evolve(family=found.family), DRAFT)

    await former.transact(work, actor="tests", on=TODAY, at=NOW)
    [new] = await former.driver.find(name, {"_id": old["_id"]})
    collection: Any = getattr(former, name)
    assert new["v"] == 2
    assert not new.keys() & collection.gone
    assert new.keys() - {"_id", "v", "sort", "x", "head"} == collection.entity.model_fields.keys() - {"id"}
    assert await _faults(former) == []


EDITS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("sessions", {"status": "CLOSE"}, {"$set": {"attribution.gtp_on": "2027-05-21"}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"attribution.settled": []}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"joint.union_requests": []}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"joint.status": "CLOSE"}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"joint": None}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"joint": "x"}}),
    ("sessions", {"status": "CLOSE"}, {"$unset": {"attribution": 1}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"status": "SIGNEE"}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"v": 1}}),
    ("sessions", {"status": "CLOSE"}, {"$set": {"v": 3}}),
    ("dossiers", {"status": "VALIDE"}, {"$set": {"verdict.on": "2027-05-21"}}),
    ("dossiers", {"status": "VALIDE"}, {"$set": {"verdict.validated": False}}),
    ("dossiers", {"status": "VALIDE"}, {"$set": {"verdict": None}}),
    ("dossiers", {"status": "VALIDE"}, {"$set": {"at_rncp": False}}),
    ("dossiers", {"status": "VALIDE"}, {"$set": {"deliberation.outcome": "TOTAL"}}),
    ("dossiers", {"status": "OUVERT"}, {"$set": {"at_rncp": True}}),
    ("dossiers", {"status": "OUVERT"}, {"$set": {"verdict": {"on": "2027-05-20", "validated": True, "reasons": None}}}),
]


@pytest.mark.parametrize(("name", "which", "change"), EDITS)
async def test_what_is_edited_by_hand_after_the_migration_is_named(
    migrated: Store, name: str, which: dict[str, Any], change: dict[str, Any]
) -> None:
    """Digests are never migrated: they are held to the form of their day."""
    [edited, *_] = await migrated.driver.find(name, which, sort=[("_id", 1)])
    await migrated.driver.update_one(name, {"_id": edited["_id"]}, change)
    found = [(item.kind, item.aggregate) async for item in verify(migrated)]
    assert found == [(FindingKind.CONTENT_EDITED, f"{name}/{edited['_id']}")]


async def test_what_is_edited_by_hand_before_the_migration_is_named(former: Store) -> None:
    [edited, *_] = await former.driver.find("sessions", {"status": "CLOSE"})
    await former.driver.update_one("sessions", {"_id": edited["_id"]}, {"$set": {"gtp_on": "2027-05-21"}})
    for _ in range(2):
        assert [item.kind async for item in verify(former)] == [FindingKind.CONTENT_EDITED]
        await former.migrate(quiet)
