"""conveneJury: every member not yet convened, by the last day; refused before the unions are asked, and after that day."""

from datetime import timedelta
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen, told, warned
from tests.support.walk import ASKED, HELD, Path, centre

LAST = HELD - timedelta(days=15)


async def _asked(path: Path, *, named: bool = True) -> dict[str, Any]:
    """A session whose unions are asked for members, and whose jury is named."""
    await path.scheduled()
    await path.done("requestUnionMembers", centre(ASKED), session=path.session)
    if named:
        await path.named()
    return {"session": path.session}


async def test_every_member_is_convened(path: Path) -> None:
    later = centre(ASKED + timedelta(days=1))
    session = await path.done("conveneJury", later, **await _asked(path), convenedOn="2027-03-01")
    assert session["status"] == "CONVOQUEE"
    stored = await seen(path, "session", path.session, "members { convenedOn }")
    assert stored["members"] == [{"convenedOn": "2027-03-01"}] * 4


async def test_a_member_named_later_is_convened_on_another_day(path: Path, convened: str) -> None:
    await path.name("Zoé Syndiquée", "UNION", "CGT")
    session = await path.done("conveneJury", centre(LAST), session=path.session)
    assert [member["convenedOn"] for member in session["members"]] == [ASKED.isoformat()] * 4 + [LAST.isoformat()]


async def test_a_delegation_without_a_vote_is_pointed_out(path: Path) -> None:
    given = await _asked(path, named=False)
    await path.name("Anne Présidente", "PRESIDENT", "UT59")
    assert warned(await path.call("conveneJury", centre(ASKED), **given)) == ["JUR-17"]


@pytest.mark.parametrize(
    ("today", "given", "expected"),
    [
        (ASKED, {"convenedOn": "2027-03-02"}, ("JUR-02", "convenedOn")),
        (ASKED, {"convenedOn": "2027-02-28"}, ("JUR-01", "convenedOn")),
        (LAST + timedelta(days=1), {}, ("JUR-02", "convenedOn")),
    ],
)
async def test_a_day_that_is_not_one(path: Path, today: Any, given: Any, expected: Any) -> None:
    assert await refusal(path, "conveneJury", centre(today), **await _asked(path), **given) == [expected]


async def test_a_jury_without_a_president(path: Path) -> None:
    given = await _asked(path, named=False)
    assert await refusal(path, "conveneJury", centre(ASKED), **given) == [("JUR-07", "")]


async def test_the_unions_that_are_left_are_named(path: Path) -> None:
    await path.scheduled()
    await path.named()
    await path.done("requestUnionMembers", centre(ASKED), session=path.session, unions=["CFDT", "CGT"])
    payload = await path.call("conveneJury", centre(ASKED), session=path.session)
    assert told(payload) == [("JUR-01", ""), ("JUR-01", "")], "the state, and what it lacks"
    assert payload["problems"][1]["message"].endswith("CFE-CGC, FO.")
    assert payload["problems"][1]["latestDate"] == LAST.isoformat()


async def test_nobody_is_left_to_convene(path: Path, convened: str) -> None:
    assert await refusal(path, "conveneJury", centre(ASKED), session=path.session) == [("JUR-02", "")]


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "conveneJury", session=path.session) == {Role.CENTRE}


async def test_two_at_once_one_convenes(path: Path) -> None:
    given = await _asked(path)
    landed, refused = await at_once(path, "conveneJury", centre(ASKED), given, given)
    assert [session["status"] for session in landed] == ["CONVOQUEE"]
    assert refused == [[("JUR-02", "")]]
