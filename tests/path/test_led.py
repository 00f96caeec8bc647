"""From a registered candidate to a certificate, a letter, or out of a dead end, by what the API says to do and no more."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.filling import Facts, every
from tests.support.led import Led
from tests.support.registered import known_as
from tests.support.vae import FILE_PIECES, WELDER
from tests.support.walk import CQPM, OPENED, Path, centre, gtp, president

ACTORS = {"centre": centre, "president": president, "gtp": gtp}
SITS = ("Anne Présidente", "Marc Employeur", "Lise Syndiquée", "Omar Syndiqué")


def members() -> list[Mapping[str, Any]]:
    """Who is to sit, each told once."""
    common = {"qualified": True, "branchEmployee": True}
    seats = (("PRESIDENT", "UT59"), ("EMPLOYER", "UT59"), ("UNION", "CFDT"), ("UNION", "FO"))
    people = [
        {"name": name, "role": role, "organisation": body, **common}
        for name, (role, body) in zip(SITS, seats, strict=True)
    ]
    people[0]["account"] = "president-essai"
    return [{"member": person} for person in people]


def verdicts(session: Mapping[str, Any], **said: Any) -> list[Mapping[str, Any]]:
    """The same verdict on every dossier of a session."""
    return [{"dossier": item["number"], **said} for item in session["dossiers"]["nodes"]]


def decisions(session: Mapping[str, Any], decision: str) -> list[Mapping[str, Any]]:
    """The same decision on every dossier of a session."""
    return [{"dossier": item["number"], "decision": decision} for item in session["dossiers"]["nodes"]]


def absences(session: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """That no candidate of a session came."""
    return [{"dossier": item["number"], "absent": True} for item in session["dossiers"]["nodes"]]


def facts(acquired: str = "1234", **said: Any) -> Facts:
    """What is known of a case: who, what was found, what was decided, how things are sent."""
    return Facts(
        {
            "certifications": [CQPM],
            "heldOn": lambda filler, _: filler.today + timedelta(days=45),
            "modes": every("1234", mode="SITUATION_REELLE"),
            "agreedWith": "ENTREPRISE",
            "nameCommission.members": [
                {"name": "Rose Représentante", "function": "Responsable du centre"},
                {"name": "Paul Valuateur", "function": "Formateur"},
            ],
            "results": lambda filler, _: [
                {"capacite": n, "acquired": n in acquired, "mode": "SITUATION_REELLE", "on": filler.today}
                for n in "1234"
            ],
            "favourable": True,
            "by": "Chef Atelier",
            "assignDossiers.add": lambda _, subject: [subject["about"]] if "about" in subject else None,
            "present": lambda _, subject: [member["id"] for member in subject["members"]],
            "recordDecisions.decisions": lambda _, session: decisions(session, "A" if acquired == "1234" else "NA"),
            "transmitSession.pieces": [
                {"kind": "ATTESTATION"},
                {"kind": "CPREFP_EXTRACT"},
                {"kind": "ATTENDANCE_SHEET", "certification": CQPM},
                {"kind": "MINUTES", "certification": CQPM},
            ],
            "minutesCopiedOn": lambda filler, _: filler.today,
            "nameJuryMember.member": members()[0]["member"],
            "verdicts": lambda _, session: verdicts(session, validated=True),
            "signatory": {"name": "Rita Responsable", "quality": "La responsable des examens"},
            "to": "CANDIDATE",
            "means": "LETTER",
            "surveyEnclosed": True,
            **said,
        },
        {"nameJuryMember": members()},
    )


async def registered(path: Path, case: Facts, name: str = "Guidée", **changes: Any) -> Led:
    """A client that has at hand a certification, for which somebody just registered asks, and nothing else."""
    person = await path.api.candidate(centre(OPENED), lastName=name)
    asked = {
        "candidate": person,
        "route": "FORMATION",
        "channel": "ENTREPRISE",
        "origin": "SL",
        "funding": "PF",
        "company": {"name": f"Ateliers {name}", "sector": "M"},
        **changes,
    }
    case.told["openDossier"] = [asked]
    return Led(path.api, ACTORS, case, OPENED, {CQPM: "Certification"})


VAE = {"route": "VAE", "channel": "CANDIDAT", "funding": "CVAE", "company": None}


def asking_for_vae(acquired: str = "1234") -> Facts:
    """What is known of a case by VAE: the pieces that the candidate holds too."""
    case = facts(
        acquired,
        experiences=[WELDER],
        agreedWith="CANDIDAT",
        extent="TOTAL" if acquired == "1234" else "PARTIAL",
        **{"nameCommission.president": "Rose Représentante"},
    )
    case.told["submitPiece"] = [{"kind": kind} for kind in (*FILE_PIECES, "EVIDENCE")]
    return case


def over(status: str) -> Any:
    """Whether the first dossier stands so, and nothing is left to print."""

    def reached(world: Mapping[str, Any]) -> bool:
        things = [item for name, item in world.items() if name != "viewer" and item]
        stands = next((item["status"] for item in things if item["__typename"] == "Dossier"), None)
        return stands == status and not any(item.get("duePapers") for item in things)

    return reached


async def papers(path: Path) -> Counter[str]:
    """What was printed for the candidate, by its kind."""
    issued = await path.api.store.documents.where({})
    return Counter(item.kind.value for item in issued if item.session is None)


async def test_a_total_award_by_formation(path: Path) -> None:
    led = await registered(path, facts())
    await led.until(over("REMIS"))
    assert await papers(path) == {"AWARD_LETTER": 1, "CERTIFICATE": 2, "SURVEY_FORM": 2}


async def test_a_partial_award_its_letter_and_the_certificate_of_its_bloc(path: Path) -> None:
    led = await registered(path, facts("123"))
    await led.until(over("REMIS"))
    assert await papers(path) == {"PARTIAL_VALIDATION_LETTER": 1, "CERTIFICATE": 1, "SURVEY_FORM": 1}


async def test_nothing_acquired_and_its_letter(path: Path) -> None:
    led = await registered(path, facts(""))
    await led.until(over("VALIDE"))
    assert await papers(path) == {"NON_ADMISSION_LETTER": 1}


async def test_a_total_award_by_vae(path: Path) -> None:
    led = await registered(path, asking_for_vae(), **VAE)
    await led.until(over("REMIS"))
    assert await papers(path) == {"RECEVABILITE_DECISION": 1, "AWARD_LETTER": 1, "CERTIFICATE": 2, "SURVEY_FORM": 2}


async def test_a_partial_award_by_vae(path: Path) -> None:
    led = await registered(path, asking_for_vae("34"), **VAE)
    await led.until(over("REMIS"))
    assert (await papers(path))["PARTIAL_VALIDATION_LETTER"] == 1


async def test_a_withdrawal(path: Path) -> None:
    case = facts(reason="Le candidat renonce.")
    case.told["withdrawDossier"] = [{}]
    led = await registered(path, case)
    await led.until(over("ABANDONNE"))
    assert await papers(path) == {}


async def test_a_session_moved(path: Path) -> None:
    case = facts(reason="Salle indisponible")
    case.told["postponeSession"] = [{"heldOn": date(2027, 6, 30)}]
    led = await registered(path, case)
    await led.until(over("REMIS"))
    assert led.today >= date(2027, 6, 30)


async def test_a_refusal_of_the_gtp_then_a_new_jury(path: Path) -> None:
    case = facts()
    refused = {"validated": False, "reasons": "Émargement incomplet.", "again": "JURY"}
    case.told["validateAttribution"] = [{"verdicts": lambda _, session: verdicts(session, **refused)}]
    led = await registered(path, case)
    await led.until(over("REMIS"))
    assert [name for name, type_ in led.hand.items() if type_ == "Session"] == ["S2027-UT59-0001", "S2027-UT59-0002"]
    assert await papers(path) == {"GTP_REFUSAL_LETTER": 1, "AWARD_LETTER": 1, "CERTIFICATE": 2, "SURVEY_FORM": 2}


async def test_a_certificate_cancelled_in_error_and_its_replacement(path: Path) -> None:
    case = facts(reason="Le nom est mal écrit.")
    case.told["cancelCertificate"] = [{"kind": "ERROR"}]
    led = await registered(path, case)
    await led.until(over("REMIS"))
    seen = await led.look("centre")
    states = [item["state"] for item in seen.values() if item and item.get("__typename") == "Certificate"]
    assert sorted(states) == ["CANCELLED", "DELIVERED", "DELIVERED"]


async def test_an_absent_candidate_goes_to_a_later_session(path: Path) -> None:
    """JUR-19: nothing is decided of somebody who did not come, and a later session judges them."""
    case = facts(**{"recordDecisions.decisions.decision": None})
    case.told["recordDecisions"] = [{"decisions": lambda _, session: absences(session)}]
    led = await registered(path, case)
    await led.until(over("REMIS"))
    assert [name for name, type_ in led.hand.items() if type_ == "Session"] == ["S2027-UT59-0001", "S2027-UT59-0002"]


async def test_a_registration_that_nobody_knows_is_declared(path: Path) -> None:
    """REG-01: without it the GTP awards nothing; a line of the checklist says by whom it is declared."""
    await known_as(path.api.store, CQPM)
    case = facts(source="Fiche publique", registered=True, number="RNCP99277", **{"from": date(2022, 1, 1)})
    led = await registered(path, case)
    await led.until(over("REMIS"))
    assert any("declareRegistration" in step for step in led.steps)


async def test_where_nothing_leads_on_the_state_is_named(path: Path) -> None:
    """The client is led and does not know: with no way to a company's opinion, it stops before its jury."""
    case = facts(by=None)
    led = await registered(path, case)
    with pytest.raises(AssertionError, match=r"nothing leads on from .*PRESENTE_AU_JURY"):
        await led.until(over("REMIS"))
