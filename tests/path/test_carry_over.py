"""From one CQPM to the other, to the certificate: what is declared shared is carried, the rest evaluated (INS-08)."""

from datetime import date
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.derivation import discrepancies
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.operations import seen, warned
from tests.support.sharing import OTHER, OTHER_PARTS, again, declared, partly
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, PARTS, PRESIDENT, Path, as_, centre, gtp

REGISTERED, ASKED, MET = date(2028, 1, 10), date(2028, 4, 1), date(2028, 5, 15)
SENT, DECIDED = date(2028, 5, 20), date(2028, 6, 20)
UNIONS_ASKED = date(2028, 4, 20)


@pytest.fixture
def world() -> World:
    return partly


@pytest.fixture
def before(path: Path, stores: Stores) -> str:
    """The earlier dossier, on the first CQPM."""
    found: str = stores.told(partly)
    return found


async def _judged(path: Path, number: str, certification: str) -> None:
    """Brings a dossier before a jury of its own, which admits it, and the GTP validates."""
    made = await path.done("scheduleSession", centre(ASKED), certifications=[certification], heldOn=MET.isoformat())
    path.session, path.members = made["number"], {}
    await path.done("requestUnionMembers", centre(ASKED), session=path.session)
    for name, role, organisation, account in (
        ("Anne Présidente", "PRESIDENT", "UT59", PRESIDENT),
        ("Marc Employeur", "EMPLOYER", "UT59", None),
        ("Lise Syndiquée", "UNION", "CFDT", None),
    ):
        member = {"name": name, "role": role, "organisation": organisation, "account": account}
        person = {**member, "qualified": True, "branchEmployee": True}
        named = await path.done("nameJuryMember", centre(ASKED), session=path.session, member=person)
    present = [member["id"] for member in named["members"]]
    await path.done("conveneJury", centre(UNIONS_ASKED), session=path.session)
    await path.done("informCprefp", centre(UNIONS_ASKED), session=path.session)
    await path.done("assignDossiers", centre(UNIONS_ASKED), session=path.session, add=[number])
    president = as_(Role.JURY_PRESIDENT, MET, None, subject=PRESIDENT)
    seat = await path.seat(number)
    hidden = await seen(
        path, "dossier", seat, "carryOver { carried } evaluations { carriedFrom { number } }", president
    )
    assert hidden["carryOver"] == [], "JUR-08"
    assert {item["carriedFrom"] for item in hidden["evaluations"]} == {None}
    await path.done(
        "signAttendance", president, session=path.session, present=present, expectedRevision=await path.revision()
    )
    revision = await path.revision(number)
    await path.done("recordDecision", president, dossier=number, decision="A", expectedRevision=revision)
    await path.done("signMinutes", president, session=path.session, expectedRevision=await path.revision())
    kinds = (("ATTESTATION", None), ("CPREFP_EXTRACT", None), ("ATTENDANCE_SHEET", certification))
    pieces = [
        {"kind": kind, "certification": code, "file": await path.upload(centre(SENT))}
        for kind, code in (*kinds, ("MINUTES", certification))
    ]
    sent = {"session": path.session, "pieces": pieces, "minutesCopiedOn": SENT.isoformat()}
    await path.done("transmitSession", centre(SENT), **sent)
    verdict = [{"dossier": number, "validated": True}]
    validated = {"session": path.session, "verdicts": verdict, "expectedRevision": await path.revision()}
    await path.done("validateAttribution", gtp(DECIDED), **validated)


async def _clean(path: Path) -> None:
    assert [found async for found in verify(path.api.store)] == []
    assert [found async for found in discrepancies(path.api.store)] == []
    assert [found async for found in nonconformities(path.api.store)] == []


async def _evaluated(path: Path, number: str, capacite: str) -> Any:
    """Plans, and evaluates on the first day, the one capacité that is not carried over."""
    modes = [{"capacite": capacite, "mode": "SITUATION_REELLE"}]
    actor = centre(REGISTERED)
    await path.done("planEvaluation", actor, dossier=number, modes=modes, agreedWith="CANDIDAT")
    members = [{"name": "Eva Luatrice", "function": "Cheffe"}, {"name": "Paul Valuateur", "function": "Formateur"}]
    await path.done("nameCommission", actor, dossier=number, members=members)
    result = {"capacite": capacite, "acquired": True, "mode": "SITUATION_REELLE", "on": "2028-04-10"}
    return await path.done("recordEvaluation", centre(date(2028, 4, 10)), dossier=number, results=[result])


async def test_a_shared_bloc_leads_to_the_certificate_of_the_other_cqpm(path: Path, before: str) -> None:
    await declared(path)
    payload = await again(path, before, REGISTERED, OTHER, withoutEmployer=True)
    assert "INS-12" in warned(payload)
    number = payload["dossier"]["number"]
    await path.done("recordEvaluation", centre(REGISTERED), dossier=number, carryAll=True)
    assert (await _evaluated(path, number, "C"))["status"] == "EVALUE"
    await _judged(path, number, OTHER)
    found = await path.read(number)
    assert [(item["kind"], item["certification"]["code"]) for item in found["certificates"]] == [("CQPM_RNCP", OTHER)]
    held = await seen(path, "dossier", number, "candidate { holdings { bloc { code } certification { code } } }")
    blocs = [item["bloc"]["code"] for item in held["candidate"]["holdings"] if item["bloc"]]
    assert sorted(blocs) == sorted([PARTS[0], *OTHER_PARTS]), "held itself, it is not given by the equivalence besides"
    await _clean(path)


async def test_what_a_jury_left_leads_to_the_certificate_of_the_same_cqpm(path: Path, before: str) -> None:
    """INS-08: three capacités kept and one evaluated; then the whole is for life."""
    number = (await again(path, before, REGISTERED, withoutEmployer=True))["dossier"]["number"]
    await path.done("recordEvaluation", centre(REGISTERED), dossier=number, carryAll=True)
    assert (await _evaluated(path, number, "4"))["status"] == "EVALUE"
    await _judged(path, number, CQPM)
    found = await path.read(number)
    assert [item["kind"] for item in found["certificates"]] == ["CQPM_RNCP", "CQPI"]
    fields = "candidate { holdings { capacite { number } bloc { code } validUntil } }"
    held = (await seen(path, "dossier", number, fields))["candidate"]["holdings"]
    assert sorted(item["capacite"]["number"] for item in held if item["capacite"]) == list("1234")
    assert sorted(item["bloc"]["code"] for item in held if item["bloc"]) == list(PARTS)
    assert {item["validUntil"] for item in held} == {None}
    await _clean(path)


async def test_all_blocs_carried_over_the_jury_is_asked_at_once(path: Path, before: str) -> None:
    """GTP-03, INS-12: nothing is evaluated, no plan, no commission, no opinion; the jury decides all the same."""
    await declared(path)
    given = {"channel": "ENTREPRISE", "company": {"name": "Ateliers", "sector": "M"}, "targetBlocs": [OTHER_PARTS[0]]}
    number = (await again(path, before, REGISTERED, OTHER, **given))["dossier"]["number"]
    made = await path.done("recordEvaluation", centre(REGISTERED), dossier=number, carryAll=True)
    assert made["status"] == "EVALUE"
    assert {line["rule"]["id"]: line["state"] for line in made["checklist"]}["EVA-05"] == "NOT_APPLICABLE"
    await _judged(path, number, OTHER)
    found = await path.read(number)
    assert [(item["kind"], item["bloc"]["code"]) for item in found["certificates"]] == [("BLOC", OTHER_PARTS[0])]
    await _clean(path)
