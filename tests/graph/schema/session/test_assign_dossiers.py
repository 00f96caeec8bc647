"""assignDossiers: evaluated dossiers brought before a session or taken back, all of those named or none."""

from typing import Any

import pytest

from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from tests.support.operations import at_once, refusal, roles_that_may, seen, told, warned
from tests.support.walk import ASKED, CQPM, HELD, OPENED, SENT, Path, as_, centre
from tests.support.world import NOW, PLAIN, TODAY


async def _numbers(path: Path) -> list[str]:
    """The dossiers of the session, by number."""
    fields = "dossiers { nodes { number status } }"
    nodes = (await seen(path, "session", path.session, fields))["dossiers"]["nodes"]
    assert {node["status"] for node in nodes} <= {"PRESENTE_AU_JURY", "DELIBERE"}
    return [node["number"] for node in nodes]


async def test_brought_and_taken_back_at_once(path: Path, convened: str) -> None:
    coming = await path.dossier("Entrant")
    given = {"session": path.session, "add": [f" {coming.lower()} ", coming], "remove": [convened]}
    assert warned(await path.call("assignDossiers", centre(ASKED), **given)) == []
    assert await _numbers(path) == [coming]
    assert (await path.read(convened))["status"] == "EVALUE"
    assert (await path.read(convened))["session"] is None


async def test_an_opinion_that_is_missing_is_pointed_out(path: Path, convened: str) -> None:
    number = await path.dossier("Entrant")
    found = await path.api.store.dossiers.by_number(number)
    assert found is not None

    async def work(unit: Any) -> None:
        unit.update(found.evolve(company_opinion=None), EventDraft(action=Operation.importCertifications))

    await path.api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    payload = await path.call("assignDossiers", centre(ASKED), session=path.session, add=[number])
    assert warned(payload) == ["EVA-03"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("INVALID_INPUT", "")),
        ({"add": ["D2026-UT59-99999"]}, ("NOT_FOUND", "add.0")),
        ({"remove": ["<b>"]}, ("NOT_FOUND", "remove.0")),
    ],
)
async def test_what_names_no_dossier(path: Path, convened: str, given: dict[str, Any], expected: Any) -> None:
    assert await refusal(path, "assignDossiers", centre(ASKED), session=path.session, **given) == [expected]


async def test_a_dossier_that_is_already_there(path: Path, convened: str) -> None:
    given = {"session": path.session, "add": [convened]}
    assert await refusal(path, "assignDossiers", centre(ASKED), **given) == [("DUPLICATE", "add.0")]


async def test_a_dossier_that_is_not_there_is_not_taken_back(path: Path, convened: str) -> None:
    given = {"session": path.session, "add": [], "remove": [await path.dossier("Ailleurs")]}
    assert await refusal(path, "assignDossiers", centre(ASKED), **given) == [("INVALID_INPUT", "remove.0")]


async def test_each_dossier_says_what_it_lacks_and_none_is_brought(path: Path, convened: str) -> None:
    ready, opened = await path.dossier("Prêt"), await path.opened("Ouvert", certification=PLAIN)
    given = {"session": path.session, "add": [ready, opened]}
    assert await refusal(path, "assignDossiers", centre(ASKED), **given) == [("EVA-06", "add.1"), ("JUR-18", "add.1")]
    assert await _numbers(path) == [convened]


async def test_an_evaluation_after_the_jury(path: Path, convened: str) -> None:
    number = await path.opened("Tardif")
    await path.planned(number)
    results = [{"capacite": n, "acquired": True, "mode": "SITUATION_REELLE", "on": SENT.isoformat()} for n in "1234"]
    await path.done("recordEvaluation", centre(SENT), dossier=number, results=results)
    given = {"session": path.session, "add": [number]}
    assert await refusal(path, "assignDossiers", centre(SENT), **given) == [("EVA-06", "add.0")]


