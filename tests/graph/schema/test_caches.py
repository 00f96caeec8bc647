"""The caches of real clients: a dry run leaves what is stored as it is, and what is written reaches it."""

import json
from typing import Any

import pytest

from repositories.store import Store
from tests.support.node_tools import run_node
from tests.support.serving import served
from tests.support.walk import HELD, Path, centre, furnished_for_juries
from tests.support.world import Api

CLIENTS = ("apollo", "urql", "relay")


@pytest.mark.node
def test_a_dry_run_leaves_the_caches_of_clients_true(store_url: str) -> None:
    numbers: list[str] = []

    async def furnish(store: Store) -> None:
        await furnished_for_juries(store)
        async with Api.over(store) as api:
            numbers.extend([await Path(api).dossier(name) for name in ("Un", "Deux", "Trois")])

    with served(store_url, "test_caches", furnish) as address:
        done = run_node("caches.mjs", f"{address}/graphql", centre(HELD), *numbers)
    assert done.returncode == 0, done.stderr
    results: dict[str, Any] = json.loads(done.stdout)
    assert tuple(results) == CLIENTS
    for name, number in zip(CLIENTS, numbers, strict=True):
        told = results[name]
        stored, preview = told["stored"], told["preview"]
        assert (stored["number"], stored["status"]) == (number, "EVALUE"), name
        assert (preview["number"], preview["status"]) == (number, "ABANDONNE"), name
        assert preview["revision"] == stored["revision"] + 1
        assert told["kept"] == stored, f"{name} shows a dossier that was not withdrawn as withdrawn"
        assert (
            told["updated"] == told["written"] == {**preview, "id": stored["id"], "evaluations": stored["evaluations"]}
        )
