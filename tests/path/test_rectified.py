"""A wrong birth date found late, and certificates cancelled: whole paths, to the paper that is right (CER-07, CER-09)."""

from datetime import date, timedelta
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.verification import verify
from tests.support.again import SECOND, judged_again, refused_first
from tests.support.operations import refusal, seen, told, warned
from tests.support.papers import printed
from tests.support.walk import CQPM, EVALUATED, GTP, HELD, OPENED, PARTS, SENT, Path, centre, gtp, president

LATER = GTP + timedelta(days=200)


async def _rectified(path: Path, day: date, number: str, actor: str | None = None, **changes: Any) -> list[str]:
    """What is warned of a date of birth rectified."""
    actor = actor or centre(day)
    given = {"session": path.session, "certification": CQPM, "text": "Acte de naissance", "signedBy": "Anne Présidente"}
    asked = {"dossier": number, "civilStatus": {"birthDate": "1990-01-05"}, "proof": await path.upload(actor)}
    return warned(
        await path.call("rectifyMinutes", actor, **given, **asked, expectedRevision=await path.revision(), **changes)
    )


async def _certificates(path: Path, number: str) -> list[tuple[str, str, str | None]]:
    found = (await path.read(number))["certificates"]
    return [(item["number"][-5:], item["state"], item["bloc"] and item["bloc"]["code"]) for item in found]


async def _holds(path: Path) -> None:
    assert [item async for item in verify(path.api.store)] == []
    assert [item async for item in nonconformities(path.api.store)] == []


@pytest.mark.rule("CER-07")
async def test_a_wrong_birth_date_found_after_the_minutes(path: Path) -> None:
    """Before the GTP: nothing is reissued, everything that follows is right at once."""
    number = await path.dossier("Tardif")
    await path.held(number)
    await path.signed(**{number: "A"})
    before = await printed(path, SENT, kind="MINUTES", session=path.session)
    assert "1er mai 1990" in before
    assert await _rectified(path, SENT, number, president(SENT)) == []
    minutes = await printed(path, SENT, kind="MINUTES", session=path.session)
    assert "Procès-verbal rectifié" in minutes
    assert "Rectification du 20 avril 2027, signée par Anne Présidente : Acte de naissance" in minutes
    assert "1er mai 1990, Lille (59), France" in minutes
    assert "5 janvier 1990, Lille (59), France" in minutes
    await path.transmitted()
    assert (await path.validated(number))["problems"] == []
    assert await _certificates(path, number) == [("00001", "ISSUED", None), ("00002", "ISSUED", None)]
    certificate = await printed(path, GTP, kind="CERTIFICATE", certificate="MC 2027 05 59 00001")
    assert "Née le 5 janvier 1990" in certificate
    assert "Remplace" not in certificate
    await _holds(path)


