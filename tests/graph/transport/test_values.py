"""A value that does not do is told in French with the argument, or the input field, that holds it."""

from typing import Any

import pytest

from tests.support.world import CENTRE, OPEN, PLAIN, Api

GIVEN = {
    "candidate": "x",
    "certification": PLAIN,
    "route": "FORMATION",
    "channel": "CANDIDAT",
    "origin": "SL",
    "funding": "PF",
}
DATE = "n’est pas une date du calendrier"
WHOLE = "n’est pas un entier"


def _told(answer: Any) -> list[tuple[str, str]]:
    """The code and the field of each error; each message begins with its field."""
    errors = answer["errors"]
    for error in errors:
        assert error["message"].startswith(f"« {error['extensions']['field']} » : ")
        assert error["locations"]
    assert answer.get("data") is None
    return [(error["extensions"]["code"], error["extensions"]["field"]) for error in errors]


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ('{ certification(code: "x") { referentiel(on: "2026-02-30") { id } } }', "on", DATE),
        ('{ certification(code: "x") { lists(on: 12) } }', "on", DATE),
        ("{ certifications(first: 99999999999) { totalCount } }", "first", WHOLE),
        ('{ certifications(filter: {level: "six"}) { totalCount } }', "filter.level", WHOLE),
        ('{ certifications(filter: {registeredOn: "hier"}) { totalCount } }', "filter.registeredOn", DATE),
        ("{ certifications(filter: {kind: FOO}) { totalCount } }", "filter.kind", "CQPM, CQPI, CQP"),
        ('{ certifications(filter: {kind: "CQPM"}) { totalCount } }', "filter.kind", "(sans guillemets) : CQPM"),
        ("{ certification(code: 1) { id } }", "code", "n’est pas un texte"),
        ("{ rules(ids: [1.5]) { id } }", "ids.0", "n’est pas un identifiant"),
        ('query($d: Date = "hier") { certification(code: "x") { lists(on: $d) } }', "d", DATE),
    ],
)
async def test_a_value_in_the_text_names_its_argument(api: Api, query: str, field: str, reason: str) -> None:
    answer = await api.post(query)
    assert _told(answer) == [("INVALID_INPUT", field)]
    assert reason in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"openedOn": "2026-02-30"}, [("INVALID_INPUT", "input.openedOn")]),
        ({"openedOn": "23/11/2026", "contractOn": 5}, [("INVALID_INPUT", "input.openedOn"), ("INVALID_INPUT", "input.contractOn")]),
        ({"expectedRevision": 2**31}, [("INVALID_INPUT", "input.expectedRevision")]),
        ({"expectedRevision": "1"}, [("INVALID_INPUT", "input.expectedRevision")]),
        ({"targetBlocs": ["a", 1]}, [("INVALID_INPUT", "input.targetBlocs.1")]),
        ({"apprentice": "oui"}, [("INVALID_INPUT", "input.apprentice")]),
        ({"company": {"name": 12}}, [("INVALID_INPUT", "input.company.name")]),
        ({"company": {}}, [("BAD_REQUEST", "input.company")]),
        ({"company": "Ateliers"}, [("BAD_REQUEST", "input.company")]),
        ({"route": None}, [("BAD_REQUEST", "input.route")]),
        ({"unknown": 1}, [("BAD_REQUEST", "input")]),
    ],
)  # fmt: skip
async def test_a_value_of_a_variable_names_its_input_field(api: Api, changes: Any, told: list[tuple[str, str]]) -> None:
    answer = await api.post(OPEN, {"input": {**GIVEN, **changes}}, CENTRE)
    assert sorted(_told(answer)) == sorted(told)


async def test_variables_are_named_by_what_they_are_given_to(api: Api) -> None:
    query = "query($f: Int, $d: Date, $c: String!) { certifications(first: $f, filter: {registeredOn: $d}) { totalCount } bloc(code: $c) { id } }"
    answer = await api.post(query, {"f": "a", "d": "demain"})
    assert _told(answer) == [
        ("INVALID_INPUT", "first"),
        ("INVALID_INPUT", "filter.registeredOn"),
        ("BAD_REQUEST", "code"),
    ]


async def test_what_is_too_many_or_too_deep_is_still_answered(api: Api) -> None:
    answer = await api.post(OPEN, {"input": {**GIVEN, "targetBlocs": [1] * 5_000}})
    assert len(answer["errors"]) <= 50
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    answer = await api.post(OPEN, {"input": {**GIVEN, "targetBlocs": deep}})
    assert answer["errors"]
    assert "data" not in answer


async def test_partners_read_the_same(api: Api) -> None:
    answer = await api.post("{ certifications(first: 99999999999) { totalCount } }", None, None, "/federation")
    assert _told(answer) == [("INVALID_INPUT", "first")]
