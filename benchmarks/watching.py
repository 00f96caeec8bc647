"""
What it costs to watch: operations with the line, the figures and the listener of the store, and without.

Run: python -m benchmarks.watching [operations]. Ratios of the processor's time in one run, turn by turn over one store.
"""

import asyncio
import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from starlette.types import ASGIApp, Message

from commands.logs import start_logs
from graph.transport.app import application
from graph.transport.service import Service
from graph.transport.tokens import TokenReader
from graph.transport.watching import Watch
from repositories.embedded import running
from repositories.store import Store
from repositories.watching import StoreWatch
from resolvers.shared.house import House
from tests.support.world import CENTRE, KEY, SECRET, UNHURRIED, furnished

ROUNDS = 9
QUERIES = {
    "nothing to read": "{ viewer { name } }",
    "a page": "{ certifications(first: 20) { nodes { code title blocs { code title } } } }",
}


class Client:
    """Asks the application without a client's library in between, which would weigh more than what is measured."""

    def __init__(self, app: ASGIApp, query: str) -> None:
        self._app, self._body = app, json.dumps({"query": query}).encode()
        self._headers = [(b"content-type", b"application/json"), (b"authorization", f"Bearer {CENTRE}".encode())]

    async def milliseconds(self, times: int) -> float:
        """What an operation takes of the processor, of so many one after the other; the store is another process."""
        began = time.process_time()
        for _ in range(times):
            await self._ask()
        return (time.process_time() - began) / times * 1000

    async def _ask(self) -> None:
        scope = {
            "type": "http", "method": "POST", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"",
            "headers": self._headers, "client": ("127.0.0.1", 1), "scheme": "http", "http_version": "1.1",
        }  # fmt: skip
        status = 0

        async def receive() -> Message:
            return {"type": "http.request", "body": self._body, "more_body": False}

        async def send(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)

        await self._app(scope, receive, send)
        assert status == 200


@contextmanager
def unwatched() -> Iterator[None]:
    """Nothing is logged, counted or traced of requests and of commands."""
    call, started, ended = Watch.__call__, StoreWatch.started, StoreWatch.succeeded
    Watch.__call__ = lambda self, *given: self._app(*given)
    StoreWatch.started = StoreWatch.succeeded = lambda *_: None
    logging.disable()
    try:
        yield
    finally:
        Watch.__call__, StoreWatch.started, StoreWatch.succeeded = call, started, ended
        logging.disable(logging.NOTSET)


async def measured(url: str, times: int) -> None:
    """Prints a row for each query and form of the log."""
    store = Store.connect(url, "watching", journal_key=KEY)
    await store.prepare()
    await furnished(store)
    print("| operation | log | watched, ms | unwatched, ms | times |\n|---|---|---|---|---|")
    with open("/dev/null", "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        service = Service(House(store), TokenReader(SECRET, ("HS256",), "poincon", True), limits=UNHURRIED)
        app = application(service)
        for name, query in QUERIES.items():
            client = Client(app, query)
            for form in ("text", "json"):
                start_logs(form, nowhere)
                await client.milliseconds(times)
                mine, bare = [], []
                for _ in range(ROUNDS):
                    mine.append(await client.milliseconds(times))
                    with unwatched():
                        bare.append(await client.milliseconds(times))
                row = f"{median(mine):.3f} | {median(bare):.3f} | {median(mine) / median(bare):.2f}"
                print(f"| {name} | {form} | {row} |")
    await store.close()


def main(times: int) -> None:
    """One embedded store for all of it."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as embedded:
        asyncio.run(measured(embedded.url, times))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
