"""GraphQL over HTTP: the specification's audits, limits, tokens, errors that tell no secrets."""

import asyncio
from datetime import timedelta
from typing import Any

import jwt
import pytest

from graph.transport.limits import Limits
from graph.transport.tokens import mint
from repositories.store import Store
from rules.access.viewer import Role
from tests.support.node_tools import run_node
from tests.support.serving import served
from tests.support.world import CENTRE, KEY, SECRET, TODAY, Api, token


@pytest.mark.node
@pytest.mark.parametrize("path", ["/graphql", "/federation"])
def test_every_audit_of_the_specification_is_green(store_url: str, path: str) -> None:
    with served(store_url, f"test_audits{path[1:4]}") as address:
        done = run_node("audits.mjs", address + path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"audits":61,"ok":61' in done.stdout


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("{" + " ".join(f"a{rank}: viewer {{ name }}" for rank in range(61)) + "}", "60"),
        ("{ certifications { nodes " * 1 + "{ blocs { certifications { nodes " * 5 + "{ code }" + " } } }" * 5 + " } }", "16"),
        ("{ viewer { name " + "name " * 4001 + "} }", "4000"),
        ("{ certifications(first: 100) { nodes { blocs { certifications(first: 100) { nodes { blocs { certifications(first: 100) { nodes { code } } } } } } } } }", "50000"),
        ("{" * 3000, "4000"),
    ],
)  # fmt: skip
async def test_a_limit_is_named_with_its_value_before_anything_runs(api: Api, query: str, limit: str) -> None:
    answer = await api.post(query)
    error = answer["errors"][0]
    if "{" * 10 in query:
        assert error["extensions"]["code"] in {"LIMIT_EXCEEDED", "BAD_REQUEST"}
        return
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED", error
    assert limit in error["message"].replace("\u202f", "")
    assert answer.get("data") is None


async def test_the_cost_is_told(api: Api) -> None:
    one = await api.post("{ certifications(first: 1) { nodes { code } } }")
    ten = await api.post("query($n: Int) { certifications(first: $n) { nodes { code } } }", {"n": 10})
    assert one["extensions"]["cost"] == {"announced": 2 + 4 + 1, "maximum": 50_000}
    assert ten["extensions"]["cost"] == {"announced": 2 + 4 + 10, "maximum": 50_000}


async def test_a_body_too_large_is_refused(api: Api) -> None:
    answer = await api.client.post("/graphql", json={"query": "{ viewer { name } }", "variables": {"x": "a" * 300_000}})
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_a_request_out_of_time_says_so(one_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*_: Any, **__: Any) -> Any:
        await asyncio.sleep(5)

    monkeypatch.setattr(one_store.driver, "find", slow)
    async with Api.over(one_store, limits=Limits(seconds=0.05)) as api:
        answer = await api.post('{ certification(code: "x") { code } }')
    assert answer["errors"][0]["extensions"]["code"] == "TIMEOUT"


def _signed(**claims: Any) -> str:
    return jwt.encode({"sub": "x", "iss": "poincon", "aud": "poincon", "exp": 4_000_000_000, **claims}, SECRET)


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer not.a.token",
        "Basic dXNlcjpwYXNz",
        f"Bearer {CENTRE[:-4]}AAAA",
        f"Bearer {token(Role.CENTRE, lifetime=timedelta(seconds=-1))}",
        f"Bearer {mint('another secret, as long as a secret has to be, really', 'poincon', subject='x', name='x', roles=[Role.GTP], lifetime=timedelta(hours=1))}",
        f"Bearer {mint(SECRET, 'another issuer', subject='x', name='x', roles=[Role.GTP], lifetime=timedelta(hours=1))}",
        f"Bearer {jwt.encode({'sub': 'x', 'iss': 'poincon', 'aud': 'poincon', 'exp': 4_000_000_000}, None, algorithm='none')}",
        f"Bearer {_signed(aud='else')}",
        f"Bearer {_signed(roles=['KING'])}",
        f"Bearer {_signed(today='2026-02-30')}",
        f"Bearer {_signed(roles=12)}",
    ],
)  # fmt: skip
async def test_a_token_that_is_none_is_unauthenticated(api: Api, header: str) -> None:
    answer = await api.client.post("/graphql", json={"query": "{ viewer { name } }"}, headers={"Authorization": header})
    assert answer.status_code == 401
    error = answer.json()["errors"][0]
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert error["extensions"]["requestId"]


