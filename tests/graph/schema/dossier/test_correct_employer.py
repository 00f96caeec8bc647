"""correctDossier of what is said of the employer, the host company and a late entry, and what follows each way."""

from typing import Any

import pytest

from rules.dossier.dossier import Company
from rules.dossier.lists import Channel, Sector
from tests.support.operations import refusal, seen, warned
from tests.support.vae import VaePath
from tests.support.vae_stages import put
from tests.support.walk import ASKED, EVALUATED, GTP, HELD, OPENED, Path, centre, president

WHY = "Contrat de travail à l’appui"
FACTS = "withoutEmployer lateReason company { name } hostCompany { name nace } corrections { fields }"
LINE = "checklist { rule { id } state detail requiredFor }"
MISSING = ("MISSING", "L’entreprise donne son avis, que le centre d’examen enregistre (recordCompanyOpinion).")
HOST = {"name": "Ateliers d’accueil", "nace": "25.62B"}


async def _opinion_line(path: Path, number: str) -> tuple[str, str | None]:
    [line] = [
        item for item in (await seen(path, "dossier", number, LINE))["checklist"] if item["rule"]["id"] == "EVA-03"
    ]
    return line["state"], line["detail"]


async def _correct(path: Path, number: str, **given: Any) -> list[str]:
    return warned(await path.call("correctDossier", centre(EVALUATED), dossier=number, reason=WHY, **given))


@pytest.mark.rule("EVA-03")
async def test_without_the_employer_and_back(path: Path) -> None:
    number = await path.opened("Changeante")
    modes = [{"capacite": n, "mode": "SITUATION_REELLE"} for n in "1234"]
    await path.done("planEvaluation", centre(OPENED), dossier=number, modes=modes, agreedWith="ENTREPRISE")
    assert await _opinion_line(path, number) == MISSING
    told = await refusal(path, "correctDossier", centre(EVALUATED), dossier=number, reason=WHY, withoutEmployer=True)
    assert told == [("EVA-03", "withoutEmployer")], "the company itself registers the candidate"
    assert await _correct(path, number, withoutEmployer=True, channel="CANDIDAT") == ["EVA-05"]
    assert (await seen(path, "dossier", number, FACTS))["corrections"] == [{"fields": ["channel", "withoutEmployer"]}]
    state, detail = await _opinion_line(path, number)
    assert (state, "sans l’accord de son employeur" in (detail or "")) == ("NOT_APPLICABLE", True)
    opinion = {"dossier": number, "favourable": True, "by": "Chef Atelier"}
    assert await refusal(path, "recordCompanyOpinion", centre(EVALUATED), **opinion) == [("EVA-03", "")]
    again = {"dossier": number, "agreedWith": "ENTREPRISE"}
    assert await refusal(path, "planEvaluation", centre(EVALUATED), **again) == [("EVA-05", "agreedWith")]
    await path.done("planEvaluation", centre(EVALUATED), dossier=number, agreedWith="CANDIDAT")
    assert await _correct(path, number, withoutEmployer=False) == ["EVA-03", "EVA-03"]
    assert await _opinion_line(path, number) == MISSING
    await path.done("recordCompanyOpinion", centre(EVALUATED), **opinion)
    assert (await _opinion_line(path, number))[0] == "DONE"


