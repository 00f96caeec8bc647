"""The papers of a session in one request: the same that one by one would be, each under its own name, at one revision."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from graph.transport.cost import ACCOUNT, MUTATION
from repositories.counting import recorded_commands
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.packs import files_of, pack_of, packed, reread
from tests.support.papers import SIGNATORY, bytes_of, made
from tests.support.walk import ASKED, GTP, HELD, Path, as_, centre, gtp, president

DELEGATE = {"name": "Ronan Référent", "quality": "Le référent du dispositif"}


async def closed(path: Path) -> list[str]:
    """A session closed: two candidates of one name, admitted, and one who keeps half; somebody sits for an employer."""
    numbers = [await path.dossier(name, what) for name, what in (("Même", "1234"), ("Même", "1234"), ("Moitié", "12"))]
    await path.convened(*numbers)
    await path.name("Zoé Salariée", "UNION", "CGT", employer="Fonderie Z")
    await path.done("conveneJury", centre(ASKED), session=path.session)
    await path.done("informCprefp", centre(ASKED), session=path.session)
    await path.attended()
    await path.signed(**{number: "A" if rank < 2 else "NA" for rank, number in enumerate(numbers)})
    await path.transmitted()
    await path.validated(*numbers)
    return numbers


async def test_a_pack_holds_what_each_request_would_make_under_names_of_their_own(path: Path) -> None:
    numbers = await closed(path)
    actor = centre(GTP)
    due = await pack_of(path, actor)
    kinds = Counter(item["kind"] for item in due["documents"])
    assert kinds == {"AWARD_LETTER": 2, "PARTIAL_VALIDATION_LETTER": 1, "CERTIFICATE": 5, "SURVEY_FORM": 5}
    assert (due["state"], due["done"], due["total"], due["missing"], due["failure"]) == ("READY", 13, 13, [], None)
    assert (due["format"], due["papers"], due["session"]) == ("ZIP", "DUE", {"number": path.session})
    assert due["fileName"] == f"papiers-{path.session}.zip"
    every = await pack_of(path, actor, papers="ALL")
    more = Counter(item["kind"] for item in every["documents"]) - kinds
    assert more == {
        "UNION_REQUEST": 4,
        "CONVOCATION": 5,
        "ABSENCE_NOTICE": 1,
        "ATTENDANCE_SHEET": 1,
        "EVALUATION_SUMMARY": 1,
        "MINUTES": 1,
        "ATTRIBUTION_REQUEST": 1,
    }
    assert every["missing"] == []
    assert {item["id"] for item in due["documents"]} < {item["id"] for item in every["documents"]}
    files = await files_of(path, actor, every)
    kept = [(await bytes_of(path, item["url"], actor)).content for item in every["documents"]]
    assert list(files.values()) == kept
    assert any(name.startswith(f"convocation-{path.session}-Zoé-Salariée") for name in files)
    assert sorted(name for name in files if name.startswith("attribution-")) == sorted(
        f"attribution-{number}-Même-Élodie-Marie.docx" for number in numbers[:2]
    )
    assert sum("Même-Élodie-Marie" in name for name in files) == 10
    by_hand = await pack_of(path, actor, papers="ALL", kinds=["DELIVERY_RECEIPT"])
    assert (by_hand["total"], {item["kind"] for item in by_hand["documents"]}) == (5, {"DELIVERY_RECEIPT"})
    alone = await made(path, actor, kind="AWARD_LETTER", dossier=numbers[0], signatory=SIGNATORY)
    assert alone["document"]["id"] in {item["id"] for item in due["documents"]}
    assert [found async for found in verify(path.api.store)] == []


async def test_the_archive_is_the_same_on_another_day_and_holds_what_was_issued(path: Path) -> None:
    await closed(path)
    actor = centre(GTP)
    pack = await pack_of(path, actor)
    first = await bytes_of(path, pack["url"], actor)
    later = await bytes_of(path, pack["url"], centre(GTP + timedelta(days=40)))
    assert (first.content, first.headers["etag"]) == (later.content, later.headers["etag"])
    assert first.headers["content-type"] == "application/zip"
    assert pack["fileName"] in first.headers["content-disposition"]
    again = await packed(path, actor)
    assert [item["message"] for item in again["problems"]] == ["Aucun papier de cette session n’est à produire."]
    every = await pack_of(path, centre(GTP + timedelta(days=40)), papers="ALL")
    assert {item["id"] for item in pack["documents"]} < {item["id"] for item in every["documents"]}


async def test_a_paper_that_cannot_be_made_is_named_with_its_rule_and_stops_no_other(path: Path) -> None:
    number = await path.dossier("Convoqué")
    await path.convened(number)
    actor = centre(ASKED)
    pack = await pack_of(path, actor, signatory=None)
    assert [item["kind"] for item in pack["documents"]] == ["ATTENDANCE_SHEET", "EVALUATION_SUMMARY"]
    missing = pack["missing"]
    assert Counter((item["kind"], item["rule"]["id"]) for item in missing) == {
        ("UNION_REQUEST", "JUR-01"): 4,
        ("CONVOCATION", "JUR-02"): 4,
    }
    assert {item["message"] for item in missing} == {
        "Le centre signe ce document : donnez le nom et la qualité de qui signe."
    }
    assert {item["of"] for item in missing} == {path.session}
    assert any("Anne Présidente" in item["summary"] for item in missing)
    nothing = await packed(path, actor, signatory=None, kinds=["CONVOCATION"])
    [problem] = nothing["problems"]
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", ["signatory"])
    only = await pack_of(path, actor, kinds=["CONVOCATION"])
    assert {item["kind"] for item in only["documents"]} == {"CONVOCATION"}
    assert only["total"] == 4


async def test_the_referent_signs_by_delegation_and_the_president_otherwise(path: Path) -> None:
    number = await path.dossier("Rien", "")
    await path.held(number)
    await path.signed(**{number: "NA"})
    await path.transmitted()
    await path.validated(number)
    pack = await pack_of(path, centre(GTP), delegate=DELEGATE)
    by_delegation = await made(path, centre(GTP), kind="NON_ADMISSION_LETTER", dossier=number, signatory=DELEGATE)
    assert [item["id"] for item in pack["documents"]] == [by_delegation["document"]["id"]]
    by_president = await made(path, centre(GTP), kind="NON_ADMISSION_LETTER", dossier=number)
    assert by_president["document"]["id"] != by_delegation["document"]["id"]


async def test_a_dry_run_writes_nothing_and_a_key_writes_once(path: Path) -> None:
    number = await path.dossier("Convoqué")
    await path.convened(number)
    store, actor = path.api.store, centre(ASKED)
    tried = await pack_of(path, actor, dryRun=True)
    assert (tried["total"], tried["documents"]) == (10, [])
    assert (await store.documents.where({}), await store.packs.where({})) == ([], [])
    assert (await path.api.data("query($i: ID!) { node(id: $i) { id } }", {"i": tried["id"]}, actor))["node"] is None
    first = await pack_of(path, actor, idempotencyKey="une fois")
    assert await pack_of(path, actor, idempotencyKey="une fois") == first
    assert len(await store.packs.where({})) == 1
    other = await packed(path, actor, idempotencyKey="une fois", papers="ALL")
    assert other["problems"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    stale = await packed(path, actor, papers="ALL", expectedRevision=1)
    [conflict] = stale["problems"]
    assert (conflict["code"], conflict["currentRevision"]) == ("CONFLICT", await path.revision())


async def test_two_packs_at_once_issue_each_paper_once(path: Path) -> None:
    number = await path.dossier("Convoqué")
    await path.convened(number)
    packs = await asyncio.gather(*(packed(path, centre(ASKED), papers="ALL") for _ in range(3)))
    made_of = {tuple(item["id"] for item in payload["pack"]["documents"]) for payload in packs}
    assert len(made_of) == 1
    assert len(await path.api.store.documents.where({})) == len(made_of.pop())
    assert [found async for found in verify(path.api.store)] == []


async def test_a_pack_says_one_revision_while_the_session_changes(path: Path) -> None:
    number = await path.dossier("Convoqué")
    await path.convened(number)

    async def changes() -> None:
        for day in range(1, 4):
            moved = (HELD + timedelta(days=30 + day)).isoformat()
            await path.done("postponeSession", centre(ASKED), session=path.session, heldOn=moved, reason="Salle")

    asked: dict[str, Any] = {"papers": "ALL", "kinds": ["UNION_REQUEST", "ATTENDANCE_SHEET"]}
    payloads, _ = await asyncio.gather(
        asyncio.gather(*(packed(path, centre(ASKED), **asked) for _ in range(4))), changes()
    )
    by_revision: dict[int, set[str]] = {}
    for payload in payloads:
        pack = payload["pack"]
        said = {document["sha256"] for document in pack["documents"]}
        assert by_revision.setdefault(pack["sessionRevision"], said) == said


async def test_packs_are_their_centre_s_and_no_jury_s(path: Path) -> None:
    number = await path.dossier("Caché", "12")
    await path.held(number)
    pack = await pack_of(path, centre(HELD), papers="ALL")
    for actor in (centre(HELD, "UT62"), president(HELD), as_(Role.JURY_MEMBER, HELD, None, subject="membre-essai")):
        assert (await bytes_of(path, pack["url"], actor)).status_code in {403, 404}
        assert await reread(path, actor, pack) is None
    assert (await bytes_of(path, pack["url"], "")).status_code in {401, 403}
    assert (await bytes_of(path, pack["url"], gtp(HELD))).status_code == 200
    opened = await path.api.client.get(pack["downloadUrl"])
    assert opened.content == (await bytes_of(path, pack["url"], centre(HELD))).content
    stale = await path.api.client.get(pack["downloadUrl"].replace("lien=1", "lien=2"))
    assert stale.status_code == 403
    other = await packed(path, centre(HELD, "UT62"))
    assert other["problems"][0]["code"] == "NOT_FOUND"
    query = "query($n: String!) { session(number: $n) { packs { id } } }"
    for actor, seen in ((centre(HELD), [{"id": pack["id"]}]), (president(HELD), [])):
        assert (await path.api.data(query, {"n": path.session}, actor))["session"]["packs"] == seen
    refused = await path.api.post(
        "mutation($i: GeneratePackInput!) { generatePack(input: $i) { problems { code } } }",
        {"i": {"session": path.session}},
        president(HELD),
    )
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_who_sits_or_waits_for_a_result_makes_no_paper_that_would_tell(path: Path) -> None:
    number = await path.dossier("Caché", "12")
    await path.held(number)
    sits = as_(Role.CENTRE, HELD, subject="membre-essai", roles=[Role.CENTRE, Role.JURY_MEMBER])
    assert [item["rule"]["id"] for item in (await packed(path, sits))["problems"]] == ["JUR-08"]
    [dossier] = await path.api.store.dossiers.where({"number": number})
    waits = as_(Role.CENTRE, HELD, candidate=dossier.candidate, roles=[Role.CENTRE, Role.CANDIDATE])
    assert [item["rule"]["id"] for item in (await packed(path, waits))["problems"]] == ["GTP-06"]
    pack = await pack_of(path, centre(HELD), papers="ALL")
    for actor in (sits, waits):
        assert (await bytes_of(path, pack["url"], actor)).status_code == 404
        assert await reread(path, actor, pack) is None


@pytest.mark.parametrize(
    ("given", "path_"),
    [
        ({"session": "S2026-UT59-9999"}, ["session"]),
        ({"session": ""}, ["session"]),
        ({"session": "\u202e" * 300}, ["session"]),
        ({"signatory": {"name": "x" * 2000, "quality": "y"}}, ["signatory", "name"]),
        ({"format": "PDF"}, ["format"]),
        ({"kinds": ["REFERENTIEL"]}, ["kinds"]),
    ],
)
async def test_what_cannot_be_is_refused_at_its_place(path: Path, given: Any, path_: list[str]) -> None:
    number = await path.dossier("Convoqué")
    await path.convened(number)
    payload = await packed(path, centre(ASKED), **given)
    assert [problem["path"] for problem in payload["problems"]] == [path_]
    assert payload["pack"] is None


async def test_a_session_offers_it_where_papers_are_due(path: Path) -> None:
    number = await path.dossier("Convoqué")
    await path.convened(number)
    query = "query($n: String!) { session(number: $n) { nextActions } }"
    assert "generatePack" in (await path.api.data(query, {"n": path.session}, centre(ASKED)))["session"]["nextActions"]
    await pack_of(path, centre(ASKED))
    assert (
        "generatePack" not in (await path.api.data(query, {"n": path.session}, centre(ASKED)))["session"]["nextActions"]
    )


async def test_so_many_commands_for_one_candidate_or_for_many(path: Path) -> None:
    counts = []
    for size in (1, 4):
        numbers = [await path.dossier("Nom" + "abcd"[rank] * size) for rank in range(size)]
        await path.held(*numbers)
        await path.signed(**dict.fromkeys(numbers, "A"))
        await path.transmitted()
        await path.validated(*numbers)
        with recorded_commands() as sent:
            await pack_of(path, centre(GTP), papers="ALL")
        counts.append(sent)
    assert Counter(counts[0]) == Counter(counts[1])
    assert len(counts[0]) <= MUTATION + ACCOUNT
