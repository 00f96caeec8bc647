"""The twelve checks of graphql-cop, and its thirteenth: each passes, or is an exception that is argued beside it."""

from typing import Any

import pytest

from graph.transport.limits import Limits
from tests.support.world import Api

PATHS = ("/graphql", "/federation")
TYPENAME = "{ __typename }"


async def refused(api: Api, query: str, path: str) -> str:
    """The code by which an operation is refused, with nothing answered."""
    answer = await api.post(query, None, None, path)
    assert answer.get("data") is None, answer
    return str(answer["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize("path", PATHS)
async def test_aliases_are_not_overloaded(api: Api, path: str) -> None:
    query = "{ " + " ".join(f"alias{rank}: __typename" for rank in range(101)) + " }"
    assert await refused(api, query, path) == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("path", PATHS)
async def test_batches_are_not_taken(api: Api, path: str) -> None:
    answer = await api.client.post(path, json=[{"query": TYPENAME}] * 10)
    assert answer.status_code == 400
    assert "data" not in answer.text


@pytest.mark.parametrize("path", PATHS)
async def test_directives_are_not_overloaded(api: Api, path: str) -> None:
    """Ten of an unknown directive would each be told; more of a known one, repeated, are refused."""
    answer = await api.post("query { __typename " + "@aa" * 10 + " }", None, None, path)
    assert len(answer["errors"]) == 1
    assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("path", PATHS)
async def test_a_field_is_not_asked_for_hundreds_of_times(api: Api, path: str) -> None:
    assert await refused(api, "query { " + "__typename " * 500 + "}", path) == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("path", PATHS)
async def test_introspection_does_not_go_in_circles(api: Api, path: str) -> None:
    inner = "{ name }"
    for _ in range(4):
        inner = "{ fields { type " + inner + " } }"
    assert await refused(api, "query { __schema { types " + inner + " } }", path) == "BAD_REQUEST"


async def test_a_mutation_is_not_asked_for_by_get(api: Api) -> None:
    query = "mutation { generateDocument(input: {kind: MINUTES}) { problems { code } } }"
    answer = await api.client.get("/graphql", params={"query": query})
    assert answer.status_code == 405
    assert (await api.post(query))["data"] is not None
    assert "data" not in (await api.client.get("/federation", params={"query": "mutation { x }"})).json()


@pytest.mark.parametrize("path", PATHS)
async def test_a_form_of_another_site_asks_for_nothing(api: Api, path: str) -> None:
    """No cookie is ever read, and what a browser sends without asking first is no GraphQL request."""
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"):
        answer = await api.client.post(path, content=f"query={TYPENAME}", headers={"Content-Type": kind})
        assert answer.status_code == 415


@pytest.mark.parametrize("path", PATHS)
async def test_nothing_is_traced_for_whoever_asks(api: Api, path: str) -> None:
    for headers in ({"apollo-tracing": "1"}, {"X-Apollo-Tracing": "1"}, {"apollo-federation-include-trace": "ftv1"}):
        answer = await api.client.post(path, json={"query": TYPENAME}, headers=headers)
        assert answer.json()["extensions"].keys() == {"cost", "requestId"}


@pytest.mark.parametrize("path", PATHS)
async def test_what_goes_wrong_tells_nothing_of_the_inside(api: Api, path: str) -> None:
    for query in ("query cop { ", "{ __typename", "}", "\x00", "query ($x: [[[Int) { x }"):
        answer = await api.client.post(path, json={"query": query})
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
        for word in ("Traceback", ".py", "exception", "graphql.error"):
            assert word not in answer.text


EXCEPTIONS: dict[str, Any] = {
    "introspection": "{ __schema { queryType { name } } }",
    "field suggestions": "{ rule { id } }",
    "explorer": "/static/graphiql.js",
    "queries by GET": TYPENAME,
}
"""
What graphql-cop reports and is meant. Introspection and suggestions: the schema is public (`/schema.graphql`), and what
the developer of a client mistypes is told in full. The explorer: it asks as whoever reads the page, who has no token of
anybody's unless they paste one; in production it holds none. Queries by GET: they change nothing, no cookie is read, and
the open catalogue is meant to be linked to and cached.
"""


async def test_the_exceptions_are_what_they_are_said_to_be(api: Api) -> None:
    assert "data" in await api.post(EXCEPTIONS["introspection"], None, None)
    assert "Did you mean" in (await api.post(EXCEPTIONS["field suggestions"], None, None))["errors"][0]["message"]
    page = await api.client.get("/graphql", headers={"Accept": "text/html"})
    assert EXCEPTIONS["explorer"] in page.text
    assert "eyJ" not in page.text
    assert (await api.client.get("/graphql", params={"query": EXCEPTIONS["queries by GET"]})).status_code == 200


def test_the_limits_that_these_checks_meet_are_those_of_the_service() -> None:
    limits = Limits()
    assert (limits.aliases, limits.repeated, limits.directives) == (60, 50, 5)
