"""Hostile texts in every field of every mutation: accepted as text or refused in French, never a fault, never half."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from graph.schema.base.inputs import input_of
from graph.schema.mutations import MUTATIONS
from graph.schema.schema import GRAPHQL
from repositories.verification import verify
from rules.base.operation import Operation
from rules.base.problems import ProblemCode
from tests.support.asking import SUBJECTS, actor_of, least_of, variables_of
from tests.support.input_places import is_place
from tests.support.walk import Path

HOSTILE = (
    "",
    " \t\n",
    "\x00",
    "a\x00b\x1b[31m",
    "\u202egnp.exe\u2066",
    "x" * 100_000,
    "é" * 5_000,
    "<script>alert(1)</script>",
    '{"$gt": ""}',
    "${jndi:ldap://x}",
    "../../etc/passwd\r\nSet-Cookie: a=b",
    "=cmd|' /C calc'!A0",
    "\ud800",
    "👩‍🚒" * 50,
)
CALM = {code.value for code in ProblemCode}


def _texts(type_: Any, *place: str) -> Iterator[tuple[str, ...]]:
    """The place of every text that an input may hold; `*` is the item of a list."""
    if isinstance(type_, GraphQLNonNull):
        yield from _texts(type_.of_type, *place)
    elif isinstance(type_, GraphQLList):
        yield from _texts(type_.of_type, *place, "*")
    elif isinstance(type_, GraphQLInputObjectType):
        for name, field in type_.fields.items():
            yield from _texts(field.type, *place, name)
    elif type_.name in {"String", "ID"}:
        yield place


def _planted(type_: Any, place: tuple[str, ...], text: str, least: Any) -> Any:
    """The least of an input with a text at a place."""
    if isinstance(type_, GraphQLNonNull):
        return _planted(type_.of_type, place, text, least)
    if not place:
        return text
    if isinstance(type_, GraphQLList):
        return [_planted(type_.of_type, place[1:], text, None)]
    made = dict(least) if isinstance(least, dict) else dict(least_of(type_))
    name = place[0]
    made[name] = _planted(type_.fields[name].type, place[1:], text, made.get(name))
    return made


@pytest.mark.parametrize("operation", sorted(operation.value for operation in MUTATIONS))
async def test_hostile_texts_in_every_field(path: Path, convened: str, operation: str) -> None:
    subjects = {"session": path.session, "dossier": convened}
    store = path.api.store
    before = {item.name: await store.driver.count(item.name, {}) for item in store.collections}
    assert GRAPHQL.mutation_type is not None
    type_ = GRAPHQL.mutation_type.fields[operation].args["input"].type
    name = input_of(MUTATIONS[Operation(operation)].command).__name__
    query = f"mutation($input: {name}!) {{ {operation}(input: $input) {{ problems {{ code message path }} }} }}"
    least = variables_of(operation)["input"] | {"dryRun": True}
    if SUBJECTS.get(operation) in subjects:
        least |= {SUBJECTS[operation]: subjects[SUBJECTS[operation]]}
    places = [place for place in _texts(type_) if place != ("idempotencyKey",)]
    assert places
    for place in places:
        for text in HOSTILE:
            body = json.dumps({"query": query, "variables": {"input": _planted(type_, place, text, least)}})
            answer = await path.api.client.post(
                "/graphql",
                content=body.encode(),
                headers={"Content-Type": "application/json", "Authorization": f"Bearer {actor_of(operation)}"},
            )
            told = answer.json()
            where = operation, place, text[:20], answer.text[:400]
            faults = {error.get("extensions", {}).get("code") for error in told.get("errors", ())}
            assert "INTERNAL" not in faults, where
            assert answer.status_code in {200, 400}, where
            payload = (told.get("data") or {}).get(operation)
            for problem in payload["problems"] if payload else ():
                assert problem["code"] in CALM, where
                assert is_place(operation, problem["path"]), (where, problem)
                assert problem["message"].endswith("."), where
                assert len(problem["message"]) < 1_000, where
    assert {item.name: await store.driver.count(item.name, {}) for item in store.collections} == before
    assert [finding async for finding in verify(store)] == []
