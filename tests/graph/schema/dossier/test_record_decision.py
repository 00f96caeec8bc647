"""recordDecision: the jury's decision on a candidate, by common word or by votes, changeable until the minutes."""

from datetime import timedelta
from typing import Any

import pytest

from repositories.store import Store
from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen, warned
from tests.support.stages import Stage, stand
from tests.support.stores import Stores, World
from tests.support.walk import ASKED, HELD, MEMBER, Path, as_, centre, furnished_for_juries, president
from tests.support.world import Api

A, NA = "A", "NA"


async def _sitting(store: Store) -> Stage:
    """A jury that meets with a guest, a member without a vote and one who is absent; a candidate with everything acquired."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        number = await path.dossier("Assis")
        await path.convened(number, await path.dossier("Autre", "12"))
        await path.name("Guy Invité", "GUEST", "UT62")
        await path.name("Sara Suppléante", "UNION", "CFDT", voting=False)
        await path.name("Abel Absent", "EMPLOYER", "UT59")
        await path.done("conveneJury", centre(ASKED), session=path.session)
        present = [key for name, key in path.members.items() if name != "Abel Absent"]
        revision = await path.revision()
        given = {"session": path.session, "present": present, "expectedRevision": revision}
        await path.done("signAttendance", president(HELD), **given)
    return Stage(number, path.session, path.members)


@pytest.fixture
def world() -> World:
    return _sitting


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The candidate's dossier."""
    return stand(path, stores, _sitting).dossier


def _votes(path: Path, *cast: tuple[str, str]) -> list[dict[str, str]]:
    """Votes by the names of those who cast them."""
    return [{"member": path.members.get(name, name), "decision": decision} for name, decision in cast]


async def test_a_common_word_and_another_until_the_minutes(path: Path, number: str) -> None:
    payload = await path.decide(number, NA, acquired=["1", "2"], comment="Une capacité est à revoir")
    assert warned(payload) == []
    fields = "status decision outcome tally { admitting } acquired { capacite { number } bloc { code } }"
    first = await seen(path, "dossier", number, fields)
    assert (first["status"], first["decision"], first["outcome"]) == ("DELIBERE", "NA", "PARTIAL")
    assert [item["capacite"]["number"] for item in first["acquired"] if item["capacite"]] == ["1", "2"]
    assert (await seen(path, "session", path.session, "status"))["status"] == "TENUE", "one is left to decide on"
    await path.decide(number, A)
    last = await seen(path, "dossier", number, fields)
    assert (last["decision"], last["outcome"], last["tally"]) == ("A", "TOTAL", None)


async def test_votes_are_counted_and_not_kept(path: Path, number: str) -> None:
    votes = _votes(path, ("Anne Présidente", A), ("Marc Employeur", NA), ("Lise Syndiquée", NA), ("Omar Syndiqué", A))
    assert warned(await path.decide(number, None, votes=votes)) == []
    found = await seen(path, "dossier", number, "decision tally { admitting refusing tieBroken }")
    assert found == {"decision": "A", "tally": {"admitting": 2, "refusing": 2, "tieBroken": True}}


async def test_a_refusal_of_what_is_all_acquired_is_pointed_out(path: Path, number: str) -> None:
    assert warned(await path.decide(number, NA)) == ["JUR-11"]


