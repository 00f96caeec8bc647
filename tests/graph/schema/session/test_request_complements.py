"""requestComplements: the GTP asks the centre before it decides, and every dossier waits (GTP-01)."""

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stages import Stage, stand, transmitted
from tests.support.stores import Stores, World
from tests.support.walk import GTP, Path, gtp


@pytest.fixture
def world() -> World:
    return transmitted


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """A session sent to the GTP."""
    return stand(path, stores, transmitted)


async def _complements(path: Path) -> list[str]:
    found = await seen(path, "session", path.session, "complements { question askedOn answer answeredOn }")
    for item in found["complements"]:
        assert (item["askedOn"], item["answer"], item["answeredOn"]) == (GTP.isoformat(), None, None)
    return [item["question"] for item in found["complements"]]


async def test_the_session_and_its_dossiers_wait(path: Path, stage: Stage) -> None:
    given = {"session": stage.session, "question": "La feuille est-elle complète ?"}
    session = await path.done("requestComplements", gtp(GTP), **given)
    assert session["status"] == "COMPLEMENT_DEMANDE"
    assert await _complements(path) == ["La feuille est-elle complète ?"]
    assert (await path.read(stage.dossier))["status"] == "COMPLEMENT_DEMANDE"


@pytest.mark.parametrize("question", ["", " \n", "x" * 2_001])
async def test_the_question_is_a_line(path: Path, stage: Stage, question: str) -> None:
    given = {"session": stage.session, "question": question}
    assert await refusal(path, "requestComplements", gtp(GTP), **given) == [("INVALID_INPUT", "question")]
    assert await _complements(path) == []
    assert (await path.read(stage.dossier))["status"] == "TRANSMIS"


async def test_who_may(path: Path, stage: Stage) -> None:
    assert await roles_that_may(path, "requestComplements", session=stage.session, question="?") == {Role.GTP}


async def test_two_at_once_one_asks(path: Path, stage: Stage) -> None:
    both = [{"session": stage.session, "question": question} for question in ("Quoi ?", "Qui ?")]
    landed, refused = await at_once(path, "requestComplements", gtp(GTP), *both)
    assert (len(landed), refused) == (1, [[("GTP-01", "")]])
    assert len(await _complements(path)) == 1
