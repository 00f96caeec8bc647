"""
What it costs to watch: operations a second with the line, the figures and the listener of the store, and without.

Run: python -m benchmarks.watching [operations]. Ratios of one run, the two turn by turn over one store.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from commands.logs import start_logs
from graph.transport.watching import Watch
from repositories.embedded import running
from repositories.store import Store
from repositories.watching import StoreWatch
from tests.support.world import CENTRE, KEY, UNHURRIED, Api, furnished

ROUNDS = 9
QUERIES = {
    "nothing to read": "{ viewer { name } }",
    "a page": "{ certifications(first: 20) { nodes { code title blocs { code title } } } }",
}


async def seconds(api: Api, query: str, times: int) -> float:
    """How long so many operations take, one after the other."""
    began = time.perf_counter()
    for _ in range(times):
        await api.post(query, None, CENTRE)
    return time.perf_counter() - began


@contextmanager
def unwatched() -> Iterator[None]:
    """Nothing is logged, counted or traced of requests and of commands."""
    call, started, ended = Watch.__call__, StoreWatch.started, StoreWatch.succeeded
    Watch.__call__ = lambda self, *given: self._app(*given)  # type: ignore[method-assign]
    StoreWatch.started = StoreWatch.succeeded = lambda *_: None  # type: ignore[method-assign]
    logging.disable()
    try:
        yield
    finally:
        Watch.__call__, StoreWatch.started, StoreWatch.succeeded = call, started, ended  # type: ignore[method-assign]
        logging.disable(logging.NOTSET)


async def measured(url: str, times: int) -> None:
    """Prints a row for each query and form of the log."""
    store = Store.connect(url, "watching", journal_key=KEY)
    await store.prepare()
    await furnished(store)
    print("| operation | log | watched, ms | unwatched, ms | times |\n|---|---|---|---|---|")
    with open("/dev/null", "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device
        async with Api.over(store, limits=UNHURRIED) as api:
            for name, query in QUERIES.items():
                for form in ("text", "json"):
                    start_logs(form, nowhere)
                    await seconds(api, query, times)
                    mine, bare = [], []
                    for _ in range(ROUNDS):
                        mine.append(await seconds(api, query, times) / times * 1000)
                        with unwatched():
                            bare.append(await seconds(api, query, times) / times * 1000)
                    row = f"{median(mine):.3f} | {median(bare):.3f} | {median(mine) / median(bare):.3f}"
                    print(f"| {name} | {form} | {row} |")
    await store.close()


def main(times: int) -> None:
    """One embedded store for all of it."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as embedded:
        asyncio.run(measured(embedded.url, times))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
