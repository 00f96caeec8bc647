"""mergeCandidates: two records of one person become one, all that was done under the other follows (PRD-05)."""

import asyncio
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.input_places import strays
from tests.support.operations import told, warned
from tests.support.vae import COMPLETE, VaePath
from tests.support.walk import ASKED, GTP, HELD, OPENED, PROBLEMS, Path, as_, centre, gtp
from tests.support.world import Api

WHY = "Même numéro de sécurité sociale sur les deux contrats"
SHOWN = """candidate { id revision lastName formerIds mandates { account }
  dossiers { nodes { number } } certificates { number } }"""
QUERY = f"""mutation($input: MergeCandidatesInput!) {{ mergeCandidates(input: $input) {{
  {SHOWN} {PROBLEMS} warnings {{ code message path rule {{ id }} }} }} }}"""


async def _merge(path: Path, actor: str = "", **given: Any) -> Any:
    payload = (await path.api.data(QUERY, {"input": {"reason": WHY, **given}}, actor or gtp(GTP)))["mergeCandidates"]
    assert strays("mergeCandidates", payload) == []
    return payload


async def _refused(path: Path, **given: Any) -> list[tuple[str, str]]:
    """What is told of a merge that must write nothing."""
    before = await path.api.store.driver.count("events", {})
    payload = await _merge(path, **given)
    assert payload["candidate"] is None
    assert await path.api.store.driver.count("events", {}) == before
    return told(payload)


async def _owner(path: Path, number: str) -> str:
    query = "query($n: String!) { dossier(number: $n) { candidate { id } } }"
    identifier: str = (await path.api.data(query, {"n": number}, gtp(GTP)))["dossier"]["candidate"]["id"]
    return identifier


async def _pair(path: Path, first: str, other: str) -> dict[str, str]:
    """The owners of two dossiers, the first to be kept."""
    return {"kept": await _owner(path, first), "merged": await _owner(path, other)}


async def _clean(api: Api) -> None:
    assert [finding async for finding in verify(api.store)] == []
    assert [item async for item in nonconformities(api.store)] == []


async def test_everything_follows_and_the_old_identifier_leads_to_the_one_kept(path: Path) -> None:
    one, other = await path.dossier("Gardée"), await path.dossier("Réunie")
    await path.held(other)
    await path.signed(**{other: "A"})
    await path.transmitted()
    assert (await path.validated(other))["problems"] == []
    numbers = [item["number"] for item in (await path.read(other))["certificates"]]
    letter = """mutation($input: GenerateDocumentInput!) {
      generateDocument(input: $input) { document { id } problems { message } } }"""
    signatory = {"name": "Rose", "quality": "La directrice"}
    asked = {"kind": "AWARD_LETTER", "dossier": other, "signatory": signatory}
    issued = (await path.api.data(letter, {"input": asked}, centre(GTP)))["generateDocument"]
    assert issued["problems"] == []
    pair = await _pair(path, one, other)
    payload = await _merge(path, **pair)
    assert warned(payload) == ["PRD-05"]
    assert payload["warnings"][0]["path"] == ["merged"]
    person = payload["candidate"]
    assert (person["id"], person["lastName"], person["formerIds"]) == (pair["kept"], "Gardée", [pair["merged"]])
    assert [node["number"] for node in person["dossiers"]["nodes"]] == sorted([one, other])
    assert [item["number"] for item in person["certificates"]] == numbers
    read = "query($id: ID!) { candidate(id: $id) { id } node(id: $id) { id } }"
    for actor in (gtp(GTP), centre(GTP)):
        shown = await path.api.data(read, {"id": pair["merged"]}, actor)
        assert shown == {"candidate": {"id": pair["kept"]}, "node": {"id": pair["kept"]}}
    assert await path.api.data(read, {"id": pair["merged"]}, centre(GTP, "UT62")) == {"candidate": None, "node": None}
    [dossier] = (await path.api.store.dossiers.by_numbers([other])).values()
    own = as_(Role.CANDIDATE, GTP, None, candidate=dossier.opened_for)
    mine = "query($id: ID!) { candidate(id: $id) { id } node(id: $id) { id } dossiers { nodes { number documents { id } } } }"
    shown = await path.api.data(mine, {"id": pair["merged"]}, own)
    assert shown["candidate"] == shown["node"] == {"id": pair["kept"]}
    nodes = {node["number"]: node["documents"] for node in shown["dossiers"]["nodes"]}
    assert nodes == {one: [], other: [issued["document"]]}, "an account that names the old record reaches everything"
    await _clean(path.api)