async def test_production_refuses_a_token_that_sets_the_day(one_store: Store) -> None:
    async with Api.over(one_store, demonstration=False) as api:
        answer = await api.post("{ viewer { today } }", None, token(Role.CENTRE, today=TODAY))
        assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await api.data("{ viewer { today } }", None, CENTRE))["viewer"]["today"] == "2026-11-23"


async def test_what_nobody_foresaw_is_masked_and_logged(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("the password is 1234")

    monkeypatch.setattr(api.store.driver, "find", broken)
    answer = await api.post('{ certification(code: "x") { code } }')
    error = answer["errors"][0]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "1234" not in str(answer)
    assert error["extensions"]["requestId"] in caplog.text


@pytest.mark.parametrize(
    "query",
    [
        "{ certificationn { code } }",
        "{ viewer { nom } }",
        "query {",
        "{ viewer { name(x: 1) } }",
        "{ }",
        "{ viewer { } }",
    ],
)
async def test_typing_mistakes_are_told_in_full(api: Api, query: str) -> None:
    answer = await api.post(query)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert answer["errors"][0]["locations"]


async def test_a_store_that_is_gone_is_unavailable(api: Api) -> None:
    gone = Store.connect("mongodb://127.0.0.1:9/", "x", journal_key=KEY, patience=0.2)
    async with Api.over(gone) as client:
        answer = await client.post('{ certification(code: "x") { code } }')
        health = await client.client.get("/health")
    await gone.close()
    assert answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert health.status_code == 503
    assert (await api.client.get("/health")).json() == {"status": "ok"}


async def test_a_document_has_the_rights_of_its_dossier(api: Api) -> None:
    for header, status in ((None, 401), (token(Role.BRANCH_PARTNER), 403), (CENTRE, 404)):
        headers = {"Authorization": f"Bearer {header}"} if header else {}
        assert (await api.client.get("/documents/inconnu", headers=headers)).status_code == status


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/documents/inconnu", b"", 404, "INVALID_INPUT"),
        ("GET", "/documents/inconnu?lien=faux", b"", 403, "FORBIDDEN"),
        ("GET", "/packs/inconnu", b"", 404, "INVALID_INPUT"),
        ("GET", "/packs/inconnu?lien=faux", b"", 403, "FORBIDDEN"),
        ("GET", "/files/inconnu", b"", 404, "INVALID_INPUT"),
        ("PUT", "/files?name=piece.pdf", b"ceci n'en est pas un", 400, "INVALID_INPUT"),
        ("DELETE", "/files/inconnu", b"", 405, "BAD_REQUEST"),
        ("GET", "/nulle-part", b"", 404, "BAD_REQUEST"),
        ("GET", "/static/nulle-part.js", b"", 404, "BAD_REQUEST"),
        ("PUT", "/graphql", b"", 405, "BAD_REQUEST"),
    ],
)
async def test_every_route_refuses_in_the_form_of_every_refusal(
    api: Api, method: str, path: str, body: bytes, status: int, code: str
) -> None:
    answer = await api.client.request(method, path, content=body, headers={"Authorization": f"Bearer {CENTRE}"})
    assert answer.status_code == status
    assert ("allow" in answer.headers) == (status == 405)
    errors = answer.json()["errors"]
    assert errors
    for error in errors:
        assert error["message"]
        assert error["extensions"] == {"code": code, "requestId": answer.headers["x-request-id"]}


async def test_the_explorer_page_is_served_to_browsers_alone(api: Api) -> None:
    page = await api.client.get("/graphql", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (await api.client.get("/static/graphiql.js")).status_code == 200
    assert (await api.client.get("/graphql", headers={"Accept": "application/json"})).status_code == 400
