"""
The announced cost of the dearest operations that are accepted, against the commands that each sends to the store.

Run: python -m benchmarks.costs [operations]. As many are drawn from the schema over the shipped facts, then over a
session of juries, by a visitor and by the GTP. Nothing is timed: a ratio of one run is that of every other.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphql import parse

from graph.schema.schema import GRAPHQL
from graph.transport.cost import cost_of
from graph.transport.limits import Limits
from repositories.counting import recorded_commands
from repositories.embedded import running
from repositories.store import Store
from tests.support.generated import REGISTERS, Drawn, walked
from tests.support.shipped import shipped
from tests.support.walk import GTP, gtp
from tests.support.world import KEY, Api

SHOWN = 10
"""Of each world; one that some right refuses is left out."""
_Names = Mapping[str, Sequence[str]]


def _dearest(known: _Names, operations: int) -> list[str]:
    """The operations drawn that are accepted, the dearest first."""
    limits, drawn = Limits(), Drawn(GRAPHQL, known, seed=2026, depth=6)
    costs = {}
    for _ in range(operations):
        query = drawn.query()
        cost = cost_of(GRAPHQL, parse(query), None, {}, limits.cost)
        if cost <= limits.cost:
            costs[query] = cost
    return sorted(costs, key=costs.__getitem__, reverse=True)


async def _sent(store: Store, known: _Names, operations: int, viewer: str | None) -> list[tuple[int, int, str]]:
    """Of the dearest operations: the announced cost, the commands sent, the root fields asked for."""
    rows = []
    async with Api.over(store) as api:
        for query in _dearest(known, operations):
            with recorded_commands() as commands:
                answer = await api.post(query, None, viewer)
            if "errors" not in answer:
                rows.append((answer["extensions"]["cost"]["announced"], len(commands), _roots(query)))
            if len(rows) == SHOWN:
                break
    return rows


def _roots(query: str) -> str:
    [operation] = parse(query).definitions
    names = [selection.name.value for selection in operation.selection_set.selections]  # type: ignore[attr-defined]
    return ", ".join(f"`{name}`" for name in dict.fromkeys(names))


async def measured(url: str, operations: int) -> list[tuple[int, int, str]]:
    """The dearest of both worlds, the dearest first."""
    rows = []
    for world, viewer in ((shipped, None), (walked, gtp(GTP))):
        store = Store.connect(url, world.__name__, journal_key=KEY)
        await store.prepare()
        known = await world(store) or REGISTERS
        rows += await _sent(store, known, operations, viewer)
        await store.close()
    return sorted(rows, reverse=True)


def main(operations: int) -> None:
    """One row for each operation."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "store") as embedded:
        rows = asyncio.run(measured(embedded.url, operations))
    print("| announced | commands | announced for one | of |\n|---|---|---|---|")
    for announced, sent, roots in rows:
        print(f"| {announced} | {sent} | {announced / max(1, sent):.0f} | {roots} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 400)
