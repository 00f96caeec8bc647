"""transferDossier: proposed by its centre, moved when the other says so too; the candidate goes with it (PRD-02)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.walk import OPENED, Path, centre

THERE = centre(OPENED, "UT62")
PROPOSED = {"centre": " ut62 ", "reason": "Déménagement"}


async def _centre(path: Path, number: str) -> Any:
    return (await seen(path, "dossier", number, "examCentre { code }"))["examCentre"]["code"]


async def test_it_moves_when_both_say_so(path: Path) -> None:
    number = await path.opened("Mobile")
    proposed = await path.done("transferDossier", centre(OPENED), dossier=number, **PROPOSED)
    assert proposed["status"] == "OUVERT"
    assert await _centre(path, number) == "UT59"
    accepted = await path.done("transferDossier", THERE, dossier=number)
    assert (accepted["number"], accepted["status"]) == (number, "OUVERT")
    assert await _centre(path, number) == "UT62"
    assert await path.read(number, centre(OPENED)) is None
    candidate = await seen(path, "dossier", number, "candidate { lastName }", THERE)
    assert candidate["candidate"]["lastName"] == "Mobile", "whoever accepts holds the candidate too"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"centre": "UT00"}, ("PRD-02", "centre")),
        ({"centre": "UT59"}, ("PRD-02", "centre")),
        ({"centre": "CFDT"}, ("PRD-02", "centre")),
        ({"centre": None}, ("PRD-02", "centre")),
        ({"reason": None}, ("INVALID_INPUT", "reason")),
        ({"reason": " "}, ("INVALID_INPUT", "reason")),
        ({"reason": "x" * 501}, ("INVALID_INPUT", "reason")),
    ],
)
async def test_what_is_refused(path: Path, given: dict[str, Any], expected: Any) -> None:
    asked = {"dossier": await path.opened("Stable"), **PROPOSED, **given}
    assert await refusal(path, "transferDossier", centre(OPENED), **asked) == [expected]


async def test_only_the_centre_that_it_is_proposed_to_accepts(path: Path) -> None:
    number = await path.opened("Mobile")
    assert await refusal(path, "transferDossier", THERE, dossier=number) == [("NOT_FOUND", "dossier")]
    await path.done("transferDossier", centre(OPENED), dossier=number, **PROPOSED)
    other = centre(OPENED, "UT2A")
    assert await refusal(path, "transferDossier", other, dossier=number) == [("NOT_FOUND", "dossier")]
    assert await _centre(path, number) == "UT59"


async def test_who_may(path: Path) -> None:
    assert await roles_that_may(path, "transferDossier", dossier=await path.opened("Mobile")) == {Role.CENTRE}


async def test_two_proposals_at_once_leave_one(path: Path) -> None:
    number = await path.opened("Mobile")
    both = [{"dossier": number, "centre": code, "reason": "Déménagement"} for code in ("UT62", "UT2A")]
    landed, refused = await at_once(path, "transferDossier", centre(OPENED), *both)
    assert refused == []
    last = max(dossier["revision"] for dossier in landed)
    answers = [await path.call("transferDossier", centre(OPENED, code), dossier=number) for code in ("UT62", "UT2A")]
    assert sorted(bool(answer["problems"]) for answer in answers) == [False, True]
    assert [answer["dossier"]["revision"] for answer in answers if answer["dossier"]] == [last + 1]


async def test_accepted_twice_at_once_it_moves_once(path: Path) -> None:
    number = await path.opened("Mobile")
    await path.done("transferDossier", centre(OPENED), dossier=number, **PROPOSED)
    landed, refused = await at_once(path, "transferDossier", THERE, {"dossier": number}, {"dossier": number})
    assert len(landed) == 1
    assert refused == [[("PRD-02", "centre"), ("INVALID_INPUT", "reason")]], "what is one's own is only proposed"
    assert await _centre(path, number) == "UT62"
