"""Papers made through the API: the right one for each, the same one twice, refused before its time."""

from datetime import timedelta
from typing import Any

import pytest

from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.papers import SIGNATORY, bytes_of, made
from tests.support.walk import ASKED, CQPM, GTP, HELD, Path, as_, centre, gtp


async def test_each_paper_of_a_session_and_of_its_candidates(path: Path) -> None:
    everything, some, nothing = [
        await path.dossier(name, what) for name, what in (("Tout", "1234"), ("Moitié", "12"), ("Rien", ""))
    ]
    await path.convened(everything, some, nothing)
    session, actor = path.session, centre(GTP)
    employed = await path.name("Zoé Salariée", "UNION", "CGT", employer="Fonderie Z")
    assert employed["problems"] == []
    await path.done("conveneJury", centre(ASKED), session=session)
    await path.done("informCprefp", centre(ASKED), session=session)
    early = await made(path, actor, kind="MINUTES", session=session)
    assert early["problems"][0]["message"] == "Toutes les décisions ne sont pas encore enregistrées."
    await path.attended()
    await path.signed(**{everything: "A", some: "NA", nothing: "NA"})
    await path.transmitted()
    member = path.members["Zoé Salariée"]
    too_early = await made(path, actor, kind="NON_ADMISSION_LETTER", dossier=nothing)
    assert "GTP" in too_early["problems"][0]["message"]
    await path.validated(everything, some, nothing)
    asked: list[dict[str, Any]] = [
        {"kind": "UNION_REQUEST", "session": session, "part": "CFDT", "signatory": SIGNATORY},
        {"kind": "CONVOCATION", "session": session, "part": member, "signatory": SIGNATORY},
        {"kind": "ABSENCE_NOTICE", "session": session, "part": member, "signatory": SIGNATORY},
        {"kind": "ATTENDANCE_SHEET", "session": session, "part": CQPM},
        {"kind": "MINUTES", "session": session},
        {"kind": "ATTRIBUTION_REQUEST", "session": session, "signatory": SIGNATORY},
        {"kind": "AWARD_LETTER", "dossier": everything, "signatory": SIGNATORY},
        {"kind": "PARTIAL_VALIDATION_LETTER", "dossier": some},
        {"kind": "NON_ADMISSION_LETTER", "dossier": nothing},
    ]
    [cqpm, cqpi] = (await path.read(everything))["certificates"]
    [bloc] = (await path.read(some))["certificates"]
    no_copy = await made(path, actor, kind="CERTIFIED_COPY", certificate=cqpm["number"])
    assert "n’a pas été délivrée" in no_copy["problems"][0]["message"]
    await path.done("deliverCertificate", actor, certificate=cqpm["number"], to="CANDIDATE", means="LETTER")
    await path.done(
        "issueCertifiedCopy", actor, certificate=cqpm["number"], reason="Perte", certifiedBy="La directrice"
    )
    asked += [{"kind": "CERTIFICATE", "certificate": item["number"]} for item in (cqpm, cqpi, bloc)]
    asked.append({"kind": "CERTIFIED_COPY", "certificate": cqpm["number"].replace(" ", "").lower()})
    for given in asked:
        payload = await made(path, actor, **given)
        assert payload["problems"] == [], (given, payload["problems"])
        again = await made(path, centre(GTP + timedelta(days=3)), **given)
        assert again["document"] == payload["document"]
        answer = await bytes_of(path, payload["document"]["url"], actor)
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
    await path.done("cancelCertificate", gtp(GTP), certificate=cqpi["number"], kind="UNDUE", reason="Émis par erreur")
    cancelled = await made(path, actor, kind="CERTIFICATE", certificate=cqpi["number"])
    assert cancelled["problems"][0]["rule"]["id"] == "CER-07"
    assert [found async for found in verify(path.api.store)] == []


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("AWARD_LETTER", "nothing"),
        ("NON_ADMISSION_LETTER", "everything"),
        ("PARTIAL_VALIDATION_LETTER", "nothing"),
    ],
)
async def test_the_wrong_letter_is_refused_in_french(path: Path, kind: str, wrong: str) -> None:
    number = await path.dossier("Seul", "1234" if wrong == "everything" else "")
    await path.held(number)
    await path.signed(**{number: "A" if wrong == "everything" else "NA"})
    await path.transmitted()
    await path.validated(number)
    payload = await made(path, centre(GTP), kind=kind, dossier=number, signatory=SIGNATORY)
    assert payload["document"] is None
    [problem] = payload["problems"]
    assert problem["code"] == "INVALID_INPUT"
    assert problem["message"].endswith(".") or problem["message"].endswith(").")


async def test_papers_are_not_for_everyone(path: Path) -> None:
    number = await path.dossier("Caché", "12")
    await path.held(number)
    payload = await made(path, centre(HELD), kind="ATTENDANCE_SHEET", session=path.session)
    url = payload["document"]["url"]
    member = as_(Role.JURY_MEMBER, HELD, None, subject="membre-essai")
    assert (await bytes_of(path, url, member)).status_code == 404
    assert (await bytes_of(path, url, centre(HELD, "UT62"))).status_code == 404
    assert (await bytes_of(path, url, "")).status_code in {401, 403}
    other = await made(path, centre(HELD, "UT62"), kind="MINUTES", session=path.session)
    assert other["problems"][0]["code"] == "NOT_FOUND"
    await path.signed(**{number: "NA"})
    assert (await bytes_of(path, url, member)).status_code == 200
