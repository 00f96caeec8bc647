"""nameJuryMember: who may be named by whom, how many may sit, and nobody who evaluated the candidate."""

from datetime import timedelta
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen, warned
from tests.support.walk import ASKED, HELD, Path, centre

LAST = HELD - timedelta(days=15)


def _member(role: str = "EMPLOYER", organisation: str = "UT59", **changes: Any) -> dict[str, Any]:
    """Somebody who may sit."""
    given = {"name": "Nina Nouvelle", "role": role, "organisation": organisation}
    return {**given, "qualified": True, "branchEmployee": True, **changes}


async def test_a_member_is_named_and_the_cprefp_is_to_be_told(path: Path, convened: str) -> None:
    given = _member("UNION", " cgt ", function="Déléguée", voting=False)
    payload = await path.call("nameJuryMember", centre(LAST), session=path.session, member=given)
    assert warned(payload) == []
    fields = "status cprefpInformedOn members { name role function voting convenedOn organisation { code } }"
    session = await seen(path, "session", path.session, fields)
    assert (session["status"], session["cprefpInformedOn"]) == ("CONVOQUEE", None)
    assert session["members"][-1] == {
        "name": "Nina Nouvelle",
        "role": "UNION",
        "function": "Déléguée",
        "voting": False,
        "convenedOn": None,
        "organisation": {"code": "CGT"},
    }


async def test_a_guest_never_votes(path: Path, convened: str) -> None:
    payload = await path.name("Guy Invité", "GUEST", "UT62", qualified=False, voting=True)
    assert payload["session"]["members"][-1]["voting"] is False


async def test_a_link_to_a_candidate_is_pointed_out(path: Path, convened: str) -> None:
    assert warned(await path.name("Léo Collègue", "EMPLOYER", "UT59", employer="ATELIERS convoque")) == ["JUR-19"]


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (_member(organisation="UT00"), ("NOT_FOUND", "member.organisation")),
        (_member(name="Marc EMPLOYEUR"), ("DUPLICATE", "member.name")),
        (_member("PROFESSIONAL"), ("JUR-03", "member.role")),
        (_member("EMPLOYER", "UT62"), ("JUR-03", "member.organisation")),
        (_member("UNION", "UT59"), ("JUR-04", "member.organisation")),
        (_member("TEMPORARY_WORK", "UT62"), ("JUR-03", "member.organisation")),
        (_member(qualified=False), ("JUR-03", "member.qualified")),
        (_member(branchEmployee=False), ("JUR-03", "member.branchEmployee")),
        (_member("UNION", "CGT", qualified=False), ("JUR-05", "member.qualified")),
        (_member("UNION", "CGT", branchEmployee=False), ("JUR-05", "member.branchEmployee")),
        (_member("PRESIDENT"), ("JUR-07", "member.role")),
        (_member("UNION", "FO"), ("JUR-04", "member.voting")),
        (_member(name="Eva LUATRICE"), ("JUR-06", "member.name")),
        (_member(name="Tom Tuteur"), ("JUR-06", "member.name")),
        (_member(name="R2D2"), ("INVALID_INPUT", "member.name")),
        (_member(function=""), ("INVALID_INPUT", "member.function")),
        (_member(employer="x" * 201), ("INVALID_INPUT", "member.employer")),
        (_member(account=" "), ("INVALID_INPUT", "member.account")),
    ],
)
async def test_what_is_refused(path: Path, convened: str, member: dict[str, Any], expected: Told) -> None:
    assert await refusal(path, "nameJuryMember", centre(ASKED), session=path.session, member=member) == [expected]


async def test_the_chamber_names_its_president(path: Path) -> None:
    given = {"session": await path.scheduled(), "member": _member("PRESIDENT", "UT62")}
    assert await refusal(path, "nameJuryMember", centre(ASKED), **given) == [("JUR-07", "member.organisation")]


@pytest.mark.parametrize(
    ("before", "member", "expected"),
    [
        ([_member()] * 5, _member(), ("JUR-03", "member.role")),
        ([_member("TEMPORARY_WORK")], _member("TEMPORARY_WORK"), ("JUR-03", "member.role")),
        ([_member("TEMPORARY_WORK", "FO")], _member("TEMPORARY_WORK", "CGT"), ("JUR-04", "member.role")),
        ([_member("GUEST")] * 60, _member("GUEST"), ("INVALID_INPUT", "")),
    ],
)
async def test_no_more_may_sit(
    path: Path, before: list[dict[str, Any]], member: dict[str, Any], expected: Told
) -> None:
    await path.scheduled()
    for rank, item in enumerate(before):
        name = f"Personne {chr(65 + rank // 26)}{chr(65 + rank % 26)}"
        await path.done("nameJuryMember", centre(ASKED), session=path.session, member={**item, "name": name})
    assert await refusal(path, "nameJuryMember", centre(ASKED), session=path.session, member=member) == [expected]


async def test_once_convened_a_member_more_is_named_in_time_to_be_convened(path: Path, convened: str) -> None:
    late = centre(LAST + timedelta(days=1))
    assert await refusal(path, "nameJuryMember", late, session=path.session, member=_member()) == [("JUR-02", "")]


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "nameJuryMember", session=path.session, member=_member()) == {Role.CENTRE}


async def test_two_presidents_at_once_one_sits(path: Path) -> None:
    await path.scheduled()
    both = [{"session": path.session, "member": _member("PRESIDENT", name=name)} for name in ("Anne", "Zoé")]
    landed, refused = await at_once(path, "nameJuryMember", centre(ASKED), *both)
    assert [len(session["members"]) for session in landed] == [1]
    assert refused == [[("JUR-07", "member.role")]]
