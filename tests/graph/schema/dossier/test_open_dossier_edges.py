"""openDossier at the edges of its rules: hosts, employers, late entries, what is known already (INS-03, INS-10, INS-11)."""

from datetime import date, timedelta
from typing import Any

import pytest

from repositories.store import Store
from repositories.unit_of_work import UnitOfWork
from repositories.verification import verify
from resolvers.dossier import opening
from rules.access.viewer import Role
from rules.certificate.certificate import Certificate
from rules.certificate.kind import CertificateKind
from rules.certification.certification import CertificationStatus
from tests.support.operations import seen
from tests.support.vae_stages import put
from tests.support.walk import CQPM, PARTS, Path
from tests.support.world import KEY, NOW, OTHER_CENTRE, PLAIN, REGISTERED, TODAY, Api, token
from tests.support.writing import DRAFT, write

POEI: dict[str, Any] = {"origin": "DE", "funding": "POEI", "channel": "ORGANISME_FORMATION"}
HOST = {"name": "Ateliers d’accueil", "nace": "25.62B"}
ALONE = {"withoutEmployer": True}
WHY = "Bulletin d’inscription reçu par courrier"
GTP = token(Role.GTP, "UIMM")
KEPT = "withoutEmployer openedOn typedOn lateReason examCentre { code } company { name } hostCompany { name nace }"


def told(payload: Any) -> list[tuple[str, str]]:
    return [(item["rule"]["id"], ".".join(item["path"])) for item in payload["problems"]]


def warned(payload: Any) -> list[str]:
    assert payload["problems"] == [], payload["problems"]
    return [item["rule"]["id"] for item in payload["warnings"]]


@pytest.mark.rule("INS-03")
async def test_a_job_seeker_in_poei_has_a_host_company(path: Path) -> None:
    api = path.api
    opened = await api.open(await api.candidate(), **POEI, hostCompany=HOST)
    assert warned(opened) == []
    shown = await seen(path, "dossier", opened["dossier"]["number"], KEPT)
    assert (shown["hostCompany"], shown["company"]) == (HOST, None)
    second = await api.candidate(lastName="Durand")
    assert warned(await api.open(second, **POEI, dryRun=True)) == ["INS-03"]
    assert told(await api.open(second, **{**POEI, "funding": "POEC"}, hostCompany=HOST)) == [("INS-03", "hostCompany")]
    assert told(await api.open(second, hostCompany=HOST)) == [("INS-03", "hostCompany")]
    assert told(await api.open(second, **POEI, company=HOST, hostCompany=HOST)) == [("INS-03", "company")]
    for bad in ({"name": " "}, {"name": "x" * 201}, {"name": "X", "nace": "\u202e"}):
        payload = await api.open(second, **POEI, hostCompany=bad)
        assert [item["code"] for item in payload["problems"]] == ["INVALID_INPUT"]
        assert payload["problems"][0]["path"][0] == "hostCompany"


@pytest.mark.rule("EVA-03")
async def test_acting_without_the_employer_is_a_fact_of_its_own(path: Path) -> None:
    api, company = path.api, {"name": "Ateliers"}
    opened = await api.open(await api.candidate(), company=company, **ALONE)
    assert warned(opened) == []
    shown = await seen(path, "dossier", opened["dossier"]["number"], KEPT)
    assert (shown["withoutEmployer"], shown["company"]) == (True, company)
    other = await api.candidate(lastName="Durand")
    assert warned(await api.open(other, company=company, dryRun=True)) == ["EVA-03"]
    assert warned(await api.open(other, dryRun=True)) == ["EVA-03"]
    given = {"channel": "ENTREPRISE", "company": company}
    assert told(await api.open(other, **given, **ALONE)) == [("EVA-03", "withoutEmployer")]
    assert told(await api.open(other, **POEI, **ALONE)) == [("EVA-03", "withoutEmployer")]


@pytest.mark.rule("JUR-14")
async def test_a_company_outside_the_branch_says_of_which_it_is(api: Api) -> None:
    given = {"channel": "ENTREPRISE", "company": {"name": "Plastiques du Nord", "sector": "HM"}}
    person = await api.candidate()
    refused = await api.open(person, **given)
    assert told(refused) == [("JUR-14", "company.branch")]
    assert "Plastiques du Nord" in refused["problems"][0]["message"]
    company = {**given["company"], "branch": "Plasturgie"}  # type: ignore[dict-item]
    assert warned(await api.open(person, channel="ENTREPRISE", company=company)) == []


