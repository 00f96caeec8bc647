"""recordEvaluation: the results of a sitting; EVALUE once each capacité has one. What is carried over is beside."""

from typing import Any

import pytest

from repositories.store import Store
from rules.access.viewer import Role
from tests.support.operations import Told, at_once, refusal, roles_that_may, seen
from tests.support.stores import Stores, World
from tests.support.walk import EVALUATED, PARTS, Path, centre, furnished_for_juries
from tests.support.world import SUSPENDED, Api


async def _planned(store: Store) -> str:
    """A dossier whose evaluations are planned."""
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        path = Path(api)
        number = await path.opened("Évalué")
        await path.planned(number)
    return number


@pytest.fixture
def world() -> World:
    return _planned


@pytest.fixture
def number(path: Path, stores: Stores) -> str:
    """The dossier whose evaluations are planned."""
    found: str = stores.told(_planned)
    return found


def _result(capacite: str | None = "1", **changes: Any) -> dict[str, Any]:
    """A capacité acquired on the first day."""
    given = {"capacite": capacite, "acquired": True, "mode": "SITUATION_REELLE", "on": EVALUATED.isoformat()}
    return {**given, **changes}


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
    told = await refusal(path, "recordEvaluation", centre(EVALUATED), **given)
    assert told == [("EVA-02", "results.0.mode")]


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


async def test_who_may(path: Path, number: str) -> None:
    given = {"dossier": number, "results": [_result()]}
    assert await roles_that_may(path, "recordEvaluation", **given) == {Role.CENTRE}


async def test_two_sittings_at_once_lose_no_result(path: Path, number: str) -> None:
    both = [{"dossier": number, "results": [_result(n) for n in numbers]} for numbers in ("12", "34")]
    landed, refused = await at_once(path, "recordEvaluation", centre(EVALUATED), *both)
    assert refused == []
    assert sorted(dossier["status"] for dossier in landed) == ["EVALUE", "OUVERT"]
    assert len((await seen(path, "dossier", number, "evaluations { on }"))["evaluations"]) == 4


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Très bon geste.\nSécurité respectée.", "Très bon geste.\nSécurité respectée."),
        ("\u200bUn.\r\n\r\n\r\n  Deux\u00a0 .\v", "Un.\n\nDeux ."),
        ("- Geste\u2028- Sécu\u00adrité", "- Geste\n- Sécurité"),
    ],
)
async def test_observations_take_several_lines(path: Path, number: str, written: str, kept: str) -> None:
    given = [_result("1", observations=written)]
    await path.done("recordEvaluation", centre(EVALUATED), dossier=number, results=given)
    [evaluation] = (await seen(path, "dossier", number, "evaluations { observations }"))["evaluations"]
    assert evaluation["observations"] == kept


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("\uf0b7 puce collée depuis Word", "une puce collée de Word (U+F0B7), au 1er caractère"),
        ("Geste sûr.\n\uf0a7 Sécurité", "une puce carrée collée de Word (U+F0A7), à la 2e ligne, au 1er caractère"),
        ("Vu\u0000", "un caractère nul (U+0000), au 3e caractère"),
    ],
)
async def test_a_sign_of_no_text_is_named_with_its_place(path: Path, number: str, written: str, said: str) -> None:
    given = [_result("1", observations=written)]
    payload = await path.call("recordEvaluation", centre(EVALUATED), dossier=number, results=given)
    [problem] = payload["problems"]
    assert problem["path"] == ["results", "0", "observations"]
    assert problem["message"] == f"Les observations contiennent {said} : ce signe est à retirer ou à remplacer."
