"""All that is held on a person: theirs whole, and nothing of anybody else's."""

import json

import pytest

from repositories.held import bytes_of, held_on
from repositories.store import Store
from tests.support.packs import pack_of
from tests.support.papers import SIGNATORY, made
from tests.support.stores import World
from tests.support.walk import GTP, Path, centre, furnished_for_juries
from tests.support.world import Api


async def _two_certified(store: Store) -> None:
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        first, second = await path.dossier("Demandeuse"), await path.dossier("Voisine")
        await path.held(first, second)
        await path.signed(**{first: "A", second: "A"})
        await path.transmitted()
        await path.validated(first, second)
        await pack_of(path, centre(GTP))
        for number in (first, second):
            assert (await made(path, centre(GTP), kind="AWARD_LETTER", dossier=number, signatory=SIGNATORY))["document"]


@pytest.fixture
def world() -> World:
    return _two_certified


async def test_a_persons_data_are_whole_and_theirs_alone(one_store: Store) -> None:
    own, other = sorted(await one_store.candidates.where({}), key=lambda item: item.birth_name or "")
    held = await held_on(one_store, own.id)
    assert held is not None
    [dossier] = held.facts["dossiers"]
    certificates = await one_store.certificates.where({"candidate": own.id})
    assert {item["number"] for item in held.facts["certificates"]} == {item.number for item in certificates} != set()
    assert dossier["candidate"] == own.id
    [session] = held.facts["sessions"]
    assert [line["dossier"] for line in session["minutes"]] == [dossier["number"]]
    [pack] = held.facts["packs"]
    assert {item["document"] for item in pack["papers"]} <= {item["id"] for item in held.facts["documents"]} != set()
    assert all(item["group"].startswith(own.listed_name) for item in pack["papers"])
    told = json.dumps(held.facts, ensure_ascii=False)
    theirs = [other.id, other.birth_name, *(item.number for item in await one_store.dossiers.of_candidate(other.id))]
    assert not [text for text in theirs if text and text in told]
    papers = [name for name, _ in held.files if name.startswith("papiers/")]
    assert len(papers) == len(held.facts["documents"]) >= 1
    assert all([await bytes_of(one_store, digest) for _, digest in held.files])
    aggregates = {event["aggregate"] for event in held.facts["events"]}
    assert {f"candidates/{own.id}", f"dossiers/{dossier['id']}"} <= aggregates


async def test_a_merged_record_leads_to_the_person(one_store: Store) -> None:
    own, other = await one_store.candidates.where({})
    merge = {"into": own.id, "on": "2027-01-01", "reason": "doublon"}
    await one_store.driver.update_one("candidates", {"_id": other.id}, {"$set": {"merge": merge}})
    for identifier in (own.id, other.id):
        held = await held_on(one_store, identifier)
        assert held is not None
        assert [item.id for item in held.person] == [own.id, other.id]
        assert len(held.facts["dossiers"]) == 2
    assert await held_on(one_store, "nobody") is None
