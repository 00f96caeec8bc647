"""The table of rights, each cell a real call: deny by default, every role, every root field."""

import pytest
from graphql import (
    GraphQLObjectType,
)

from graph.schema.base.inputs import input_of
from graph.schema.mutations import MUTATIONS
from graph.schema.schema import GRAPHQL
from rules.access.viewer import Role
from rules.views.rights import OPERATIONS
from tests.support.asking import variables_of
from tests.support.world import Api, token

SELECTIONS = {
    "node": '{ node(id: "x") { id } }',
    "nodes": '{ nodes(ids: ["x"]) { id } }',
    "viewer": "{ viewer { name } }",
    "rules": '{ rules(ids: ["INS-01"]) { id } }',
    "certification": '{ certification(code: "x") { id } }',
    "certifications": "{ certifications { totalCount } }",
    "likelySameCertifications": "{ likelySameCertifications { reasons } }",
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
    "certificates": "{ certificates { totalCount } }",
    "purges": "{ purges { totalCount } }",
    "verifyCertificate": '{ verifyCertificate(number: "MC 2027 05 59 00001") { genuine } }',
    **{
        operation.value: f"mutation($input: {input_of(row.command).__name__}!) {{ {operation.value}(input: $input) "
        "{ problems { code } } }"
        for operation, row in MUTATIONS.items()
    },
}


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
        answer = await api.post(SELECTIONS[name], variables_of(name), as_)
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
