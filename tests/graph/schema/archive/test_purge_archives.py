"""Archives destroyed at their term over HTTP: what goes, what stays, who may, twice, two at once, cut in the middle."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from graph.schema.base.relay import key_of
from graph.transport.cost import ACCOUNT, DEAR
from repositories import unit_of_work
from repositories.counting import recorded_commands
from repositories.held import held_on
from repositories.store import Store
from rules.access.viewer import Role
from tests.support.archives import (
    GIVEN_UP_LAST,
    LAST,
    MATERIAL,
    SECRETS,
    TERM,
    Archived,
    archived,
    everything,
    purged,
    sound,
)
from tests.support.packs import reread
from tests.support.papers import SIGNATORY, bytes_of, made
from tests.support.stores import Stores, World
from tests.support.vae_stages import put
from tests.support.walk import Path, as_, centre, gtp

ACTOR = centre(TERM)


@pytest.fixture
def world() -> World:
    return archived


@pytest.fixture
def there(stores: Stores, path: Path) -> Archived:
    del path
    told: Archived = stores.told(archived)
    return told


def lines(payload: Any) -> dict[str, Any]:
    assert payload["problems"] == [], payload["problems"]
    return {line["dossier"]: line for line in payload["purge"]["lines"]}


def missing(dossier: Any) -> set[str]:
    return {line["rule"]["id"] for line in dossier["checklist"] if line["state"] == "MISSING"}


async def dump(store: Store) -> Mapping[str, Any]:
    names = sorted(await store.driver.collections())
    return {name: await store.driver.find(name, {}, sort=[("_id", 1)]) for name in names if name != "idempotency"}


@pytest.mark.rule("ARC-01")
async def test_nothing_goes_on_the_last_day_and_all_of_it_on_the_next(path: Path, there: Archived) -> None:
    early = await purged(path.api, centre(GIVEN_UP_LAST))
    assert [(item["rule"]["id"], early["purge"]) for item in early["problems"]] == [("ARC-01", None)]
    first = lines(await purged(path.api, centre(LAST), dryRun=True))
    assert {number: line["destroyed"] for number, line in first.items()} == {there.given_up: True}
    asked = await purged(path.api, centre(LAST), dryRun=True, dossiers=[there.partial, there.given_up])
    [kept] = lines(asked)[there.partial]["problems"]
    assert (kept["rule"]["id"], kept["earliestDate"]) == ("ARC-01", TERM.isoformat())
    every = lines(await purged(path.api, ACTOR, dryRun=True))
    assert {number: (line["papers"], line["files"], line["person"]) for number, line in every.items()} == {
        there.certified: (0, 0, "CONTACT"),
        there.partial: (1, 0, "CONTACT"),
        there.given_up: (1, 6, "IDENTITY"),
    }


async def test_a_dry_run_writes_nothing(path: Path, there: Archived, one_store: Store) -> None:
    del there
    before = await dump(one_store)
    assert len(lines(await purged(path.api, ACTOR, dryRun=True))) == 3
    assert await dump(one_store) == before


@pytest.mark.rule("ARC-04")
async def test_what_goes_is_nowhere_any_more_and_what_stays_still_holds(
    path: Path, there: Archived, one_store: Store
) -> None:
    [erased] = [item for item in await one_store.candidates.where({}) if item.birth_name == "Renoncée"]
    pieces = [item.sha256 for item in await one_store.files.where({}) if item.name.startswith(("CV", "IDENTITY"))]
    before = await everything(one_store)
    assert not [text for text in (*SECRETS, *MATERIAL) if text not in before]
    payload = await purged(path.api, ACTOR)
    assert (payload["purge"]["destroyed"], payload["purge"]["resumeAfter"]) == (3, None)
    after = await everything(one_store)
    assert [text for text in (*SECRETS, *MATERIAL) if text in after] == []
    assert "Partielle" in after, "who was judged stays with what was decided of them (ARC-02)"
    await sound(one_store)
    assert [digest for digest in pieces if await one_store.blobs.read(digest) is not None] == []
    assert (await bytes_of(path, there.letter, ACTOR)).status_code == 404
    assert (await bytes_of(path, there.award, ACTOR)).status_code == 200
    pack = await reread(path, ACTOR, there.pack)
    assert (pack["state"], pack["total"], "ARC-01" in pack["failure"]) == ("FAILED", 0, True)
    held = await held_on(one_store, erased.id)
    assert held is not None
    assert (held.person[0].full_name, held.files) == (f"Personne effacée {erased.anonymous_number}", [])
    [purge] = held.facts["purges"]
    assert [line["dossier"] for line in purge["lines"]] == [there.given_up]


async def test_results_are_read_and_certificates_checked_as_before(path: Path, there: Archived) -> None:
    shown = """query($n: String!) { dossier(number: $n) { status decision outcome archivesDestroyedOn
      acquired { capacite { number } } certificates { number title } duePapers { kind }
      checklist { state rule { id } } history { nodes { summary } } plan { sentOn } tutor } }"""
    before = {n: (await path.api.data(shown, {"n": n}, ACTOR))["dossier"] for n in (there.certified, there.partial)}
    number = before[there.certified]["certificates"][0]["number"]
    check = "query($n: String!) { verifyCertificate(number: $n) { number genuine title } }"
    known = await path.api.data(check, {"n": number}, None)
    assert lines(await purged(path.api, ACTOR))
    for dossier, was in before.items():
        now = (await path.api.data(shown, {"n": dossier}, ACTOR))["dossier"]
        for name in ("status", "decision", "outcome", "acquired", "certificates"):
            assert now[name] == was[name], name
        assert (now["archivesDestroyedOn"], now["plan"], now["tutor"]) == (TERM.isoformat(), None, None)
        assert missing(now) <= missing(was), "nothing is asked for again"
        assert "PARTIAL_VALIDATION_LETTER" not in {item["kind"] for item in now["duePapers"]}
        assert "archives d’évaluation détruites" in now["history"]["nodes"][-1]["summary"]
    assert await path.api.data(check, {"n": number}, None) == known
    again = await made(path, ACTOR, kind="PARTIAL_VALIDATION_LETTER", dossier=there.partial, signatory=SIGNATORY)
    assert [(item["rule"]["id"], item["path"]) for item in again["problems"]] == [("ARC-01", ["kind"])]


async def test_a_person_under_a_pseudonym_is_not_taken_up_again(path: Path, there: Archived) -> None:
    person = await _person(path, there.given_up)
    assert lines(await purged(path.api, ACTOR))
    for operation, given in (
        ("correctCandidate", {"phone": "0698765432"}),
        ("declareMandate", {"account": "x", "name": "Alix"}),
    ):
        payload = await path.call(operation, ACTOR, candidate=person, **given)
        assert "ARC-04" in {item["rule"]["id"] for item in payload["problems"] if item["rule"]}, operation
    opened = await path.api.open(person, ACTOR)
    assert "ARC-04" in {item["rule"]["id"] for item in opened["problems"] if item["rule"]}
    merged = await path.call(
        "mergeCandidates", gtp(TERM), kept=await _person(path, there.partial), merged=person, reason="x"
    )
    assert {item["rule"]["id"] for item in merged["problems"]} == {"ARC-04"}


async def test_twice_is_refused_and_a_key_gives_the_first_answer(path: Path, there: Archived, one_store: Store) -> None:
    first = await purged(path.api, ACTOR, idempotencyKey="purge")
    before = await dump(one_store)
    assert await purged(path.api, ACTOR, idempotencyKey="purge") == first
    second = await purged(path.api, ACTOR)
    assert [item["rule"]["id"] for item in second["problems"]] == ["ARC-01"]
    named = await purged(path.api, ACTOR, dossiers=[there.partial])
    assert [item["code"] for item in named["problems"]] == ["DUPLICATE"]
    assert await dump(one_store) == before


async def test_two_at_once_destroy_it_once(path: Path, there: Archived, one_store: Store) -> None:
    del there
    payloads = await asyncio.gather(*(purged(path.api, ACTOR) for _ in range(2)))
    assert sorted(payload["purge"] is None for payload in payloads) == [False, True]
    assert await one_store.purges.count({}) == 1
    await sound(one_store)


async def test_cut_before_its_end_it_leaves_everything(
    path: Path, there: Archived, one_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last thing that a purge does is to destroy bytes: what fails then takes nothing away."""
    del there
    before, destroy = await dump(one_store), unit_of_work.destroy

    async def cut(*given: Any) -> None:
        await destroy(*given)
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(unit_of_work, "destroy", cut)
        answer = await path.api.post("mutation { purgeArchives(input: {}) { purge { destroyed } } }", None, ACTOR)
        assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert await dump(one_store) == before
    assert len(lines(await purged(path.api, ACTOR))) == 3