@pytest.mark.rule("INS-10")
@pytest.mark.parametrize(
    ("days", "reason", "expected"),
    [
        (0, None, []),
        (0, WHY, [("INS-10", "lateReason")]),
        (1, None, [("INS-10", "lateReason")]),
        (1, WHY, []),
        (31, WHY, []),
        (32, WHY, [("INS-10", "openedOn")]),
    ],
)
async def test_a_late_entry_has_a_reason_and_a_delay(
    path: Path, days: int, reason: str | None, expected: list[tuple[str, str]]
) -> None:
    """The same day, thirty-one days, thirty-two days."""
    opened_on = (TODAY - timedelta(days=days)).isoformat()
    payload = await path.api.open(await path.api.candidate(), **ALONE, openedOn=opened_on, lateReason=reason)
    assert told(payload) == expected
    if expected:
        assert payload["dossier"] is None
        return
    assert warned(payload) == (["INS-10"] if days else [])
    shown = await seen(path, "dossier", payload["dossier"]["number"], KEPT)
    assert (shown["openedOn"], shown["typedOn"], shown["lateReason"]) == (opened_on, TODAY.isoformat(), reason)
    lines = {line["rule"]["id"]: line["detail"] for line in payload["dossier"]["checklist"]}
    assert ("INS-10" in lines) is bool(days)
    assert WHY not in str(lines), "a jury reads the checklist"


@pytest.mark.rule("INS-10", "INS-01")
async def test_the_gtp_takes_over_an_older_paper_file_for_a_centre(path: Path) -> None:
    api = path.api
    person = await api.candidate(OTHER_CENTRE, department="62")
    old = {**ALONE, "certification": REGISTERED, "openedOn": "2019-03-04", "lateReason": WHY}
    assert told(await api.open(person, OTHER_CENTRE, **old)) == [("INS-10", "openedOn")]
    assert told(await api.open(person, GTP, **old)) == [("INS-01", "examCentre")]
    assert told(await api.open(person, GTP, **old, examCentre="UT59")) == [("INS-01", "examCentreReason")]
    same_day = {**old, "openedOn": TODAY.isoformat(), "lateReason": None, "examCentre": "UT62"}
    assert told(await api.open(person, GTP, **same_day)) == [("INS-01", "openedOn")]
    assert told(await api.open(person, GTP, **{**old, "lateReason": None}, examCentre="ut62")) == [
        ("INS-10", "lateReason")
    ]
    opened = await api.open(person, GTP, **old, examCentre=" ut62 ")
    assert warned(opened) == ["INS-10"]
    number = opened["dossier"]["number"]
    assert number.startswith("D2019-UT62-")
    assert (await seen(path, "dossier", number, KEPT, OTHER_CENTRE))["examCentre"] == {"code": "UT62"}
    assert await seen(path, "dossier", number, KEPT, token(Role.CENTRE)) is None
    assert [finding async for finding in verify(api.store)] == []


async def test_the_gtp_opens_once_under_one_key(api: Api) -> None:
    person = await api.candidate()
    given = {**ALONE, "openedOn": "2026-01-05", "lateReason": WHY, "examCentre": "UT59", "idempotencyKey": "k"}
    first, again = [(await api.open(person, GTP, **given))["dossier"]["number"] for _ in range(2)]
    assert first == again
    assert await api.store.dossiers.count({}) == 1


@pytest.mark.rule("INS-11")
async def test_an_open_dossier_of_the_same_certification_is_pointed_out(path: Path) -> None:
    api, person = path.api, await path.api.candidate()
    number = (await api.open(person, **ALONE))["dossier"]["number"]
    for dry in (True, False):
        again = await api.open(person, **ALONE, dryRun=dry)
        assert warned(again) == ["INS-11"]
        assert number in again["warnings"][0]["message"]
    assert warned(await api.open(person, **ALONE, certification=REGISTERED, dryRun=True)) == []
    for open_one in (number, again["dossier"]["number"]):
        given = {"dossier": open_one, "reason": "Doublon"}
        await path.done("withdrawDossier", token(Role.CENTRE), **given)
    assert warned(await api.open(person, **ALONE, dryRun=True)) == []


