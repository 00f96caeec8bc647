"""Whole paths on which the employer counts otherwise: without its agreement, and in POEI at a host company."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from repositories.verification import verify
from tests.support.operations import refusal, seen
from tests.support.walk import EVALUATED, GTP, HELD, OPENED, Path, centre

EMPLOYER, HOST = "Chaudronnerie du Hainaut", "Ateliers d’accueil de Denain"


async def _judged(path: Path, number: str, agreed_with: str, *, asked: bool) -> None:
    """From the plan to the certificate, the company's opinion recorded where it is asked for."""
    modes = [{"capacite": n, "mode": "SITUATION_REELLE"} for n in "1234"]
    other = {"ENTREPRISE": "CANDIDAT", "CANDIDAT": "ENTREPRISE"}[agreed_with]
    if not asked:
        told = await refusal(path, "planEvaluation", centre(OPENED), dossier=number, modes=modes, agreedWith=other)
        assert told == [("EVA-05", "agreedWith")]
    await path.done("planEvaluation", centre(OPENED), dossier=number, modes=modes, agreedWith=agreed_with)
    members = [{"name": name, "function": "Formateur"} for name in ("Eva Luatrice", "Paul Valuateur")]
    await path.done("nameCommission", centre(OPENED), dossier=number, members=members)
    results = [{**mode, "acquired": True, "on": EVALUATED.isoformat()} for mode in modes]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=results)
    opinion = {"dossier": number, "favourable": True, "by": "Chef Atelier"}
    shown = await seen(path, "dossier", number, "nextActions", centre(EVALUATED))
    assert ("recordCompanyOpinion" in shown["nextActions"]) is asked
    if asked:
        await path.done("recordCompanyOpinion", centre(EVALUATED), **opinion)
    else:
        assert await refusal(path, "recordCompanyOpinion", centre(EVALUATED), **opinion) == [("EVA-03", "")]
    await path.held(number)
    await path.signed(**{number: "A"})


async def _printed(path: Path, kind: str, on: Any, **subject: Any) -> str:
    """The words of a paper."""
    query = """mutation($input: GenerateDocumentInput!) { generateDocument(input: $input) {
      document { url } problems { message } } }"""
    data = await path.api.data(query, {"input": {"kind": kind, **subject}}, centre(on))
    payload = data["generateDocument"]
    assert payload["problems"] == []
    answer = await path.api.client.get(payload["document"]["url"], headers={"Authorization": f"Bearer {centre(on)}"})
    with ZipFile(BytesIO(answer.content)) as package:
        return package.read("word/document.xml").decode()


async def _certified(path: Path, number: str) -> str:
    await path.transmitted()
    assert (await path.validated(number))["problems"] == []
    found = await path.read(number)
    assert found["status"] == "CERTIFIE"
    given: str = found["certificates"][0]["number"]
    return given


@pytest.mark.rule("EVA-03", "CER-02")
async def test_an_employee_without_the_employer_s_agreement(path: Path) -> None:
    """The employer is known, stands in the minutes, gives no opinion, and gets neither letter nor certificate."""
    company = {"name": EMPLOYER, "address": "1 rue X", "sector": "HM", "branch": "Plasturgie"}
    number = await path.opened("Discrète", channel="CANDIDAT", funding="CPF", company=company, withoutEmployer=True)
    await _judged(path, number, "CANDIDAT", asked=False)
    minutes = await _printed(path, "MINUTES", HELD, session=path.session)
    assert EMPLOYER in minutes
    assert "Plasturgie" in minutes, "JUR-14: a company outside the branch, with its own"
    certificate = await _certified(path, number)
    letter = await _printed(
        path, "AWARD_LETTER", GTP, dossier=number, signatory={"name": "Rita Référente", "quality": "Référente"}
    )
    assert EMPLOYER not in letter
    to_company = {"certificate": certificate, "to": "COMPANY", "means": "LETTER"}
    assert await refusal(path, "deliverCertificate", centre(GTP), **to_company) == [("CER-02", "to")]
    await path.done("deliverCertificate", centre(GTP), **{**to_company, "to": "CANDIDATE"})
    assert [finding async for finding in verify(path.api.store)] == []


@pytest.mark.rule("EVA-03", "CER-02")
async def test_a_job_seeker_in_poei(path: Path) -> None:
    """The host company agrees on the modes and gives its opinion; the minutes and the certificate leave it out."""
    poei = {"origin": "DE", "funding": "POEI", "channel": "ORGANISME_FORMATION", "company": None}
    number = await path.opened("Accueillie", **poei, hostCompany={"name": HOST, "nace": "25.62B"})
    await _judged(path, number, "ENTREPRISE", asked=True)
    minutes = await _printed(path, "MINUTES", HELD, session=path.session)
    assert "Accueillie" in minutes or "ACCUEILLIE" in minutes
    assert HOST not in minutes
    assert "25.62B" not in minutes
    to_company = {"certificate": await _certified(path, number), "to": "COMPANY", "means": "LETTER"}
    assert await refusal(path, "deliverCertificate", centre(GTP), **to_company) == [("CER-02", "to")]
    assert [finding async for finding in verify(path.api.store)] == []


async def test_the_gtp_reads_with_the_session_what_was_typed_late(path: Path) -> None:
    """INS-10: on the dossier, in its checklist and in the letter that asks for the attribution."""
    late = {"openedOn": "2026-11-20", "lateReason": "Bulletin reçu par courrier"}
    number = await path.opened("Tardive", channel="CANDIDAT", company=None, withoutEmployer=True, **late)
    await _judged(path, number, "CANDIDAT", asked=False)
    fields = "dossiers { nodes { number openedOn typedOn lateReason checklist { rule { id } detail } } }"
    [node] = (await seen(path, "session", path.session, fields))["dossiers"]["nodes"]
    assert (node["openedOn"], node["typedOn"]) == ("2026-11-20", OPENED.isoformat())
    assert node["lateReason"] == late["lateReason"]
    [detail] = [line["detail"] for line in node["checklist"] if line["rule"]["id"] == "INS-10"]
    assert "20 novembre 2026" in detail
    signatory = {"name": "Rita Référente", "quality": "Référente"}
    letter = await _printed(path, "ATTRIBUTION_REQUEST", HELD, session=path.session, signatory=signatory)
    assert "Bulletin reçu par courrier" in letter