async def test_another_centre_reaches_nothing_and_other_roles_are_refused(
    path: Path, there: Archived, one_store: Store
) -> None:
    before = await dump(one_store)
    other = await purged(path.api, centre(TERM, "UT62"), dossiers=[there.partial])
    assert "NOT_FOUND" in {item["code"] for item in other["problems"]}
    assert (await purged(path.api, centre(TERM, "UT62")))["purge"] is None
    own = as_(Role.CANDIDATE, TERM, None, candidate="c", subject="c")
    for actor in (gtp(TERM), own, as_(Role.JURY_PRESIDENT, TERM, None), as_(Role.ADMINISTRATOR, TERM, None)):
        answer = await path.api.post("mutation { purgeArchives(input: {}) { purge { on } } }", None, actor)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert await dump(one_store) == before


async def test_its_register_is_read_by_its_centre_and_by_the_gtp(path: Path, there: Archived) -> None:
    query = """query($first: Int, $after: String) { purges(first: $first, after: $after) { totalCount pageInfo { endCursor }
      nodes { on examCentre { code } destroyed tables lines { dossier destroyed person problems { message } } } } }"""
    first = await purged(path.api, ACTOR, dossiers=[there.partial])
    assert (await purged(path.api, ACTOR))["purge"] is not None
    read = (await path.api.data(query, None, ACTOR))["purges"]
    assert (read["totalCount"], sorted(item["destroyed"] for item in read["nodes"])) == (2, [1, 2])
    assert first["purge"]["lines"][0]["dossier"] == there.partial
    assert [there.partial] in [[line["dossier"] for line in item["lines"]] for item in read["nodes"]]
    assert (await path.api.data(query, None, gtp(TERM)))["purges"]["nodes"] == read["nodes"]
    assert {item["examCentre"]["code"] for item in read["nodes"]} == {"UT59"}
    page = (await path.api.data(query, {"first": 1}, ACTOR))["purges"]
    page = (await path.api.data(query, {"first": 1, "after": page["pageInfo"]["endCursor"]}, ACTOR))["purges"]
    assert page["nodes"] == read["nodes"][1:]
    assert (await path.api.data(query, None, centre(TERM, "UT62")))["purges"]["totalCount"] == 0


