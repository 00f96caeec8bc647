"""recordEvaluation of what an earlier jury left acquired: a bloc for life, a capacité until its last day (INS-08, CON-02)."""

from datetime import date
from typing import Any

import pytest

from repositories.store import Store
from tests.support.operations import refusal, seen
from tests.support.stores import Stores, World
from tests.support.walk import CQPM, EVALUATED, Path, centre, furnished_for_juries
from tests.support.world import Api

KEPT_UNTIL = date(2032, 4, 15)


async def _partly(store: Store) -> str:
    """The dossier of a candidate not admitted, whom the jury left three capacités of four: a bloc, and one more."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        number = await path.dossier("Partiel", "123")
        await path.held(number)
        await path.signed(**{number: "NA"})
        await path.transmitted()
        assert (await path.validated(number))["problems"] == []
    return number


@pytest.fixture
def world() -> World:
    return _partly


@pytest.fixture
def before(path: Path, stores: Stores) -> str:
    """The earlier dossier."""
    found: str = stores.told(_partly)
    return found


def _carried(capacite: str, before: str, **changes: Any) -> dict[str, Any]:
    """A capacité carried over."""
    on = EVALUATED.isoformat()
    given = {"capacite": capacite, "acquired": True, "mode": "SITUATION_REELLE", "on": on, "carriedFrom": before}
    return {**given, **changes}


async def _again(path: Path, before: str, asked: date) -> str:
    """The number of another dossier of the same candidate, asked for on this day."""
    person = (await seen(path, "dossier", before, "candidate { id }"))["candidate"]["id"]
    payload = await path.api.open(person, centre(asked), certification=CQPM)
    number: str = payload["dossier"]["number"]
    return number


async def test_what_was_kept_is_carried_over_until_its_last_day(path: Path, before: str) -> None:
    number = await _again(path, before, KEPT_UNTIL)
    results = [_carried(n, before) for n in "123"]
    await path.done("recordEvaluation", centre(KEPT_UNTIL), dossier=number, results=results)
    found = await seen(
        path, "dossier", number, "evaluations { carriedOver carriedFrom { number } keptUntil evaluators }"
    )
    common = {"carriedOver": True, "carriedFrom": {"number": before}, "evaluators": []}
    kept = [{**common, "keptUntil": until} for until in (None, None, KEPT_UNTIL.isoformat())]
    assert found["evaluations"] == kept, "a bloc is for life, a capacité for a time"
    lost = {"dossier": number, "results": [_carried("3", before, acquired=False)]}
    told = await refusal(path, "recordEvaluation", centre(KEPT_UNTIL), **lost)
    assert told == [("INVALID_INPUT", "results.0.acquired")]
    never = {"dossier": number, "results": [_carried("4", before)]}
    told = await refusal(path, "recordEvaluation", centre(KEPT_UNTIL), **never)
    assert told == [("INS-08", "results.0.carriedFrom")]


async def test_asked_a_day_later_the_capacite_is_lost_and_the_bloc_kept(path: Path, before: str) -> None:
    after = KEPT_UNTIL.replace(day=16)
    number = await _again(path, before, after)
    given = {"dossier": number, "results": [_carried("1", before), _carried("3", before)]}
    assert await refusal(path, "recordEvaluation", centre(after), **given) == [("CON-02", "results.1.carriedFrom")]
    await path.done("recordEvaluation", centre(after), dossier=number, results=given["results"][:1])
