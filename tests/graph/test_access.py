"""The table of rights, each cell a real call: deny by default, every role, every root field."""

import pytest
from graphql import GraphQLObjectType

from graph.schema import GRAPHQL
from rules.access import OPERATIONS, Role
from tests.world import Api, token

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
    "submitReferentiel": """mutation { submitReferentiel(input: {certification: "x", nature: REVISION, source: "x"})
        { problems { code } } }""",
    "registerCandidate": """mutation { registerCandidate(input: {lastName: "", firstNames: "", sex: F,
        birthDate: "1990-05-01", birthTown: ""}) { problems { code } } }""",
    "openDossier": """mutation { openDossier(input: {candidate: "x", certification: "x", route: VAE, channel: "x",
        origin: "x", funding: "x"}) { problems { code } } }""",
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
        answer = await api.post(SELECTIONS[name], None, as_)
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        if roles is None or role in roles:
            assert codes == set(), (name, role)
        else:
            assert codes == ({"FORBIDDEN"} if role else {"UNAUTHENTICATED"}), (name, role)
            assert answer["data"] is None or set(answer["data"].values()) == {None}
