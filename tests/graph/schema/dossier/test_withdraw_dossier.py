"""withdrawDossier: a candidate gives up, and whatever they waited for goes on without them (JUR-13)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.walk import HELD, OPENED, Path, centre, president


async def _session(path: Path) -> tuple[str, list[str]]:
    """Where the session stands, and its dossiers."""
    found = await seen(path, "session", path.session, "status dossiers { nodes { number } }")
    return found["status"], [node["number"] for node in found["dossiers"]["nodes"]]


async def test_a_dossier_just_opened(path: Path) -> None:
    number = await path.opened("Partant")
    dossier = await path.done("withdrawDossier", centre(OPENED), dossier=number, reason="Mutation")
    assert (dossier["status"], dossier["nextActions"]) == ("ABANDONNE", ["reopenDossier"])
    assert (await path.read(number))["status"] == "ABANDONNE"


async def test_withdrawing_the_last_undecided_dossier_closes_the_deliberation(path: Path) -> None:
    decided, leaving = await path.dossier("Restant"), await path.dossier("Partant")
    await path.held(decided, leaving)
    assert (await path.decide(decided, "A"))["problems"] == []
    gone = await path.done("withdrawDossier", centre(HELD), dossier=leaving, reason="Mutation")
    assert (gone["status"], gone["session"]) == ("ABANDONNE", None)
    assert await _session(path) == ("DELIBEREE", [decided])
    signing = {"session": path.session, "expectedRevision": await path.revision()}
    assert (await path.done("signMinutes", president(HELD), **signing))["status"] == "SIGNEE"


async def test_withdrawing_everybody_cancels_a_session_that_has_met(path: Path) -> None:
    leaving = await path.dossier("Seul")
    await path.held(leaving)
    await path.done("withdrawDossier", centre(HELD), dossier=leaving, reason="Mutation")
    assert await _session(path) == ("ANNULEE", [])


@pytest.mark.parametrize("reason", ["", " \u00a0", "x" * 501, "a\x1b"])
async def test_the_reason_is_a_line(path: Path, convened: str, reason: str) -> None:
    given: dict[str, Any] = {"dossier": convened, "reason": reason}
    assert await refusal(path, "withdrawDossier", centre(HELD), **given) == [("INVALID_INPUT", "reason")]
    assert await _session(path) == ("CONVOQUEE", [convened])


async def test_what_the_jury_decided_on_stays(path: Path, convened: str) -> None:
    await path.attended()
    assert (await path.decide(convened, "A"))["problems"] == []
    given = {"dossier": convened, "reason": "Mutation"}
    assert await refusal(path, "withdrawDossier", centre(HELD), **given) == [("JUR-13", "")]


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "withdrawDossier", dossier=convened, reason="Mutation") == {Role.CENTRE}


async def test_two_at_once_one_gives_up(path: Path, convened: str) -> None:
    both = [{"dossier": convened, "reason": reason} for reason in ("Mutation", "Maladie")]
    landed, refused = await at_once(path, "withdrawDossier", centre(HELD), *both)
    assert ([dossier["status"] for dossier in landed], refused) == (["ABANDONNE"], [[("JUR-13", "")]])


async def test_two_candidates_at_once_both_leave_the_session(path: Path, convened: str) -> None:
    other = await path.dossier("Autre")
    await path.done("assignDossiers", centre(HELD), session=path.session, add=[other])
    both = [{"dossier": number, "reason": "Mutation"} for number in (convened, other)]
    landed, refused = await at_once(path, "withdrawDossier", centre(HELD), *both)
    assert (len(landed), refused) == (2, [])
    assert await _session(path) == ("CONVOQUEE", [])