@pytest.mark.parametrize(
    ("cast", "changes", "expected"),
    [
        ((("Marc Employeur", A), ("Lise Syndiquée", NA)), {}, ("JUR-07", "votes")),
        ((("Anne Présidente", A),), {"decision": NA}, ("JUR-07", "decision")),
        ((("Anne Présidente", A), ("inconnu", A)), {}, ("INVALID_INPUT", "votes.1.member")),
        ((("Anne Présidente", A), ("Anne Présidente", A)), {}, ("JUR-04", "votes.1.member")),
        ((("Anne Présidente", A), ("Guy Invité", A)), {}, ("JUR-06", "votes.1.member")),
        ((("Anne Présidente", A), ("Sara Suppléante", A)), {}, ("JUR-04", "votes.1.member")),
        ((("Anne Présidente", A), ("Abel Absent", A)), {}, ("JUR-10", "votes.1.member")),
    ],
)
async def test_votes_that_make_no_decision(
    path: Path, number: str, cast: Any, changes: dict[str, Any], expected: Told
) -> None:
    given = {"dossier": number, "votes": _votes(path, *cast), **changes}
    assert await refusal(path, "recordDecision", president(HELD), **given) == [expected]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("INVALID_INPUT", "decision")),
        ({"decision": A, "acquired": ["1"]}, ("JUR-11", "acquired")),
        ({"decision": NA, "acquired": ["1", "9"]}, ("JUR-11", "acquired")),
        ({"decision": A, "comment": " "}, ("INVALID_INPUT", "comment")),
        ({"decision": A, "comment": "x" * 501}, ("INVALID_INPUT", "comment")),
    ],
)
async def test_what_is_refused(path: Path, number: str, given: dict[str, Any], expected: Told) -> None:
    assert await refusal(path, "recordDecision", centre(HELD), dossier=number, **given) == [expected]
    assert (await path.read(number))["status"] == "PRESENTE_AU_JURY"


async def test_admission_needs_everything_acquired(path: Path, number: str) -> None:
    session = await seen(path, "session", path.session, "dossiers { nodes { number } }")
    [other] = [item["number"] for item in session["dossiers"]["nodes"] if item["number"] != number]
    payload = await path.decide(other, A)
    assert [problem["rule"]["id"] for problem in payload["problems"]] == ["JUR-12"]
    assert payload["problems"][0]["message"].endswith("manque : la capacité 3, la capacité 4.")


async def test_the_opinion_of_the_company_comes_first(path: Path, number: str) -> None:
    dossier = await path.opened("Sans avis")
    actor, evaluated = centre(ASKED), (ASKED - timedelta(days=1)).isoformat()
    modes = [{"capacite": n, "mode": "SITUATION_REELLE"} for n in "1234"]
    await path.done("planEvaluation", actor, dossier=dossier, modes=modes, agreedWith="ENTREPRISE")
    members = [{"name": name, "function": "Formateur"} for name in ("Eva Luatrice", "Paul Valuateur")]
    await path.done("nameCommission", actor, dossier=dossier, members=members)
    results = [{**mode, "acquired": True, "on": evaluated} for mode in modes]
    await path.done("recordEvaluation", actor, dossier=dossier, results=results)
    path.members = {}
    await path.convened(dossier)
    await path.attended()
    given = {"dossier": dossier, "decision": A}
    assert await refusal(path, "recordDecision", president(HELD), **given) == [("EVA-03", "dossier")]


async def test_another_member_does_not_decide_for_the_president(path: Path, number: str) -> None:
    member = as_(Role.JURY_PRESIDENT, HELD, None, subject=MEMBER)
    assert await refusal(path, "recordDecision", member, dossier=number, decision=A) == [("JUR-07", "")]


async def test_a_candidate_before_no_jury(path: Path, number: str) -> None:
    given = {"dossier": await path.dossier("Seul"), "decision": A}
    assert await refusal(path, "recordDecision", centre(HELD), **given) == [("JUR-13", ""), ("JUR-19", "dossier")]


async def test_who_may(path: Path, number: str) -> None:
    may = await roles_that_may(path, "recordDecision", dossier=number, decision=A)
    assert may == {Role.CENTRE, Role.JURY_PRESIDENT}


async def test_a_stale_revision_names_the_seat_that_the_jury_knows(path: Path, number: str) -> None:
    [stale] = (await path.decide(number, A, expectedRevision=1))["problems"]
    assert stale["message"].startswith(f"Le dossier {await path.seat(number)} a changé")
    assert number not in stale["message"]


async def test_two_at_once_one_decides(path: Path, number: str) -> None:
    both = [{"dossier": number, "decision": decision, "comment": "Dit"} for decision in (A, NA)]
    landed, refused = await at_once(path, "recordDecision", president(HELD), *both)
    assert refused == [[("CONFLICT", "expectedRevision")]]
    assert (await path.read(number))["decision"] == landed[0]["decision"]
