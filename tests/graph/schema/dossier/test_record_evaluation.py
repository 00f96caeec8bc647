"""recordEvaluation: the results of a sitting, some carried over from before; EVALUE once each capacité has one."""

from datetime import date
from typing import Any

import pytest

from repositories.store import Store
from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, EVALUATED, PARTS, Path, centre, furnished_for_juries
from tests.support.world import SUSPENDED, Api

KEPT_UNTIL = date(2032, 4, 15)


async def _planned(store: Store) -> tuple[str, str]:
    """A dossier whose evaluations are planned, and one whose jury left three capacités of four acquired."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        before = await path.dossier("Partiel", "123")
        await path.held(before)
        await path.signed(**{before: "NA"})
        await path.transmitted()
        assert (await path.validated(before))["problems"] == []
        number = await path.opened("Évalué")
        await path.planned(number)
    return number, before


@pytest.fixture
def world() -> World:
    return _planned


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The dossier whose evaluations are planned."""
    found: str = stores.told(_planned)[0]
    return found


@pytest.fixture
def before(path: Path, stores: Stores) -> str:
    """The dossier of a candidate not admitted, who kept a bloc and a capacité."""
    found: str = stores.told(_planned)[1]
    return found


def _result(capacite: str | None = "1", **changes: Any) -> dict[str, Any]:
    """A capacité acquired on the first day."""
    given = {"capacite": capacite, "acquired": True, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
    return {**given, **changes}


async def _again(path: Path, before: str, asked: date) -> str:
    """The number of another dossier of the same candidate, asked for on this day."""
    person = (await seen(path, "dossier", before, "candidate { id }"))["candidate"]["id"]
    payload = await path.api.open(person, centre(asked), certification=CQPM)
    number: str = payload["dossier"]["number"]
    return number


async def test_evaluated_with_the_last_result(path: Path, number: str) -> None:
    absent = _result("4", acquired=False, evaluators=["Eva Luatrice"], observations="À revoir")
    first = await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=[absent, _result("1")])
    assert first["status"] == "OUVERT"
    last = [_result("2"), _result("3"), _result("1", acquired=False)]
    assert (await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=last))["status"] == "EVALUE"
    fields = "evaluations { capacite { number } acquired evaluators observations carriedOver on }"
    found = (await seen(path, "dossier", number, fields))["evaluations"]
    assert [(item["capacite"]["number"], item["acquired"]) for item in found] == [
        ("1", False),
        ("2", True),
        ("3", True),
        ("4", False),
    ]
    assert found[0]["evaluators"] == ["Eva Luatrice", "Paul Valuateur"]
    assert (found[3]["evaluators"], found[3]["observations"]) == (["Eva Luatrice"], "À revoir")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (_result(None), ("INVALID_INPUT", "results.0")),
        (_result(bloc=PARTS[0]), ("INVALID_INPUT", "results.0")),
        (_result("9"), ("INVALID_INPUT", "results.0")),
        (_result(mode="AVIS_ENTREPRISE"), ("EVA-03", "results.0.mode")),
        (_result(mode="PROJET"), ("EVA-07", "results.0.mode")),
        (_result(on="2027-02-22"), ("INS-04", "results.0.on")),
        (_result(on="2027-02-24"), ("EVA-06", "results.0.on")),
        (_result(evaluators=["Eva Luatrice", "Zoé"]), ("EVA-04", "results.0.evaluators")),
        (_result(observations="x" * 2_001), ("INVALID_INPUT", "results.0.observations")),
        (_result(carriedFrom="D2020-UT59-00001"), ("INS-08", "results.0.carriedFrom")),
    ],
)
async def test_a_result_that_is_refused(path: Path, number: str, result: dict[str, Any], expected: Told) -> None:
    given = {"dossier": number, "results": [result]}
    assert await refusal(path, "recordEvaluation", centre(EVALUATED), **given) == [expected]