async def test_the_merged_record_stays_stored_and_is_in_no_list(path: Path) -> None:
    pair = await _pair(path, await path.opened("Gardée"), await path.opened("Réunie"))
    await _merge(path, **pair)
    listed = "{ candidates(first: 100) { totalCount nodes { id } } }"
    for actor in (gtp(GTP), centre(GTP)):
        people = (await path.api.data(listed, None, actor))["candidates"]
        assert (people["totalCount"], [node["id"] for node in people["nodes"]]) == (1, [pair["kept"]])
    searched = '{ candidates(search: "Réunie") { totalCount nodes { id } } }'
    assert (await path.api.data(searched, None, gtp(GTP)))["candidates"] == {"totalCount": 0, "nodes": []}
    again = await path.api.register(centre(OPENED), lastName="Réunie")
    assert again["warnings"] == [], "only the record kept is a likely duplicate"
    stored = await path.api.store.driver.find("candidates", {"merge": {"$ne": None}})
    assert [(item["birth_name"], item["merge"]["reason"]) for item in stored] == [("Réunie", WHY)]


async def test_the_old_identifier_serves_in_other_operations(path: Path) -> None:
    pair = await _pair(path, await path.opened("Gardée"), await path.opened("Réunie"))
    await _merge(path, **pair)
    opened = await path.api.open(pair["merged"], centre(OPENED))
    assert opened["dossier"]["candidate"]["id"] == pair["kept"]


async def test_records_merged_one_after_the_other_all_lead_to_the_last(path: Path) -> None:
    keys = [await _owner(path, await path.opened(name)) for name in ("Une", "Deux", "Trois")]
    assert (await _merge(path, kept=keys[1], merged=keys[0]))["problems"] == []
    last = await _merge(path, kept=keys[2], merged=keys[1])
    assert last["candidate"]["formerIds"] == [keys[1], keys[0]]
    assert len(last["candidate"]["dossiers"]["nodes"]) == 3
    for key in keys:
        shown = await path.api.data("query($id: ID!) { candidate(id: $id) { id } }", {"id": key}, gtp(GTP))
        assert shown["candidate"]["id"] == keys[2]
    await _clean(path.api)


async def test_a_mandate_goes_with_the_person(path: Path) -> None:
    vae = VaePath(path.api)
    one, other = await vae.requested("Gardée"), await vae.requested("Réunie")
    adviser = await vae.mandated(other)
    payload = await _merge(path, **await _pair(path, one, other))
    assert payload["candidate"]["mandates"] == [{"account": "conseiller-essai"}]
    shown = (await path.api.data("{ dossiers { nodes { number } } }", None, adviser))["dossiers"]["nodes"]
    assert [node["number"] for node in shown] == sorted([one, other]), "the person gave it"


async def test_two_requests_of_vae_of_one_year_are_pointed_out(path: Path) -> None:
    vae = VaePath(path.api)
    one, other = await vae.requested("Gardée"), await vae.requested("Réunie")
    pair = await _pair(path, one, other)
    assert warned(await _merge(path, **pair)) == ["PRD-05", "VAE-03"]
    again = await path.api.open(
        pair["merged"], centre(COMPLETE), certification="MQ 2010 0277", route="VAE", funding="CVAE"
    )
    assert told(again) == [("VAE-03", "requestedOn")]
    await path.done("withdrawDossier", centre(ASKED), dossier=other, reason="Demande en double")
    await _clean(path.api)


async def test_each_part_of_the_identity_that_differs_is_pointed_out(path: Path) -> None:
    kept = await path.api.candidate(centre(OPENED), lastName="Lefèvre", usedName="Petit")
    other = {"lastName": "LEFEVRE", "firstNames": "Élodie", "birthDate": "1990-05-02", "birthTown": "Douai"}
    merged = await path.api.candidate(centre(OPENED, "UT62"), **other)
    payload = await _merge(path, kept=kept, merged=merged)
    assert warned(payload) == ["PRD-05"] * 3
    words = [warning["message"].partition(" : ")[2] for warning in payload["warnings"]]
    assert words == ["les prénoms.", "la date de naissance.", "la commune de naissance."]
    shown = await path.api.data("query($id: ID!) { candidate(id: $id) { id } }", {"id": merged}, centre(OPENED, "UT62"))
    assert shown["candidate"] == {"id": kept}, "whoever held the other holds the person"


