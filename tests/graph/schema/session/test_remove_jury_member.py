"""removeJuryMember: whoever was named by mistake, or whose seat is left empty for a reason (JUR-20)."""

from datetime import timedelta
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen, warned
from tests.support.walk import ASKED, HELD, MEMBER, Path, as_, centre, president

LAST = HELD - timedelta(days=15)
WHY = "Retirée par FO, qui n’a personne d’autre"
FIELDS = "status cprefpInformedOn members { name } departed { name role on reason organisation { code } }"


def _asked(path: Path, name: str = "Omar Syndiqué", **changes: Any) -> dict[str, Any]:
    return {"session": path.session, "member": path.members.get(name, name), "reason": WHY, **changes}


async def test_named_by_mistake_nothing_is_kept_of_it(path: Path) -> None:
    await path.scheduled()
    await path.named()
    payload = await path.call("removeJuryMember", centre(ASKED), **_asked(path, reason=None))
    assert warned(payload) == []
    session = await seen(path, "session", path.session, FIELDS)
    assert [item["name"] for item in session["members"]] == ["Anne Présidente", "Marc Employeur", "Lise Syndiquée"]
    assert session["departed"] == []


async def test_withdrawn_after_the_convocation_it_is_said_why(path: Path, convened: str) -> None:
    assert warned(await path.call("removeJuryMember", centre(HELD), **_asked(path))) == ["JUR-09"]
    session = await seen(path, "session", path.session, FIELDS)
    assert (session["status"], session["cprefpInformedOn"]) == ("CONVOQUEE", None)
    assert session["departed"] == [
        {
            "name": "Omar Syndiqué",
            "role": "UNION",
            "on": HELD.isoformat(),
            "reason": WHY,
            "organisation": {"code": "FO"},
        }
    ]
    query = f'{{ session(number: "{path.session}") {{ departed {{ name }} members {{ name }} }} }}'
    shown = (await path.api.data(query, None, president(HELD)))["session"]
    assert (shown["departed"], len(shown["members"])) == ([], 3), "why is the centre's to know"


async def test_the_last_of_a_delegation_is_pointed_out(path: Path, convened: str) -> None:
    await path.done("removeJuryMember", centre(HELD), **_asked(path))
    payload = await path.call("removeJuryMember", centre(HELD), **_asked(path, "Lise Syndiquée"))
    assert warned(payload) == ["JUR-09", "JUR-17"]


async def test_the_account_loses_its_sight_at_once(path: Path, convened: str) -> None:
    """JUR-08."""
    member = as_(Role.JURY_MEMBER, ASKED, None, subject=MEMBER)
    seat = await path.seat(convened)
    query = (
        f'{{ session(number: "{path.session}") {{ number }} dossier(number: "{seat}") {{ number }} '
        "sessions { totalCount } dossiers { totalCount } }"
    )
    before = await path.api.data(query, None, member)
    assert before["session"] == {"number": path.session}
    assert before["dossier"] == {"number": seat}
    await path.done("removeJuryMember", centre(ASKED), **_asked(path, "Lise Syndiquée"))
    after = await path.api.data(query, None, member)
    nothing = {"totalCount": 0}
    assert after == {"session": None, "dossier": None, "sessions": nothing, "dossiers": nothing}


async def test_another_president_is_named_and_convened_in_time(path: Path, convened: str) -> None:
    payload = await path.call("removeJuryMember", centre(ASKED), **_asked(path, "Anne Présidente"))
    assert warned(payload) == ["JUR-09", "JUR-07"]
    assert await refusal(path, "conveneJury", centre(ASKED), session=path.session) == [("JUR-07", ""), ("JUR-02", "")]
    assert warned(await path.name("Zoé Présidente", "PRESIDENT", "UT59")) == []
    await path.done("conveneJury", centre(LAST), session=path.session)


async def test_too_late_for_another_president_the_seat_is_swapped(path: Path, convened: str) -> None:
    late = centre(LAST + timedelta(days=1))
    assert await refusal(path, "removeJuryMember", late, **_asked(path, "Anne Présidente")) == [("JUR-20", "member")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"member": "inconnu"}, ("INVALID_INPUT", "member")),
        ({"member": "\u202e"}, ("INVALID_INPUT", "member")),
        ({"reason": None}, ("JUR-20", "reason")),
        ({"reason": " "}, ("INVALID_INPUT", "reason")),
        ({"reason": "x" * 501}, ("INVALID_INPUT", "reason")),
    ],
)
async def test_what_is_refused(path: Path, convened: str, given: dict[str, Any], expected: Any) -> None:
    found = await refusal(path, "removeJuryMember", centre(HELD), **_asked(path, **given))
    assert expected in found


async def test_the_day_after_the_jury_is_too_late(path: Path, convened: str) -> None:
    late = centre(HELD + timedelta(days=1))
    assert await refusal(path, "removeJuryMember", late, **_asked(path)) == [("JUR-20", "")]


async def test_once_the_jury_has_met(path: Path, convened: str) -> None:
    await path.attended()
    assert await refusal(path, "removeJuryMember", centre(HELD), **_asked(path)) == [("JUR-20", "")]


async def test_a_dry_run_removes_nobody(path: Path, convened: str) -> None:
    await path.done("removeJuryMember", centre(HELD), **_asked(path), dryRun=True)
    assert len((await seen(path, "session", path.session, "members { id }"))["members"]) == 4


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "removeJuryMember", **_asked(path)) == {Role.CENTRE}


async def test_two_at_once_one_removes(path: Path, convened: str) -> None:
    landed, refused = await at_once(path, "removeJuryMember", centre(HELD), _asked(path), _asked(path))
    assert (len(landed), refused) == (1, [[("INVALID_INPUT", "member")]])
