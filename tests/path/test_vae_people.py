"""Who brings what to a request of VAE and who reads it: the candidate, their adviser, and nobody else (PRD-03)."""

from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.vae import COMPLETE, EVIDENCE, FILE_PIECES, NOTICE, VaePath
from tests.support.walk import EVALUATED, GTP, OPENED, as_, centre

READ = """dossier(number: $n) { number status decision outcome compensation evaluations { on }
  candidate { id lastName mandates { account revokedOn } dossiers { nodes { number } } certificates { number } }
  documents { kind url } history { nodes { summary rules { id } } }
  vae { experiences { post } pieces { kind through file { id name url } } notice { reasons } conclusion { extent } } }"""
LETTER = (
    """mutation($i: GenerateDocumentInput!) { generateDocument(input: $i) { document { url } problems { message } } }"""
)


def _adviser(on: date, account: str = "conseiller-essai") -> str:
    return as_(Role.ADVISER, on, None, subject=account)


async def _read(vae: VaePath, number: str, actor: str) -> Any:
    """The dossier as somebody reads it, beside the numbers that they list."""
    query = f"query($n: String!) {{ {READ} dossiers {{ totalCount nodes {{ number }} }} }}"
    data = await vae.api.data(query, {"n": number}, actor)
    listed = [node["number"] for node in data["dossiers"]["nodes"]]
    assert data["dossiers"]["totalCount"] == len(listed)
    return data["dossier"], listed


async def _status(vae: VaePath, url: str, actor: str) -> int:
    answer = await vae.api.client.get(url, headers={"Authorization": f"Bearer {actor}"})
    return answer.status_code


async def _nothing(vae: VaePath, number: str, actor: str) -> None:
    """Whoever asks sees nothing of a request, by any way, and brings nothing to it."""
    there, _ = await _read(vae, number, centre(COMPLETE))
    seen, listed = await _read(vae, number, actor)
    assert (seen, number in listed) == (None, False)
    query = "query($c: ID!, $f: ID!) { candidate(id: $c) { lastName } file: node(id: $f) { id } }"
    keys = {"c": there["candidate"]["id"], "f": there["vae"]["pieces"][0]["file"]["id"]}
    assert await vae.api.data(query, keys, actor) == {"candidate": None, "file": None}
    assert {await _status(vae, piece["file"]["url"], actor) for piece in there["vae"]["pieces"]} == {404}
    payload = await vae.piece(number, "CV", actor)
    assert [(item["code"], item["path"]) for item in payload["problems"]] == [("NOT_FOUND", ["dossier"])]


async def _brought(vae: VaePath, number: str, actor: str) -> Any:
    """What they read of a request, once they have brought all of its file beside a piece that the centre brought."""
    assert (await vae.piece(number, "CV"))["problems"] == []
    assert (await vae.activities(number, actor=actor))["problems"] == []
    for kind in FILE_PIECES[1:]:
        assert (await vae.piece(number, kind, actor))["problems"] == [], kind
    seen, _ = await _read(vae, number, actor)
    for piece in seen["vae"]["pieces"]:
        assert await _status(vae, piece["file"]["url"], actor) == 200, "those of the centre too"
        assert await _status(vae, piece["file"]["url"], centre(COMPLETE)) == 200
    assert (await vae.seen(number))["vae"]["completeOn"] == COMPLETE.isoformat()
    return seen


async def test_the_candidate_brings_their_own_file(vae: VaePath) -> None:
    number = await vae.requested("Autonome")
    seen = await _brought(vae, number, await vae.own(number))
    assert [item["through"] for item in seen["vae"]["pieces"]] == ["CENTRE"] + ["CANDIDATE"] * 5
    await vae.notice(number, favourable=True)
    own = await vae.own(number, EVIDENCE)
    assert (await vae.piece(number, "EVIDENCE", own))["problems"] == []
    await _nothing(vae, number, centre(COMPLETE, "UT62"))
    await _nothing(vae, number, await vae.own(await vae.requested("Autre")))


async def test_the_candidate_reads_the_letter_of_the_notice_before_any_result(vae: VaePath) -> None:
    number = await vae.admissible("Avisée")
    given = {
        "kind": "RECEVABILITE_DECISION",
        "dossier": number,
        "signatory": {"name": "Rita R", "quality": "Le centre"},
    }
    made = (await vae.api.data(LETTER, {"i": given}, centre(NOTICE)))["generateDocument"]
    assert made["problems"] == []
    own = await vae.own(number, NOTICE)
    seen, _ = await _read(vae, number, own)
    assert seen["documents"] == [{"kind": "RECEVABILITE_DECISION", "url": made["document"]["url"]}]
    assert await _status(vae, made["document"]["url"], own) == 200
    for stranger in (centre(NOTICE, "UT62"), await vae.own(await vae.requested("Autre"), NOTICE)):
        assert await _status(vae, made["document"]["url"], stranger) == 404