async def test_a_staged_situation_has_a_reason_in_the_plan(path: Path, number: str) -> None:
    given = {"dossier": number, "results": [_result(mode="SITUATION_RECONSTITUEE")]}
    [(rule, _)] = await refusal(path, "recordEvaluation", centre(EVALUATED), **given)
    assert rule == "EVA-02"


@pytest.mark.parametrize(
    ("results", "expected"),
    [([], ("INVALID_INPUT", "results")), ([_result(), _result("2"), _result()], ("INVALID_INPUT", "results.2"))],
)
async def test_results_that_are_none(path: Path, number: str, results: list[Any], expected: Told) -> None:
    assert await refusal(path, "recordEvaluation", centre(EVALUATED), dossier=number, results=results) == [expected]
    assert (await seen(path, "dossier", number, "evaluations { on }"))["evaluations"] == []


async def test_before_anything_is_planned(path: Path, number: str) -> None:
    given = {"dossier": await path.opened("Imprévu"), "results": [_result()]}
    assert await refusal(path, "recordEvaluation", centre(EVALUATED), **given) == [("EVA-05", ""), ("EVA-04", "")]


async def test_a_referentiel_too_little_known(path: Path, number: str) -> None:
    unknown = await path.opened("Ancien", certification=SUSPENDED, trainingStartsOn="2025-06-29")
    given = {"dossier": unknown, "results": []}
    told = await refusal(path, "recordEvaluation", centre(EVALUATED), **given)
    assert told == [("INVALID_INPUT", "results"), ("REF-13", "")]


async def test_what_was_kept_is_carried_over_until_its_last_day(path: Path, before: str) -> None:
    number = await _again(path, before, KEPT_UNTIL)
    results = [_result(n, carriedFrom=before) for n in "123"]
    await path.done("recordEvaluation", centre(KEPT_UNTIL), dossier=number, results=results)
    found = await seen(path, "dossier", number, "evaluations { carriedOver carriedFrom keptUntil evaluators }")
    common = {"carriedOver": True, "carriedFrom": before, "evaluators": []}
    kept = [{**common, "keptUntil": until} for until in (None, None, KEPT_UNTIL.isoformat())]
    assert found["evaluations"] == kept, "a bloc is for life, a capacité for a time"
    lost = {"dossier": number, "results": [_result("3", carriedFrom=before, acquired=False)]}
    told = await refusal(path, "recordEvaluation", centre(KEPT_UNTIL), **lost)
    assert told == [("INVALID_INPUT", "results.0.acquired")]
    never = {"dossier": number, "results": [_result("4", carriedFrom=before)]}
    told = await refusal(path, "recordEvaluation", centre(KEPT_UNTIL), **never)
    assert told == [("INS-08", "results.0.carriedFrom")]


async def test_asked_a_day_later_the_capacite_is_lost_and_the_bloc_kept(path: Path, before: str) -> None:
    after = KEPT_UNTIL.replace(day=16)
    number = await _again(path, before, after)
    given = {"dossier": number, "results": [_result("1", carriedFrom=before), _result("3", carriedFrom=before)]}
    assert await refusal(path, "recordEvaluation", centre(after), **given) == [("CON-02", "results.1.carriedFrom")]
    await path.done("recordEvaluation", centre(after), dossier=number, results=given["results"][:1])


async def test_who_may(path: Path, number: str) -> None:
    given = {"dossier": number, "results": [_result()]}
    assert await roles_that_may(path, "recordEvaluation", **given) == {Role.CENTRE}


async def test_two_sittings_at_once_lose_no_result(path: Path, number: str) -> None:
    both = [{"dossier": number, "results": [_result(n) for n in numbers]} for numbers in ("12", "34")]
    landed, refused = await at_once(path, "recordEvaluation", centre(EVALUATED), *both)
    assert refused == []
    assert sorted(dossier["status"] for dossier in landed) == ["EVALUE", "OUVERT"]
    assert len((await seen(path, "dossier", number, "evaluations { on }"))["evaluations"]) == 4
