"""openDossier: success, each rule's refusal around its day, forbidden viewers, stale, twice, at once."""

import asyncio
from datetime import date
from typing import Any

import pytest

from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.certification.certification import Certification, CertificationKind, CertificationStatus
from rules.referentiel.referentiel import Referentiel
from tests.support.world import (
    BLOCS,
    DIPLOMA,
    NOW,
    OPEN,
    OTHER_CENTRE,
    PLAIN,
    REGISTERED,
    SUSPENDED,
    TODAY,
    Api,
    rules_of,
    token,
)

VAE = {"route": "VAE", "certification": REGISTERED, "funding": "CVAE"}


async def test_a_formation_dossier_says_its_first_day_of_evaluation(api: Api) -> None:
    payload = await api.open(await api.candidate(), withoutEmployer=True)
    assert payload["problems"] == payload["warnings"] == []
    dossier = payload["dossier"]
    assert dossier["number"] == "D2026-UT59-00001"
    assert dossier["requestedOn"] == dossier["openedOn"] == dossier["engagedOn"] == "2026-11-23"
    first = next(line for line in dossier["checklist"] if line["rule"]["id"] == "INS-04")
    assert (first["dueOn"], first["state"], first["requiredFor"]) == ("2027-02-23", "MISSING", "recordEvaluation")
    assert "23 février 2027" in first["detail"]


@pytest.mark.parametrize(
    ("today", "state"), [("2027-02-22", "MISSING"), ("2027-02-23", "DONE"), ("2027-02-24", "DONE")]
)
async def test_the_first_day_of_evaluation_is_three_months_after_registration(api: Api, today: str, state: str) -> None:
    """INS-04, that day allowed: the day before, the day, the day after."""
    dossier = (await api.open(await api.candidate()))["dossier"]
    as_then = token(Role.CENTRE, today=date.fromisoformat(today))
    found = await api.data(
        "query($n: String!) { dossier(number: $n) { checklist { rule { id } state } } }",
        {"n": f" {dossier['number'].lower()} "},
        as_then,
    )
    states = {line["rule"]["id"]: line["state"] for line in found["dossier"]["checklist"]}
    assert states["INS-04"] == state


@pytest.mark.rule("INS-01", "INS-03", "INS-05", "INS-06", "INS-09", "REF-09", "VAE-01")
@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"examCentre": "UIMM"}, "INS-01"),
        ({"examCentre": "INCONNU"}, "INS-01"),
        ({"examCentre": "UT62"}, "INS-01"),
        ({"origin": "DE", "funding": "POEI", "company": {"name": "X"}}, "INS-03"),
        ({"initialTraining": True}, "INS-05"),
        ({"apprentice": True, "funding": "PF"}, "INS-05"),
        ({"targetBlocs": [BLOCS[0]]}, "INS-06"),
        ({"certification": REGISTERED, "targetBlocs": ["RNCP1BC01"]}, "INS-06"),
        ({"certification": SUSPENDED}, "REF-09"),
        ({"route": "VAE", "funding": "CVAE"}, "VAE-01"),
        ({"openedOn": "2026-11-24"}, "INS-09"),
        ({"requestedOn": "2026-11-24"}, "INS-09"),
        ({"requestedOn": "1990-05-01"}, "INS-09"),
        ({"contractOn": "1990-05-01"}, "INS-09"),
    ],
)
async def test_a_broken_rule_is_named_and_nothing_is_written(api: Api, changes: dict[str, Any], rule: str) -> None:
    payload = await api.open(await api.candidate(), **changes)
    assert payload["dossier"] is None
    assert set(rules_of(payload)) == {rule}
    assert await api.store.dossiers.count({}) == 0
    assert await api.store.driver.find("counters", {}) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"certification": DIPLOMA}, ["certification"]),
        ({"channel": "ENTREPRISE"}, ["company"]),
        ({"company": {"name": ""}}, ["company", "name"]),
        ({"company": {"name": "X", "address": "\u0000"}}, ["company", "address"]),
        ({"trainingBody": "x" * 10_240}, ["trainingBody"]),
    ],
)
async def test_what_cannot_be_is_refused_in_its_place(api: Api, changes: dict[str, Any], path: list[str]) -> None:
    payload = await api.open(await api.candidate(), **changes)
    assert [problem["path"] for problem in payload["problems"]] == [path]
    assert payload["problems"][0]["code"] == "INVALID_INPUT"


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": "COURRIER"},
        {"channel": "<b>" + "x" * 10_240},
        {"origin": "XX"},
        {"funding": "SOUS"},
        {"company": {"name": "X", "sector": "Z"}},
    ],
)
async def test_what_no_list_has_ever_held_names_its_field(api: Api, changes: dict[str, Any]) -> None:
    """INS-02, INS-03: the closed lists are those of the schema; what may be used on a day is judged by date."""
    given = {"candidate": "x", "certification": PLAIN, "route": "FORMATION", "channel": "CANDIDAT", "origin": "SL"}
    answer = await api.post(OPEN, {"input": {**given, "funding": "PF", **changes}})
    (error,) = answer["errors"]
    name = "input.company.sector" if "company" in changes else f"input.{next(iter(changes))}"
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("INVALID_INPUT", name)
    assert error["message"].startswith(f"« {name} » : « ")
    assert len(error["message"]) < 300


