"""recordSurvey: what the holder answers on their situation, once they hold the certificate; the last counts (CER-04)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen
from tests.support.stages import Stage, delivered, stand
from tests.support.stores import Stores, World
from tests.support.walk import GTP, Path, centre

TODAY = GTP.replace(day=25)
ANSWER = {"question": "Êtes-vous en poste ?", "answer": "Oui.\nDepuis mai."}


@pytest.fixture
def world() -> World:
    return delivered


@pytest.fixture
def stage(path: Path, stores: Stores) -> Stage:
    """A certificate that was handed over, and another that was not."""
    return stand(path, stores, delivered)


@pytest.fixture
def given(stage: Stage) -> dict[str, Any]:
    """One answer of its holder."""
    return {"certificate": stage.certificates[0], "answers": [ANSWER]}


async def _survey(path: Path, number: str) -> Any:
    return (await seen(path, "certificate", number, "survey { answeredOn answers { question answer } }"))["survey"]


async def test_the_answers_take_the_place_of_earlier_ones(path: Path, given: dict[str, Any]) -> None:
    await path.done("recordSurvey", centre(TODAY), **given)
    assert await _survey(path, given["certificate"]) == {"answeredOn": TODAY.isoformat(), "answers": [ANSWER]}
    again = [ANSWER, {"question": "Dans la branche ?", "answer": "Oui"}]
    made = await path.done("recordSurvey", centre(TODAY), **{**given, "answers": again}, answeredOn=GTP.isoformat())
    assert made["state"] == "DELIVERED"
    assert await _survey(path, given["certificate"]) == {"answeredOn": GTP.isoformat(), "answers": again}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"answeredOn": "2027-05-19"}, ("CER-04", "answeredOn")),
        ({"answeredOn": "2027-05-26"}, ("CER-04", "answeredOn")),
        ({"answers": []}, ("INVALID_INPUT", "answers")),
        ({"answers": [ANSWER] * 101}, ("INVALID_INPUT", "answers")),
        ({"answers": [ANSWER, {**ANSWER, "question": " "}]}, ("INVALID_INPUT", "answers.1.question")),
        ({"answers": [{**ANSWER, "question": "x" * 501}]}, ("INVALID_INPUT", "answers.0.question")),
        ({"answers": [{**ANSWER, "answer": "\n"}]}, ("INVALID_INPUT", "answers.0.answer")),
        ({"answers": [{**ANSWER, "answer": "x" * 2_001}]}, ("INVALID_INPUT", "answers.0.answer")),
    ],
)
async def test_what_is_refused(path: Path, given: Any, changes: dict[str, Any], expected: Told) -> None:
    assert await refusal(path, "recordSurvey", centre(TODAY), **{**given, **changes}) == [expected]
    assert await _survey(path, given["certificate"]) is None


async def test_whoever_does_not_hold_it_yet_is_not_asked(path: Path, stage: Stage, given: dict[str, Any]) -> None:
    asked = {**given, "certificate": stage.certificates[1]}
    assert await refusal(path, "recordSurvey", centre(TODAY), **asked) == [("CER-04", "")]


async def test_who_may(path: Path, given: dict[str, Any]) -> None:
    assert await roles_that_may(path, "recordSurvey", **given) == {Role.CENTRE}


async def test_two_at_once_leave_one_whole_survey(path: Path, given: dict[str, Any]) -> None:
    answers = [[ANSWER] * 2, [{**ANSWER, "answer": "Non"}]]
    both = [{**given, "answers": item} for item in answers]
    landed, refused = await at_once(path, "recordSurvey", centre(TODAY), *both)
    assert (len(landed), refused) == (2, [])
    assert (await _survey(path, given["certificate"]))["answers"] in answers
