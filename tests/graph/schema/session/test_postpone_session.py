"""postponeSession: another day, from which the delays are counted again; why is kept (JUR-19)."""

from datetime import timedelta
from typing import Any

import pytest

from rules.access.viewer import Role
from tests.support.operations import at_once, refusal, roles_that_may, seen, warned
from tests.support.walk import ASKED, HELD, Path, centre

GIVEN: dict[str, Any] = {"heldOn": "2027-05-06", "reason": "Salle indisponible"}
FIELDS = """status heldOn time place movedFrom reason cprefpInformedOn unionRequestsDueOn transmissionDueOn
  unionRequests { union { code } } members { convenedOn } dossiers { nodes { number status } }"""


async def test_members_and_cprefp_are_to_be_told_again(path: Path, convened: str) -> None:
    given = {**GIVEN, "time": "14:00", "place": "Roubaix"}
    assert warned(await path.call("postponeSession", centre(HELD), session=path.session, **given)) == []
    session = await seen(path, "session", path.session, FIELDS)
    assert [item["union"]["code"] for item in session.pop("unionRequests")] == ["CFDT", "CFE-CGC", "CGT", "FO"]
    assert session == {
        "status": "SYNDICATS_SAISIS",
        "heldOn": "2027-05-06",
        "time": "14:00",
        "place": "Roubaix",
        "movedFrom": ["2027-04-15"],
        "reason": "Salle indisponible",
        "cprefpInformedOn": None,
        "unionRequestsDueOn": "2027-04-21",
        "transmissionDueOn": "2027-07-06",
        "members": [{"convenedOn": None}] * 4,
        "dossiers": {"nodes": [{"number": convened, "status": "PRESENTE_AU_JURY"}]},
    }


async def test_before_the_unions_are_asked_it_stays_programmed(path: Path) -> None:
    session = await path.done("postponeSession", centre(ASKED), session=await path.scheduled(place="Lille"), **GIVEN)
    assert session["status"] == "PROGRAMMEE"
    assert (await seen(path, "session", path.session, "place"))["place"] == "Lille", "where nothing else is said"


async def test_a_day_too_near_to_convene_again_is_refused(path: Path, convened: str) -> None:
    near, first = ({**GIVEN, "session": path.session, "heldOn": day} for day in ("2027-04-29", "2027-04-30"))
    assert await refusal(path, "postponeSession", centre(HELD), **near) == [("JUR-02", "heldOn")]
    problem = (await path.call("postponeSession", centre(HELD), **near))["problems"][0]
    assert problem["earliestDate"] == "2027-04-30"
    assert problem["message"].endswith("Le premier jour possible est le 30 avril 2027.")
    await path.done("postponeSession", centre(HELD), **first)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"heldOn": HELD.isoformat()}, "heldOn"),
        ({"heldOn": (ASKED - timedelta(days=1)).isoformat()}, "heldOn"),
        ({"heldOn": "2033-01-01"}, "heldOn"),
        ({"time": "9h30"}, "time"),
        ({"place": "x" * 201}, "place"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
async def test_what_is_refused(path: Path, convened: str, changes: dict[str, Any], field: str) -> None:
    given = {"session": path.session, **GIVEN, **changes}
    assert await refusal(path, "postponeSession", centre(ASKED), **given) == [("INVALID_INPUT", field)]


async def test_who_may(path: Path, convened: str) -> None:
    assert await roles_that_may(path, "postponeSession", session=path.session, **GIVEN) == {Role.CENTRE}


async def test_two_at_once_to_one_day_move_it_once(path: Path, convened: str) -> None:
    given = {"session": path.session, **GIVEN}
    landed, refused = await at_once(path, "postponeSession", centre(ASKED), given, given)
    assert (len(landed), refused) == (1, [[("INVALID_INPUT", "heldOn")]])
    assert (await seen(path, "session", path.session, "movedFrom"))["movedFrom"] == [HELD.isoformat()]