async def test_unknown_candidate_and_certification_are_named_together(api: Api) -> None:
    for candidate in ("", "???", "Q2FuZGlkYXRlOnh4", "x" * 10_240):
        payload = await api.open(candidate, certification="MQ 9999 9999")
        assert {problem["path"][0] for problem in payload["problems"]} == {"candidate", "certification"}
        assert {problem["code"] for problem in payload["problems"]} == {"NOT_FOUND"}


async def test_every_broken_rule_comes_back_at_once(api: Api) -> None:
    payload = await api.open(
        await api.candidate(), origin="DE", company={"name": "X"}, route="VAE", initialTraining=True
    )
    assert sorted(set(rules_of(payload))) == ["INS-03", "INS-05", "VAE-01"]


async def test_the_candidate_of_another_centre_does_not_exist_here(api: Api) -> None:
    payload = await api.open(await api.candidate(OTHER_CENTRE))
    assert payload["problems"][0]["code"] == "NOT_FOUND"


@pytest.mark.rule("INS-01")
async def test_another_department_needs_a_reason(api: Api) -> None:
    """INS-01: the UIMM territoriale on which the candidate depends, overridable with a reason."""
    candidate = await api.candidate(department="62")
    assert rules_of(await api.open(candidate)) == ["INS-01"]
    assert rules_of(await api.open(candidate, examCentreReason="   ")) == ["INS-01"]
    assert (await api.open(candidate, examCentreReason="Travaille à Lille"))["problems"] == []


@pytest.mark.rule("REF-09")
@pytest.mark.parametrize(("engaged", "open_"), [("2025-06-29", True), ("2025-06-30", True), ("2025-07-01", False)])
async def test_a_suspension_keeps_whoever_engaged_by_its_day(api: Api, engaged: str, open_: bool) -> None:
    """REF-09: the day before, the day, the day after."""
    payload = await api.open(await api.candidate(), certification=SUSPENDED, trainingStartsOn=engaged)
    assert (payload["dossier"] is not None) == open_
    assert rules_of(payload) == ([] if open_ else ["REF-09"])


@pytest.mark.parametrize(("engaged", "version"), [("2026-08-31", 1), ("2026-09-01", 2), ("2026-09-02", 2)])
async def test_the_version_is_that_of_the_engagement(api: Api, engaged: str, version: int) -> None:
    """REF-07: engaged strictly before the revision's day, the old version; else the new."""
    payload = await api.open(await api.candidate(), contractOn=engaged)
    assert payload["dossier"]["referentiel"]["version"] == version
    assert payload["dossier"]["engagedOn"] == engaged


