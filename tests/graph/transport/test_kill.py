"""The store killed between request and answer: nothing half-written, and the same key finds what was written."""

import asyncio
from pathlib import Path

from repositories.embedded import start
from repositories.store import Store
from repositories.verification import verify
from tests.support.world import KEY, Api, furnished


async def test_a_killed_store_leaves_whole_mutations_or_none(tmp_path: Path) -> None:
    acknowledged: dict[str, str] = {}
    asked: set[str] = set()
    for round_ in range(3):
        server = start(tmp_path)
        store = Store.connect(server.url, "kill", journal_key=KEY, patience=0.3)
        await store.prepare()
        if round_ == 0:
            await furnished(store)
        async with Api.over(store) as api:

            async def client(rank: int, api: Api = api, round_: int = round_) -> str:
                while True:
                    key = f"{round_}-{rank}-{len(asked)}"
                    asked.add(key)
                    try:
                        payload = await api.register(idempotencyKey=key)
                    except AssertionError as refused:
                        return str(refused)
                    acknowledged[key] = payload["candidate"]["id"]

            clients = [asyncio.create_task(client(rank)) for rank in range(5)]
            before = len(acknowledged)
            while len(acknowledged) < before + 8:
                await asyncio.sleep(0.01)
            server.kill()
            assert all("UNAVAILABLE" in refusal for refusal in await asyncio.gather(*clients))
        await store.close()
    server = start(tmp_path)
    try:
        store = Store.connect(server.url, "kill", journal_key=KEY)
        async with Api.over(store) as api:
            for key in sorted(asked):
                payload = await api.register(idempotencyKey=key)
                assert payload["candidate"]["id"] == acknowledged.get(key, payload["candidate"]["id"])
        assert await store.candidates.count({}) == len(asked)
        assert [finding async for finding in verify(store)] == []
        await store.close()
    finally:
        server.stop()
