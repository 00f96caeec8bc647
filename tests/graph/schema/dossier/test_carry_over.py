"""What may be carried over is told at opening, and taken over in one request, without plan nor mode (INS-08, INS-12)."""

from datetime import date
from typing import Any

import pytest

from tests.support.operations import at_once, refusal, seen, told
from tests.support.sharing import AGAIN, KEPT_UNTIL, OTHER, OTHER_PARTS, again, declared, partly
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, GTP, HELD, PARTS, Path, centre, gtp
from tests.support.world import PROBLEMS

CARRY = "carryOver { capacite { number } bloc { code } dossier { number } equivalence { declared } validUntil carried }"
OPENING = f"""mutation($input: OpenDossierInput!) {{ openDossier(input: $input) {{
  dossier {{ number nextActions {CARRY} }} {PROBLEMS} warnings {{ message rule {{ id }} }} }} }}"""


@pytest.fixture
def world() -> World:
    return partly


@pytest.fixture
def before(path: Path, stores: Stores) -> str:
    """The earlier dossier: a bloc for life, and one capacité kept until KEPT_UNTIL."""
    found: str = stores.told(partly)
    return found


async def _opening(path: Path, before: str, on: date = AGAIN, certification: str = CQPM, **changes: Any) -> Any:
    """What openDossier answers, with what may be carried over."""
    person = (await seen(path, "dossier", before, "candidate { id }"))["candidate"]["id"]
    given = {
        "candidate": person,
        "certification": certification,
        "route": "FORMATION",
        "channel": "CANDIDAT",
        "origin": "SL",
        "funding": "PF",
        **changes,
    }
    return (await path.api.data(OPENING, {"input": given}, centre(on)))["openDossier"]


def _listed(dossier: Any) -> dict[str, str | None]:
    return {item["capacite"]["number"]: item["validUntil"] for item in dossier["carryOver"]}


async def test_opening_tells_what_from_where_and_until_when(path: Path, before: str) -> None:
    for dry in (True, False):
        payload = await _opening(path, before, dryRun=dry)
        assert payload["problems"] == []
        assert _listed(payload["dossier"]) == {"1": None, "2": None, "3": KEPT_UNTIL.isoformat()}
        assert {(item["dossier"]["number"], item["carried"]) for item in payload["dossier"]["carryOver"]} == {
            (before, False)
        }
        [warning] = [item for item in payload["warnings"] if item["rule"]["id"] == "INS-12"]
        assert before in warning["message"]
        assert "15 avril 2032" in warning["message"]
    assert "recordEvaluation" in payload["dossier"]["nextActions"], "neither plan nor three months stand before it"


@pytest.mark.parametrize(("on", "count"), [(KEPT_UNTIL, 3), (KEPT_UNTIL.replace(day=16), 2)])
async def test_the_delay_is_judged_on_the_day_of_the_request(path: Path, before: str, on: date, count: int) -> None:
    """CON-02: asked for in time and registered later, it is kept."""
    later = date(2032, 6, 1)
    payload = await _opening(path, before, later, requestedOn=on.isoformat())
    assert len(payload["dossier"]["carryOver"]) == count


async def test_nothing_to_tell_of_a_first_dossier(path: Path, before: str) -> None:
    number = await path.opened("Nouvelle")
    assert (await seen(path, "dossier", number, CARRY))["carryOver"] == []
    given = {"dossier": number, "carryAll": True}
    assert await refusal(path, "recordEvaluation", centre(AGAIN), **given) == [("INS-08", "carryAll")]


async def test_everything_in_one_request(path: Path, before: str) -> None:
    number = (await again(path, before))["dossier"]["number"]
    made = await path.done("recordEvaluation", centre(AGAIN), dossier=number, carryAll=True)
    assert made["status"] == "OUVERT"
    fields = f"evaluations {{ capacite {{ number }} mode on carriedOver carriedFrom {{ number }} keptUntil }} {CARRY}"
    found = await seen(path, "dossier", number, fields)
    assert [(item["capacite"]["number"], item["mode"], item["on"]) for item in found["evaluations"]] == [
        (n, "SITUATION_REELLE", "2027-02-23") for n in "123"
    ]
    assert all(item["carried"] for item in found["carryOver"])
    told_twice = {"dossier": number, "carryAll": True}
    assert await refusal(path, "recordEvaluation", centre(AGAIN), **told_twice) == [("INS-08", "carryAll")]


