"""Elections rehearsed: a server that goes away, steps down or does not say that it has committed, whenever a mutation runs."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pymongo import AsyncMongoClient

from repositories.store import Store
from tests.support.world import Api

STATEMENTS = ("find", "aggregate", "insert", "update", "delete")
HOW: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "it goes away": (STATEMENTS, {"closeConnection": True}),
    "it steps down": (STATEMENTS, {"errorCode": 10107}),
    "it stops": (STATEMENTS, {"errorCode": 91}),
    "it meets another writer": (("insert", "update", "delete"), {"errorCode": 112}),
    "it goes away before it commits": (("commitTransaction",), {"closeConnection": True}),
    "it steps down before it commits": (("commitTransaction",), {"errorCode": 10107}),
    "it does not say that it has committed": (
        ("commitTransaction",),
        {"writeConcernError": {"code": 91, "errmsg": "shutting down"}, "errorLabels": ["RetryableWriteError"]},
    ),
}
"""What goes wrong: the commands that meet it, and what the server is told to do."""


class Rehearsal:
    """A server whose commands fail as they are told to, for one application alone."""

    def __init__(self, url: str, application: str) -> None:
        self._client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(url)
        self._application = application

    async def fail(self, how: str, *, skip: int = 0, times: int = 1) -> None:
        """Makes so many commands fail, after as many that pass."""
        commands, data = HOW[how]
        mode = {"skip": skip, "times": times}
        told = {"failCommands": list(commands), "appName": self._application, **data}
        await self._client.admin.command({"configureFailPoint": "failCommand", "mode": mode, "data": told})

    async def away(self) -> None:
        """Takes no command at all, until it is over."""
        told = {"failCommands": [*STATEMENTS, "commitTransaction"], "appName": self._application, "errorCode": 10107}
        await self._client.admin.command({"configureFailPoint": "failCommand", "mode": "alwaysOn", "data": told})

    async def election(self, seconds: float) -> None:
        """Takes no command at all for a while."""
        await self.away()
        await asyncio.sleep(seconds)
        await self.over()

    async def over(self) -> None:
        """Lets every command pass."""
        await self._client.admin.command({"configureFailPoint": "failCommand", "mode": "off"})

    async def forget(self) -> None:
        """Ends what the server still holds of commits that never came, as it would by itself after a minute."""
        await self._client.admin.command({"killAllSessions": []})

    async def close(self) -> None:
        """Leaves the server as it was."""
        await self.over()
        await self._client.close()


@dataclass
class Disturbed(Api):
    """A client of the service, in the middle of whose every mutation the server fails."""

    rehearsal: Rehearsal | None = None
    start: int = 0
    times: int = 1
    """How many commands in a row fail; commits, which the driver asks again by itself, once more."""
    turns: count = field(default_factory=count)  # type: ignore[type-arg]
    disturbed: Counter[str] = field(default_factory=Counter)
    """How often each thing went wrong."""

    async def post(self, query: str, variables: Any = None, as_: str | None = None, path: str = "/graphql") -> Any:
        """The whole answer; each mutation meets the next failure, one command later than the one before."""
        if self.rehearsal is None or not query.lstrip().startswith("mutation"):
            return await super().post(query, variables, as_, path)
        turn = self.start + next(self.turns)
        how = list(HOW)[turn % len(HOW)]
        self.disturbed[how] += 1
        commits = "commit" in how
        await self.rehearsal.fail(how, skip=0 if commits else turn % 11, times=self.times + commits)
        try:
            return await super().post(query, variables, as_, path)
        finally:
            await self.rehearsal.over()


async def tally(store: Store) -> dict[str, Any]:
    """What a store holds, told without what is drawn at random: to compare two walks."""
    held: dict[str, Any] = {}
    for name in sorted(await store.driver.collections()):
        held[name] = await store.driver.count(name, {})
    held["series"] = {item["_id"]: item["value"] for item in await store.driver.find("counters", {})}
    events = await store.driver.find("events", {})
    held["actions"] = Counter((item["action"], item["aggregate"].partition("/")[0]) for item in events)
    held["revisions"] = Counter(
        [
            (item.name, document["revision"])
            for item in store.collections
            for document in await store.driver.find(item.name, {})
        ]
    )
    return held
