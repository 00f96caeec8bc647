"""answerComplements: the centre answers the GTP in words and pieces, and the session is before it again (GTP-01)."""

from typing import Any

import pytest

from repositories.store import Store
from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.stages import Stage, stand, transmitted
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, GTP, Path, centre, gtp
from tests.support.world import Api


async def _asked(store: Store) -> Stage:
    """A session sent to the GTP, which asks for something."""
    stage = await transmitted(store)
    async with Api.over(store) as api:
        await Path(api).done("requestComplements", gtp(GTP), session=stage.session, question="La feuille ?")
    return stage


@pytest.fixture
def world() -> World:
    return _asked


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """The same, to walk on from."""
    return stand(path, stores, _asked)


async def test_the_gtp_has_the_answer_and_its_pieces(path: Path, stage: Stage) -> None:
    complement, sheet = await path.upload(centre(GTP)), await path.upload(centre(GTP), b"%PDF-1.7 corrige")
    pieces = [
        {"kind": "COMPLEMENT", "file": complement},
        {"kind": "ATTENDANCE_SHEET", "certification": CQPM, "file": sheet},
    ]
    given = {"session": stage.session, "answer": "La voici.", "pieces": pieces}
    assert (await path.done("answerComplements", centre(GTP), **given))["status"] == "TRANSMISE"
    fields = "complements { question answer answeredOn } pieces { kind file { id } }"
    session = await seen(path, "session", stage.session, fields)
    assert session["complements"] == [
        {"question": "La feuille ?", "answer": "La voici.", "answeredOn": GTP.isoformat()}
    ]
    files = {piece["kind"]: piece["file"]["id"] for piece in session["pieces"]}
    assert len(session["pieces"]) == 5, "a sheet takes the place of the one before"
    assert (files["COMPLEMENT"], files["ATTENDANCE_SHEET"]) == (complement, sheet)
    assert (await path.read(stage.dossier))["status"] == "TRANSMIS"


async def test_a_second_question_has_its_own_answer(path: Path, stage: Stage) -> None:
    await path.done("answerComplements", centre(GTP), session=stage.session, answer="Une")
    await path.done("requestComplements", gtp(GTP), session=stage.session, question="Et ceci ?")
    await path.done("answerComplements", centre(GTP), session=stage.session, answer="Deux")
    found = await seen(path, "session", stage.session, "complements { question answer }")
    assert [(item["question"], item["answer"]) for item in found["complements"]] == [
        ("La feuille ?", "Une"),
        ("Et ceci ?", "Deux"),
    ]


@pytest.mark.parametrize("answer", ["", " ", "x" * 2_001])
async def test_the_answer_is_a_line(path: Path, stage: Stage, answer: str) -> None:
    given = {"session": stage.session, "answer": answer}
    assert await refusal(path, "answerComplements", centre(GTP), **given) == [("INVALID_INPUT", "answer")]


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ({"file": "inconnu"}, ("NOT_FOUND", "pieces.0.file")),
        ({"certification": CQPM}, ("INVALID_INPUT", "pieces.0.certification")),
        ({"kind": "MINUTES"}, ("JUR-18", "pieces.0.certification")),
    ],
)
async def test_a_piece_that_is_not_one(path: Path, stage: Stage, piece: dict[str, Any], expected: Any) -> None:
    pieces = [{"kind": "COMPLEMENT", "file": await path.upload(centre(GTP)), **piece}]
    given = {"session": stage.session, "answer": "La voici.", "pieces": pieces}
    assert await refusal(path, "answerComplements", centre(GTP), **given) == [expected]
    assert (await path.read(stage.dossier))["status"] == "COMPLEMENT_DEMANDE"


async def test_who_may(path: Path, stage: Stage) -> None:
    assert await roles_that_may(path, "answerComplements", session=stage.session, answer="Oui") == {Role.CENTRE}


async def test_two_at_once_one_answers(path: Path, stage: Stage) -> None:
    both = [{"session": stage.session, "answer": answer} for answer in ("Oui", "Non")]
    landed, refused = await at_once(path, "answerComplements", centre(GTP), *both)
    assert (len(landed), refused) == (1, [[("GTP-01", "")]])