async def test_the_plan_asks_for_the_rest_alone(path: Path, before: str) -> None:
    number = (await again(path, before))["dossier"]["number"]
    plan = {"dossier": number, "agreedWith": "CANDIDAT"}
    one = [{"capacite": "4", "mode": "SITUATION_REELLE"}]
    assert await refusal(path, "planEvaluation", centre(AGAIN), modes=[], **plan) == [("EVA-05", "modes")]
    await path.done("planEvaluation", centre(AGAIN), modes=one, **plan)


async def test_a_result_that_is_not_carried_over_says_everything(path: Path, before: str) -> None:
    number = (await again(path, before))["dossier"]["number"]
    await path.done("planEvaluation", centre(AGAIN), dossier=number, modes=[{"capacite": "4", "mode": "PROJET"}],
                    agreedWith="CANDIDAT", projectDueOn="2028-04-01")  # fmt: skip
    members = [{"name": "Eva Luatrice", "function": "x"}, {"name": "Paul Valuateur", "function": "y"}]
    await path.done("nameCommission", centre(AGAIN), dossier=number, members=members)
    given = {"dossier": number, "results": [{"capacite": "4"}]}
    expected = [("INVALID_INPUT", f"results.0.{name}") for name in ("acquired", "mode", "on")]
    assert await refusal(path, "recordEvaluation", centre(AGAIN), **given) == expected


async def test_two_at_once_carry_everything_once(path: Path, before: str) -> None:
    number = (await again(path, before))["dossier"]["number"]
    landed, refused = await at_once(
        path, "recordEvaluation", centre(AGAIN), *[{"dossier": number, "carryAll": True}] * 2
    )
    assert (len(landed), refused) == (1, [[("INS-08", "carryAll")]])


async def test_a_dry_run_and_a_stale_reader(path: Path, before: str) -> None:
    number = (await again(path, before))["dossier"]["number"]
    await path.done("recordEvaluation", centre(AGAIN), dossier=number, carryAll=True, dryRun=True)
    assert (await seen(path, "dossier", number, "evaluations { on }"))["evaluations"] == []
    stale = await path.call("recordEvaluation", centre(AGAIN), dossier=number, carryAll=True, expectedRevision=9)
    assert told(stale) == [("CONFLICT", "expectedRevision")]


async def test_a_bloc_is_carried_into_the_other_cqpm_only_once_declared_shared(path: Path, before: str) -> None:
    undeclared = await _opening(path, before, certification=OTHER)
    assert undeclared["dossier"]["carryOver"] == []
    number = undeclared["dossier"]["number"]
    line = {"capacite": "A", "carriedFrom": before}
    given = {"dossier": number, "results": [line]}
    assert await refusal(path, "recordEvaluation", centre(AGAIN), **given) == [("INS-08", "results.0.carriedFrom")]
    await declared(path)
    found = await seen(path, "dossier", number, CARRY)
    assert _listed(found) == {"A": None, "B": None}
    assert {item["equivalence"]["declared"] for item in found["carryOver"]} == {True}
    await path.done("recordEvaluation", centre(AGAIN), **given)


@pytest.mark.parametrize(("until", "kept"), [("2028-01-10", 2), ("2028-01-09", 0)])
async def test_a_declaration_that_ended_carries_nothing_asked_for_later(
    path: Path, before: str, until: str, kept: int
) -> None:
    await declared(path)
    await declared(path, validUntil=until)
    payload = await _opening(path, before, certification=OTHER)
    assert len(payload["dossier"]["carryOver"]) == kept