@pytest.mark.rule("CER-07", "CER-09")
async def test_a_wrong_birth_date_found_after_the_certificate_was_delivered(path: Path) -> None:
    """The certificates are cancelled and reissued, and the dossier is over again once they are handed over."""
    number = await path.dossier("Remis")
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    await path.validated(number)
    first, other = "MC 2027 05 59 00001", "MC 2027 05 59 00002"
    assert "1er mai 1990" in await printed(path, GTP, kind="CERTIFICATE", certificate=first)
    letter = {"signatory": {"name": "Rita", "quality": "La directrice"}}
    await printed(path, GTP, kind="AWARD_LETTER", dossier=number, **letter)
    for certificate in (first, other):
        handed = {"certificate": certificate, "to": "CANDIDATE", "means": "LETTER"}
        await path.done("deliverCertificate", centre(GTP), **handed)
    assert (await path.read(number))["status"] == "REMIS"
    rules = await _rectified(path, LATER, number)
    assert rules == ["CER-09", "CER-09", "CER-06", "CER-09", "CER-09", "CER-07"]
    listed = await seen(path, "dossier", number, "documents { kind outdatedOn }", centre(LATER))
    assert {item["kind"]: item["outdatedOn"] for item in listed["documents"]} == {
        "CERTIFICATE": LATER.isoformat(),
        "AWARD_LETTER": LATER.isoformat(),
    }
    assert await _certificates(path, number) == [
        ("00001", "CANCELLED", None),
        ("00002", "CANCELLED", None),
        ("00003", "ISSUED", None),
        ("00004", "ISSUED", None),
    ]
    gone = await printed(path, LATER, kind="CERTIFICATE", certificate=first)
    assert gone == "Ce certificat est annulé : il ne s’imprime plus ; celui qui le remplace est le MC 2027 05 59 00003."
    new = await printed(path, LATER, kind="CERTIFICATE", certificate="MC 2027 05 59 00003")
    assert "Née le 5 janvier 1990" in new
    assert "Fait à Paris, le 6 décembre 2027" in new
    assert "Remplace le certificat n° MC 2027 05 59 00001, annulé." in new
    assert "MC 2027 05 59 00003" in await printed(path, LATER, kind="AWARD_LETTER", dossier=number, **letter)
    for certificate in ("MC 2027 05 59 00003", "MC 2027 05 59 00004"):
        assert (await path.read(number))["status"] == "CERTIFIE"
        handed = {"certificate": certificate, "to": "CANDIDATE", "means": "LETTER"}
        await path.done("deliverCertificate", centre(LATER), **handed)
    assert (await path.read(number))["status"] == "REMIS"
    await _holds(path)


async def _again(path: Path, person: str, acquired: str, decision: str) -> str:
    """Another dossier of the same person, judged and validated by another session."""
    opened = await path.api.open(
        person,
        centre(OPENED),
        certification=CQPM,
        channel="ENTREPRISE",
        company={"name": "Ateliers", "address": "1 rue X", "nace": "33.12Z", "sector": "M"},
    )
    number: str = opened["dossier"]["number"]
    await path.planned(number)
    results = [
        {"capacite": n, "acquired": n in acquired, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
        for n in "1234"
    ]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=results)
    await path.held(number)
    await path.signed(**{number: decision})
    await path.transmitted()
    assert (await path.validated(number))["problems"] == []
    return number


@pytest.mark.rule("CER-09")
@pytest.mark.parametrize("kind", ["ERROR", "UNDUE"])
async def test_what_is_cancelled_is_certified_again_where_it_was_undue(path: Path, kind: str) -> None:
    """A bloc certified, its certificate cancelled, the bloc passed again: one in error was reissued, and is not doubled."""
    first = await path.dossier("Repasse", acquired="12")
    person = (await seen(path, "dossier", first, "candidate { id }"))["candidate"]["id"]
    await path.held(first)
    await path.signed(**{first: "NA"})
    await path.transmitted()
    await path.validated(first)
    assert await _certificates(path, first) == [("00001", "ISSUED", PARTS[0])]
    number = "MC 2027 05 59 00001"
    await path.done("deliverCertificate", centre(GTP), certificate=number, to="CANDIDATE", means="LETTER")
    await path.done("cancelCertificate", gtp(GTP), certificate=number, kind=kind, reason="Motif")
    states = await seen(path, "dossier", first, "status unduly acquired { bloc { code } capacite { number } }")
    if kind == "UNDUE":
        assert states == {"status": "VALIDE", "unduly": [PARTS[0]], "acquired": []}
        second = await _again(path, person, "12", "NA")
        assert await _certificates(path, second) == [("00002", "ISSUED", PARTS[0])]
    else:
        assert (states["status"], states["unduly"], len(states["acquired"])) == ("CERTIFIE", [], 3)
        assert await _certificates(path, first) == [("00001", "CANCELLED", PARTS[0]), ("00002", "ISSUED", PARTS[0])]
        second = await _again(path, person, "12", "NA")
        assert await _certificates(path, second) == []
    await _holds(path)


