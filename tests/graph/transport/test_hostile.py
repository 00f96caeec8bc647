"""Values that nobody means: none is answered by bare text, and none is called a fault of the service."""

import json
from typing import Any

import httpx
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
)
from jwt import encode

from graph.schema.schema import GRAPHQL
from rules.access.viewer import Role
from tests.support.generated import walked
from tests.support.stores import Stores
from tests.support.walk import GTP, PRESIDENT, as_, centre, gtp
from tests.support.world import CENTRE, SECRET, Api

LONE = "\ud800"
BY = (centre(GTP), gtp(GTP), as_(Role.JURY_PRESIDENT, GTP, None, subject=PRESIDENT))
DAYS = ("0001-01-01", "9999-12-31")


def _is_told(answer: httpx.Response) -> None:
    """An answer in JSON whose errors, if any, are the client's."""
    body = answer.json()
    codes = [error["extensions"]["code"] for error in body.get("errors", ()) if "extensions" in error]
    assert answer.status_code < 500, (answer.status_code, answer.text)
    assert "INTERNAL" not in codes, body["errors"]


DEEP = "[" * 100_000 + "]" * 100_000
SHALLOW = "[" * 1_000 + "]" * 1_000
QUERY = "query($x: String) { certifications(search: $x) { totalCount } }"


@pytest.mark.parametrize(
    "value", [DEEP, SHALLOW, '"\\ud800"', '{"\\udfff": 1}', "1e999", "-0", "1" * 5_000, "NaN", "\\", ""]
)
@pytest.mark.parametrize("path", ["/graphql", "/federation"])
async def test_no_variables_are_answered_by_bare_text(api: Api, path: str, value: str) -> None:
    body = f'{{"query": {json.dumps(QUERY)}, "variables": {{"x": {value}}}}}'
    _is_told(await api.client.post(path, content=body, headers={"Content-Type": "application/json"}))
    for variables in (value, f'{{"x": {value}}}'):
        if len(variables) < 60_000:
            _is_told(await api.client.get(path, params={"query": QUERY, "variables": variables}))


@pytest.mark.parametrize(
    "raw",
    [
        b"query=%ED%A0%80",
        b"query=%7Bviewer%7Bname%7D%7D&operationName=%ED%A0%80",
        b"query=%7Bviewer%7Bname%7D%7D&variables=%00",
        b"query=%7Bcertification(code:%22%ED%B0%80%22)%7Bcode%7D%7D",
        b"query=" + b"%7B" * 3_000,
        b"query=%00&query=%FF&" + b"&" * 500,
    ],
)
async def test_no_address_is_answered_by_bare_text(api: Api, raw: bytes) -> None:
    url = httpx.URL("http://essai/graphql").copy_with(query=raw)
    _is_told(await api.client.get(url))


@pytest.mark.parametrize("path", ["/files/", "/documents/", "/v/"])
@pytest.mark.parametrize(
    "key", ["%ED%A0%80", "%00", "x" * 8_000, "..%2F..%2Fetc", "%F0%9F%92%A9", "0" * 5_000, "%7B%22$gt%22:%22%22%7D"]
)
async def test_no_key_is_answered_by_a_fault(api: Api, path: str, key: str) -> None:
    for query in ("", "?lien=%ED%A0%80", "?s=%00%FF", "?lien=" + "9" * 5_000):
        answer = await api.client.get(f"{path}{key}{query}", headers={"Authorization": f"Bearer {CENTRE}"})
        assert answer.status_code in {400, 403, 404}, (answer.status_code, answer.text)


async def test_no_name_of_a_file_is_answered_by_a_fault(api: Api) -> None:
    for name in ("%ED%A0%80", "%00", "%E2%80%AE", "a" * 5_000, "..%5C..%5C", "%0D%0AX:1", "%F0%9F%92%A9"):
        given = {"Authorization": f"Bearer {CENTRE}"}
        answer = await api.client.put(f"/files?name={name}", content=b"%PDF-1.7 x", headers=given)
        assert answer.status_code == 201, answer.text
        read = await api.client.get(answer.json()["url"], headers=given)
        assert read.status_code == 200


@pytest.mark.parametrize("path", ["/nulle-part", "/static/rien", "/graphql/x", "/files", "/static/..%2fapp.py"])
async def test_what_leads_nowhere_says_so_in_json(api: Api, path: str) -> None:
    answer = await api.client.get(path)
    assert answer.status_code in {404, 405}
    assert answer.json()["errors"][0]["message"].endswith(".")


