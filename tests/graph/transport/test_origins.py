"""Browsers of other origins: those that are listed ask as somebody, any other reads the open catalogue; the schema's text."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from repositories.store import Store
from tests.support.places import ROOT
from tests.support.stores import World
from tests.support.world import CENTRE, Api, furnished

APP, OTHER = "https://app.example", "https://other.example"
ASKED = {"query": "{ viewer { name } }"}
BEARER = {"Authorization": f"Bearer {CENTRE}"}


@pytest.fixture
def world() -> World:
    return furnished


@pytest.fixture
async def client(one_store: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with Api.over(one_store, origins=(APP,)) as api:
        yield api.client


def _allowed(answer: httpx.Response) -> tuple[str | None, str | None]:
    headers: Any = answer.headers
    assert "Origin" in headers["vary"]
    return headers.get("access-control-allow-origin"), headers.get("access-control-allow-credentials")


async def _preflight(client: httpx.AsyncClient, path: str, origin: str, method: str, asked: str) -> httpx.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": asked,
    }
    return await client.options(path, headers=headers)


@pytest.mark.parametrize(
    ("path", "method"), [("/graphql", "POST"), ("/graphql", "GET"), ("/files", "PUT"), ("/documents/x", "GET")]
)
async def test_a_listed_origin_is_let_through_with_a_token(client: httpx.AsyncClient, path: str, method: str) -> None:
    told = await _preflight(client, path, APP, method, "authorization, content-type")
    assert told.status_code == 200
    assert _allowed(told) == (APP, "true")
    assert method in told.headers["access-control-allow-methods"]
    assert "authorization" in told.headers["access-control-allow-headers"].lower()


async def test_its_answers_may_be_read_refusals_included(client: httpx.AsyncClient) -> None:
    told = await client.post("/graphql", json=ASKED, headers={**BEARER, "Origin": APP})
    assert told.json()["data"] == {"viewer": {"name": "Compte d’essai"}}
    assert _allowed(told) == (APP, "true")
    assert "etag" in told.headers["access-control-expose-headers"].lower()
    refused = await client.post("/graphql", json=ASKED, headers={"Authorization": "Bearer x", "Origin": APP})
    assert (refused.status_code, _allowed(refused)) == (401, (APP, "true"))


@pytest.mark.parametrize("origin", [OTHER, "null", f"{APP}.evil.example", "http://app.example", f"{APP}:8443"])
@pytest.mark.parametrize("path", ["/graphql", "/federation"])
async def test_any_origin_reads_the_open_catalogue_and_no_more(
    client: httpx.AsyncClient, origin: str, path: str
) -> None:
    query = {"query": '{ organisation(code: "UT59") { code } }'}
    read = await client.get(path, params=query, headers={"Origin": origin})
    assert read.json()["data"] == {"organisation": {"code": "UT59"}}
    assert _allowed(read) == ("*", None)
    assert (await _preflight(client, path, origin, "GET", "content-type")).status_code == 200
    for method, asked in (("GET", "authorization"), ("POST", "content-type")):
        told = await _preflight(client, path, origin, method, asked)
        assert told.status_code == 400
        assert "authorization" not in told.headers.get("access-control-allow-headers", "").lower()
    with_token = await client.get(path, params=query, headers={**BEARER, "Origin": origin})
    assert _allowed(with_token) == (None, None)
    written = await client.post(path, json=ASKED, headers={"Origin": origin})
    assert _allowed(written) == (None, None)


@pytest.mark.parametrize("path", ["/files", "/documents/x", "/health"])
async def test_nothing_else_is_open_to_another_origin(client: httpx.AsyncClient, path: str) -> None:
    assert _allowed(await client.get(path, headers={"Origin": OTHER})) == (None, None)
    assert _allowed(await _preflight(client, path, OTHER, "GET", "authorization")) == (None, None)


async def test_without_a_setting_no_origin_asks_as_somebody(one_store: Store) -> None:
    async with Api.over(one_store) as api:
        told = await api.client.post("/graphql", json=ASKED, headers={**BEARER, "Origin": APP})
        assert _allowed(told) == (None, None)


async def test_the_schema_is_a_text_to_download(client: httpx.AsyncClient) -> None:
    told = await client.get("/schema.graphql", headers={"Origin": OTHER})
    assert told.text == (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    assert _allowed(told) == ("*", None)
    tag = told.headers["etag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = await client.get("/schema.graphql", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await client.get("/schema.graphql", headers={"If-None-Match": '"x"'})).status_code == 200
    assert (await client.head("/schema.graphql")).status_code == 200
    assert (await client.post("/schema.graphql")).status_code == 405
