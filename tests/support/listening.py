"""An application on a real port of this machine, in the loop of the test."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from graph.transport.connections import server_config
from graph.transport.limits import Limits
from graph.transport.listening import listening_on


async def begun(config: uvicorn.Config) -> "tuple[uvicorn.Server, asyncio.Task[None], int]":
    """A server that answers, what it runs as, and its port, a free one of this machine."""
    server, socket = uvicorn.Server(config), listening_on("127.0.0.1", 0)
    serving = asyncio.create_task(server.serve(sockets=[socket]))
    while not server.started:
        await asyncio.sleep(0.01)
    return server, serving, socket.getsockname()[1]


@asynccontextmanager
async def listening(app: Any, limits: Limits, proxies: tuple[str, ...] = ()) -> AsyncIterator[int]:
    """The port of an application that is served as the product is."""
    networks = [ipaddress.ip_network(item) for item in proxies]
    config = server_config(app, limits=limits, proxies=networks)
    config.lifespan = "off"
    server, task, port = await begun(config)
    try:
        yield port
    finally:
        server.should_exit = True
        await task


def posted(body: bytes, *headers: str, path: str = "/graphql") -> bytes:
    """A POST of JSON as it goes over the wire, on a connection that stays."""
    lines = (f"POST {path} HTTP/1.1", "Host: essai", "Content-Type: application/json", f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, *headers, "", "")).encode() + body
