"""Over a real socket: nothing is answered by bare text or told as a fault, and clients that leave are no tracebacks."""

import asyncio
import ipaddress
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from graph.transport.app import application
from graph.transport.connections import server_config
from graph.transport.service import Service
from graph.transport.tokens import TokenReader
from repositories.store import Store
from resolvers.shared.house import House
from tests.support.lines import Lines, written
from tests.support.listening import begun
from tests.support.stores import World
from tests.support.world import CENTRE, NOW, SECRET, UNHURRIED, furnished

BEARING = {"Authorization": f"Bearer {CENTRE}"}
QUERY = "query($x: String) { certifications(search: $x) { totalCount } }"
DATED = "query($x: Date) { dossiers(filter: {openedOn: {from: $x, to: $x}}) { totalCount } }"


@pytest.fixture
def world() -> World:
    """The small world."""
    return furnished


@asynccontextmanager
async def serving(store: Store, proxies: tuple[str, ...] = ()) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service, which is served over the loopback as `poincon serve` does."""
    service = Service(
        House(store), TokenReader(SECRET, ("HS256",), "poincon", True), limits=UNHURRIED, clock=lambda: NOW
    )
    networks = [ipaddress.ip_network(item) for item in proxies]
    server, task, port = await begun(server_config(application(service), limits=UNHURRIED, proxies=networks))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        yield client
    server.should_exit = True
    await task


def hostile() -> list[tuple[str, str, bytes]]:
    """Requests that nobody means."""

    def asked(variables: str, query: str = QUERY) -> bytes:
        return f'{{"query": {json.dumps(query)}, "variables": {{"x": {variables}}}}}'.encode()

    bodies = [
        asked("[" * 100_000 + "]" * 100_000),
        asked('{"a":' * 40_000 + "1" + "}" * 40_000),
        asked("[" * 1_000 + "]" * 1_000),
        asked('"\\ud800"'),
        asked('"x\\udfff"'),
        asked('"0001-01-01"', DATED),
        asked('"9999-12-31"', DATED),
        asked('"0000-00-00"', DATED),
        asked('"10000-01-01"', DATED),
        asked("1e999"),
        b'{"query": "\xed\xa0\x80"}',
        json.dumps({"query": '{ certification(code: "\\ud800") { code } }'}).encode(),
        json.dumps({"query": "{" * 3_000}).encode(),
        b"\xff\xfe",
        b"",
    ]
    posts = [("POST", path, body) for path in ("/graphql", "/federation") for body in bodies]
    gets = [
        "/graphql?query=%ED%A0%80",
        "/documents/%ED%A0%80",
        "/files/%00",
        "/v/%F0%9F%92%A9?s=%FF",
        "/%FF%FE",
        "/packs/x",
    ]
    return [*posts, *(("GET", path, b"") for path in gets)]


async def test_whatever_is_sent_is_answered_in_json_or_a_page_and_is_no_fault(one_store: Store) -> None:
    with written() as lines:
        async with serving(one_store) as client:
            for method, path, body in hostile():
                headers = {**BEARING, "Content-Type": "application/json"}
                answer = await client.request(method, path, content=body, headers=headers)
                assert answer.status_code < 500, (path, body[:80], answer.text)
                if not path.startswith("/v/"):
                    codes = [error.get("extensions", {}).get("code") for error in answer.json().get("errors", ())]
                    assert "INTERNAL" not in codes
                assert len(answer.headers.get_list("x-request-id")) == 1
        assert len(lines.of("poincon.requests")) == len(hostile())
        assert _grave(lines) == []


async def test_a_fault_that_nobody_foresaw_is_no_bare_text(one_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("Dupont")

    monkeypatch.setattr("graph.transport.service.Service.asker", broken)
    monkeypatch.setattr("resolvers.shared.house.House.alive", broken)
    with written() as lines:
        async with serving(one_store) as client:
            for path in ("/graphql?query={viewer{name}}", "/documents/x", "/files/x", "/health"):
                answer = await client.get(path)
                [error] = answer.json()["errors"]
                assert (answer.status_code, error["extensions"]["code"]) == (500, "INTERNAL")
                assert error["extensions"]["requestId"] == answer.headers["x-request-id"]
                assert f'"request":"{answer.headers["x-request-id"]}"' in lines.text
            page = await client.get("/v/x")
            assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8")
        assert {line["outcome"] for line in lines.of("poincon.requests")} == {"failed"}
        assert "Dupont" not in lines.text


async def test_clients_that_leave_are_told_in_a_line_and_are_no_fault(one_store: Store) -> None:
    head = b"POST %s HTTP/1.1\r\nHost: essai\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
    begun = head % (b"/graphql", CENTRE.encode()) + b"Content-Length: 5000\r\n\r\n"
    upload = begun.replace(b"POST /graphql", b"PUT /files?name=x.pdf")
    whole = json.dumps({"query": "{ certifications(first: 4) { nodes { code title blocs { code } } } }"}).encode()
    asked = head % (b"/graphql", CENTRE.encode()) + b"Content-Length: %d\r\n\r\n%s" % (len(whole), whole)
    with written() as lines:
        async with serving(one_store) as client:
            for sent in (b"", begun[:40], begun, begun + b"{", upload, upload + b"%PDF", asked, asked + asked[:60]):
                _, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
                writer.write(sent)
                await writer.drain()
                await asyncio.sleep(0.02)
                writer.transport.abort()
            assert (await client.get("/ready")).json() == {"status": "ok"}
            while len(lines.of("poincon.requests")) < 6:
                await asyncio.sleep(0.02)
        ended = [line["outcome"] for line in lines.of("poincon.requests")]
        assert _grave(lines) == []
    assert ended.count("left") >= 4
    assert set(ended) <= {"left", "ok"}


async def test_a_proxy_that_is_believed_names_the_request_and_its_client(one_store: Store) -> None:
    given = {"X-Request-Id": "0123456789abcdef", "X-Forwarded-For": "192.0.2.7"}
    query = {"query": "{ dossiers { totalCount } }"}
    with written() as lines:
        async with serving(one_store, proxies=("127.0.0.0/8",)) as client:
            answer = await client.post("/graphql", json=query, headers=given)
            assert answer.headers["x-request-id"] == answer.json()["errors"][0]["extensions"]["requestId"]
            assert answer.headers["x-request-id"] == "0123456789abcdef"
            for wrong in ("court", "x" * 65, "avec espace", "a;b;c;d;e", "\"'<script>"):
                answer = await client.get("/live", headers={"X-Request-Id": wrong})
                assert len(answer.headers["x-request-id"]) == 32
        async with serving(one_store) as client:
            answer = await client.post("/graphql", json=query, headers=given)
            assert answer.headers["x-request-id"] != "0123456789abcdef"
        clients = [line["client"] for line in lines.of("poincon.access")]
    assert clients == ["adresse 192.0.2.7", "adresse 127.0.0.1"]


def _grave(lines: Lines) -> list[str]:
    return [line for line in lines.text.splitlines() if json.loads(line)["level"] in {"error", "critical", "warning"}]
