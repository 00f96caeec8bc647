"""Claims: one winner, none for what is not written, held to their owners, and taken for stores of before there were any."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from repositories import claims
from repositories.claim_checks import misclaimed
from repositories.claims import CLAIMS
from repositories.derivation import Fault
from repositories.errors import StoreBusy
from repositories.layout import LAYOUT, layout_of
from repositories.store import Store
from repositories.transfer import restore_store
from repositories.unit_of_work import UnitOfWork
from repositories.verification import verify
from tests.support.former import FORMER, FORMER_LAYOUT, quiet
from tests.support.vae import VaePath
from tests.support.world import NOW, TODAY
from tests.support.writing import DRAFT, candidate, write


async def _faults(store: Store) -> list[str]:
    found = [item.aggregate async for item in verify(store)]
    return found + [item.aggregate async for item in misclaimed(store)]


async def _held(store: Store) -> dict[str, str]:
    return {item["_id"]: item["by"] for item in await store.driver.find(CLAIMS, {})}


async def test_what_is_claimed_twice_at_once_has_one_winner(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under different identifiers, so that nothing but the claim tells them apart."""
    monkeypatch.setattr(store.driver, "patience", 0.3)
    made = [candidate(f"c{rank}", "UT59").evolve(anonymous_number="SEUL") for rank in range(8)]
    outcomes = await asyncio.gather(*(write(store, person) for person in made), return_exceptions=True)
    assert [item for item in outcomes if not isinstance(item, StoreBusy)] == [None]
    [won] = await store.candidates.where({})
    assert await _held(store) == {"candidates/anonymous_number/SEUL": f"candidates/{won.id}"}
    assert await _faults(store) == []


async def test_what_is_not_written_claims_nothing(one_store: Store) -> None:
    async def work(unit: UnitOfWork) -> None:
        unit.insert(candidate("c", "UT59"), DRAFT)
        unit.discard()

    await one_store.transact(work, actor="tests", on=TODAY, at=NOW)
    assert await _held(one_store) == {}
    await write(one_store, candidate("c", "UT59"))
    assert await _held(one_store) == {"candidates/anonymous_number/c": "candidates/c"}


async def test_two_of_one_unit_do_not_share_a_claim(one_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_store.driver, "patience", 0.1)
    with pytest.raises(StoreBusy):
        await write(one_store, *(candidate(key, "UT59").evolve(anonymous_number="X") for key in "ab"))
    assert (await one_store.candidates.count({}), await _held(one_store)) == (0, {})


async def test_a_request_of_vae_holds_its_number_and_its_key(vae: VaePath) -> None:
    number = await vae.requested("Seule")
    store = vae.api.store
    [dossier] = await store.dossiers.where({"number": number})
    key = f"{dossier.candidate}|{dossier.certification}|{dossier.requested_on.year}"
    mine = {held for held, by in (await _held(store)).items() if by == f"dossiers/{dossier.id}"}
    assert mine == {f"dossiers/number/{number}", f"dossiers/vae_key/{key}"}
    before = await _held(store)
    assert (await vae.activities(number))["problems"] == []
    assert await _held(store) == before, "a mutation after the first claims nothing"
    assert await _faults(store) == []


FORGERIES: list[tuple[Mapping[str, Any] | None, set[str]]] = [
    (None, {"candidates/c"}),
    ({"by": "candidates/d"}, {"candidates/c", "claims/candidates/anonymous_number/c"}),
    ({"by": "candidates/none"}, {"candidates/c", "claims/candidates/anonymous_number/c"}),
    ({"by": "nothing/c"}, {"candidates/c", "claims/candidates/anonymous_number/c"}),
    ({"by": 3}, {"candidates/c", "claims/candidates/anonymous_number/c"}),
]


@pytest.mark.parametrize(("change", "named"), FORGERIES)
async def test_a_claim_that_is_not_its_owners_is_named(
    one_store: Store, change: Mapping[str, Any] | None, named: set[str]
) -> None:
    await write(one_store, candidate("c", "UT59"), candidate("d", "UT59"))
    which = {"_id": "candidates/anonymous_number/c"}
    if change is None:
        await one_store.driver.delete_many(CLAIMS, which)
    else:
        await one_store.driver.update_one(CLAIMS, which, {"$set": change})
    found = [item async for item in misclaimed(one_store)]
    assert {item.aggregate for item in found} == named
    assert {item.kind for item in found} == {Fault.CLAIM_BROKEN}


async def test_a_claim_of_nobody_is_named(one_store: Store) -> None:
    await one_store.driver.insert_many(CLAIMS, [{"_id": "dossiers/number/X"}, {"_id": 3, "by": "sessions/s"}])
    assert {item.aggregate async for item in misclaimed(one_store)} == {"claims/dossiers/number/X", "claims/3"}


class _Killed(Exception):
    pass


@pytest.mark.parametrize("step", ["claims", "events", "anchors"])
async def test_claims_are_taken_for_a_former_store_also_when_stopped_in_the_middle(
    own_store: Store, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    await restore_store(own_store, FORMER)
    with monkeypatch.context() as patched:
        patched.setattr(claims, "BATCH", 2)
        _stop(own_store, patched, step)
        with pytest.raises(_Killed):
            await own_store.migrate(quiet)
    assert await layout_of(own_store.driver) == FORMER_LAYOUT, "it is not said to be done"
    assert len(await _held(own_store)) == (2 if step == "claims" else 15)
    await own_store.migrate(quiet)
    assert await layout_of(own_store.driver) == LAYOUT
    assert len(await _held(own_store)) == 15, "five candidates, three certificates, five dossiers, two sessions"
    assert await _faults(own_store) == []
    for name in ("events", "anchors"):
        for document in await own_store.driver.find(name, {}):
            aggregate = document["_id"].partition("\0")[0].partition("/")
            kept = next(item for item in own_store.collections if item.name == aggregate[0]).of_centres
            assert (document.get("exam_centre") is not None) == kept, document["_id"]


def _stop(store: Store, patched: pytest.MonkeyPatch, step: str) -> None:
    """Stops a migration after the first command that writes into a collection."""
    written: list[str] = []

    def stopping(called: Any) -> Any:
        async def one(name: str, *given: Any, **options: Any) -> Any:
            if written and name == step:
                raise _Killed
            if name == step:
                written.append(name)
            return await called(name, *given, **options)

        return one

    for method in ("insert_many", "update_many"):
        patched.setattr(store.driver, method, stopping(getattr(store.driver, method)))
