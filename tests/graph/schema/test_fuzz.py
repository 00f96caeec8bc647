"""Operations drawn from the schema: every answer keeps to the conventions, and costs no more than it announces."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from graphql import DocumentNode, GraphQLSchema
from hypothesis import given, note
from hypothesis import strategies as st
from hypothesis_graphql import Mode, mutations, queries

from graph.schema.federation import federated
from graph.schema.schema import GRAPHQL
from graph.transport.limits import Limits
from repositories.conformity import nonconformities
from repositories.counting import recorded_commands
from repositories.derivation import discrepancies
from repositories.numbering import misnumbered
from repositories.verification import verify
from rules.base.problems import ProblemCode
from tests.support.fuzzing import SCALARS, VIEWERS, Known, about, document, judged, known_in, long, short, telling
from tests.support.generated import walked
from tests.support.input_places import strays
from tests.support.stores import Stores
from tests.support.world import Api

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning")
NARROW: GraphQLSchema = federated(GRAPHQL)[0]
WHO = st.sampled_from(VIEWERS)
WRITERS = st.sampled_from(VIEWERS[1:4])
READ = queries(GRAPHQL, custom_scalars=SCALARS, print_ast=document)
WRONG = queries(GRAPHQL, custom_scalars=SCALARS, mode=Mode.NEGATIVE)
REFERRED = queries(NARROW, custom_scalars=SCALARS, print_ast=document)
NAMES = st.sampled_from(sorted(GRAPHQL.mutation_type.fields if GRAPHQL.mutation_type else ()))
WRITTEN = NAMES.flatmap(lambda name: mutations(GRAPHQL, fields=[name], custom_scalars=SCALARS, print_ast=document))


@pytest.fixture(scope="module")
async def api(stores: Stores) -> AsyncIterator[Api]:
    """The service over three dossiers certified by one session, which every example shares and leaves sound."""
    async with stores.lent("motor", walked) as store, Api.over(store) as made:
        yield made
        for check in (verify, nonconformities, discrepancies, misnumbered):
            assert [finding async for finding in check(store)] == []


@pytest.fixture(scope="module")
async def known(api: Api) -> Known:
    """What that holds, by name."""
    return await known_in(api.store)


async def answered(api: Api, text: str, who: str | None, path: str = "/graphql") -> Any:
    """The answer to an operation, which sends no more commands than it costs, and none where it costs too much."""
    note(text)
    headers = {"Authorization": f"Bearer {who}"} if who else {}
    with recorded_commands() as commands:
        answer = await api.client.post(path, json={"query": text}, headers=headers)
    body = judged(answer)
    if "extensions" not in body:
        assert len(commands) <= 2, commands
        return body
    cost = body["extensions"]["cost"]
    assert len(commands) <= cost["announced"] <= cost["maximum"] == Limits().cost, (cost, commands)
    return body


async def reads(api: Api, known: Known, drawn: DocumentNode, who: str | None, path: str = "/graphql") -> None:
    """Whatever is read is answered with data, or refused before anything runs."""
    body = await answered(api, about(known, drawn), who, path)
    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    assert body.get("data") is not None or codes, body


async def refuses(api: Api, text: str, who: str | None) -> None:
    """What breaks the schema is told, and nothing of it is run."""
    note(text)
    headers = {"Authorization": f"Bearer {who}"} if who else {}
    with recorded_commands() as commands:
        body = judged(await api.client.post("/graphql", json={"query": text}, headers=headers))
    assert {error["extensions"]["code"] for error in body["errors"]} <= {
        "BAD_REQUEST", "INVALID_INPUT", "LIMIT_EXCEEDED"
    }  # fmt: skip
    assert "data" not in body or any(error.get("path") for error in body["errors"]), body
    assert "data" in body or len(commands) <= 2, commands


async def writes(api: Api, known: Known, drawn: DocumentNode, who: str) -> None:
    """What is asked is done, or refused with every reason, each at a place of the input."""
    body = await answered(api, about(known, telling(drawn)), who)
    for payload in (body.get("data") or {}).values():
        for problem in payload["problems"] if payload else ():
            assert problem["code"] in {code.value for code in ProblemCode}
            assert problem["message"].endswith((".", "…")), problem
            assert (problem["rule"] is not None) is (problem["code"] == "RULE"), problem
    [operation] = drawn.definitions
    [field] = getattr(operation, "selection_set").selections  # noqa: B009
    for payload in (body.get("data") or {}).values():
        assert not payload or strays(field.name.value, payload) == []


@short(10)
@given(READ, WHO)
async def test_what_is_read(api: Api, known: Known, drawn: DocumentNode, who: str | None) -> None:
    await reads(api, known, drawn, who)


@short(10)
@given(REFERRED)
async def test_what_partners_read(api: Api, known: Known, drawn: DocumentNode) -> None:
    await reads(api, known, drawn, None, "/federation")


@short(40)
@given(WRONG, WHO)
async def test_what_breaks_the_schema(api: Api, text: str, who: str | None) -> None:
    await refuses(api, text, who)


@short(30)
@given(WRITTEN, WRITERS)
async def test_what_is_written(api: Api, known: Known, drawn: DocumentNode, who: str) -> None:
    await writes(api, known, drawn, who)


@pytest.mark.soak
@long(2_000)
@given(READ, WHO)
async def test_what_is_read_at_length(api: Api, known: Known, drawn: DocumentNode, who: str | None) -> None:
    await reads(api, known, drawn, who)


@pytest.mark.soak
@long(500)
@given(REFERRED)
async def test_what_partners_read_at_length(api: Api, known: Known, drawn: DocumentNode) -> None:
    await reads(api, known, drawn, None, "/federation")


@pytest.mark.soak
@long(2_000)
@given(WRONG, WHO)
async def test_what_breaks_the_schema_at_length(api: Api, text: str, who: str | None) -> None:
    await refuses(api, text, who)


@pytest.mark.soak
@long(5_000)
@given(WRITTEN, WRITERS)
async def test_what_is_written_at_length(api: Api, known: Known, drawn: DocumentNode, who: str) -> None:
    await writes(api, known, drawn, who)
