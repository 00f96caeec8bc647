"""replaceJuryMember: one for another of the same organisation, in the same role, until the day of the jury."""

from datetime import timedelta
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen, warned
from tests.support.walk import ASKED, HELD, Path, centre

MEMBER: dict[str, Any] = {
    "name": "Ines Syndiquée",
    "role": "UNION",
    "organisation": "FO",
    "qualified": True,
    "branchEmployee": True,
}

BRANCH = ("JUR-03", "member.branchEmployee")


def _asked(path: Path, replaced: str = "Omar Syndiqué", **changes: Any) -> dict[str, Any]:
    """A member of FO for another."""
    return {"session": path.session, "replaced": path.members[replaced], "member": {**MEMBER, **changes}}


async def test_the_substitute_is_convened_that_day_and_the_cprefp_told_again(path: Path, convened: str) -> None:
    assert warned(await path.call("replaceJuryMember", centre(HELD), **_asked(path))) == ["JUR-02", "JUR-15"]
    session = await seen(path, "session", path.session, "status cprefpInformedOn members { name convenedOn }")
    assert (session["status"], session["cprefpInformedOn"]) == ("CONVOQUEE", None)
    assert [(member["name"], member["convenedOn"]) for member in session["members"]] == [
        ("Anne Présidente", ASKED.isoformat()),
        ("Marc Employeur", ASKED.isoformat()),
        ("Lise Syndiquée", ASKED.isoformat()),
        ("Ines Syndiquée", HELD.isoformat()),
    ]


async def test_before_the_convocation_nobody_is_convened(path: Path) -> None:
    await path.scheduled()
    await path.named()
    payload = await path.call("replaceJuryMember", centre(ASKED), **_asked(path))
    assert warned(payload) == []
    assert payload["session"]["members"][-1]["convenedOn"] is None


async def test_a_link_to_a_candidate_is_pointed_out(path: Path, convened: str) -> None:
    given = _asked(path, employer="Ateliers Convoqué")
    assert warned(await path.call("replaceJuryMember", centre(HELD), **given)) == ["JUR-02", "JUR-15", "JUR-19"]


@pytest.mark.parametrize(
    ("replaced", "changes", "expected"),
    [
        ("Omar Syndiqué", {"organisation": "UT00"}, ("NOT_FOUND", "member.organisation")),
        ("Omar Syndiqué", {"organisation": "CGT"}, ("JUR-02", "member.organisation")),
        ("Omar Syndiqué", {"role": "GUEST"}, ("JUR-02", "member.organisation")),
        ("Omar Syndiqué", {"name": "Lise SYNDIQUEE"}, ("DUPLICATE", "member.name")),
        ("Omar Syndiqué", {"name": "Paul Valuateur"}, ("JUR-06", "member.name")),
        ("Omar Syndiqué", {"qualified": False}, ("JUR-05", "member.qualified")),
        ("Omar Syndiqué", {"branchEmployee": False}, ("JUR-05", "member.branchEmployee")),
        ("Marc Employeur", {"role": "EMPLOYER", "organisation": "UT59", "branchEmployee": False}, BRANCH),
        ("Omar Syndiqué", {"name": "x" * 101}, ("INVALID_INPUT", "member.name")),
    ],
)
async def test_who_does_not_take_the_seat(
    path: Path, convened: str, replaced: str, changes: Any, expected: Any
) -> None:
    given = _asked(path, replaced, **changes)
    assert await refusal(path, "replaceJuryMember", centre(HELD), **given) == [expected]


async def test_somebody_who_does_not_sit_is_not_replaced(path: Path, convened: str) -> None:
    given = {**_asked(path), "replaced": "inconnu"}
    assert await refusal(path, "replaceJuryMember", centre(HELD), **given) == [("INVALID_INPUT", "replaced")]


async def test_the_day_after_the_jury_is_too_late(path: Path, convened: str) -> None:
    late = centre(HELD + timedelta(days=1))
    assert await refusal(path, "replaceJuryMember", late, **_asked(path)) == [("JUR-02", "")]


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "replaceJuryMember", **_asked(path)) == {Role.CENTRE}


async def test_two_at_once_one_takes_the_seat(path: Path, convened: str) -> None:
    both = [_asked(path), _asked(path, name="Yann Syndiqué")]
    landed, refused = await at_once(path, "replaceJuryMember", centre(HELD), *both)
    assert len(landed) == 1
    assert refused == [[("INVALID_INPUT", "replaced")]], "the seat is somebody else's by then"
    assert len((await seen(path, "session", path.session, "members { id }"))["members"]) == 4
