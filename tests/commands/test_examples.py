"""The explorer's six operations, on the shipped facts and the demonstration data, as a newcomer runs them."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.counting import recorded_commands
from repositories.store import Store
from repositories.verification import verify
from resolvers.statement.shipping import load_shipped
from tests.support.places import ROOT
from tests.support.shipped import demonstrated
from tests.support.stores import World, nothing
from tests.support.world import CENTRE, NOW, Api

EXAMPLES = ROOT / "examples" / "operations"
INDEX: list[dict[str, str]] = json.loads((EXAMPLES / "index.json").read_text(encoding="utf-8"))

MOST_COMMANDS = {
    "1-certification.graphql": 2,
    "2-certifications.graphql": 4,
    "3-regles.graphql": 0,
    # Above six, since one transaction holds: the look for duplicates, the idempotency key read and kept, the claim on
    # the anonymous number, the candidate, its event, its anchor, its drawer of the census read and written, the commit.
    "4-candidat.graphql": 10,
    # Two mutations in one request. Judging one reads the candidate, the certification, its versions and the centre, and
    # what the person has already, to be carried over or warned of: their dossiers, the certifications, versions and
    # certificates of these, and what is declared to be shared (INS-08, INS-11, INS-12). Opening one adds its number,
    # read then taken, and claimed; the marks on the certification and version that it relies on; two entities (the
    # candidate is written too, so that requests at once are judged in turn), their events, anchors and drawers of the
    # census; the key read and kept, and the commit. The first of a centre makes its marks, and is judged again: 17 more.
    "5-dossier.graphql": 52,
    # A page of dossiers with what is due of each: its certificates and papers, whatever the length of the page.
    "6-lettre.graphql": 7,
}


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    return demonstrated if "demonstration" in request.fixturenames else nothing


@pytest.fixture
async def demonstration(one_store: Store) -> AsyncIterator[Api]:
    async with Api.over(one_store) as api:
        yield api


async def test_the_six_operations_work_as_they_stand(demonstration: Api, capsys: pytest.CaptureFixture[str]) -> None:
    answers: dict[str, Any] = {}
    for item in INDEX:
        query = (EXAMPLES / item["file"]).read_text(encoding="utf-8")
        with recorded_commands() as commands:
            answers[item["file"]] = await demonstration.data(query, None, CENTRE if "role" in item else None)
        with capsys.disabled():
            print(f"\n{item['file']}: {len(commands)} store commands: {', '.join(commands)}", end="")
        assert len(commands) <= MOST_COMMANDS[item["file"]]
        assert [command for command in commands if "!" in command] == []
    assert answers["1-certification.graphql"]["certification"]["code"] == "MQ 1989 0021"
    assert len(answers["1-certification.graphql"]["certification"]["referentiel"]["capacites"]) == 7
    assert len(answers["2-certifications.graphql"]["certifications"]["nodes"]) == 5
    assert answers["3-regles.graphql"]["rules"][0]["id"] == "INS-04"
    assert answers["4-candidat.graphql"]["registerCandidate"]["problems"] == []
    opened = answers["5-dossier.graphql"]
    assert [problem["rule"]["id"] for problem in opened["vae"]["problems"]] == ["VAE-01"]
    first = [line for line in opened["formation"]["dossier"]["checklist"] if line["rule"]["id"] == "INS-04"]
    assert first[0]["dueOn"] == "2027-02-23"
    [decided] = answers["6-lettre.graphql"]["dossiers"]["nodes"]
    assert decided["conservationUntil"] == "2028-10-08"
    assert [item["kind"] for item in decided["documents"]] == ["PARTIAL_VALIDATION_LETTER"]
    assert [finding async for finding in verify(demonstration.store)] == []


async def test_the_letter_is_served_as_it_was_issued(demonstration: Api) -> None:
    query = (EXAMPLES / "6-lettre.graphql").read_text(encoding="utf-8")
    [decided] = (await demonstration.data(query))["dossiers"]["nodes"]
    [document] = decided["documents"]
    path = document["url"].removeprefix("http://essai")
    answer = await demonstration.client.get(path, headers={"Authorization": f"Bearer {CENTRE}"})
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{document["sha256"]}"'
    assert answer.content[:2] == b"PK"


async def test_a_request_of_vae_waits_for_its_notice(demonstration: Api) -> None:
    query = """{ dossiers(filter: {status: RECEVABILITE_EN_INSTRUCTION}) { nodes { number revision nextActions
      candidate { lastName } vae { missing completeOn tacitOn pieces { file { url } } } } } }"""
    [waiting] = (await demonstration.data(query))["dossiers"]["nodes"]
    assert "Démonstration" in waiting["candidate"]["lastName"]
    assert waiting["vae"]["missing"] == []
    assert (waiting["vae"]["completeOn"], waiting["vae"]["tacitOn"]) == ("2026-11-23", "2027-01-24")
    assert "decideRecevabilite" in waiting["nextActions"]
    [path] = {piece["file"]["url"].removeprefix("http://essai") for piece in waiting["vae"]["pieces"]}
    served = await demonstration.client.get(path, headers={"Authorization": f"Bearer {CENTRE}"})
    assert b"Demonstration" in served.content
    decide = """mutation($input: DecideRecevabiliteInput!) { decideRecevabilite(input: $input) {
      dossier { status } problems { message } warnings { message } } }"""
    given = {"dossier": waiting["number"], "favourable": True, "expectedRevision": waiting["revision"]}
    payload = (await demonstration.data(decide, {"input": given}))["decideRecevabilite"]
    assert payload == {"dossier": {"status": "RECEVABLE"}, "problems": [], "warnings": []}
    assert [finding async for finding in verify(demonstration.store)] == []
    assert [finding async for finding in nonconformities(demonstration.store)] == []


async def test_a_second_start_changes_nothing(demonstration: Api) -> None:
    before = await demonstration.store.driver.count("events", {})
    await demonstrated(demonstration.store)
    assert await demonstration.store.driver.count("events", {}) == before


async def test_an_interrupted_load_is_completed(one_store: Store) -> None:
    batches = 0

    def interrupt(_done: int, _total: int) -> None:
        nonlocal batches
        batches += 1
        if batches == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await load_shipped(one_store, ROOT / "data", NOW, interrupt)
    await demonstrated(one_store)
    assert await one_store.certifications.count({}) == 194 + 1
    assert [finding async for finding in verify(one_store)] == []


@pytest.mark.parametrize("size", [10, 100])
async def test_a_page_with_all_around_it_costs_the_same_for_ten_and_a_hundred(demonstration: Api, size: int) -> None:
    query = """query($n: Int) { certifications(first: $n, filter: {kind: CQPM}) { nodes { code blocs { code }
      referentiel { capacites { title } composition { bloc { title } } } resourceCentres { code }
      equivalences { from { certification { title } bloc { title } } to { certification { title } bloc { title } } } } } }"""
    with recorded_commands() as commands:
        found = await demonstration.data(query, {"n": size})
    assert len(found["certifications"]["nodes"]) == size
    assert set(commands) <= {"find blocs", "find certifications", "find equivalences", "find referentiels"}
    assert len(commands) == len(set(commands))
