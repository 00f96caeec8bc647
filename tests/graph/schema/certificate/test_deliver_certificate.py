"""deliverCertificate: handed to the candidate or the company, by what means; the dossier is REMIS with the last (CER-02)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen
from tests.support.stages import Stage, certified, stand
from tests.support.stores import Stores, World
from tests.support.walk import EVALUATED, GTP, Path, centre

FIELDS = "state deliveredOn deliveredTo"
LETTER: dict[str, Any] = {"to": "CANDIDATE", "means": "LETTER"}
TODAY = GTP.replace(day=25)


@pytest.fixture
def world() -> World:
    return certified


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """A candidate certified: a certificate of the CQPM and one of its CQPI."""
    return stand(path, stores, certified)


async def test_the_dossier_is_handed_over_with_its_last_certificate(path: Path, stage: Stage) -> None:
    first, last = stage.certificates
    receipt = await path.upload(centre(TODAY))
    by_hand = {"to": "CANDIDATE", "means": "HAND", "receipt": receipt, "surveyEnclosed": True, "on": "2027-05-21"}
    assert (await path.done("deliverCertificate", centre(TODAY), certificate=first, **by_hand))["state"] == "DELIVERED"
    assert (await path.read(stage.dossier))["status"] == "CERTIFIE"
    company = {"to": "COMPANY", "means": "REGISTERED_LETTER"}
    await path.done("deliverCertificate", centre(TODAY), certificate=f" {last.lower()} ", **company)
    assert (await path.read(stage.dossier))["status"] == "REMIS"
    assert [await seen(path, "certificate", number, FIELDS) for number in stage.certificates] == [
        {"state": "DELIVERED", "deliveredOn": "2027-05-21", "deliveredTo": "CANDIDATE"},
        {"state": "DELIVERED", "deliveredOn": "2027-05-25", "deliveredTo": "COMPANY"},
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"means": "HAND"}, ("CER-02", "receipt")),
        ({"means": "HAND", "receipt": "inconnu"}, ("NOT_FOUND", "receipt")),
        ({"on": "2027-05-19"}, ("CER-02", "on")),
        ({"on": "2027-05-26"}, ("CER-02", "on")),
    ],
)
async def test_what_is_refused(path: Path, stage: Stage, changes: dict[str, Any], expected: Told) -> None:
    given = {"certificate": stage.certificates[0], **LETTER, **changes}
    assert await refusal(path, "deliverCertificate", centre(TODAY), **given) == [expected]
    issued = {"state": "ISSUED", "deliveredOn": None, "deliveredTo": None}
    assert await seen(path, "certificate", stage.certificates[0], FIELDS) == issued


async def test_the_receipt_is_one_s_own(path: Path, stage: Stage) -> None:
    receipt = await path.upload(centre(TODAY, "UT62"))
    given = {"certificate": stage.certificates[0], "to": "CANDIDATE", "means": "HAND", "receipt": receipt}
    assert await refusal(path, "deliverCertificate", centre(TODAY), **given) == [("NOT_FOUND", "receipt")]


async def test_without_an_employer_it_goes_to_the_candidate(path: Path, stage: Stage) -> None:
    number = await path.dossier("Seul", channel="CANDIDAT")
    alone = {"dossier": number, "withoutEmployer": True, "reason": "Courrier du candidat"}
    await path.done("correctDossier", centre(EVALUATED), **alone)
    await path.held(number)
    await path.signed(**{number: "A"})
    await path.transmitted()
    await path.validated(number)
    certificate = (await path.read(number))["certificates"][0]["number"]
    given = {"certificate": certificate, "to": "COMPANY", "means": "LETTER"}
    assert await refusal(path, "deliverCertificate", centre(TODAY), **given) == [("CER-02", "to")]


async def test_who_may(path: Path, stage: Stage) -> None:
    given = {"certificate": stage.certificates[0], **LETTER}
    assert await roles_that_may(path, "deliverCertificate", **given) == {Role.CENTRE}


async def test_one_certificate_twice_at_once_is_handed_over_once(path: Path, stage: Stage) -> None:
    given = {"certificate": stage.certificates[0], **LETTER}
    landed, refused = await at_once(path, "deliverCertificate", centre(TODAY), given, given)
    assert ([item["state"] for item in landed], refused) == (["DELIVERED"], [[("CER-02", "")]])


async def test_both_certificates_at_once_hand_over_the_dossier(path: Path, stage: Stage) -> None:
    both = [{"certificate": number, **LETTER} for number in stage.certificates]
    landed, refused = await at_once(path, "deliverCertificate", centre(TODAY), *both)
    assert (len(landed), refused) == (2, [])
    assert (await path.read(stage.dossier))["status"] == "REMIS"
