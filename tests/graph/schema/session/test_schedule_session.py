"""scheduleSession: a number of its centre's series; refused for what no jury judges, and for a day that cannot be."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen, warned
from tests.support.walk import ASKED, CQPI, CQPM, HELD, Path, as_, centre
from tests.support.world import DIPLOMA, PLAIN

GIVEN: dict[str, Any] = {"certifications": [CQPM], "heldOn": HELD.isoformat()}


async def test_a_session_says_its_days(path: Path) -> None:
    given = {
        "certifications": [CQPM.lower(), PLAIN, CQPM],
        "heldOn": HELD.isoformat(),
        "time": "09:30",
        "place": "Lille",
    }
    session = await path.done("scheduleSession", centre(ASKED), **given)
    assert (session["number"], session["status"]) == ("S2027-UT59-0001", "PROGRAMMEE")
    fields = "revision time place heldOn unionRequestsDueOn convocationDueOn transmissionDueOn certifications { code }"
    assert await seen(path, "session", session["number"], fields) == {
        "revision": 1,
        "time": "09:30",
        "place": "Lille",
        "heldOn": "2027-04-15",
        "unionRequestsDueOn": "2027-03-31",
        "convocationDueOn": "2027-03-31",
        "transmissionDueOn": "2027-06-15",
        "certifications": [{"code": CQPM}, {"code": PLAIN}],
    }


@pytest.mark.parametrize(("day", "rules"), [("2027-03-16", []), ("2027-03-15", ["JUR-01"])])
async def test_a_day_too_near_to_convene_anybody_is_pointed_out(path: Path, day: str, rules: list[str]) -> None:
    assert warned(await path.call("scheduleSession", centre(ASKED), **{**GIVEN, "heldOn": day})) == rules


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"certifications": []}, ("JUR-18", "certifications")),
        ({"certifications": [CQPM] * 21}, ("JUR-18", "certifications")),
        ({"certifications": [CQPM, DIPLOMA]}, ("JUR-18", "certifications.1")),
        ({"certifications": [CQPI, CQPM]}, ("JUR-18", "certifications.0")),
        ({"certifications": [CQPM, "MQ 9999 9999"]}, ("NOT_FOUND", "certifications.1")),
        ({"heldOn": "2027-02-28"}, ("INVALID_INPUT", "heldOn")),
        ({"heldOn": "2033-01-01"}, ("INVALID_INPUT", "heldOn")),
        ({"time": "24:00"}, ("INVALID_INPUT", "time")),
        ({"place": "x" * 201}, ("INVALID_INPUT", "place")),
    ],
)
async def test_what_is_refused(path: Path, changes: dict[str, Any], expected: Any) -> None:
    assert await refusal(path, "scheduleSession", centre(ASKED), **{**GIVEN, **changes}) == [expected]
    assert await path.scheduled() == "S2027-UT59-0001", "a refusal takes no number"


async def test_only_a_chamber_is_an_exam_centre(path: Path) -> None:
    assert await refusal(path, "scheduleSession", as_(Role.CENTRE, ASKED, "UIMM"), **GIVEN) == [("INS-01", "")]


async def test_who_may(path: Path) -> None:
    assert await roles_that_may(path, "scheduleSession", **GIVEN) == {Role.CENTRE}


async def test_two_at_once_take_two_numbers(path: Path) -> None:
    landed, refused = await at_once(path, "scheduleSession", centre(ASKED), GIVEN, GIVEN)
    assert sorted(session["number"] for session in landed) == ["S2027-UT59-0001", "S2027-UT59-0002"]
    assert refused == []
