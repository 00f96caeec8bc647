"""cancelCertificate: it no longer proves anything, and its number is nobody else's (CER-07, NUM-03)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stages import Stage, delivered, stand
from tests.support.stores import Stores, World
from tests.support.walk import GTP, Path, centre, gtp


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
    made = await path.done("cancelCertificate", gtp(GTP), certificate=number, reason="Émis par erreur")
    assert (made["state"], made["nextActions"]) == ("CANCELLED", [])
    assert await _known(path, number) == {"genuine": False, "state": "CANCELLED"}
    found = await seen(path, "certificate", number, "number cancellationReason", centre(GTP))
    assert found == {"number": number, "cancellationReason": "Émis par erreur"}


async def test_its_number_is_not_given_again(path: Path, stage: Stage) -> None:
    for number in stage.certificates:
        await path.done("cancelCertificate", gtp(GTP), certificate=number, reason="Émis par erreur")
    other = await path.dossier("Autre")
    await path.held(other)
    await path.signed(**{other: "A"})
    await path.transmitted()
    await path.validated(other)
    numbers = [item["number"] for item in (await path.read(other))["certificates"]]
    assert numbers == ["MC 2027 05 59 00003", "MC 2027 05 59 00004"]


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
async def test_the_reason_is_a_line(path: Path, stage: Stage, reason: str) -> None:
    given = {"certificate": stage.certificates[0], "reason": reason}
    assert await refusal(path, "cancelCertificate", gtp(GTP), **given) == [("INVALID_INPUT", "reason")]
    assert (await _known(path, stage.certificates[0]))["genuine"] is True


async def test_who_may(path: Path, stage: Stage) -> None:
    given = {"certificate": stage.certificates[0], "reason": "Émis par erreur"}
    assert await roles_that_may(path, "cancelCertificate", **given) == {Role.GTP}


async def test_two_at_once_one_cancels(path: Path, stage: Stage) -> None:
    both = [{"certificate": stage.certificates[0], "reason": reason} for reason in ("Une raison", "Une autre")]
    landed, refused = await at_once(path, "cancelCertificate", gtp(GTP), *both)
    assert ([item["state"] for item in landed], refused) == (["CANCELLED"], [[("CER-07", "")]])
    found = await seen(path, "certificate", stage.certificates[0], "cancellationReason")
    assert found["cancellationReason"] in {item["reason"] for item in both}


async def test_what_is_cancelled_is_not_waited_for(path: Path, stage: Stage) -> None:
    """CER-02: the other certificate was handed over, so nothing is left to hand over."""
    await path.done("cancelCertificate", gtp(GTP), certificate=stage.certificates[1], reason="Émis par erreur")
    assert (await path.read(stage.dossier))["status"] == "REMIS"