async def test_another_centre_is_told_without_its_name(path: Path, before: str) -> None:
    """PRD-01: the number of the earlier dossier names its centre."""
    person = (await seen(path, "dossier", before, "candidate { id }"))["candidate"]["id"]
    other = await path.api.candidate(centre(AGAIN, "UT62"), lastName="Partiel", firstNames="Autre fiche")
    merge = "mutation($i: MergeCandidatesInput!) { mergeCandidates(input: $i) { problems { message } } }"
    merged = {"kept": other, "merged": person, "reason": "Même personne"}
    assert (await path.api.data(merge, {"i": merged}, gtp(GTP)))["mergeCandidates"]["problems"] == []
    given = {
        "candidate": other,
        "certification": CQPM,
        "route": "FORMATION",
        "channel": "CANDIDAT",
        "origin": "SL",
        "funding": "PF",
        "examCentreReason": "Déménagement",
    }
    payload = (await path.api.data(OPENING, {"input": given}, centre(AGAIN, "UT62")))["openDossier"]
    assert payload["problems"] == []
    [warning] = [item for item in payload["warnings"] if item["rule"]["id"] == "INS-12"]
    assert "UT59" not in warning["message"]
    assert {item["dossier"] for item in payload["dossier"]["carryOver"]} == {None}
    number = payload["dossier"]["number"]
    await path.done("recordEvaluation", centre(AGAIN, "UT62"), dossier=number, carryAll=True)
    assert len((await seen(path, "dossier", number, "evaluations { on }"))["evaluations"]) == 3


@pytest.mark.rule("INS-12")
async def test_the_gtp_reads_from_which_dossier(path: Path, before: str) -> None:
    """PRD-01, INS-10: it takes over a paper file, and sees every centre."""
    person = (await seen(path, "dossier", before, "candidate { id }"))["candidate"]["id"]
    given = {"candidate": person, "certification": CQPM, "route": "FORMATION", "channel": "CANDIDAT", "origin": "SL",
             "funding": "PF", "examCentre": "UT59", "openedOn": AGAIN.isoformat(), "lateReason": "Papier"}  # fmt: skip
    payload = (await path.api.data(OPENING, {"input": given}, gtp(date(2028, 3, 1))))["openDossier"]
    assert payload["problems"] == []
    [warning] = [item for item in payload["warnings"] if item["rule"]["id"] == "INS-12"]
    assert before in warning["message"]


@pytest.mark.parametrize("kept", [0, 1])
async def test_merged_either_way_what_may_be_carried_over_is_known_of_the_open_dossier(
    path: Path, before: str, kept: int
) -> None:
    number = await path.opened("Partielle")
    people = [(await seen(path, "dossier", n, "candidate { id }"))["candidate"]["id"] for n in (before, number)]
    merge = "mutation($i: MergeCandidatesInput!) { mergeCandidates(input: $i) { problems { message } } }"
    given = {"kept": people[kept], "merged": people[1 - kept], "reason": "Même personne"}
    assert (await path.api.data(merge, {"i": given}, gtp(GTP)))["mergeCandidates"]["problems"] == []
    stored = (await path.api.store.dossiers.by_numbers([number]))[number]
    assert (stored.carriable, stored.left_to_carry) == ((*"123",), True)


async def test_a_second_dossier_of_a_merged_person_takes_over_the_first(path: Path, before: str) -> None:
    """INS-12: opened under another record, before the two were known to be one person."""
    number = await path.opened("Partielle")
    assert (await seen(path, "dossier", number, CARRY))["carryOver"] == []
    one, other = [(await seen(path, "dossier", n, "candidate { id }"))["candidate"]["id"] for n in (before, number)]
    merge = "mutation($i: MergeCandidatesInput!) { mergeCandidates(input: $i) { problems { message } } }"
    given = {"kept": one, "merged": other, "reason": "Même personne"}
    assert (await path.api.data(merge, {"i": given}, gtp(GTP)))["mergeCandidates"]["problems"] == []
    assert len((await seen(path, "dossier", number, CARRY))["carryOver"]) == 3
    tasks = "{ viewer { worklist { nodes { rule { id } summary } } } }"
    listed = (await path.api.data(tasks, None, centre(AGAIN)))["viewer"]["worklist"]["nodes"]
    assert [item["rule"]["id"] for item in listed if number in item["summary"]] == ["INS-12"], "before any plan"
    await path.done("recordEvaluation", centre(AGAIN), dossier=number, carryAll=True)