@pytest.mark.rule("INS-03")
async def test_a_host_company_comes_and_goes(path: Path) -> None:
    number = await path.opened("Accueillie", origin="DE", funding="POEI", channel="ORGANISME_FORMATION", company=None)
    assert (await _opinion_line(path, number))[0] == "NOT_APPLICABLE"
    assert await _correct(path, number, hostCompany=HOST) == ["EVA-03"]
    assert (await seen(path, "dossier", number, FACTS))["hostCompany"] == HOST
    assert await _opinion_line(path, number) == MISSING
    assert await _correct(path, number, hostCompany={"nace": None}) == []
    given = {"dossier": number, "reason": WHY}
    for changes in ({"funding": "CPF"}, {"origin": "SL"}):
        told = await refusal(path, "correctDossier", centre(EVALUATED), **given, **changes)
        assert told == [("INS-03", "hostCompany")]
    told = await refusal(path, "correctDossier", centre(EVALUATED), **given, company={"name": "Usine"})
    assert told == [("INS-03", "company")]
    assert await _correct(path, number, funding="CPF", hostCompany=None) == []
    shown = await seen(path, "dossier", number, FACTS)
    assert (shown["hostCompany"], shown["corrections"][-1]) == (None, {"fields": ["funding", "hostCompany"]})
    assert await _correct(path, number, funding="POEI") == ["INS-03"], "a POEI takes place in a company"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"withoutEmployer": None}, [("INVALID_INPUT", "withoutEmployer")]),
        ({"lateReason": None}, [("INVALID_INPUT", "lateReason")]),
        ({"lateReason": "Oubli"}, [("INS-10", "lateReason")]),
        ({"hostCompany": HOST}, [("INS-03", "hostCompany")]),
        ({"hostCompany": {"nace": "25.62B"}}, [("INVALID_INPUT", "hostCompany.name")]),
        ({"hostCompany": {"name": "x" * 201}}, [("INVALID_INPUT", "hostCompany.name"), ("INS-03", "hostCompany")]),
        ({"company": {"sector": "HM"}}, [("JUR-14", "company.branch")]),
    ],
)
@pytest.mark.rule("INS-10", "JUR-14")
async def test_what_is_refused(path: Path, changes: dict[str, Any], expected: Any) -> None:
    given = {"dossier": await path.opened("Fautive"), "reason": WHY, **changes}
    told = await refusal(path, "correctDossier", centre(ASKED), **given)
    assert sorted(told) == sorted(expected)


async def test_the_reason_of_a_late_entry_is_corrected(path: Path) -> None:
    """INS-10: never taken away."""
    late = {"openedOn": "2026-11-20", "lateReason": "Bulletin reçu tard"}
    number = await path.opened("Tardive", **late)
    assert await _correct(path, number, lateReason="Bulletin égaré") == []
    assert (await seen(path, "dossier", number, FACTS))["lateReason"] == "Bulletin égaré"
    former = await path.opened("Ancienne")
    await put(path.api.store, former, typed_on=None)
    assert await _correct(path, former, lateReason="Reprise d’un dossier papier") == []


@pytest.mark.rule("JUR-14")
async def test_a_company_stored_without_its_branch_breaks_nothing_else(path: Path) -> None:
    number = await path.opened("Ancienne")
    await put(path.api.store, number, company=Company(name="Plastiques", sector=Sector.HM))
    assert await _correct(path, number, tutor="Tom Tuteur") == []
    given = {"dossier": number, "reason": WHY, "company": {"nace": "22.29A"}}
    assert await refusal(path, "correctDossier", centre(ASKED), **given) == [("JUR-14", "company.branch")]
    assert await _correct(path, number, company={"nace": "22.29A", "branch": "Plasturgie"}) == []


