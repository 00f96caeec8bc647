"""The table of rights, each cell a real call: deny by default, every role, every root field."""

from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    Undefined,
)

from graph.schema.base.inputs import input_of
from graph.schema.mutations import MUTATIONS
from graph.schema.schema import GRAPHQL
from rules.access.viewer import Role
from rules.views.rights import OPERATIONS
from tests.support.world import Api, token

SELECTIONS = {
    "node": '{ node(id: "x") { id } }',
    "nodes": '{ nodes(ids: ["x"]) { id } }',
    "viewer": "{ viewer { name } }",
    "rules": '{ rules(ids: ["INS-01"]) { id } }',
    "certification": '{ certification(code: "x") { id } }',
    "certifications": "{ certifications { totalCount } }",
    "bloc": '{ bloc(code: "x") { id } }',
    "blocs": "{ blocs { totalCount } }",
    "equivalences": "{ equivalences { totalCount } }",
    "organisation": '{ organisation(code: "x") { id } }',
    "organisations": "{ organisations { totalCount } }",
    "candidate": '{ candidate(id: "x") { id } }',
    "candidates": "{ candidates { totalCount } }",
    "dossier": '{ dossier(number: "x") { id } }',
    "dossiers": "{ dossiers { totalCount } }",
    "session": '{ session(number: "x") { id } }',
    "sessions": "{ sessions { totalCount } }",
    "certificate": '{ certificate(number: "x") { id } }',
    "verifyCertificate": '{ verifyCertificate(number: "x") { genuine } }',
    **{
        operation.value: f"mutation($input: {input_of(row.command).__name__}!) {{ {operation.value}(input: $input) "
        "{ problems { code } } }"
        for operation, row in MUTATIONS.items()
    },
}


def _least(type_: Any) -> Any:
    """The least that an input type takes, so that what is judged is the right to ask and not the input."""
    if isinstance(type_, GraphQLNonNull):
        return _least(type_.of_type)
    if isinstance(type_, GraphQLList):
        return []
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        return {
            name: _least(field.type)
            for name, field in type_.fields.items()
            if isinstance(field.type, GraphQLNonNull) and field.default_value is Undefined
        }
    return {"Int": 1, "Boolean": False, "Float": 1.0, "Date": "1990-05-01"}.get(type_.name, "x")


def _variables(name: str) -> Any:
    mutation = GRAPHQL.mutation_type
    assert mutation is not None
    field = mutation.fields.get(name)
    return {"input": _least(field.args["input"].type)} if field else None


def test_every_root_field_is_in_the_table_and_in_this_test() -> None:
    roots: set[str] = set()
    for root in (GRAPHQL.query_type, GRAPHQL.mutation_type):
        assert isinstance(root, GraphQLObjectType)
        roots |= root.fields.keys()
    assert roots == SELECTIONS.keys()
    assert roots <= OPERATIONS.keys()


@pytest.mark.parametrize("name", SELECTIONS)
async def test_each_cell_of_the_table(api: Api, name: str) -> None:
    roles = OPERATIONS[name]
    for role in (None, *Role):
        as_ = token(role, candidate="x") if role else None
        answer = await api.post(SELECTIONS[name], _variables(name), as_)
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        if roles is None or role in roles:
            assert codes == set(), (name, role)
        else:
            assert codes == ({"FORBIDDEN"} if role else {"UNAUTHENTICATED"}), (name, role)
            assert answer["data"] is None or set(answer["data"].values()) == {None}


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [("PUT", "/files", "uploadFile"), ("GET", "/files/x", "file"), ("GET", "/documents/x", "document")],
)
async def test_each_cell_outside_graphql(api: Api, method: str, path: str, operation: str) -> None:
    roles = OPERATIONS[operation]
    assert roles is not None
    for role in (None, *Role):
        headers = {"Authorization": f"Bearer {token(role, candidate='x')}"} if role else {}
        answer = await api.client.request(method, path, headers=headers)
        expected = {400, 404} if role in roles else {403} if role else {401}
        assert answer.status_code in expected, (operation, role)