async def test_a_fault_of_a_route_is_answered_as_any_other(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError("the password is 1234")

    monkeypatch.setattr("resolvers.shared.house.House.alive", broken)
    answer = await api.client.get("/health")
    assert answer.status_code == 500
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "1234" not in answer.text


@pytest.mark.parametrize(
    "claims",
    [
        {"today": "0001-01-01"},
        {"today": "9999-12-31"},
        {"sub": LONE},
        {"name": LONE},
        {"organisation": LONE},
        {"roles": [[[]]]},
    ],
)
async def test_no_claim_is_answered_by_a_fault(api: Api, claims: dict[str, Any]) -> None:
    good = {
        "sub": "x",
        "iss": "poincon",
        "aud": "poincon",
        "exp": 4_000_000_000,
        "roles": ["CENTRE"],
        "organisation": "UT59",
    }
    bearer = encode({**good, **claims}, SECRET)
    for query in (
        "{ viewer { name today } }",
        "{ dossiers { totalCount } certifications { nodes { checklist { state } } } }",
    ):
        _is_told(
            await api.client.post("/graphql", json={"query": query}, headers={"Authorization": f"Bearer {bearer}"})
        )


def filled(type_: Any, day: str, text: str, named: dict[str, str], place: str = "", depth: int = 0) -> Any:
    """A value of an input type, every field given: this day, this text, and what exists by its name."""
    if isinstance(type_, GraphQLNonNull):
        return filled(type_.of_type, day, text, named, place, depth)
    if isinstance(type_, GraphQLList):
        return [filled(type_.of_type, day, text, named, place, depth)]
    if isinstance(type_, GraphQLInputObjectType):
        skipped = {"idempotencyKey", "expectedRevision"}
        return {
            name: filled(item.type, day, text, named, name, depth + 1)
            for name, item in type_.fields.items()
            if name not in skipped and (depth < 4 or isinstance(item.type, GraphQLNonNull))
        }
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    assert isinstance(type_, GraphQLScalarType)
    others = {
        "Int": 2_147_483_647,
        "Float": 1e300,
        "Boolean": False,
        "Date": day,
        "PartialDate": day,
        "DateTime": f"{day}T00:00:00Z",
    }
    return others.get(type_.name, named.get(place, text))


async def _asked(api: Api, query: str, variables: Any, bearer: str) -> bool:
    """Whether an operation was run by an account, which must not be answered by a fault."""
    headers = {"Authorization": f"Bearer {bearer}"}
    answer = await api.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
    _is_told(answer)
    return "errors" not in answer.json()


@pytest.mark.parametrize("day", DAYS)
async def test_the_first_and_the_last_day_are_no_fault_in_any_mutation(stores: Stores, day: str) -> None:
    assert GRAPHQL.mutation_type is not None
    run = set()
    async with stores.lent("motor", walked) as store, Api.over(store) as api:
        known = {
            name: [json.loads(item) for item in items]
            for name, items in stores.told(walked).items()
            if name in {"number", "code", "candidate.id"}
        }
        numbers, code = known["number"], known["code"][0]
        named = {
            "session": numbers[3],
            "certificate": numbers[-1],
            "candidate": known["candidate.id"][0],
            "certification": code,
            "code": code,
        }
        for name, field in GRAPHQL.mutation_type.fields.items():
            type_ = field.args["input"].type
            query = f"mutation($input: {type_}) {{ {name}(input: $input) {{ __typename }} }}"
            for dossier in numbers[:3]:
                given = filled(type_, day, "x", {**named, "dossier": dossier})
                if "dryRun" in given:
                    given["dryRun"] = True
                run |= {name for bearer in BY if await _asked(api, query, {"input": given}, bearer)}
    assert len(run) > len(GRAPHQL.mutation_type.fields) / 2, run


@pytest.mark.parametrize("day", DAYS)
async def test_the_first_and_the_last_day_are_no_fault_in_any_filter(stores: Stores, day: str) -> None:
    assert GRAPHQL.query_type is not None
    run = set()
    async with stores.lent("motor", walked) as store, Api.over(store) as api:
        for name, field in GRAPHQL.query_type.fields.items():
            for key, argument in field.args.items():
                whole = filled(argument.type, day, "x", {})
                if day not in json.dumps(whole):
                    continue
                for value in [{part: value} for part, value in whole.items()] if isinstance(whole, dict) else [whole]:
                    query = f"query($x: {argument.type}) {{ {name}({key}: $x) {{ __typename }} }}"
                    run |= {name for bearer in BY if await _asked(api, query, {"x": value}, bearer)}
    assert {"dossiers", "sessions", "certificates"} <= run