@pytest.mark.rule("EVA-03")
async def test_an_employee_whose_company_is_unknown_waits_for_it(path: Path) -> None:
    """Recorded before results are judged: the company, or that the candidate acts without it."""
    number = await path.dossier("Connue")
    await put(path.api.store, number, company=None, company_opinion=None)
    opinion = {"dossier": number, "favourable": True, "by": "Chef Atelier"}
    assert await refusal(path, "recordCompanyOpinion", centre(EVALUATED), **opinion) == [("EVA-03", "")]
    shown = await seen(path, "dossier", number, "nextActions", centre(EVALUATED))
    assert "recordCompanyOpinion" not in shown["nextActions"]
    assert "correctDossier" in (await _opinion_line(path, number))[1]  # type: ignore[operator]
    await path.convened()
    payload = await path.call("assignDossiers", centre(ASKED), session=path.session, add=[number])
    assert warned(payload) == ["EVA-03"]
    assert number in payload["warnings"][0]["message"]
    await path.attended()
    told = await refusal(path, "recordDecision", president(HELD), dossier=number, decision="A")
    assert told == [("EVA-03", "dossier")]
    given = {"dossier": number, "reason": WHY, "withoutEmployer": True, "channel": "CANDIDAT"}
    await path.done("correctDossier", centre(HELD), **given)
    assert (await path.decide(number, "A"))["problems"] == []
    back = await path.call("correctDossier", centre(HELD), dossier=number, reason=WHY, withoutEmployer=False,
                           company={"name": "Usine", "sector": "M"})  # fmt: skip
    [warning] = [item for item in back["warnings"] if item["rule"]["id"] == "EVA-03" and number in item["message"]]
    assert "recordCompanyOpinion" not in warning["message"], "the jury has decided: no opinion is recorded any more"
    assert await refusal(path, "recordCompanyOpinion", centre(HELD), **opinion) != []


@pytest.mark.rule("EVA-03")
async def test_one_opened_before_the_company_was_asked_for_is_led_to_its_decision(path: Path, convened: str) -> None:
    """A dossier that an earlier version brought before a jury: what is refused says each step, which is then taken."""
    await put(path.api.store, convened, company=None, company_opinion=None, channel=Channel.CANDIDAT)
    await path.attended()
    payload = await path.decide(convened, "A")
    [problem] = payload["problems"]
    for step in ("correctDossier, company", "recordCompanyOpinion", "correctDossier, withoutEmployer"):
        assert step in problem["message"]
    shown = await seen(path, "dossier", convened, "nextActions", centre(HELD))
    assert "correctDossier" in shown["nextActions"]
    tasks = "{ viewer { worklist { nodes { operation summary } } } }"
    listed = (await path.api.data(tasks, None, centre(HELD)))["viewer"]["worklist"]["nodes"]
    assert [item["operation"] for item in listed if convened in item["summary"]] == ["correctDossier"]
    company = {"name": "Usine", "sector": "M"}
    await path.done("correctDossier", centre(HELD), dossier=convened, reason=WHY, company=company)
    listed = (await path.api.data(tasks, None, centre(HELD)))["viewer"]["worklist"]["nodes"]
    assert [item["operation"] for item in listed if convened in item["summary"]] == ["recordCompanyOpinion"]
    opinion = {"dossier": convened, "favourable": True, "by": "Chef Atelier"}
    await path.done("recordCompanyOpinion", centre(HELD), **opinion)
    assert (await path.decide(convened, "A"))["problems"] == []


async def test_by_vae_the_employer_may_not_know(path: Path) -> None:
    """CER-02: a fact of its own there too, which asks for no opinion either way."""
    vae = VaePath(path.api)
    number = await vae.requested("Discrète", company={"name": "Usine"}, withoutEmployer=True)
    assert (await seen(path, "dossier", number, FACTS))["withoutEmployer"] is True
    assert (await _opinion_line(path, number))[0] == "NOT_APPLICABLE"
    assert await _correct(path, number, withoutEmployer=False) == ["EVA-03"], "the company would get the certificate"


async def test_a_jury_reads_nothing_of_them(path: Path, convened: str) -> None:
    """JUR-08."""
    host = Company(name="Ateliers d’accueil")
    await put(path.api.store, convened, host_company=host, late_reason="Vu avec Marie", without_employer=True)
    fields = f"dossiers {{ nodes {{ {FACTS} {LINE} }} }}"
    shown = await seen(path, "session", path.session, fields, president(HELD))
    [node] = shown["dossiers"]["nodes"]
    assert (node["withoutEmployer"], node["hostCompany"], node["lateReason"]) == (False, None, None)
    assert "Marie" not in str(shown)
    assert "accueil" not in str(shown)
    assert (await seen(path, "dossier", convened, FACTS, centre(GTP)))["lateReason"] == "Vu avec Marie"