async def test_the_new_version_on_request(api: Api) -> None:
    payload = await api.open(await api.candidate(), contractOn="2026-08-31", newestVersion=True)
    assert payload["dossier"]["referentiel"]["version"] == 2


@pytest.mark.rule("REF-07")
async def test_a_cqpm_without_a_known_version_opens_no_dossier(api: Api) -> None:
    """REF-07: there is nothing to pin."""
    code = "MQ 2003 0200"
    unknown = Certification(
        id=code, code=code, kind=CertificationKind.CQPM, title="Soudeur", status=CertificationStatus.ACTIVE
    )

    async def work(unit: Any) -> None:
        unit.insert_many([unknown], EventDraft(action=Operation.importCertifications, facts={"source": "tests"}))

    await api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    payload = await api.open(await api.candidate(), certification=code)
    assert rules_of(payload) == ["REF-07"]
    assert payload["problems"][0]["path"] == ["certification"]


@pytest.mark.rule("REF-07")
@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize(("engaged", "open_"), [("2026-09-14", False), ("2026-09-15", True), ("2026-09-16", True)])
async def test_no_dossier_before_the_first_version_takes_effect(
    api: Api, engaged: str, open_: bool, newest: bool
) -> None:
    """REF-07: a creation applies from the decision's day, for the new version on request too."""
    code = "MQ 2026 0310"
    created = Certification(
        id=code, code=code, kind=CertificationKind.CQPM, title="Soudeur laser", status=CertificationStatus.ACTIVE
    )
    first = Referentiel(id=f"{code}@1", certification=code, version=1, effective_on=date(2026, 9, 15))

    async def work(unit: Any) -> None:
        unit.insert_many([created], EventDraft(action=Operation.importCertifications, facts={"source": "tests"}))
        unit.put(first)

    await api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    payload = await api.open(await api.candidate(), certification=code, contractOn=engaged, newestVersion=newest)
    assert (payload["dossier"] is not None) == open_
    if not open_:
        [problem] = payload["problems"]
        assert (problem["rule"]["id"], problem["earliestDate"]) == ("REF-07", "2026-09-15")
        assert "« Soudeur laser » prend effet le 15 septembre 2026" in problem["message"]
        assert "le 14 septembre 2026" in problem["message"]


async def test_blocs_of_a_registered_cqpm_may_be_asked_for_in_any_spelling(api: Api) -> None:
    payload = await api.open(
        await api.candidate(), certification="rncp 36376", targetBlocs=["rncp36376 bc02", BLOCS[0], BLOCS[0]]
    )
    assert payload["problems"] == []
    assert [bloc["code"] for bloc in payload["dossier"]["targetBlocs"]] == [BLOCS[1], BLOCS[0]]


async def test_an_apprentice_who_uses_the_cpf_may_sit(api: Api) -> None:
    """INS-05."""
    assert (await api.open(await api.candidate(), apprentice=True, funding="CPF"))["problems"] == []


@pytest.mark.rule("INS-03")
async def test_an_odd_or_ended_funding_warns_and_passes(api: Api) -> None:
    """INS-03."""
    odd = await api.open(await api.candidate(), origin="DE", funding="PF")
    ended = await api.open(await api.candidate(lastName="Durand"), funding="CIF", withoutEmployer=True)
    assert odd["dossier"] is not None
    assert ended["dossier"] is not None
    assert [w["rule"]["id"] for w in (*odd["warnings"], *ended["warnings"])] == ["INS-03", "INS-03"]


@pytest.mark.rule("VAE-03")
async def test_one_vae_request_a_civil_year(api: Api) -> None:
    """VAE-03: refused in the same year, with the first day that is possible; allowed for the year before."""
    candidate = await api.candidate()
    assert (await api.open(candidate, **VAE))["problems"] == []
    again = await api.open(candidate, **VAE)
    assert rules_of(again) == ["VAE-03"]
    assert again["problems"][0]["earliestDate"] == "2027-01-01"
    assert (await api.open(candidate, **VAE, requestedOn="2025-12-31"))["problems"] == []
    assert rules_of(await api.open(candidate, **VAE, requestedOn="2026-01-01")) == ["VAE-03"]
    assert (await api.open(candidate, certification=REGISTERED))["problems"] == []


