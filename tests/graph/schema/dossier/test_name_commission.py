"""nameCommission: several qualified members, different ones; named again, they take the place of the others (EVA-04)."""

from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen
from tests.support.walk import OPENED, Path, centre

EVA, PAUL, LUC = ({"name": name, "function": "Formateur"} for name in ("Eva Luatrice", "Paul Valuateur", "Luc Autre"))


async def _commission(path: Path, number: str) -> Any:
    return (await seen(path, "dossier", number, "commission { name function }"))["commission"]


async def test_it_is_named_and_named_again(path: Path) -> None:
    number = await path.opened("Évalué")
    dossier = await path.done("nameCommission", centre(OPENED), dossier=number, members=[EVA, PAUL])
    assert dossier["status"] == "OUVERT"
    lines = {line["rule"]["id"]: line["state"] for line in dossier["checklist"]}
    assert lines["EVA-04"] == "DONE"
    await path.done("nameCommission", centre(OPENED), dossier=number, members=[PAUL, LUC, EVA])
    assert await _commission(path, number) == [PAUL, LUC, EVA]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([], ("EVA-04", "members")),
        ([EVA], ("EVA-04", "members")),
        ([EVA, {**EVA, "name": "éva LUATRICE"}], ("EVA-04", "members")),
        ([{**EVA, "name": f"Eva {chr(65 + rank)}"} for rank in range(21)], ("INVALID_INPUT", "members")),
        ([EVA, {**PAUL, "name": "R2D2"}], ("INVALID_INPUT", "members.1.name")),
        ([EVA, {**PAUL, "function": " "}], ("INVALID_INPUT", "members.1.function")),
        ([{**EVA, "function": "x" * 201}, PAUL], ("INVALID_INPUT", "members.0.function")),
    ],
)
async def test_what_is_refused(path: Path, members: list[Any], expected: Any) -> None:
    number = await path.opened("Évalué")
    assert await refusal(path, "nameCommission", centre(OPENED), dossier=number, members=members) == [expected]
    assert await _commission(path, number) == []


async def test_who_may(path: Path) -> None:
    given = {"dossier": await path.opened("Évalué"), "members": [EVA, PAUL]}
    assert await roles_that_may(path, "nameCommission", **given) == {Role.CENTRE}


async def test_two_at_once_leave_one_whole_commission(path: Path) -> None:
    number = await path.opened("Évalué")
    both = [{"dossier": number, "members": members} for members in ([EVA, PAUL], [LUC, PAUL])]
    landed, refused = await at_once(path, "nameCommission", centre(OPENED), *both)
    assert refused == []
    assert sorted(dossier["revision"] for dossier in landed) == [2, 3]
    assert await _commission(path, number) in [item["members"] for item in both]
