"""The service on a real port, for clients that are no Python: browsers, gateways, audits."""

import asyncio
import threading
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn

from graph.identity.asking import Asking
from graph.transport.app import application
from graph.transport.explorer import Explorer
from graph.transport.service import Service
from graph.transport.tokens import TokenReader, Trusted
from repositories.store import Store
from resolvers.shared.house import House
from tests.support.stores import forget
from tests.support.world import KEY, NOW, SECRET, furnished


@contextmanager
def served(
    url: str,
    database: str,
    furnish: Callable[[Store], Awaitable[None]] = furnished,
    around: Callable[[Any], Any] = lambda app: app,
    trusted: Callable[[Asking], Mapping[str, Trusted]] = lambda _asking: {},
    explorer: Explorer | None = None,
) -> Iterator[str]:
    """The address of the application, in a thread with a loop of its own, over a database that `furnish` fills.

    `around` may wrap the application; what it returns is served. `trusted` makes the issuers that it trusts from what
    asks them. The database, whose name begins as given, is forgotten
    in the end.
    """
    ready = threading.Event()
    stop: list[Any] = []

    async def serve() -> None:
        store = Store.connect(url, f"{database}_{uuid.uuid4().hex}", journal_key=KEY)
        await store.prepare()
        await furnish(store)
        asking = Asking()
        reader = TokenReader(SECRET, ("HS256",), "poincon", True, trusted(asking))
        service = Service(House(store), reader, explorer=explorer, clock=lambda: NOW)
        app = application(service, close=asking.close)
        server = uvicorn.Server(uvicorn.Config(around(app), port=0, log_level="error"))
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        stop.extend([server, server.servers[0].sockets[0].getsockname()[1]])
        ready.set()
        await serving
        await forget(store)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(30)
    try:
        yield f"http://127.0.0.1:{stop[1]}"
    finally:
        stop[0].should_exit = True
        thread.join(30)
