"""The dearest operations that a search found (benchmarks.bounds): each ends at its deadline, in the store too."""

import asyncio
import gc
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import pytest
from graphql import parse
from pymongo.monitoring import CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent

from graph.schema.schema import GRAPHQL
from graph.transport.cost import cost_of
from graph.transport.limits import Limits
from repositories import mongo
from repositories.counting import CommandCounter
from repositories.deadline import milliseconds_left
from tests.support.places import ROOT
from tests.support.shipped import shipped
from tests.support.stores import Stores
from tests.support.walk import GTP, gtp
from tests.support.world import Api

DEAREST: list[str] = json.loads((ROOT / "tests" / "support" / "dearest.json").read_text(encoding="utf-8"))
SECONDS = 0.25
AT_ONCE = 5
READING = frozenset({"find", "aggregate", "getMore"})


@dataclass
class Watched:
    """The commands of one operation, at whose first answer its time runs out."""

    sent: list[int | None] = field(default_factory=list)
    """How many milliseconds each was given; None where it was not told."""
    answered: int = 0
    asked: int = 0
    """How often what was left of its time was looked at, to send a command: its thread may begin a little later."""


_WATCHED: ContextVar[Watched | None] = ContextVar("watched", default=None)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the first answer to a command of each operation come after its deadline."""

    def started(_self: CommandCounter, event: CommandStartedEvent) -> None:
        if (watched := _WATCHED.get()) is not None and event.command_name in READING:
            watched.sent.append(event.command.get("maxTimeMS"))

    def ended(_self: CommandCounter, event: CommandSucceededEvent | CommandFailedEvent) -> None:
        if (watched := _WATCHED.get()) is not None and event.command_name in READING:
            if not watched.answered:
                time.sleep(SECONDS)  # in the thread of the driver
            watched.answered += 1

    def left() -> int | None:
        milliseconds = milliseconds_left()
        if (watched := _WATCHED.get()) is not None:
            watched.asked += 1
        return milliseconds

    monkeypatch.setattr(mongo, "milliseconds_left", left)
    monkeypatch.setattr(CommandCounter, "started", started)
    monkeypatch.setattr(CommandCounter, "succeeded", ended)
    monkeypatch.setattr(CommandCounter, "failed", ended)


@contextmanager
def watching() -> Iterator[Watched]:
    """Watches the commands of the block's operation."""
    token = _WATCHED.set(Watched())
    try:
        watched = _WATCHED.get()
        assert watched is not None
        yield watched
    finally:
        _WATCHED.reset(token)


async def ended(api: Api, query: str) -> tuple[Any, Watched, int]:
    """The answer to an operation, its commands, and how many had been asked for when it was answered."""
    with watching() as watched:
        answer = await api.post(query, None, gtp(GTP))
        return answer, watched, watched.asked


@pytest.mark.usefixtures("slow")
async def test_each_of_the_dearest_is_ended_at_its_deadline_in_the_store_too(stores: Stores) -> None:
    async with stores.lent("motor", shipped) as store, Api.over(store, limits=Limits(seconds=SECONDS)) as api:
        for first in range(0, len(DEAREST), AT_ONCE):
            some = DEAREST[first : first + AT_ONCE]
            told = await asyncio.gather(*(ended(api, query) for query in some))
            for answer, watched, asked in told:
                assert [error["extensions"]["code"] for error in answer["errors"]] == ["TIMEOUT"], answer["errors"]
                while watched.answered < len(watched.sent):
                    await asyncio.sleep(0.01)
                assert watched.asked == asked
                assert all(given is not None and given <= SECONDS * 1000 for given in watched.sent), watched.sent
    gc.collect()  # what was left unawaited would be told


def test_the_dearest_are_accepted_and_announced_as_dear() -> None:
    limits = Limits()
    costs = [cost_of(GRAPHQL, parse(query), None, {}, limits.cost) for query in DEAREST]
    assert len(costs) == 20
    assert max(costs) <= limits.cost
    assert min(costs) > limits.cost / 10