async def test_results_and_papers_of_juries_are_refused(path: Path, there: Archived) -> None:
    del there
    payload = await purged(path.api, ACTOR, kinds=["RESULTS", "JURY"])
    assert [(item["rule"]["id"], item["path"]) for item in payload["problems"]] == [
        ("ARC-02", ["kinds", "0"]),
        ("ARC-03", ["kinds", "1"]),
    ]


async def test_a_person_with_a_dossier_that_is_still_kept_stays(path: Path, there: Archived, one_store: Store) -> None:
    person = await _person(path, there.partial)
    opened = (await path.api.open(person, centre(TERM), certification="MQ 2010 0277"))["dossier"]["number"]
    payload = await purged(path.api, ACTOR, dossiers=[there.partial])
    assert [item["rule"]["id"] for item in payload["problems"]] == ["ARC-01"], "it may still be carried over"
    await path.done("withdrawDossier", ACTOR, dossier=opened, reason="Mutation")
    line = lines(await purged(path.api, ACTOR, dossiers=[there.partial]))[there.partial]
    assert (line["destroyed"], line["person"]) == (True, "NOTHING")
    await sound(one_store)


async def test_bytes_that_something_else_names_stay(path: Path, there: Archived, one_store: Store) -> None:
    """Two files of the same bytes: those of another stay readable, and no digest is left without its bytes."""
    content = f"%PDF-1.7 {there.given_up} CV None".encode()
    other = await path.upload(ACTOR, content, "autre.pdf")
    assert lines(await purged(path.api, ACTOR))
    assert (await bytes_of(path, f"/files/{key_of(other, 'File')}", ACTOR)).content == content
    await sound(one_store)


async def test_it_costs_no_more_than_announced(path: Path, there: Archived) -> None:
    del there
    with recorded_commands() as sent:
        assert lines(await purged(path.api, ACTOR))
    assert len(sent) <= ACCOUNT + DEAR["purgeArchives"], list(sent)


async def test_dossiers_by_parts_go_on_where_they_stopped(
    path: Path, there: Archived, monkeypatch: pytest.MonkeyPatch, one_store: Store
) -> None:
    monkeypatch.setattr("resolvers.archive.purging.AT_ONCE", 1)
    seen, after = [], None
    for _ in range(3):
        payload = await purged(path.api, ACTOR, dryRun=True, **({"after": after} if after else {}))
        seen += list(lines(payload))
        after = payload["purge"]["resumeAfter"]
    assert (seen, after) == (sorted([there.partial, there.certified, there.given_up]), None)
    await put(one_store, there.partial, status="TRANSMIS", verdict=None)
    assert there.partial not in lines(await purged(path.api, ACTOR, dryRun=True))


async def _person(path: Path, number: str) -> str:
    query = "query($n: String!) { dossier(number: $n) { candidate { id } } }"
    found: str = (await path.api.data(query, {"n": number}, ACTOR))["dossier"]["candidate"]["id"]
    return found
