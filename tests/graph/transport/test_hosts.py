"""The names that the service answers to: a page whose name was led here reads nothing."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from graph.transport.hosts import LOOPBACK, Hosts


async def page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("jetons")


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


def service(*names: str) -> Starlette:
    return Starlette(
        routes=[Route("/", page), WebSocketRoute("/socket", socket)], middleware=[Middleware(Hosts, names=names)]
    )


async def asked(app: Starlette, *hosts: bytes) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x") as client:
        request = client.build_request("GET", "/")
        request.headers = httpx.Headers([(b"host", host) for host in hosts])
        return await client.send(request)


@pytest.mark.parametrize(
    "host",
    [
        b"localhost",
        b"localhost:8000",
        b"LOCALHOST:80",
        b"127.0.0.1:8000",
        b"[::1]:8000",
        b"poincon.example.",
        b"localhost:x",
    ],
)
async def test_its_own_names_are_answered_whatever_the_port(host: bytes) -> None:
    assert (await asked(service(*LOOPBACK, "Poincon.example"), host)).status_code == 200


@pytest.mark.parametrize(
    "host",
    [b"evil.example", b"evil.example:8000", b"localhost.evil.example", b"127.0.0.1.evil.example", b"", b":8000",
     b"[::1", b"[::2]", b"localhost@evil.example", b"evil.example#localhost", b"\xff", b"169.254.0.1"],
)  # fmt: skip
async def test_any_other_is_refused_in_french(host: bytes) -> None:
    answer = await asked(service(*LOOPBACK), host)
    assert answer.status_code == 421
    assert "POINCON_HOSTS" in answer.json()["errors"][0]["message"]
    assert "jetons" not in answer.text


async def test_no_name_and_two_names_are_refused() -> None:
    assert (await asked(service(*LOOPBACK))).status_code == 421
    assert (await asked(service(*LOOPBACK), b"localhost", b"evil.example")).status_code == 421


async def test_without_a_list_every_name_is_answered() -> None:
    assert (await asked(service(), b"anything.example")).status_code == 200


@pytest.mark.parametrize(("name", "sent"), [("essai", "websocket.accept"), ("elsewhere", "websocket.close")])
async def test_sockets_are_held_to_it_too(name: str, sent: str) -> None:
    told: list[str] = []

    async def send(message: Message) -> None:
        told.append(message["type"])

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    headers = [(b"host", b"essai:8000")]
    scope = {"type": "websocket", "path": "/socket", "headers": headers, "query_string": b"", "subprotocols": []}
    await service(name)(scope, receive, send)
    assert told[0] == sent