@pytest.mark.rule("INS-11")
async def test_another_centre_is_not_named(path: Path) -> None:
    api, person = path.api, await path.api.candidate()
    number = (await api.open(person, **ALONE))["dossier"]["number"]
    await put(api.store, number, exam_centre="UT62")
    payload = await api.open(person, **ALONE, dryRun=True)
    assert warned(payload) == ["INS-11"]
    message = payload["warnings"][0]["message"]
    assert number not in message
    assert "62" not in message
    late = {"openedOn": "2026-11-02", "lateReason": WHY, "examCentre": "UT59"}
    national = await api.open(person, GTP, **ALONE, **late, dryRun=True)
    assert warned(national) == ["INS-10", "INS-11"]
    assert number in national["warnings"][1]["message"], "the GTP sees every centre"


@pytest.mark.rule("INS-11")
async def test_what_is_held_already_is_pointed_out(path: Path) -> None:
    api, person = path.api, await path.api.candidate()
    number = (await api.open(person, **ALONE))["dossier"]["number"]
    [kept] = (await api.store.dossiers.by_numbers([number])).values()
    given: dict[str, Any] = {
        "title": "T", "candidate": kept.candidate, "dossier": number, "issued_on": TODAY, "certification": CQPM,
    }  # fmt: skip
    bloc = Certificate(
        id="MC2026115900001", number="MC 2026 11 59 00001", kind=CertificateKind.BLOC, bloc=PARTS[0],
        exam_centre="UT59", **given,
    )  # fmt: skip
    await write(api.store, bloc)
    asked = {**ALONE, "certification": CQPM, "dryRun": True}
    whole = await api.open(person, **asked)
    assert warned(whole) == ["INS-11"]
    assert bloc.number in whole["warnings"][0]["message"]
    assert PARTS[0] in whole["warnings"][0]["message"]
    assert warned(await api.open(person, **asked, targetBlocs=[PARTS[0]])) == ["INS-11"]
    assert warned(await api.open(person, **asked, targetBlocs=[PARTS[1]])) == []
    cqpm = Certificate(
        id="MC2026116200002", number="MC 2026 11 62 00002", kind=CertificateKind.CQPM_RNCP, exam_centre="UT62", **given
    )
    await write(api.store, cqpm)
    held = await api.open(person, **asked)
    assert warned(held) == ["INS-11"]
    assert "62" not in held["warnings"][0]["message"]


@pytest.mark.rule("INS-11")
@pytest.mark.parametrize(("today", "expected"), [("2027-04-25", []), ("2027-04-26", ["INS-11"])])
async def test_a_fiche_that_has_ended_is_pointed_out(api: Api, today: str, expected: list[str]) -> None:
    """The last day of the fiche, and the day after."""
    actor = token(Role.CENTRE, today=date.fromisoformat(today))
    payload = await api.open(await api.candidate(), actor, **ALONE, certification=REGISTERED)
    assert warned(payload) == expected
    assert all("RNCP36376" in item["message"] for item in payload["warnings"])


async def test_plain_openings_warn_of_nothing(api: Api) -> None:
    assert warned(await api.open(await api.candidate(), **ALONE, certification=PLAIN)) == []


@pytest.mark.parametrize("what", ["referentiel", "certification"])
async def test_what_is_revised_meanwhile_is_read_again(api: Api, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A dossier never follows a version, nor a certification, that is no more what it was judged on."""
    assert (await api.open(await api.candidate()))["problems"] == []  # so that the centre has its marks already
    numbered, runs, elsewhere = opening._numbered, 0, Store(api.store.driver, KEY)

    async def revise(unit: UnitOfWork) -> None:
        if what == "referentiel":
            version = await unit.referentiels.get(f"{PLAIN}@2")
            assert version is not None
            unit.update(version.evolve(effective_on=date(2027, 1, 1)), DRAFT)
        else:
            certification = await unit.certifications.get(PLAIN)
            assert certification is not None
            unit.update(
                certification.evolve(status=CertificationStatus.SUPPRIMEE, status_since=date(2026, 1, 1)), DRAFT
            )

    async def slow(unit: UnitOfWork, done: Any) -> Any:
        nonlocal runs
        runs += 1
        if runs == 1:
            await elsewhere.transact(revise, actor="tests", on=TODAY, at=NOW)
        return await numbered(unit, done)

    monkeypatch.setattr(opening, "_numbered", slow)
    payload = await api.open(await api.candidate(lastName="Autre"))
    if what == "referentiel":
        assert (runs, payload["dossier"]["referentiel"]) == (3, {"version": 1}), (
            "once more, for the mark of that version"
        )
    else:
        assert (runs, payload["dossier"]) == (1, None), "judged again, it is refused before a number is asked for"
    [counter] = await api.store.driver.find("counters", {})
    assert counter["value"] == 1 + (what == "referentiel")
