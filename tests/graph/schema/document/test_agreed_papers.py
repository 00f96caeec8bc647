"""Papers over HTTP agree with whom they name, and say whose place somebody takes (CER-08, JUR-02, JUR-10)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.papers import SIGNATORY, made, printed
from tests.support.walk import ASKED, GTP, HELD, Path, centre

LATE = HELD - timedelta(days=3)
MADAM = {**SIGNATORY, "civility": "MADAME"}


async def _replaced(path: Path, name: str, role: str, organisation: str, before: str) -> Any:
    """The payload of replaceJuryMember, after the last day."""
    person = {"name": name, "role": role, "organisation": organisation, "civility": "MONSIEUR"}
    given = {"member": {**person, "qualified": True, "branchEmployee": True}, "replaced": path.members[before]}
    payload = await path.call("replaceJuryMember", centre(LATE), session=path.session, **given)
    assert payload["problems"] == [], payload["problems"]
    path.members = {item["name"]: item["id"] for item in payload["session"]["members"]}
    return payload


async def test_a_substitute_a_guest_and_a_sheet_that_names_who_sits_no_more(path: Path) -> None:
    await path.scheduled()
    session = path.session
    await path.done("requestUnionMembers", centre(ASKED), session=session)
    await path.named()
    guest = await path.name("Tom Tuteur", "GUEST", "UT59", function="tuteur", employer="Ateliers", civility="MONSIEUR")
    assert guest["problems"] == []
    await path.done("conveneJury", centre(ASKED), session=session)
    await _replaced(path, "Luc Suppléant", "UNION", "CFDT", "Lise Syndiquée")
    await _replaced(path, "Paul Suppléant", "UNION", "CFDT", "Luc Suppléant")
    query = "query($n: String!) { session(number: $n) { members { name civility replaces } } }"
    listed = (await path.api.data(query, {"n": session}, centre(LATE)))["session"]["members"]
    assert {"name": "Paul Suppléant", "civility": "MONSIEUR", "replaces": ["Lise Syndiquée", "Luc Suppléant"]} in listed

    asked = {"kind": "CONVOCATION", "session": session, "signatory": MADAM}
    letter = await printed(path, LATE, **asked, part=path.members["Paul Suppléant"])
    assert "Monsieur Paul Suppléant" in letter
    assert "Remplace : Luc Suppléant" in letter.replace("\t", " ")
    assert "ne peut plus être tenu" in letter
    assert "La responsable des examens\nMadame Rita Responsable" in letter
    invitation = await printed(path, LATE, **asked, part=path.members["Tom Tuteur"])
    assert "En qualité de : Tuteur" in invitation.replace("\t", " ")
    assert "abstiendrez" not in invitation
    notice = {**asked, "kind": "ABSENCE_NOTICE", "part": path.members["Tom Tuteur"]}
    assert "sur invitation" in (await made(path, centre(LATE), **notice))["problems"][0]["message"]

    sheet = await printed(path, LATE, kind="ATTENDANCE_SHEET", session=session)
    assert "Personnes convoquées qui ne siègent plus" in sheet
    assert "A cédé sa place à Paul Suppléant" in sheet


@pytest.mark.rule("CER-08")
async def test_the_president_is_asked_for_their_civility_once(path: Path) -> None:
    some, nothing = await path.dossier("Moitié", "12"), await path.dossier("Rien", "")
    await path.scheduled()
    await path.done("requestUnionMembers", centre(ASKED), session=path.session)
    for name, role, organisation, more in (
        ("Anne Présidente", "PRESIDENT", "UT59", {"account": "president-essai", "civility": "MADAME"}),
        ("Marc Employeur", "EMPLOYER", "UT59", {}),
        ("Lise Syndiquée", "UNION", "CFDT", {}),
    ):
        assert (await path.name(name, role, organisation, **more))["problems"] == []
    await path.done("conveneJury", centre(ASKED), session=path.session)
    await path.done("informCprefp", centre(ASKED), session=path.session)
    await path.done("assignDossiers", centre(ASKED), session=path.session, add=[some, nothing])
    sheet = await printed(path, HELD, kind="ATTENDANCE_SHEET", session=path.session)
    assert "Qualité : Présidente du jury" in sheet.replace("\t", " ")
    await path.attended()
    await path.signed(**{some: "NA", nothing: "NA"})
    signed = "La présidente du jury paritaire de délibération\nMadame Anne Présidente"
    assert signed in await printed(path, HELD, kind="MINUTES", session=path.session)
    request = await printed(path, HELD, kind="ATTRIBUTION_REQUEST", session=path.session, signatory=SIGNATORY)
    assert "(RNCP99277BC01), 1 candidat" in request
    await path.transmitted()
    assert (await path.validated(some, nothing))["problems"] == []
    for kind, dossier in (("PARTIAL_VALIDATION_LETTER", some), ("NON_ADMISSION_LETTER", nothing)):
        assert signed in await printed(path, GTP, kind=kind, dossier=dossier)
        by_delegation = await printed(path, GTP, kind=kind, dossier=dossier, signatory=MADAM)
        assert "Pour la présidente du jury" in by_delegation
        assert "par délégation, la référente du dispositif du CQPM\nMadame Rita Responsable" in by_delegation
