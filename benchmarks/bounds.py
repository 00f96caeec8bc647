"""
How the dearest operations that are accepted weigh on others: each ended at a deadline, and liveness beside ten.

Run: python -m benchmarks.bounds [operations [file]]. As many are drawn over the shipped facts; the twenty that take
the processor longest are kept, and recorded in the file (tests/support/dearest.json). Ratios of one run.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from graphql import parse
from pymongo.monitoring import CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent

from graph.schema.schema import GRAPHQL
from graph.transport.cost import cost_of
from graph.transport.limits import Limits
from repositories.connecting import connect
from repositories.counting import CommandCounter
from repositories.embedded import running
from repositories.store import Store
from resolvers.shared.pace import settled
from tests.support.generated import REGISTERS, Drawn
from tests.support.shipped import shipped
from tests.support.standing import standing
from tests.support.walk import GTP, gtp
from tests.support.world import KEY, UNHURRIED, Api

VIEWER = gtp(GTP)
"""Somebody to whom nothing is refused."""
DEAREST = 20
AT_ONCE = 10
PATHS = ("/live", "/health")
"""What tells that the service lives: by itself, and with its store."""
TAIL = {"median": 0.5, "of 95 in 100": 0.95, "worst": 1.0}
PART = 3
"""A deadline is this part of what an operation takes without one."""


class _Flying(CommandCounter):
    """Counts the commands that the store has not answered yet."""

    def __init__(self) -> None:
        self.now = self.ended = 0

    def started(self, event: CommandStartedEvent) -> None:
        super().started(event)
        self.now += 1

    def succeeded(self, event: CommandSucceededEvent) -> None:
        self.now -= 1

    def failed(self, event: CommandFailedEvent) -> None:
        self.now -= 1
        self.ended += 1


def accepted(operations: int) -> list[str]:
    """The operations drawn that are accepted, the dearest in announced cost first."""
    limits, drawn = Limits(), Drawn(GRAPHQL, REGISTERS, seed=2026, depth=6)
    costs = {}
    for query in (drawn.query() for _ in range(operations)):
        costs[query] = cost_of(GRAPHQL, parse(query), None, {}, limits.cost)
    return sorted((query for query, cost in costs.items() if cost <= limits.cost), key=costs.__getitem__, reverse=True)


async def told(port: int, request: bytes) -> tuple[float, bytes]:
    """Seconds that a client on a connection of its own waits for an answer, and how the answer begins."""
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    beginning = piece = await reader.read(65_536)
    while piece:
        piece = await reader.read(65_536)
    writer.close()
    return time.perf_counter() - started, beginning


def asking(query: str, address: int) -> bytes:
    """A request as a proxy sends it on for one of its clients."""
    body = json.dumps({"query": query}).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: essai\r\nConnection: close\r\nX-Forwarded-For: 192.0.2.{address}\r\n"
        f"Authorization: Bearer {VIEWER}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def alive(port: int, times: int, path: str) -> list[float]:
    """Seconds that liveness takes, asked so many times."""
    request = f"GET {path} HTTP/1.1\r\nHost: essai\r\nConnection: close\r\n\r\n".encode()
    taken = []
    for _ in range(times):
        seconds, answer = await told(port, request)
        assert answer.startswith(b"HTTP/1.1 200"), answer
        taken.append(seconds)
        await asyncio.sleep(0.005)
    return taken


async def beside(port: int, dearest: Sequence[str], path: str) -> tuple[float, list[float]]:
    """The quiet time of liveness, then what it takes while ten of the dearest operations are answered."""
    quiet = median(await alive(port, 100, path))
    work = [asyncio.create_task(told(port, asking(query, rank))) for rank, query in enumerate(dearest[:AT_ONCE])]
    taken: list[float] = []
    while not all(task.done() for task in work):
        taken += await alive(port, 1, path)
    assert all(task.result()[1].startswith(b"HTTP/1.1 200") for task in work)
    return quiet, taken


async def measured(url: str, operations: int, record: Path | None) -> None:
    """Prints what was found."""
    flying = _Flying()
    store = Store(connect(url, "bounds", "motor", flying), KEY)
    await store.prepare()
    await shipped(store)
    async with Api.over(store, limits=UNHURRIED) as api:
        taken = {}
        for query in accepted(operations)[: 4 * DEAREST]:
            await api.post(query, None, VIEWER)  # its text is prepared from now on
            began = time.process_time()
            await api.post(query, None, VIEWER)
            taken[query] = time.process_time() - began
    dearest = sorted(taken, key=taken.__getitem__, reverse=True)[:DEAREST]
    if record is not None:
        record.write_text(json.dumps(dearest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    settled()  # whoever asks is not to be what is slow
    with standing(url, "bounds", seconds=300) as served:
        for path in (PATHS[0], *PATHS):  # liveness first of a service that has just started, which knows no text yet
            quiet, beside_them = await beside(served.port, dearest, path)
            ranked = sorted(seconds / quiet for seconds in beside_them)
            print(f"dearest: {taken[dearest[0]] / quiet:.0f} to {taken[dearest[-1]] / quiet:.0f} times a quiet {path}")
            tail = ", ".join(f"{name} {ranked[int(part * (len(ranked) - 1))]:.1f}" for name, part in TAIL.items())
            print(f"beside {AT_ONCE}, {path} takes so many times its quiet time: {tail} ({len(ranked)} asked)")
    late, over, left = 0, [], 0
    for query in dearest:
        seconds = taken[query] / PART
        async with Api.over(store, limits=replace(UNHURRIED, seconds=seconds)) as api:
            began = time.perf_counter()
            answer = await api.post(query, None, VIEWER)
            over.append((time.perf_counter() - began) / seconds)
            late += any(error["extensions"]["code"] == "TIMEOUT" for error in answer.get("errors", ()))
            await asyncio.sleep(0.5)
            left += flying.now
    await store.close()
    print(f"{late} of {DEAREST} ended at a deadline, after {median(over):.1f} times that (worst {max(over):.1f})")
    print(f"commands left in the store half a second later: {left}; ended by it: {flying.ended}")


def main(operations: int, record: Path | None) -> None:
    """One embedded store for all of it."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as embedded:
        asyncio.run(measured(embedded.url, operations, record))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 400, Path(sys.argv[2]) if sys.argv[2:] else None)
