"""
How the dearest operations that are accepted weigh on others: each ended at a deadline, and liveness beside ten.

Run: python -m benchmarks.bounds [operations]. As many are drawn over the shipped facts; the twenty that take longest
are kept. Ratios of one run.
"""

import asyncio
import sys
import tempfile
import time
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
from tests.support.generated import REGISTERS, Drawn
from tests.support.shipped import shipped
from tests.support.world import KEY, UNHURRIED, Api

DEAREST = 20
AT_ONCE = 10
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


async def alive(api: Api, times: int) -> list[float]:
    """Seconds that liveness takes, asked so many times."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        await api.client.get("/.well-known/poincon-keys.json")
        taken.append(time.perf_counter() - started)
        await asyncio.sleep(0.005)
    return taken


async def measured(url: str, operations: int) -> None:
    """Prints what was found."""
    flying = _Flying()
    store = Store(connect(url, "bounds", "motor", flying), KEY)
    await store.prepare()
    await shipped(store)
    async with Api.over(store, limits=UNHURRIED) as api:
        taken = {}
        for query in accepted(operations)[: 4 * DEAREST]:
            began = time.perf_counter()
            await api.post(query, None, None)
            taken[query] = time.perf_counter() - began
        dearest = sorted(taken, key=taken.__getitem__, reverse=True)[:DEAREST]
        quiet = median(await alive(api, 50))
        work = [asyncio.create_task(api.post(query, None, None)) for query in dearest[:AT_ONCE]]
        beside = []
        while not all(task.done() for task in work):
            beside += await alive(api, 1)
    late, over, left = 0, [], 0
    for query in dearest:
        seconds = taken[query] / PART
        async with Api.over(store, limits=replace(UNHURRIED, seconds=seconds)) as api:
            began = time.perf_counter()
            answer = await api.post(query, None, None)
            over.append((time.perf_counter() - began) / seconds)
            late += any(error["extensions"]["code"] == "TIMEOUT" for error in answer.get("errors", ()))
            await asyncio.sleep(0.5)
            left += flying.now
    await store.close()
    print(f"dearest: {taken[dearest[0]] / quiet:.0f} to {taken[dearest[-1]] / quiet:.0f} times a quiet liveness")
    print(
        f"beside {AT_ONCE}, liveness takes: median {median(beside) / quiet:.1f} times, worst {max(beside) / quiet:.0f}"
    )
    print(f"{late} of {DEAREST} ended at a deadline, after {median(over):.1f} times that (worst {max(over):.1f})")
    print(f"commands left in the store half a second later: {left}; ended by it: {flying.ended}")


def main(operations: int) -> None:
    """One embedded store for all of it."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as embedded:
        asyncio.run(measured(embedded.url, operations))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 400)