async def test_whoever_evaluated_does_not_judge(path: Path) -> None:
    await path.scheduled()
    await path.name("Eva Luatrice", "EMPLOYER", "UT59")
    given = {"session": path.session, "add": [await path.dossier("Évalué")]}
    assert await refusal(path, "assignDossiers", centre(ASKED), **given) == [("JUR-06", "add")]


async def test_a_dossier_of_another_centre(path: Path, convened: str) -> None:
    """It exists only for an account that also reads everything; a centre's finds nothing under that number."""
    person = await path.api.candidate(centre(OPENED, "UT62"), department="62")
    opened = await path.api.open(person, centre(OPENED, "UT62"), certification=CQPM)
    given = {"session": path.session, "add": [opened["dossier"]["number"]]}
    both = as_(Role.CENTRE, ASKED, roles=[Role.CENTRE, Role.GTP])
    assert await refusal(path, "assignDossiers", both, **given) == [("EVA-06", "add.0"), ("INS-01", "add.0")]
    assert await refusal(path, "assignDossiers", centre(ASKED), **given) == [("NOT_FOUND", "add.0")]


async def test_on_the_day_whoever_is_decided_on_stays_and_nobody_comes(path: Path, convened: str) -> None:
    coming = await path.dossier("Entrant")
    await path.attended()
    given = {"session": path.session, "add": [coming]}
    assert await refusal(path, "assignDossiers", centre(HELD), **given) == [("JUR-19", "add")]
    absent = await path.done("assignDossiers", centre(HELD), session=path.session, remove=[convened])
    assert absent["status"] == "ANNULEE", "nobody is left to judge"


async def test_a_decision_keeps_its_candidate(path: Path, convened: str) -> None:
    other = await path.dossier("Autre")
    await path.done("assignDossiers", centre(ASKED), session=path.session, add=[other])
    await path.attended()
    assert told(await path.decide(convened, "A")) == []
    given = {"session": path.session, "remove": [convened]}
    assert await refusal(path, "assignDossiers", centre(HELD), **given) == [("JUR-13", "remove.0")]
    gone = await path.done("assignDossiers", centre(HELD), session=path.session, remove=[other])
    assert gone["status"] == "DELIBEREE", "every other candidate is decided on"


async def test_two_hundred_dossiers_at_most(path: Path, convened: str) -> None:
    found = await path.api.store.dossiers.by_number(await path.dossier("Un"))
    assert found is not None
    many = [found.evolve(id=f"d{rank}", number=f"D2026-UT59-{rank:05d}", revision=0) for rank in range(100, 300)]

    async def work(unit: Any) -> None:
        unit.insert_many(many, EventDraft(action=Operation.importCertifications))

    await path.api.store.transact(work, actor="tests", on=TODAY, at=NOW)
    given = {"session": path.session, "add": [item.number for item in many]}
    assert await refusal(path, "assignDossiers", centre(ASKED), **given) == [("INVALID_INPUT", "add")]


async def test_who_may(path: Path, convened: str) -> None:
    given = {"session": path.session, "remove": [convened]}
    assert await roles_that_may(path, "assignDossiers", **given) == {Role.CENTRE}


async def test_two_at_once_lose_no_dossier(path: Path, convened: str) -> None:
    one, other = await path.dossier("Un"), await path.dossier("Deux")
    both = [{"session": path.session, "add": [number]} for number in (one, other)]
    landed, refused = await at_once(path, "assignDossiers", centre(ASKED), *both)
    assert (len(landed), refused) == (2, [])
    assert await _numbers(path) == sorted([convened, one, other])


async def test_two_sessions_at_once_do_not_share_a_candidate(path: Path, convened: str) -> None:
    number = await path.dossier("Disputé")
    sessions = [path.session, await path.scheduled()]
    both = [{"session": session, "add": [number]} for session in sessions]
    landed, refused = await at_once(path, "assignDossiers", centre(ASKED), *both)
    assert refused == [[("EVA-06", "add.0")]]
    assert (await path.read(number))["session"]["number"] == landed[0]["number"]