async def test_nothing_is_taken_over_from_a_dossier_given_up(path: Path, before: str) -> None:
    """CON-02: no jury validated its evaluations; opening says so."""
    given_up = await path.dossier("Parti", "1234")
    await path.done("withdrawDossier", centre(HELD), dossier=given_up, reason="Mutation")
    payload = await _opening(path, given_up)
    assert payload["dossier"]["carryOver"] == []
    [warning] = [item for item in payload["warnings"] if item["rule"]["id"] == "INS-12"]
    assert given_up in warning["message"]
    assert "CON-02" in warning["message"]


async def test_what_was_awarded_unduly_goes_before_no_jury(path: Path, before: str) -> None:
    """CER-09: it had been carried over; neither told nor carried over any more."""
    number = (await again(path, before, targetBlocs=[PARTS[0]]))["dossier"]["number"]
    made = await path.done("recordEvaluation", centre(AGAIN), dossier=number, carryAll=True)
    assert made["status"] == "EVALUE"
    [certificate] = (await path.read(before))["certificates"]
    undue = {"certificate": certificate["number"], "kind": "UNDUE", "reason": "Jury irrégulier"}
    await path.done("cancelCertificate", gtp(AGAIN), **undue)
    assert (await seen(path, "dossier", number, CARRY))["carryOver"] == []
    day = date(2028, 5, 15).isoformat()
    made = await path.done("scheduleSession", centre(AGAIN), certifications=[CQPM], heldOn=day)
    given = {"session": made["number"], "add": [number]}
    assert await refusal(path, "assignDossiers", centre(AGAIN), **given) == [("INS-08", "add.0")]
    await path.done("withdrawDossier", centre(AGAIN), dossier=number, reason="Bloc attribué à tort")


async def test_holdings_name_the_certificate_and_stand_once(path: Path, before: str) -> None:
    await declared(path)
    fields = """candidate { holdings { certification { code } bloc { code } capacite { number } validUntil
      through { __typename ... on Certificate { number } ... on Dossier { number } } } }"""
    held = (await seen(path, "dossier", before, fields))["candidate"]["holdings"]
    assert [
        (
            item["certification"]["code"],
            item["bloc"] and item["bloc"]["code"],
            item["capacite"] and item["capacite"]["number"],
            item["validUntil"],
            item["through"]["__typename"],
        )
        for item in held
    ] == [
        (CQPM, PARTS[0], None, None, "Certificate"),
        (CQPM, None, "1", None, "Dossier"),
        (CQPM, None, "2", None, "Dossier"),
        (CQPM, None, "3", KEPT_UNTIL.isoformat(), "Dossier"),
        (OTHER, OTHER_PARTS[0], None, None, "Equivalence"),
    ]


async def test_a_certification_is_held_through_its_certificate(path: Path, before: str) -> None:
    number = await path.dossier("Tout")
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    assert (await path.validated(number))["problems"] == []
    shown = "{ certification { code } bloc { code } capacite { number } validUntil through { __typename } }"
    found = await seen(path, "dossier", number, f"acquired {shown} candidate {{ holdings {shown} }}")
    for held in (found["acquired"], found["candidate"]["holdings"]):
        whole = [(item["certification"]["code"], item["through"]["__typename"]) for item in held[:2]]
        assert whole == [(CQPM, "Certificate"), ("CQPI ESSAI", "Certificate")]
        assert {item["validUntil"] for item in held} == {None}
        assert len(held) == 2 + 2 + 4
