"""Answers composed by slices: the same whatever the slices, read in as few commands, and with nothing left behind."""

import asyncio
import gc
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, parse

from graph.transport.composing import executed
from resolvers.shared import pace
from resolvers.shared.context import _loader
from tests.support.tasks import at_work

SCHEMA = """
type Query { rows: [Row!]! refused: String! slow: String }
type Row { rank: Int rows: [Row!]! referred: Row name: String! bad: String! }
"""
DEEP = "{ rows { rank name rows { rank name referred { rank name } rows { rank referred { rows { rank } name } } } } }"
ROWS = 6


class Row:
    """A row with rows of its own, down to a depth; what it refers to is loaded."""

    def __init__(self, rank: int, depth: int) -> None:
        self.rank, self._depth = rank, depth

    def rows(self, _info: Any) -> list["Row"]:
        """Those below."""
        return [Row(rank, self._depth - 1) for rank in range(ROWS)] if self._depth else []

    def referred(self, info: Any) -> Any:
        """Another, as a loader gives it."""
        return info.context.load(self.rank)

    async def name(self, info: Any) -> str:
        """A name that is loaded too."""
        return f"row {(await info.context.load(self.rank + ROWS)).rank}"

    def bad(self, _info: Any) -> str:
        """Refused in the last row alone."""
        if self.rank == ROWS - 1:
            raise ValueError("refused")
        return "good"


class Root(Row):
    """Where everything begins."""

    def refused(self, _info: Any) -> str:
        """Always."""
        raise ValueError("refused")

    async def slow(self, _info: Any) -> str:
        """Never comes."""
        await asyncio.sleep(300)
        return "late"


@pytest.fixture
def schema() -> GraphQLSchema:
    """A schema whose fields read the methods of `Root`."""
    made = build_schema(SCHEMA)
    assert made.query_type is not None
    for name, described in made.query_type.fields.items():
        described.resolve = lambda _root, info, name=name: getattr(Root(0, 3), name)(info)
    return made


@pytest.fixture
def batches() -> list[int]:
    """How many keys each command of the loader read."""
    return []


@pytest.fixture
async def loader(batches: list[int]) -> Any:
    """Loads rows by rank."""

    async def fetch(keys: Any) -> dict[int, Row]:
        batches.append(len(keys))
        await asyncio.sleep(0)
        return {key: Row(key, 1) for key in keys}

    return _loader(fetch)


@pytest.fixture
def nothing_left() -> Iterator[None]:
    """Nothing works on after the test, and what was never awaited would be told."""
    yield
    gc.collect()


@pytest.mark.parametrize("slice_", [0.0, 0.0001, 300.0])
async def test_the_same_is_answered_in_as_few_commands(
    schema: GraphQLSchema, loader: Any, batches: list[int], slice_: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "SLICE", slice_)
    result = await executed(schema, parse(DEEP), {}, None, loader)
    assert result.errors is None
    below = [{"rank": rank, "referred": {"rows": [{"rank": each} for each in range(ROWS)], "name": f"row {rank + ROWS}"}} for rank in range(ROWS)]  # fmt: skip
    middle = [
        {"rank": rank, "name": f"row {rank + ROWS}", "referred": {"rank": rank, "name": f"row {rank + ROWS}"}, "rows": below}
        for rank in range(ROWS)
    ]  # fmt: skip
    rows = [{"rank": rank, "name": f"row {rank + ROWS}", "rows": middle} for rank in range(ROWS)]
    assert result.data == {"rows": rows}
    assert sum(batches) == 2 * ROWS
    assert len(batches) <= 2  # as many as where nothing is put off: names are asked for a round later than rows


async def test_others_are_served_in_between(
    schema: GraphQLSchema, loader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a slice is nothing, each object waits for a round of its own."""
    monkeypatch.setattr(pace, "SLICE", 0.0)
    rounds = 0

    async def count() -> None:
        nonlocal rounds
        while True:
            await asyncio.sleep(0)
            rounds += 1

    counting = asyncio.create_task(count())
    await executed(schema, parse("{ rows { rows { rows { rank } } } }"), {}, None, loader)
    counting.cancel()
    assert rounds >= ROWS + ROWS**2 + ROWS**3


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("slice_", [0.0, 300.0])
@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("{ slow rows { name } refused }", ["refused"]),
        ("{ rows { name referred { name } bad } slow }", ["rows", ROWS - 1, "bad"]),
        ("{ rows { rows { name bad } } slow }", ["rows", 0, "rows", ROWS - 1, "bad"]),
    ],
)
async def test_a_refusal_ends_what_stands_beside_it(
    schema: GraphQLSchema, loader: Any, query: str, path: Any, slice_: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "SLICE", slice_)
    before = at_work()
    result = await executed(schema, parse(query), {}, None, loader)
    assert result.data is None
    assert result.errors is not None
    assert [error.path for error in result.errors] == [path]
    for _ in range(10):
        await asyncio.sleep(0)
    assert at_work() <= before


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("slice_", [0.0, 300.0])
@pytest.mark.parametrize("rounds", [1, 3, 6, 12])
async def test_whoever_goes_leaves_nothing_behind(
    schema: GraphQLSchema, loader: Any, slice_: float, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "SLICE", slice_)
    before = at_work()
    task = asyncio.create_task(executed(schema, parse(DEEP.replace("rows", "slow rows", 1)), {}, None, loader))
    for _ in range(rounds):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for _ in range(20):
        await asyncio.sleep(0)
    assert at_work() <= before