@pytest.mark.rule("VAE-01")
@pytest.mark.parametrize(("opened", "rules"), [("2027-04-25", []), ("2027-04-26", ["VAE-01"])])
async def test_vae_while_the_registration_lasts(api: Api, opened: str, rules: list[str]) -> None:
    """VAE-01: the last day of the registration is in it."""
    day = date.fromisoformat(opened)
    payload = await api.open(await api.candidate(), token(Role.CENTRE, today=day), **VAE)
    assert rules_of(payload) == rules


async def test_a_stale_revision_is_a_conflict_with_the_current_one(api: Api) -> None:
    candidate = await api.candidate()
    assert (await api.open(candidate, expectedRevision=1))["dossier"]["candidate"]["revision"] == 2
    stale = await api.open(candidate, expectedRevision=1)
    assert stale["dossier"] is None
    assert stale["problems"][0]["code"] == "CONFLICT"
    assert stale["problems"][0]["currentRevision"] == 2


async def test_a_dry_run_shows_the_dossier_and_takes_no_number(api: Api) -> None:
    candidate = await api.candidate()
    payload = await api.open(candidate, dryRun=True)
    assert payload["dossier"]["number"] == "D2026-UT59-00001"
    assert payload["dossier"]["referentiel"] == {"version": 2}
    assert await api.store.dossiers.count({}) == 0
    assert (await api.open(candidate))["dossier"]["number"] == "D2026-UT59-00001"


async def test_twenty_at_once_one_vae_request_wins(api: Api) -> None:
    candidate = await api.candidate()
    payloads = await asyncio.gather(*(api.open(candidate, **VAE) for _ in range(20)))
    assert sorted(rules_of(payload) for payload in payloads) == [[], *[["VAE-03"]] * 19]
    assert await api.store.dossiers.count({}) == 1


async def test_twenty_at_once_with_one_revision_one_wins(api: Api) -> None:
    candidate = await api.candidate()
    payloads = await asyncio.gather(*(api.open(candidate, expectedRevision=1) for _ in range(20)))
    codes = sorted(problem["code"] for payload in payloads for problem in payload["problems"])
    assert codes == ["CONFLICT"] * 19


async def test_twenty_at_once_take_twenty_numbers_without_a_gap(api: Api) -> None:
    candidate = await api.candidate()
    payloads = await asyncio.gather(*(api.open(candidate) for _ in range(20)))
    numbers = sorted(payload["dossier"]["number"] for payload in payloads)
    assert numbers == [f"D2026-UT59-{rank:05d}" for rank in range(1, 21)]


async def test_the_same_key_gives_the_same_dossier(api: Api) -> None:
    candidate = await api.candidate()
    first = await api.open(candidate, idempotencyKey="k")
    again = await api.open(candidate, idempotencyKey="k")
    assert again["dossier"]["number"] == first["dossier"]["number"]
    other = await api.open(candidate, idempotencyKey="k", funding="CPF")
    assert other["problems"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert await api.store.dossiers.count({}) == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.CENTRE, Role.GTP}])
async def test_only_a_centre_and_the_gtp_open(api: Api, role: Role) -> None:
    given = {
        "candidate": "x",
        "certification": PLAIN,
        "route": "VAE",
        "channel": "CANDIDAT",
        "origin": "SL",
        "funding": "PF",
    }
    answer = await api.post(OPEN, {"input": given}, token(role))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_what_is_pasted_is_kept_without_its_invisible_signs(api: Api) -> None:
    company = {"name": "\ufeffAteliers\u00a0 Mo\u00addèle\u200b", "sector": "M"}
    payload = await api.open(await api.candidate(), channel="ENTREPRISE", company=company)
    assert payload["problems"] == []
    [stored] = await api.store.driver.find("dossiers", {})
    assert (stored["company"]["name"], stored["company"]["sector"]) == ("Ateliers Modèle", "M")