async def test_an_adviser_brings_the_file_of_whoever_mandated_them(vae: VaePath) -> None:
    number, other = await vae.requested("Mandante"), await vae.requested("Autre")
    formation = (await vae.api.open(await vae.candidate_of(number), centre(OPENED)))["dossier"]
    adviser = await vae.mandated(number)
    seen = await _brought(vae, number, adviser)
    assert {item["through"] for item in seen["vae"]["pieces"]} == {"CENTRE", "ADVISER"}
    assert (seen["candidate"]["lastName"], seen["candidate"]["certificates"]) == ("Mandante", [])
    assert [item["number"] for item in seen["candidate"]["dossiers"]["nodes"]] == [number], "not the formation one"
    for hidden in (other, formation["number"]):
        assert (await _read(vae, hidden, adviser)) == (None, [number])
    node = "query($i: ID!) { node(id: $i) { id } }"
    assert await vae.api.data(node, {"i": formation["id"]}, adviser) == {"node": None}
    for closed in ("candidates", "sessions"):
        answer = await vae.api.post(f"{{ {closed} {{ totalCount }} }}", None, adviser)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN", closed


async def test_no_result_before_the_gtp_and_never_the_handicap(vae: VaePath) -> None:
    number = await vae.admissible("Jugée")
    await vae.evidence(number)
    modes = [{"capacite": n, "mode": "SITUATION_REELLE"} for n in "1234"]
    plan = {"dossier": number, "modes": modes, "agreedWith": "CANDIDAT", "compensation": "Un tiers de temps"}
    await vae.done("planEvaluation", centre(EVIDENCE), **plan)
    await vae.examined(number, "12")
    await vae.concluded(number, "PARTIAL")
    await vae.mandated(number)
    await vae.held(number)
    await vae.signed(**{number: "NA"})
    adviser = _adviser(GTP)
    for actor in (adviser, await vae.own(number, GTP)):
        seen, _ = await _read(vae, number, actor)
        assert (seen["status"], seen["decision"], seen["outcome"]) == ("PRESENTE_AU_JURY", None, None)
        assert bool(seen["compensation"]) == (actor != adviser)
        assert (seen["evaluations"], seen["vae"]["conclusion"]) == ([], None)
        assert {tuple(event["rules"]) for event in seen["history"]["nodes"]} == {()}
    await vae.transmitted()
    assert (await vae.validated(number))["problems"] == []
    seen, _ = await _read(vae, number, adviser)
    assert (seen["outcome"], seen["vae"]["conclusion"], seen["compensation"]) == (
        "PARTIAL",
        {"extent": "PARTIAL"},
        None,
    )


@pytest.mark.rule("PRD-03")
async def test_nothing_before_a_mandate_nor_after_its_last_day(vae: VaePath) -> None:
    number = await vae.completed("Bornée")
    await _nothing(vae, number, _adviser(COMPLETE))
    await vae.mandated(number, endsOn=COMPLETE.isoformat())
    assert (await _read(vae, number, _adviser(COMPLETE)))[1] == [number], "on its last day it still holds"
    await _nothing(vae, number, _adviser(date(2026, 12, 1)))
    await _nothing(vae, number, _adviser(date(2026, 11, 22)))


async def test_nothing_once_it_is_revoked_between_two_calls(vae: VaePath) -> None:
    number = await vae.completed("Révoquée")
    adviser = await vae.mandated(number)
    assert (await _read(vae, number, adviser))[1] == [number]
    person = await vae.candidate_of(number)
    query = "query($c: ID!) { candidate(id: $c) { mandates { id } } }"
    [mandate] = (await vae.api.data(query, {"c": person}, adviser))["candidate"]["mandates"]
    await vae.done("revokeMandate", await vae.own(number), candidate=person, mandate=mandate["id"])
    await _nothing(vae, number, adviser)
    await _nothing(vae, number, _adviser(EVALUATED))


async def test_another_adviser_sees_nothing_and_reads_their_own_mandate_alone(vae: VaePath) -> None:
    number, other = await vae.completed("Suivie"), await vae.completed("Autre")
    first, second = await vae.mandated(number), await vae.mandated(number, "second")
    await _nothing(vae, number, await vae.mandated(other, "ailleurs"))
    for actor, expected in (
        (first, ["conseiller-essai"]),
        (second, ["second"]),
        (await vae.own(number), ["conseiller-essai", "second"]),
        (centre(COMPLETE), ["conseiller-essai", "second"]),
    ):
        seen, _ = await _read(vae, number, actor)
        assert [item["account"] for item in seen["candidate"]["mandates"]] == expected
