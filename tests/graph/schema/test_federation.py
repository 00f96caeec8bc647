"""The partners' schema: narrow, composed by two engines beside a partner, its references read in batches."""

from pathlib import Path

import pytest
import strawberry
from graphql import GraphQLSchema, print_schema

from graph.schema.base.bind import partners
from graph.schema.federation import federated, narrowed
from graph.schema.schema import GRAPHQL
from repositories.counting import recorded_commands
from tests.support.node_tools import run_node
from tests.support.places import ROOT
from tests.support.world import BLOCS, PLAIN, REGISTERED, Api

PARTNER = ROOT / "examples" / "partner"
ENTITIES = """query($r: [_Any!]!) { _entities(representations: $r) {
  __typename ... on Certification { code title } ... on Bloc { code } ... on Organisation { code } ... on Rule { id } } }"""


def test_nothing_of_people_is_in_it() -> None:
    """CQPI-02: no candidate list, nor anything that leads to one."""
    narrow, sdl = federated(GRAPHQL)
    for hidden in ("Candidate", "Dossier", "Session", "Certificate", "Viewer", "Event", "Node", "Mutation"):
        assert hidden not in narrow.type_map
        assert f"type {hidden} " not in sdl
    assert not {"node", "nodes", "viewer", "candidates", "dossiers"} & narrow.query_type.fields.keys()  # type: ignore[union-attr]
    assert narrow.mutation_type is None


def _schema(query: type) -> GraphQLSchema:
    return strawberry.Schema(query=query)._schema


def test_a_field_is_closed_until_it_is_named() -> None:
    """CQPI-02: whatever is added to a type stays in the house."""

    @strawberry.type
    @partners("code")
    class Known:
        code: str
        added: str

    @strawberry.type
    @partners("open")
    class Query:
        open: Known = strawberry.field(resolver=lambda: Known(code="", added=""))
        added: str = ""

    narrow = narrowed(_schema(Query))
    assert set(narrow.query_type.fields) == {"open"}  # type: ignore[union-attr]
    assert set(narrow.type_map["Known"].fields) == {"code"}  # type: ignore[attr-defined]


def test_a_type_that_opens_nothing_is_out_of_reach() -> None:
    @strawberry.type
    class Closed:
        code: str

    @strawberry.type
    @partners("reached")
    class Query:
        reached: Closed = strawberry.field(resolver=lambda: Closed(code=""))

    with pytest.raises(TypeError, match="Closed"):
        narrowed(_schema(Query))


def test_what_is_no_field_cannot_be_opened() -> None:
    with pytest.raises(AttributeError, match="coed"):
        partners("coed")(type("Known", (), {"__annotations__": {"code": str}}))


def test_its_types_are_those_of_the_main_schema() -> None:
    narrow, _ = federated(GRAPHQL)
    for name in ("Cqpm", "Cqpi", "Bloc", "Organisation"):
        main = GRAPHQL.type_map[name].fields  # type: ignore[attr-defined]
        for field, definition in narrow.type_map[name].fields.items():  # type: ignore[attr-defined]
            assert str(definition.type) == str(main[field].type)
            assert definition.description == main[field].description


async def test_the_sdl_is_served(api: Api) -> None:
    answer = await api.post("{ _service { sdl } }", None, None, "/federation")
    assert answer["data"]["_service"]["sdl"] == federated(GRAPHQL)[1]
    assert 'type Cqpi implements Certification @key(fields: "code")' in answer["data"]["_service"]["sdl"]


@pytest.mark.node
def test_apollo_and_hive_compose_it_beside_a_partner(tmp_path: Path) -> None:
    sdl = tmp_path / "poincon.graphql"
    sdl.write_text(federated(GRAPHQL)[1], encoding="utf-8")
    done = run_node("compose.mjs", sdl, PARTNER / "group.graphql", PARTNER / "observatory.graphql")
    assert done.returncode == 0, done.stdout + done.stderr


async def test_a_bad_reference_spoils_only_itself(api: Api) -> None:
    references = [
        {"__typename": "Cqpm", "code": "mq89 04 59 0021"},
        {"__typename": "Cqpm"},
        {"__typename": "Candidate", "id": "x"},
        {"__typename": "Certification", "code": REGISTERED},
        "text",
        {"__typename": "Bloc", "code": "RNCP1BC99"},
        {"__typename": "Rule", "id": "INS-04"},
        {"__typename": "Cqpm", "code": "x" * 10_240},
        {"__typename": "Organisation", "code": "UT59"},
        {"__typename": "Cqpm", "code": 12},
    ]
    answer = await api.post(ENTITIES, {"r": references}, None, "/federation")
    found = [item and (item.get("code") or item.get("id")) for item in answer["data"]["_entities"]]
    assert found == [PLAIN, None, None, REGISTERED, None, None, "INS-04", None, "UT59", None]
    assert sorted(error["path"][1] for error in answer["errors"]) == [1, 2, 4, 7, 9]
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"INVALID_INPUT"}


async def test_a_reference_to_another_kind_finds_nothing(api: Api) -> None:
    references = [{"__typename": name, "code": PLAIN} for name in ("Cqpm", "Cqpi", "Certification", "Diploma")]
    answer = await api.post(ENTITIES, {"r": references}, None, "/federation")
    assert [item and item["__typename"] for item in answer["data"]["_entities"]] == ["Cqpm", None, "Cqpm", None]
    assert "errors" not in answer


@pytest.mark.parametrize("count", [10, 100, 500])
async def test_references_cost_one_command_per_kind_whatever_their_number(api: Api, count: int) -> None:
    references = [
        {"__typename": "Cqpm", "code": [PLAIN, REGISTERED][rank % 2]}
        if rank % 3
        else {"__typename": "Bloc", "code": BLOCS[0]}
        for rank in range(count)
    ]
    with recorded_commands() as commands:
        answer = await api.post(ENTITIES, {"r": references}, None, "/federation")
    assert len(answer["data"]["_entities"]) == count
    assert sorted(commands) == ["find blocs", "find certifications"]


async def test_too_many_references_are_refused_by_their_limit(api: Api) -> None:
    answer = await api.post(ENTITIES, {"r": [{"__typename": "Cqpm", "code": PLAIN}] * 501}, None, "/federation")
    assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_both_schemas_print_alike_twice() -> None:
    assert print_schema(federated.__wrapped__(GRAPHQL)[0]) == print_schema(federated(GRAPHQL)[0])