@pytest.mark.rule("CER-07", "JUR-08")
async def test_every_signed_minutes_that_bears_the_person_is_rectified(path: Path) -> None:
    """Two dossiers of one person in two sessions: the centre is told of the other minutes, a president is not."""
    first = await path.dossier("Deux", acquired="12")
    person = (await seen(path, "dossier", first, "candidate { id }"))["candidate"]["id"]
    await path.held(first)
    await path.signed(**{first: "NA"})
    one = path.session
    await path.transmitted()
    await path.validated(first)
    second = await _again(path, person, "1234", "A")
    other = path.session
    rules = await _rectified(path, LATER, second)
    assert rules.count("CER-07") == 1
    for session, number in ((one, first), (other, second)):
        fields = "minutes { rectifications { fields signedBy dossier { number } } }"
        [minutes] = (await seen(path, "session", session, fields, centre(LATER)))["minutes"]
        assert minutes["rectifications"] == [
            {"fields": ["birthDate"], "signedBy": "Anne Présidente", "dossier": {"number": number}}
        ]
    assert await _certificates(path, first) == [("00001", "CANCELLED", PARTS[0]), ("00004", "ISSUED", PARTS[0])]
    assert [state for _, state, _ in await _certificates(path, second)] == [
        "CANCELLED",
        "CANCELLED",
        "ISSUED",
        "ISSUED",
    ]
    actor = president(LATER)
    given = {"session": one, "certification": CQPM, "text": "Acte", "signedBy": "Anne Présidente", "dossier": first}
    asked = {"civilStatus": {"usedName": "Moreau"}, "proof": await path.upload(actor)}
    path.session = one
    payload = await path.call("rectifyMinutes", actor, **given, **asked, expectedRevision=await path.revision())
    assert (payload["problems"], payload["warnings"]) == ([], [])
    await _holds(path)


async def test_what_is_not_signed_is_corrected_and_not_rectified(path: Path) -> None:
    number = await path.dossier("Pas encore")
    await path.held(number)
    await path.decide(number, "A")
    given = {"session": path.session, "certification": CQPM, "text": "x", "signedBy": "Anne", "dossier": number}
    asked = {"civilStatus": {"birthDate": "1990"}, "proof": await path.upload(centre(HELD))}
    assert await refusal(path, "rectifyMinutes", centre(HELD), **given, **asked) == [
        ("CER-07", "certification"),
        ("NOT_FOUND", "dossier"),
    ]


@pytest.mark.rule("CER-07", "JUR-08")
async def test_a_dossier_judged_again_is_rectified_by_its_centre_at_both_juries(path: Path) -> None:
    """GTP-07: the first jury knows the dossier no more, and both minutes keep what they said."""
    number = await path.dossier("Recommencée")
    first = await refused_first(path, {number: "A"}, "JURY")
    path.session = first
    common = {"certification": CQPM, "text": "Convention relue", "signedBy": "Anne Présidente", "dossier": number}
    common |= {"session": first, "opening": {"funding": "CPF"}}
    asked = {**common, "proof": await path.upload(president(GTP))}
    assert await refusal(path, "rectifyMinutes", president(GTP), **asked) == [("NOT_FOUND", "dossier")]
    second = await judged_again(path, SECOND, {number: "A"})
    path.session = first
    actor = centre(SECOND.sent)
    asked = {**common, "proof": await path.upload(actor), "expectedRevision": await path.revision()}
    assert told(await path.call("rectifyMinutes", actor, **asked)) == []
    for session in (first, second):
        [minutes] = (await seen(path, "session", session, "minutes { rectifications { fields } }"))["minutes"]
        assert minutes["rectifications"] == [{"fields": ["funding"]}]
    minutes = await printed(path, SECOND.sent, kind="MINUTES", session=first)
    assert "Procès-verbal rectifié" in minutes
    await _holds(path)
