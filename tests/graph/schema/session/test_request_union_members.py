"""requestUnionMembers: the unions asked for members, each once; refused once it is too late for the jury's day."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.walk import ASKED, HELD, UNIONS, Path, centre

LAST = HELD - timedelta(days=15)


async def _requests(path: Path) -> dict[str, str]:
    """The day on which each union was asked."""
    found = await seen(path, "session", path.session, "unionRequests { union { code } on }")
    return {item["union"]["code"]: item["on"] for item in found["unionRequests"]}


async def test_all_the_unions_when_none_is_named(path: Path) -> None:
    await path.scheduled()
    session = await path.done("requestUnionMembers", centre(LAST), session=path.session)
    assert session["status"] == "SYNDICATS_SAISIS"
    assert await _requests(path) == dict.fromkeys(UNIONS, LAST.isoformat())


async def test_some_of_them_then_the_others(path: Path) -> None:
    await path.scheduled()
    first = {"session": path.session, "unions": [" cfdt ", "FO"], "requestedOn": "2027-02-28"}
    assert (await path.done("requestUnionMembers", centre(ASKED), **first))["status"] == "PROGRAMMEE"
    then = await path.done("requestUnionMembers", centre(LAST), session=path.session)
    assert then["status"] == "SYNDICATS_SAISIS"
    days = {"CFDT": "2027-02-28", "FO": "2027-02-28", "CFE-CGC": "2027-03-31", "CGT": "2027-03-31"}
    assert await _requests(path) == days, "the first day stays"


@pytest.mark.parametrize(
    ("today", "given", "expected"),
    [
        (ASKED, {"unions": ["FO", "SNCF"]}, ("JUR-01", "unions.1")),
        (ASKED, {"requestedOn": "2027-03-02"}, ("JUR-01", "requestedOn")),
        (LAST + timedelta(days=1), {}, ("JUR-01", "requestedOn")),
    ],
)
async def test_what_is_refused(path: Path, today: date, given: dict[str, Any], expected: Any) -> None:
    await path.scheduled()
    assert await refusal(path, "requestUnionMembers", centre(today), session=path.session, **given) == [expected]
    assert await _requests(path) == {}


async def test_who_may(path: Path) -> None:
    await path.scheduled()
    assert await roles_that_may(path, "requestUnionMembers", session=path.session) == {Role.CENTRE}


async def test_two_at_once_lose_no_union(path: Path) -> None:
    await path.scheduled()
    one, other = ({"session": path.session, "unions": unions} for unions in (["FO", "CGT"], ["CFDT", "CFE-CGC"]))
    landed, refused = await at_once(path, "requestUnionMembers", centre(ASKED), one, other)
    assert (len(landed), refused) == (2, [])
    assert sorted(await _requests(path)) == sorted(UNIONS)
    assert {session["status"] for session in landed} == {"PROGRAMMEE", "SYNDICATS_SAISIS"}
