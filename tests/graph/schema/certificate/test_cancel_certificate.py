"""cancelCertificate: reissued in error, held no more where unduly awarded, its number nobody else's (CER-07, CER-09)."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from repositories.conformity import nonconformities
from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stages import Stage, delivered, stand
from tests.support.stores import Stores, World
from tests.support.walk import GTP, Path, centre, gtp

LATER = GTP + timedelta(days=40)


@pytest.fixture
def world() -> World:
    return delivered


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """A certificate that was handed over, and another that was not."""
    return stand(path, stores, delivered)


async def _known(path: Path, number: str) -> Any:
    """What anyone may know of a certificate."""
    query = "query($n: String!) { verifyCertificate(number: $n) { genuine state } }"
    return (await path.api.data(query, {"n": number}, None))["verifyCertificate"]


@pytest.mark.parametrize("rank", [0, 1])
async def test_handed_over_or_not_it_is_not_genuine_any_more(path: Path, stage: Stage, rank: int) -> None:
    number = stage.certificates[rank]
    assert (await _known(path, number))["genuine"] is True
    made = await path.done("cancelCertificate", gtp(GTP), certificate=number, kind="UNDUE", reason="Émis par erreur")
    assert (made["state"], made["nextActions"]) == ("CANCELLED", [])
    assert await _known(path, number) == {"genuine": False, "state": "CANCELLED"}
    found = await seen(path, "certificate", number, "number cancellationReason", centre(GTP))
    assert found == {"number": number, "cancellationReason": "Émis par erreur"}


async def test_its_number_is_not_given_again(path: Path, stage: Stage) -> None:
    for number in reversed(stage.certificates):
        await path.done("cancelCertificate", gtp(GTP), certificate=number, kind="UNDUE", reason="Émis par erreur")
    other = await path.dossier("Autre")
    await path.held(other)
    await path.signed(**{other: "A"})
    await path.transmitted()
    await path.validated(other)
    numbers = [item["number"] for item in (await path.read(other))["certificates"]]
    assert numbers == ["MC 2027 05 59 00003", "MC 2027 05 59 00004"]


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
async def test_the_reason_is_a_line(path: Path, stage: Stage, reason: str) -> None:
    given = {"certificate": stage.certificates[0], "kind": "ERROR", "reason": reason}
    assert await refusal(path, "cancelCertificate", gtp(GTP), **given) == [("INVALID_INPUT", "reason")]
    assert (await _known(path, stage.certificates[0]))["genuine"] is True


async def test_who_may(path: Path, stage: Stage) -> None:
    given = {"certificate": stage.certificates[0], "kind": "ERROR", "reason": "Émis par erreur"}
    assert await roles_that_may(path, "cancelCertificate", **given) == {Role.GTP}


async def test_two_at_once_one_cancels(path: Path, stage: Stage) -> None:
    both = [
        {"certificate": stage.certificates[0], "kind": "UNDUE", "reason": reason}
        for reason in ("Une raison", "Une autre")
    ]
    landed, refused = await at_once(path, "cancelCertificate", gtp(GTP), *both)
    assert ([item["state"] for item in landed], refused) == (["CANCELLED"], [[("CER-07", "")]])
    found = await seen(path, "certificate", stage.certificates[0], "cancellationReason")
    assert found["cancellationReason"] in {item["reason"] for item in both}


async def test_what_is_cancelled_is_not_waited_for(path: Path, stage: Stage) -> None:
    """CER-02: the other certificate was handed over, so nothing is left to hand over."""
    await path.done(
        "cancelCertificate", gtp(GTP), certificate=stage.certificates[1], kind="UNDUE", reason="Émis par erreur"
    )
    assert (await path.read(stage.dossier))["status"] == "REMIS"


@pytest.mark.rule("CER-09")
async def test_why_is_asked(path: Path, stage: Stage) -> None:
    given = {"certificate": stage.certificates[0], "reason": "Émis par erreur"}
    assert await refusal(path, "cancelCertificate", gtp(GTP), **given) == [("CER-09", "kind")]


@pytest.mark.rule("CER-09", "NUM-03")
@pytest.mark.parametrize("rank", [0, 1])
async def test_an_error_is_reissued_at_once_each_naming_the_other(path: Path, stage: Stage, rank: int) -> None:
    number, new = stage.certificates[rank], "MC 2027 05 59 00003"
    asked = {"certificate": number, "kind": "ERROR", "reason": "Nom mal écrit"}
    made = await path.done("cancelCertificate", gtp(LATER), **asked)
    assert (made["number"], made["state"]) == (number, "CANCELLED")
    names = "number state replaces replacedBy cancellationKind cancellationReason issuedOn reissuedOn deliveredOn"
    gone, taken = [await seen(path, "certificate", key, names, centre(LATER)) for key in (number, new)]
    assert (gone["replacedBy"], gone["replaces"], gone["cancellationKind"]) == (new, None, "ERROR")
    assert taken == {
        "number": new,
        "state": "ISSUED",
        "replaces": number,
        "replacedBy": None,
        "cancellationKind": None,
        "cancellationReason": None,
        "issuedOn": GTP.isoformat(),
        "reissuedOn": LATER.isoformat(),
        "deliveredOn": None,
    }
    query = "query($n: String!) { verifyCertificate(number: $n) { genuine state replaces replacedBy } }"
    told = [(await path.api.data(query, {"n": key}, None))["verifyCertificate"] for key in (number, new)]
    assert told == [
        {"genuine": False, "state": "CANCELLED", "replaces": None, "replacedBy": new},
        {"genuine": True, "state": "ISSUED", "replaces": number, "replacedBy": None},
    ]
    dossier = await path.read(stage.dossier)
    assert (dossier["status"], dossier["decision"], len(dossier["acquired"])) == ("CERTIFIE", "A", 8)
    assert await refusal(path, "cancelCertificate", gtp(LATER), **asked) == [("CER-07", "")]
    await _holds(path)


@pytest.mark.rule("CER-09")
async def test_what_replaces_is_handed_over_and_may_be_replaced_in_turn(path: Path, stage: Stage) -> None:
    """It is handed over from the day it was made; the dossier is REMIS once both of its certificates are."""
    first, other = stage.certificates
    await path.done("cancelCertificate", gtp(LATER), certificate=first, kind="ERROR", reason="Nom")
    await path.done("cancelCertificate", gtp(LATER), certificate="mc2027055900003", kind="ERROR", reason="Prénom")
    last = "MC 2027 05 59 00004"
    handed = {"to": "CANDIDATE", "means": "LETTER"}
    early = await refusal(path, "deliverCertificate", centre(LATER), certificate=last, on=GTP.isoformat(), **handed)
    assert early == [("CER-02", "on")]
    gone = await refusal(path, "deliverCertificate", centre(LATER), certificate="MC 2027 05 59 00003", **handed)
    assert gone == [("CER-02", "")]
    await path.done("deliverCertificate", centre(LATER), certificate=last, **handed)
    assert (await path.read(stage.dossier))["status"] == "CERTIFIE"
    await path.done("deliverCertificate", centre(LATER), certificate=other, **handed)
    assert (await path.read(stage.dossier))["status"] == "REMIS"
    await path.done("cancelCertificate", gtp(LATER), certificate=last, kind="UNDUE", reason="Fraude")
    dossier = await path.read(stage.dossier)
    assert (dossier["status"], dossier["acquired"], dossier["decision"]) == ("VALIDE", [], "A")
    chain = [await seen(path, "certificate", key, "state replaces replacedBy") for key in (first, last)]
    assert [item["replacedBy"] for item in chain] == ["MC 2027 05 59 00003", None]
    await _holds(path)


async def test_neither_copy_nor_answer_is_of_a_cancelled_one(path: Path, stage: Stage) -> None:
    number = stage.certificates[0]
    copied = {"certificate": number, "reason": "Perte", "certifiedBy": "Rita"}
    await path.done("issueCertifiedCopy", centre(GTP), **copied)
    await path.done("cancelCertificate", gtp(GTP), certificate=number, kind="ERROR", reason="Nom")
    assert await refusal(path, "issueCertifiedCopy", centre(GTP), **copied) == [("CER-03", "")]
    answers = [{"question": "En poste ?", "answer": "Oui"}]
    assert await refusal(path, "recordSurvey", centre(GTP), certificate=number, answers=answers) == [("CER-04", "")]


async def test_a_dry_run_takes_no_number_and_a_stale_revision_none(path: Path, stage: Stage) -> None:
    number = stage.certificates[0]
    asked = {"certificate": number, "kind": "ERROR", "reason": "Nom"}
    preview = await path.done("cancelCertificate", gtp(GTP), **asked, dryRun=True)
    assert preview["state"] == "CANCELLED"
    assert await seen(path, "certificate", "MC 2027 05 59 00003", "number") is None
    assert await refusal(path, "cancelCertificate", gtp(GTP), **asked, expectedRevision=1) == [
        ("CONFLICT", "expectedRevision")
    ]
    for _ in range(2):
        await path.done("cancelCertificate", gtp(GTP), **asked, idempotencyKey="une fois")
    assert await seen(path, "certificate", "MC 2027 05 59 00004", "number") is None
    await _holds(path)


@pytest.mark.rule("NUM-03")
async def test_two_reissued_at_once_take_a_number_each(path: Path, stage: Stage) -> None:
    both = [{"certificate": number, "kind": "ERROR", "reason": "Nom"} for number in stage.certificates]
    landed, refused = await at_once(path, "cancelCertificate", gtp(GTP), *both)
    assert (len(landed), refused) == (2, [])
    states = [(item["number"], item["state"]) for item in (await path.read(stage.dossier))["certificates"]]
    assert states == [(f"MC 2027 05 59 0000{n}", "CANCELLED" if n < 3 else "ISSUED") for n in range(1, 5)]
    await _holds(path)


async def test_reissued_and_handed_over_at_once(path: Path, stage: Stage) -> None:
    """Whichever is first: one handed over is still reissued, one reissued is handed over no more."""
    number = stage.certificates[1]
    answers = await asyncio.gather(
        path.call("cancelCertificate", gtp(GTP), certificate=number, kind="ERROR", reason="Nom"),
        path.call("deliverCertificate", centre(GTP), certificate=number, to="CANDIDATE", means="LETTER"),
    )
    assert answers[0]["problems"] == []
    assert [problem["rule"]["id"] for problem in answers[1]["problems"]] in ([], ["CER-02"])
    dossier = await path.read(stage.dossier)
    assert (dossier["status"], [item["state"] for item in dossier["certificates"]]) == (
        "CERTIFIE",
        ["DELIVERED", "CANCELLED", "ISSUED"],
    )
    await _holds(path)


async def _holds(path: Path) -> None:
    """The journal, the numbers and what replaces what are as they should be."""
    assert [item async for item in verify(path.api.store)] == []
    assert [item async for item in nonconformities(path.api.store)] == []
