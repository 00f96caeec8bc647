"""Each thing that verification names of sessions and certificates, made by hand in a store where all was well."""

from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.derivation import Fault
from repositories.numbering import misnumbered
from repositories.store import Store
from tests.support.stores import Stores, World
from tests.support.walk import Path, furnished_for_juries
from tests.support.world import Api


async def _walked(store: Store) -> str:
    """One candidate certified; the number of the dossier."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        number = await path.dossier("Vérifié")
        await path.held(number)
        await path.signed(**{number: "A"})
        await path.transmitted()
        await path.validated(number)
    return number


@pytest.fixture
def world() -> World:
    return _walked


async def _faults(store: Store) -> set[Fault]:
    return {found.kind for check in (nonconformities, misnumbered) for found in [item async for item in check(store)]}


@pytest.mark.parametrize(
    ("collection", "change", "fault"),
    [
        ("dossiers", {"deliberation.decision": "NA"}, Fault.DECISION_CHANGED),
        ("dossiers", {"verdict.validated": False}, Fault.UNFOUNDED_CERTIFICATE),
        ("dossiers", {"candidate": "somebody else"}, Fault.UNFOUNDED_CERTIFICATE),
        ("dossiers", {"session": None}, Fault.REFERENCE_BROKEN),
        ("files", {"sha256": "0" * 64}, Fault.REFERENCE_BROKEN),
        ("counters", {"value": 9}, Fault.NUMBERS_BROKEN),
    ],
)
async def test_what_was_changed_by_hand_is_named(
    one_store: Store, stores: Stores, collection: str, change: dict[str, Any], fault: Fault
) -> None:
    number = stores.told(_walked)
    assert await _faults(one_store) == set()
    filter_: dict[str, Any] = {"number": number} if collection == "dossiers" else {}
    if collection == "counters":
        filter_ = {"_id": "certificates/2027"}
    assert await one_store.driver.update_one(collection, filter_, {"$set": change}) == 1
    assert fault in await _faults(one_store)


async def test_a_removed_certificate_leaves_a_gap(one_store: Store) -> None:
    assert await one_store.driver.delete_many("certificates", {"_id": "MC2027055900001"}) == 1
    assert await _faults(one_store) == {Fault.NUMBERS_BROKEN}


async def test_what_replaces_a_certificate_and_what_it_replaces_name_each_other(one_store: Store) -> None:
    """CER-09."""
    first, other = {"_id": "MC2027055900001"}, {"_id": "MC2027055900002"}
    named = {"$set": {"replaced_by": "MC 2027 05 59 00002"}}
    await one_store.driver.update_one("certificates", first, named)
    assert await _faults(one_store) == {Fault.REFERENCE_BROKEN}
    await one_store.driver.update_one("certificates", other, {"$set": {"replaces": "MC 2027 05 59 00001"}})
    assert await _faults(one_store) == set()
    await one_store.driver.update_one("certificates", other, {"$set": {"dossier": "D2026-UT59-00009"}})
    assert Fault.REFERENCE_BROKEN in await _faults(one_store)
