"""From a registered candidate to a certificate, a letter, or out of a dead end, by what the API says to do and no more."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.support.filling import Facts, every
from tests.support.led import Led
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
            "decision": "A" if acquired == "1234" else "NA",
            "transmitSession.pieces": [
                {"kind": "ATTESTATION"},
                {"kind": "CPREFP_EXTRACT"},
                {"kind": "ATTENDANCE_SHEET", "certification": CQPM},
                {"kind": "MINUTES", "certification": CQPM},
            ],
            "minutesCopiedOn": lambda filler, _: filler.today,
            "nameJuryMember.member": members()[0]["member"],
            "verdicts": lambda _, subject: [
                {"dossier": item["number"], "validated": True} for item in subject["dossiers"]["nodes"]
            ],
            "signatory": {"name": "Rita Responsable", "quality": "La responsable des examens"},
            "to": "CANDIDATE",
            "means": "LETTER",
            "surveyEnclosed": True,
            **said,
        },
        {"nameJuryMember": members()},
    )


async def opened(path: Path, case: Facts, name: str = "Guidée", **changes: Any) -> Led:
    """A client that has a dossier just opened at hand."""
    number = await path.opened(name, **changes)
    return Led(path.api, ACTORS, case, OPENED, {number: "Dossier"})


def dossier(world: Mapping[str, Any]) -> Mapping[str, Any]:
    """The dossier that is at hand first."""
    return next(item for name, item in world.items() if name != "viewer" and item["__typename"] == "Dossier")


def over(status: str) -> Any:
    """Whether the dossier stands so, and nothing is left to print."""

    def reached(world: Mapping[str, Any]) -> bool:
        papers = [paper for item in world.values() for paper in (item or {}).get("duePapers", ())]
        return bool(dossier(world)["status"] == status and not papers)

    return reached


async def test_a_total_award_by_formation(path: Path) -> None:
    led = await opened(path, facts())
    await led.until(over("REMIS"))
    assert led.today < date(2028, 1, 1)


async def test_a_partial_award_its_letter_and_the_certificate_of_its_bloc(path: Path) -> None:
    led = await opened(path, facts("123"))
    await led.until(over("REMIS"))


async def test_nothing_acquired_and_its_letter(path: Path) -> None:
    led = await opened(path, facts(""))
    await led.until(over("VALIDE"))


async def test_a_total_award_by_vae(path: Path) -> None:
    case = facts(
        experiences=[WELDER],
        agreedWith="CANDIDAT",
        extent="TOTAL",
        **{"nameCommission.president": "Rose Représentante"},
    )
    case.told["submitPiece"] = [{"kind": kind} for kind in (*FILE_PIECES, "EVIDENCE")]
    led = await opened(path, case, route="VAE", channel="CANDIDAT", funding="CVAE", company=None)
    await led.until(over("REMIS"))


async def test_a_withdrawal(path: Path) -> None:
    case = facts(reason="Le candidat renonce.")
    case.told["withdrawDossier"] = [{}]
    led = await opened(path, case)
    await led.until(over("ABANDONNE"))


async def test_a_session_moved(path: Path) -> None:
    case = facts(reason="Salle indisponible")
    case.told["postponeSession"] = [{"heldOn": date(2027, 6, 30)}]
    led = await opened(path, case)
    await led.until(over("REMIS"))
    assert any("postponeSession" in step for step in led.steps)


async def test_a_refusal_of_the_gtp_then_a_new_jury(path: Path) -> None:
    case = facts()
    led = await opened(path, case)
    refused = {"dossier": next(iter(led.hand)), "validated": False, "reasons": "Émargement incomplet.", "again": "JURY"}
    case.told["validateAttribution"] = [{"verdicts": [refused]}]
    await led.until(over("REMIS"))
    assert [name for name, type_ in led.hand.items() if type_ == "Session"] == ["S2027-UT59-0001", "S2027-UT59-0002"]


async def test_a_certificate_cancelled_in_error_and_its_replacement(path: Path) -> None:
    case = facts(reason="Le nom est mal écrit.")
    case.told["cancelCertificate"] = [{"kind": "ERROR"}]
    led = await opened(path, case)
    await led.until(over("REMIS"))
    seen = await led.look("centre")
    states = [item["state"] for item in seen.values() if item and item.get("__typename") == "Certificate"]
    assert sorted(states) == ["CANCELLED", "DELIVERED", "DELIVERED"]