@pytest.mark.rule("PRD-05")
async def test_what_is_refused(path: Path) -> None:
    pair = await _pair(path, await path.opened("Gardée"), await path.opened("Réunie"))
    third = await _owner(path, await path.opened("Tierce"))
    unknown = pair["kept"][:-4] + "AAAA"
    assert await _refused(path, kept=pair["kept"], merged=pair["kept"]) == [("PRD-05", "merged")]
    for place in ("kept", "merged"):
        assert await _refused(path, **{**pair, place: unknown}) in ([("NOT_FOUND", place)], [("INVALID_INPUT", place)])
    for reason in ("", " \u00a0", "x" * 501, "a\x1b"):
        assert await _refused(path, **pair, reason=reason) == [("INVALID_INPUT", "reason")]
    assert await _refused(path, **pair, expectedRevision=99) == [("CONFLICT", "expectedRevision")]
    assert (await _merge(path, **pair))["problems"] == []
    assert await _refused(path, **pair) == [("PRD-05", "merged")]
    assert await _refused(path, kept=pair["merged"], merged=third) == [("PRD-05", "kept")]


async def test_before_one_session_it_would_tell_who_they_are(path: Path) -> None:
    one, other = await path.dossier("Gardée"), await path.dossier("Réunie")
    pair = await _pair(path, one, other)
    await path.held(one, other)
    assert await _refused(path, **pair) == [("JUR-08", "merged")]
    assert (await path.decide(one, "A"))["problems"] == []
    assert await _refused(path, **pair) == [("JUR-08", "merged")]
    assert (await path.decide(other, "A"))["problems"] == []
    assert (await _merge(path, **pair))["problems"] == []


async def test_judged_only_nothing_is_written(path: Path) -> None:
    pair = await _pair(path, await path.opened("Gardée"), await path.opened("Réunie"))
    before = await path.api.store.driver.count("events", {})
    payload = await _merge(path, **pair, dryRun=True)
    assert (payload["problems"], payload["candidate"]["formerIds"]) == ([], [pair["merged"]])
    assert await path.api.store.driver.count("events", {}) == before


async def test_the_same_key_merges_once(path: Path) -> None:
    pair = await _pair(path, await path.opened("Gardée"), await path.opened("Réunie"))
    first = await _merge(path, **pair, idempotencyKey="une fois")
    assert await _merge(path, **pair, idempotencyKey="une fois") == first
    other = await _merge(path, **pair, idempotencyKey="une fois", reason="Autre")
    assert [problem["code"] for problem in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]


async def test_merged_crosswise_at_once_one_wins(path: Path) -> None:
    one, other = await path.opened("Gardée"), await path.opened("Réunie")
    pair = await _pair(path, one, other)
    cross = {"kept": pair["merged"], "merged": pair["kept"]}
    payloads = await asyncio.gather(_merge(path, **pair), _merge(path, **cross))
    [won] = [payload["candidate"] for payload in payloads if not payload["problems"]]
    [lost] = [told(payload) for payload in payloads if payload["problems"]]
    assert lost == [("PRD-05", "kept")]
    assert len(won["formerIds"]) == 1
    assert {await _owner(path, number) for number in (one, other)} == {won["id"]}
    await _clean(path.api)


async def test_merged_while_a_dossier_is_opened_the_dossier_follows(path: Path) -> None:
    pair = await _pair(path, await path.opened("Gardée"), await path.opened("Réunie"))
    merged, opened = await asyncio.gather(_merge(path, **pair), path.api.open(pair["merged"], centre(OPENED)))
    assert (merged["problems"], opened["problems"]) == ([], [])
    assert await _owner(path, opened["dossier"]["number"]) == pair["kept"]
    await _clean(path.api)


async def test_who_may(path: Path) -> None:
    pair = await _pair(path, await path.opened("Gardée"), await path.opened("Réunie"))
    for role in (None, *Role):
        actor = as_(role, HELD, candidate="x") if role else ""
        answer = await path.api.post(QUERY, {"input": {**pair, "reason": WHY, "dryRun": True}}, actor)
        if role is Role.GTP:
            assert "errors" not in answer
            continue
        [error] = answer["errors"]
        assert error["extensions"]["code"] == ("FORBIDDEN" if role else "UNAUTHENTICATED"), role
