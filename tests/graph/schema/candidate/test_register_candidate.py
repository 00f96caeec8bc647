"""registerCandidate: success, each refusal, forbidden viewers, twice, at once."""

import asyncio

import pytest

from rules.access.viewer import Role
from tests.support.world import OTHER_CENTRE, REGISTER, Api, token


async def test_a_person_is_registered(api: Api) -> None:
    payload = await api.register(address={"lines": ["1 rue de l’Essai"], "postcode": "59000", "town": "Lille"})
    assert payload["problems"] == payload["warnings"] == []
    candidate = payload["candidate"]
    assert candidate["birthPlace"] == "Lille (59), France"
    assert candidate["revision"] == 1


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"lastName": ""}, "lastName"),
        ({"lastName": "   "}, "lastName"),
        ({"lastName": "x" * 10_240}, "lastName"),
        ({"lastName": "<script>alert(1)</script>"}, "lastName"),
        ({"lastName": "Du\u0000pont"}, "lastName"),
        ({"lastName": "Du\u202epont"}, "lastName"),
        ({"lastName": "R2D2"}, "lastName"),
        ({"lastName": "---"}, "lastName"),
        ({"firstNames": "é" * 101}, "firstNames"),
        ({"usedName": "\n"}, "usedName"),
        ({"birthDate": "2026-11-23"}, "birthDate"),
        ({"birthDate": "2026-11-24"}, "birthDate"),
        ({"birthDate": "1906-11-22"}, "birthDate"),
        ({"birthTown": ""}, "birthTown"),
        ({"birthDepartment": None}, "birthDepartment"),
        ({"birthDepartment": "96"}, "birthDepartment"),
        ({"birthCountry": "x" * 10_240}, "birthCountry"),
        ({"department": "Nord"}, "department"),
        ({"email": "élodie"}, "email"),
        ({"email": "a@" + "b" * 10_240 + ".fr"}, "email"),
        ({"phone": "zéro un"}, "phone"),
        ({"address": {"lines": [], "postcode": "59000", "town": "Lille"}}, "address"),
        ({"address": {"lines": ["a"] * 5, "postcode": "59000", "town": "Lille"}}, "address"),
        ({"address": {"lines": ["a"], "postcode": "\u0007", "town": ""}}, "address"),
    ],
)
async def test_bad_input_is_refused_in_its_place_and_nothing_is_written(
    api: Api, changes: dict[str, object], path: str
) -> None:
    payload = await api.register(**changes)
    assert payload["candidate"] is None
    assert {problem["code"] for problem in payload["problems"]} == {"INVALID_INPUT"}
    assert {problem["path"][0] for problem in payload["problems"]} == {path}
    assert all(len(problem["message"]) < 200 for problem in payload["problems"])
    assert await api.store.candidates.count({}) == 0


async def test_every_fault_comes_back_at_once(api: Api) -> None:
    payload = await api.register(lastName="", birthDate="2030-01-01", email="x", department="zz")
    assert {problem["path"][0] for problem in payload["problems"]} == {"lastName", "birthDate", "email", "department"}


@pytest.mark.parametrize(
    "name",
    ["Lefèvre", "Œuvrard-Ñandú", "O’Brien", "D'Ornano", "Łukasz", "Ðurić", "Şahin", "Müller", "Nguyễn", "Αλέξης",
     "Иванов", "محمد", "王小明", "de La Tour", "Saint-Exupéry", "Thiên·An", "Jr.", "Ægir"],
)  # fmt: skip
async def test_every_letter_of_people_s_names_is_right(api: Api, name: str) -> None:
    payload = await api.register(lastName=f"  {name} ", firstNames=name)
    assert payload["problems"] == []
    assert payload["candidate"]["lastName"] == name
    found = await api.data("query($s: String!) { candidates(search: $s) { nodes { lastName } } }", {"s": name.upper()})
    assert found["candidates"]["nodes"] == [{"lastName": name}]


async def test_someone_born_abroad_needs_no_department(api: Api) -> None:
    payload = await api.register(birthCountry="Belgique", birthTown="Tournai", birthDepartment=None)
    assert payload["candidate"]["birthPlace"] == "Tournai, Belgique"


