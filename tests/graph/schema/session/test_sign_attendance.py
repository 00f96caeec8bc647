"""signAttendance: who was there and signed, by the president or by the centre, on the day and not before (JUR-10)."""

from datetime import timedelta
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen, warned
from tests.support.walk import ASKED, CQPM, HELD, MEMBER, Path, as_, centre, president

EVE = HELD - timedelta(days=1)
GUEST = {"name": "Guy Invité", "role": "GUEST", "organisation": "UT62"}


def _asked(path: Path, *names: str, **given: Any) -> dict[str, Any]:
    """The attendance of these members, of all where none is named."""
    present = [path.members[name] for name in names] or list(path.members.values())
    return {"session": path.session, "present": present, **given}


async def test_who_was_there_and_who_came_later(path: Path, convened: str) -> None:
    revision = await path.revision()
    given = _asked(path, "Anne Présidente", "Lise Syndiquée", expectedRevision=revision)
    session = await path.done("signAttendance", president(HELD), **given)
    assert (session["status"], session["revision"]) == ("TENUE", revision + 1)
    later = _asked(path, "Omar Syndiqué", expectedRevision=revision + 1)
    await path.done("signAttendance", centre(HELD + timedelta(days=1)), **later)
    stored = await seen(path, "session", path.session, "members { name present signedOn }")
    assert [(member["name"], member["present"], member["signedOn"] is not None) for member in stored["members"]] == [
        ("Anne Présidente", True, True),
        ("Marc Employeur", False, False),
        ("Lise Syndiquée", True, True),
        ("Omar Syndiqué", True, True),
    ]


async def test_the_signed_sheet_is_kept_with_its_qualification(path: Path, convened: str) -> None:
    piece = {"kind": "ATTENDANCE_SHEET", "certification": CQPM, "file": await path.upload(centre(HELD))}
    given = _asked(path, pieces=[piece], expectedRevision=await path.revision())
    await path.done("signAttendance", centre(HELD), **given)
    stored = await seen(path, "session", path.session, "pieces { kind certification { code } file { id } receivedOn }")
    objects = {"certification": {"code": CQPM}, "file": {"id": piece["file"]}}
    assert stored["pieces"] == [{**piece, **objects, "receivedOn": HELD.isoformat()}]


async def test_a_delegation_that_did_not_come_is_pointed_out(path: Path, convened: str) -> None:
    given = _asked(path, "Anne Présidente", expectedRevision=await path.revision())
    assert warned(await path.call("signAttendance", president(HELD), **given)) == ["JUR-17"]


async def test_the_eve_is_too_early(path: Path, convened: str) -> None:
    assert await refusal(path, "signAttendance", president(EVE), **_asked(path)) == [("JUR-10", "")]


async def test_the_president_is_there(path: Path, convened: str) -> None:
    given = _asked(path, "Marc Employeur", "Lise Syndiquée")
    assert await refusal(path, "signAttendance", centre(HELD), **given) == [("JUR-10", "present")]


async def test_another_member_does_not_sign_for_the_president(path: Path, convened: str) -> None:
    member = as_(Role.JURY_PRESIDENT, HELD, None, subject=MEMBER)
    assert await refusal(path, "signAttendance", member, **_asked(path)) == [("JUR-10", "")]


async def test_somebody_named_and_not_convened(path: Path, convened: str) -> None:
    await path.name("Zoé Syndiquée", "UNION", "CGT")
    assert await refusal(path, "signAttendance", centre(HELD), **_asked(path)) == [("JUR-02", "present.4")]


async def test_a_guest_is_not_convened_and_may_be_there(path: Path, convened: str) -> None:
    payload = await path.call("nameJuryMember", centre(ASKED), session=path.session, member=GUEST)
    path.members |= {"Guy Invité": payload["session"]["members"][-1]["id"]}
    await path.done("signAttendance", centre(HELD), **_asked(path, expectedRevision=await path.revision()))


@pytest.mark.parametrize(
    ("more", "expected"), [("inconnu", ("INVALID_INPUT", "present.4")), ("Marc Employeur", ("DUPLICATE", "present"))]
)
async def test_who_was_not_there(path: Path, convened: str, more: str, expected: Any) -> None:
    given = _asked(path)
    given["present"].append(path.members.get(more, more))
    assert await refusal(path, "signAttendance", president(HELD), **given) == [expected]


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ({"file": "inconnu"}, ("NOT_FOUND", "pieces.0.file")),
        ({"kind": "MINUTES"}, ("INVALID_INPUT", "pieces.0.kind")),
        ({"certification": None}, ("JUR-18", "pieces.0.certification")),
        ({"certification": "MQ 1989 0021"}, ("JUR-18", "pieces.0.certification")),
    ],
)
async def test_a_sheet_that_is_not_one(path: Path, convened: str, piece: dict[str, Any], expected: Any) -> None:
    sheet = {"kind": "ATTENDANCE_SHEET", "certification": CQPM, "file": await path.upload(centre(HELD)), **piece}
    assert await refusal(path, "signAttendance", centre(HELD), **_asked(path, pieces=[sheet])) == [expected]


async def test_who_may(path: Path, convened: str) -> None:
    may = await roles_that_may(path, "signAttendance", **_asked(path))
    assert may == {Role.CENTRE, Role.JURY_PRESIDENT}


async def test_two_at_once_one_signs(path: Path, convened: str) -> None:
    both = [_asked(path, "Anne Présidente", name) for name in ("Marc Employeur", "Lise Syndiquée")]
    landed, refused = await at_once(path, "signAttendance", president(HELD), *both)
    assert (len(landed), refused) == (1, [[("CONFLICT", "expectedRevision")]])
    assert sum(bool(member["present"]) for member in landed[0]["members"]) == 2
