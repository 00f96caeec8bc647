"""cancelSession: the session is not to be held, and its candidates are free for another; why is kept (JUR-19)."""

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.walk import ASKED, HELD, Path, centre


async def test_its_candidates_are_free_for_another_session(path: Path, convened: str) -> None:
    given = {"session": path.session, "reason": "Aucun candidat"}
    session = await path.done("cancelSession", centre(HELD), **given)
    assert (session["status"], session["nextActions"]) == ("ANNULEE", [])
    fields = "reason transmissionDueOn dossiers { totalCount }"
    assert await seen(path, "session", path.session, fields) == {
        "reason": "Aucun candidat",
        "transmissionDueOn": None,
        "dossiers": {"totalCount": 0},
    }
    dossier = await path.read(convened)
    assert (dossier["status"], dossier["session"]) == ("EVALUE", None)
    await path.scheduled()
    await path.done("assignDossiers", centre(ASKED), session=path.session, add=[convened])


@pytest.mark.parametrize("reason", ["", " \t", "x" * 501, "a\x00"])
async def test_the_reason_is_a_line(path: Path, convened: str, reason: str) -> None:
    given = {"session": path.session, "reason": reason}
    assert await refusal(path, "cancelSession", centre(ASKED), **given) == [("INVALID_INPUT", "reason")]
    assert (await path.read(convened))["status"] == "PRESENTE_AU_JURY"


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "cancelSession", session=path.session, reason="Essai") == {Role.CENTRE}


async def test_two_at_once_one_cancels(path: Path, convened: str) -> None:
    both = [{"session": path.session, "reason": reason} for reason in ("Une raison", "Une autre")]
    landed, refused = await at_once(path, "cancelSession", centre(ASKED), *both)
    assert ([session["status"] for session in landed], refused) == (["ANNULEE"], [[("JUR-19", "")]])
