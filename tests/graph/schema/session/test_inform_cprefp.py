"""informCprefp: the day on which the CPREFP was told of the members and of the calendar (JUR-09)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.walk import ASKED, HELD, Path, centre


async def _informed_on(path: Path) -> Any:
    return (await seen(path, "session", path.session, "cprefpInformedOn"))["cprefpInformedOn"]


@pytest.mark.parametrize(("given", "day"), [({}, HELD.isoformat()), ({"informedOn": "2027-03-02"}, "2027-03-02")])
async def test_the_day_is_kept(path: Path, convened: str, given: dict[str, Any], day: str) -> None:
    session = await path.done("informCprefp", centre(HELD), session=path.session, **given)
    assert session["status"] == "CONVOQUEE"
    states = {line["rule"]["id"]: line["state"] for line in session["checklist"]}
    assert states["JUR-09"] == "DONE"
    assert await _informed_on(path) == day


async def test_a_day_to_come_is_refused(path: Path, convened: str) -> None:
    given = {"session": path.session, "informedOn": "2027-03-02"}
    assert await refusal(path, "informCprefp", centre(ASKED), **given) == [("JUR-09", "informedOn")]
    assert await _informed_on(path) == ASKED.isoformat()


async def test_there_is_nothing_to_tell_without_members(path: Path) -> None:
    assert await refusal(path, "informCprefp", centre(ASKED), session=await path.scheduled()) == [("JUR-09", "")]
    assert await _informed_on(path) is None


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "informCprefp", session=path.session) == {Role.CENTRE}


async def test_two_at_once_both_tell(path: Path, convened: str) -> None:
    days = ["2027-03-02", "2027-03-03"]
    before = await path.revision()
    both = [{"session": path.session, "informedOn": day} for day in days]
    landed, refused = await at_once(path, "informCprefp", centre(HELD), *both)
    assert refused == []
    assert sorted(session["revision"] for session in landed) == [before + 1, before + 2]
    assert await _informed_on(path) in days