async def test_a_calendar_date_that_does_not_exist_is_named(api: Api) -> None:
    for bad in ("1990-02-30", "01/05/1990", "1990-5-1", 19900501, None):
        answer = await api.post(REGISTER, {"input": {**_complete(), "birthDate": bad}})
        assert answer.get("data") is None
        assert answer["errors"][0]["extensions"]["code"] in {"INVALID_INPUT", "BAD_REQUEST"}
        assert "date" in answer["errors"][0]["message"].lower()
    assert await api.store.candidates.count({}) == 0


@pytest.mark.rule("PRD-01")
async def test_a_likely_duplicate_is_pointed_out_without_naming_the_other_centre(api: Api) -> None:
    await api.candidate(OTHER_CENTRE)
    payload = await api.register(firstNames="ELODIE", lastName="DUPONT")
    assert payload["problems"] == []
    assert [warning["rule"]["id"] for warning in payload["warnings"]] == ["PRD-01"]
    assert "62" not in payload["warnings"][0]["message"]


@pytest.mark.parametrize(
    ("as_", "code"),
    [
        (None, "UNAUTHENTICATED"),
        (token(Role.GTP, None), "FORBIDDEN"),
        (token(Role.CANDIDATE, None, candidate="x"), "FORBIDDEN"),
        (token(Role.BRANCH_PARTNER), "FORBIDDEN"),
    ],
)
async def test_only_a_centre_registers(api: Api, as_: str | None, code: str) -> None:
    answer = await api.post(REGISTER, {"input": _complete()}, as_)
    assert answer["errors"][0]["extensions"]["code"] == code
    assert await api.store.candidates.count({}) == 0


async def test_an_account_without_an_organisation_is_told_why(api: Api) -> None:
    payload = await api.register(token(Role.CENTRE, None))
    assert payload["problems"][0]["rule"]["id"] == "INS-01"


async def test_the_same_key_with_the_same_input_writes_once(api: Api) -> None:
    first = await api.register(idempotencyKey="clé-1")
    again = await api.register(idempotencyKey="clé-1")
    assert again == first
    assert await api.store.candidates.count({}) == 1
    other = await api.register(idempotencyKey="clé-1", lastName="Durand")
    assert other["problems"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    elsewhere = await api.register(OTHER_CENTRE, idempotencyKey="clé-1")
    assert elsewhere["candidate"]["id"] != first["candidate"]["id"]


async def test_a_refusal_is_remembered_under_its_key(api: Api) -> None:
    first = await api.register(idempotencyKey="refus", lastName="")
    assert await api.register(idempotencyKey="refus", lastName="") == first


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb"])
async def test_a_key_that_is_none_is_refused(api: Api, key: str) -> None:
    payload = await api.register(idempotencyKey=key)
    assert payload["problems"][0]["path"] == ["idempotencyKey"]


async def test_twenty_at_once_with_one_key_write_once(api: Api) -> None:
    payloads = await asyncio.gather(*(api.register(idempotencyKey="ensemble") for _ in range(20)))
    assert {payload["candidate"]["id"] for payload in payloads} == {payloads[0]["candidate"]["id"]}
    assert await api.store.candidates.count({}) == 1


async def test_a_dry_run_shows_the_candidate_and_writes_nothing(api: Api) -> None:
    payload = await api.register(dryRun=True, idempotencyKey="essai")
    assert payload["candidate"]["lastName"] == "Dupont"
    assert await api.store.candidates.count({}) == 0
    assert await api.store.driver.count("events", {"_id": {"$gt": "candidates/"}, "action": "registerCandidate"}) == 0
    real = await api.register(idempotencyKey="essai")
    assert real["problems"] == []


def _complete() -> dict[str, object]:
    return {
        "lastName": "Dupont",
        "firstNames": "Élodie",
        "sex": "F",
        "birthDate": "1990-05-01",
        "birthTown": "Lille",
        "birthDepartment": "59",
    }
