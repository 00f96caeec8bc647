"""
Mutations through HTTP against the same writes by hand, and the store commands that each takes.

Run: python -m benchmarks.mutations [times]. Only the ratio means something between machines.
"""

import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path as Folder
from typing import Any

import httpx

from repositories.counting import recorded_commands
from repositories.embedded import running
from repositories.series import COUNTERS
from repositories.store import Store
from tests.support.serving import served
from tests.support.walk import ASKED, CQPM, GTP, HELD, Path, centre, furnished_for_juries, gtp
from tests.support.world import KEY, Api

SCHEDULE = (
    "mutation($input: ScheduleSessionInput!) { scheduleSession(input: $input) { session { id } problems { code } } }"
)


async def _through_http(address: str, times: int) -> float:
    """Seconds for so many sessions programmed, one after the other, by a client on a real connection."""
    given = {"input": {"certifications": [CQPM], "heldOn": HELD.isoformat()}}
    headers = {"Authorization": f"Bearer {centre(ASKED)}"}
    async with httpx.AsyncClient(base_url=address) as client:
        await client.post("/graphql", json={"query": SCHEDULE, "variables": given}, headers=headers)
        start = time.perf_counter()
        for _ in range(times):
            answer = await client.post("/graphql", json={"query": SCHEDULE, "variables": given}, headers=headers)
            assert answer.json()["data"]["scheduleSession"]["problems"] == []
        return time.perf_counter() - start


async def _by_hand(url: str, times: int) -> float:
    """Seconds for the same writes, each mutation's in one transaction: counter, session, event, anchor."""
    store = Store.connect(url, "hand", journal_key=KEY)
    await store.prepare()
    await furnished_for_juries(store)
    async with Api.over(store) as api:
        await Path(api).scheduled()
    [session] = await store.driver.find("sessions", {})
    aggregate = f"sessions/{session['_id']}"
    [event] = await store.driver.find("events", {"_id": {"$gt": aggregate, "$lt": f"{aggregate}\x01"}})
    [anchor] = await store.driver.find("anchors", {"_id": aggregate})
    start = time.perf_counter()
    for rank in range(times):
        async with store.driver.transaction() as transaction:
            counted = {"$inc": {"value": 1}}
            await store.driver.update_one(COUNTERS, {"_id": "sessions/2027/UT59"}, counted, transaction=transaction)
            copy = session | {"_id": f"s{rank}", "number": f"N{rank}", "sort": {"held": f"h{rank}"}}
            await store.driver.insert_many("sessions", [copy], transaction=transaction)
            await store.driver.insert_many("events", [event | {"_id": f"e{rank}"}], transaction=transaction)
            await store.driver.insert_many("anchors", [anchor | {"_id": f"a{rank}"}], transaction=transaction)
    spent = time.perf_counter() - start
    await store.close()
    return spent


async def _commands(url: str) -> dict[str, list[str]]:
    """The store commands of each mutation of one candidate's path."""
    store = Store.connect(url, "commands", journal_key=KEY)
    await store.prepare()
    await furnished_for_juries(store)
    found: dict[str, list[str]] = {}
    async with Api.over(store) as api:

        class Counted(Path):
            async def call(self, operation: str, actor: str, **given: Any) -> Any:
                with recorded_commands() as commands:
                    answer = await super().call(operation, actor, **given)
                found.setdefault(operation, list(commands))
                return answer

        path = Counted(api)
        number = await path.dossier("Compte")
        await path.held(number)
        await path.signed(**{number: "A"})
        await path.transmitted()
        await path.validated(number)
        [first, _] = (await path.read(number))["certificates"]
        await path.done("deliverCertificate", centre(GTP), certificate=first["number"], to="CANDIDATE", means="LETTER")
        await path.done(
            "issueCertifiedCopy", centre(GTP), certificate=first["number"], reason="Perte", certifiedBy="Rita"
        )
        await path.done("cancelCertificate", gtp(GTP), certificate=first["number"], kind="ERROR", reason="Erreur")
    await store.close()
    return found


def main(times: int) -> None:
    """Prints the ratio and the table of commands."""
    with tempfile.TemporaryDirectory() as folder, running(Folder(folder) / "store") as embedded:
        with served(embedded.url, "http", furnished_for_juries) as address:
            http = asyncio.run(_through_http(address, times))
        hand = asyncio.run(_by_hand(embedded.url, times))
        commands = asyncio.run(_commands(embedded.url))
    print(f"{datetime.now(UTC):%Y-%m-%d}: scheduleSession {times / http:.0f} a second through HTTP, ", end="")
    print(f"the same writes by hand {times / hand:.0f}: {http / hand:.1f} times\n")
    print("| mutation | store commands | which |\n|---|---|---|")
    for operation, sent in commands.items():
        counted: defaultdict[str, int] = defaultdict(int)
        for command in sent:
            counted[command.partition(" ")[0]] += 1
        print(f"| `{operation}` | {len(sent)} | {', '.join(f'{count} {name}' for name, count in counted.items())} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200)
