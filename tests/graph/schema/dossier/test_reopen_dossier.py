"""reopenDossier: a withdrawal undone on the day it was made, and on no other (PRD-05)."""

from datetime import timedelta
from typing import Any

import pytest

from repositories.verification import verify
from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen, told, warned
from tests.support.vae import VaePath
from tests.support.walk import HELD, OPENED, Path, as_, centre

WHY = "Abandon saisi sur le mauvais dossier"


async def _gone(path: Path, number: str) -> None:
    await path.done("withdrawDossier", centre(HELD), dossier=number, reason="Mutation")


async def _session(path: Path) -> tuple[str, list[str]]:
    found = await seen(path, "session", path.session, "status dossiers { nodes { number } }")
    return found["status"], [node["number"] for node in found["dossiers"]["nodes"]]


async def _back(path: Path, number: str, **given: Any) -> Any:
    return await path.call("reopenDossier", centre(HELD), dossier=number, reason=WHY, **given)


async def test_back_in_the_state_it_had(path: Path) -> None:
    number = await path.opened("Revenant")
    gone = await path.done("withdrawDossier", centre(OPENED), dossier=number, reason="Mutation")
    assert gone["nextActions"] == ["reopenDossier"]
    back = await path.done("reopenDossier", centre(OPENED), dossier=number, reason=WHY)
    assert back["status"] == "OUVERT"
    assert "planEvaluation" in back["nextActions"]
    assert [found async for found in verify(path.api.store)] == []


async def test_back_before_its_session_under_another_seat(path: Path, convened: str) -> None:
    """JUR-08."""
    before = await path.seat(convened)
    await _gone(path, convened)
    assert await _session(path) == ("CONVOQUEE", [])
    payload = await _back(path, convened)
    assert warned(payload) == []
    assert (payload["dossier"]["status"], payload["dossier"]["session"]["number"]) == ("PRESENTE_AU_JURY", path.session)
    assert await _session(path) == ("CONVOQUEE", [convened])
    assert await path.seat(convened) != before


async def test_a_session_left_by_everybody_is_cancelled_and_takes_nobody_back(path: Path, convened: str) -> None:
    await path.attended()
    await _gone(path, convened)
    assert await _session(path) == ("ANNULEE", [])
    payload = await _back(path, convened)
    assert warned(payload) == ["JUR-19"]
    assert path.session in payload["warnings"][0]["message"]
    assert (payload["dossier"]["status"], payload["dossier"]["session"]) == ("EVALUE", None)
    assert "assignDossiers" not in payload["dossier"]["nextActions"]
    await path.convened(convened)
    assert await _session(path) == ("CONVOQUEE", [convened])


async def test_a_session_that_sits_still_takes_it_back(path: Path) -> None:
    staying, leaving = await path.dossier("Restant"), await path.dossier("Partant")
    await path.held(staying, leaving)
    await _gone(path, leaving)
    assert (await _back(path, leaving))["dossier"]["status"] == "PRESENTE_AU_JURY"
    assert await _session(path) == ("TENUE", [staying, leaving])
    for number in (staying, leaving):
        assert (await path.decide(number, "A"))["problems"] == []
    assert (await _session(path))[0] == "DELIBEREE"


async def test_names_once_unveiled_stay_so(path: Path) -> None:
    """JUR-08: the withdrawal ended the deliberation; the dossier goes to another session."""
    staying, leaving = await path.dossier("Restant"), await path.dossier("Partant")
    await path.held(staying, leaving)
    assert (await path.decide(staying, "A"))["problems"] == []
    await _gone(path, leaving)
    payload = await _back(path, leaving)
    assert warned(payload) == ["JUR-19"]
    assert await _session(path) == ("DELIBEREE", [staying])


async def test_a_day_later_a_new_dossier_is_opened(path: Path) -> None:
    number = await path.dossier("Tard")
    await _gone(path, number)
    after = centre(HELD + timedelta(1))
    given = {"dossier": number, "reason": WHY}
    assert await refusal(path, "reopenDossier", after, **given) == [("PRD-05", "dossier")]
    [problem] = (await path.call("reopenDossier", after, **given))["problems"]
    assert "openDossier" in problem["message"]
    assert problem["latestDate"] == HELD.isoformat()
    assert (await path.read(number, after))["nextActions"] == []


async def test_nothing_to_undo(path: Path, convened: str) -> None:
    given = {"dossier": convened, "reason": WHY}
    assert await refusal(path, "reopenDossier", centre(HELD), **given) == [("PRD-05", "")]


@pytest.mark.parametrize("reason", ["", " \u00a0", "x" * 501, "a\x1b"])
async def test_the_reason_is_a_text(path: Path, convened: str, reason: str) -> None:
    await _gone(path, convened)
    given = {"dossier": convened, "reason": reason}
    assert await refusal(path, "reopenDossier", centre(HELD), **given) == [("INVALID_INPUT", "reason")]


async def test_a_dry_run_and_a_stale_reader(path: Path, convened: str) -> None:
    await _gone(path, convened)
    shown = await _back(path, convened, dryRun=True)
    assert shown["dossier"]["status"] == "PRESENTE_AU_JURY"
    assert (await path.read(convened))["status"] == "ABANDONNE"
    assert told(await _back(path, convened, expectedRevision=1)) == [("CONFLICT", "expectedRevision")]


async def test_the_other_centre_knows_no_such_dossier(path: Path, convened: str) -> None:
    await _gone(path, convened)
    given = {"dossier": convened, "reason": WHY}
    assert await refusal(path, "reopenDossier", centre(HELD, "UT62"), **given) == [("NOT_FOUND", "dossier")]


async def test_who_may(path: Path, convened: str) -> None:
    await _gone(path, convened)
    assert await roles_that_may(path, "reopenDossier", dossier=convened, reason=WHY) == {Role.CENTRE}
    me = as_(Role.GTP, HELD, "UIMM")
    assert (await path.read(convened, me))["nextActions"] == []


async def test_two_at_once_one_undoes(path: Path, convened: str) -> None:
    await _gone(path, convened)
    both = [{"dossier": convened, "reason": WHY}] * 2
    landed, refused = await at_once(path, "reopenDossier", centre(HELD), *both)
    assert ([item["status"] for item in landed], len(refused)) == (["PRESENTE_AU_JURY"], 1)
    assert await _session(path) == ("CONVOQUEE", [convened])


async def test_a_request_of_vae_goes_back_to_its_instruction(path: Path) -> None:
    vae = VaePath(path.api)
    number = await vae.requested("Valideuse")
    await path.done("withdrawDossier", centre(OPENED), dossier=number, reason="Mutation")
    back = await path.done("reopenDossier", centre(OPENED), dossier=number, reason=WHY)
    assert back["status"] == "RECEVABILITE_EN_INSTRUCTION"
