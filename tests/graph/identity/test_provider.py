"""A real OpenID provider: its tokens are read, its keys turn under load, and a reader of the explorer signs in."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from graph.identity.asking import Asking
from graph.identity.issuer import Issuer
from graph.identity.keys import Keys
from graph.transport.explorer import Explorer
from graph.transport.tokens import Trusted
from tests.support.issuers import provider
from tests.support.node_tools import NODE_FOLDER
from tests.support.serving import served
from tests.support.tools import require_tool

pytestmark = pytest.mark.node
WHO = "query Moi { viewer { name roles organisation { code } } }"
SECRET = "secret of the tests"
WORKERS, TURNS, BETWEEN = 4, 6, 15
"""Programs that ask at once, how often the keys turn, and answers between two turns at least."""


@pytest.fixture
def address() -> Iterator[str]:
    with provider() as address:
        yield address


def issuer_of(address: str) -> Issuer:
    return Issuer.model_validate(
        {
            "name": "essai",
            "url": address,
            "audiences": ["poincon"],
            "algorithms": ["RS256"],
            "claims": {"roles": "groups", "organisation": "chamber"},
            "roles": {"centre": ["CENTRE"], "gtp": ["GTP"]},
            "organisations": {"lille": "UT59"},
            "services": [{"client": "statistiques", "roles": ["REPORTING"], "read_only": True}],
            "explorer": {"client": "poincon-explorer", "resource": "https://poincon.example/"},
        }
    )


@pytest.fixture
def api(address: str, store_url: str) -> Iterator[str]:
    """The service, which trusts the provider."""
    issuer = issuer_of(address)
    login = {
        "name": "essai", "issuer": address, "client": "poincon-explorer", "scopes": "openid",
        "resource": "https://poincon.example/",
    }  # fmt: skip
    explorer = Explorer([{"name": "Qui suis-je ?", "query": WHO, "role": ""}], [], [login])
    with ExitStack() as stack:

        def trusted(asking: Asking) -> dict[str, Trusted]:
            return {address: Trusted(issuer, Keys(issuer, asking, secure=False))}

        url = stack.enter_context(served(store_url, "provider", trusted=trusted, explorer=explorer))
        redirects = {"redirects": [f"{url}/graphql"]}
        httpx.post(f"{address}/turn", json=redirects).raise_for_status()
        yield url


async def token(client: httpx.AsyncClient, address: str) -> str:
    answer = await client.post(
        f"{address}/token", data={"grant_type": "client_credentials"}, auth=("statistiques", SECRET)
    )
    given: str = answer.json()["access_token"]
    return given


async def test_a_program_asks_with_the_tokens_of_the_provider(address: str, api: str) -> None:
    async with httpx.AsyncClient() as client:
        headers = {"Authorization": f"Bearer {await token(client, address)}"}
        told = (await client.post(f"{api}/graphql", json={"query": WHO}, headers=headers)).json()
        assert told["data"]["viewer"] == {"name": "essai:statistiques", "roles": ["REPORTING"], "organisation": None}
        forged = {"Authorization": headers["Authorization"][:-8] + "AAAAAAAA"}
        refused = (await client.post(f"{api}/graphql", json={"query": WHO}, headers=forged)).json()
        assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_keys_turn_under_load_without_a_refused_request(address: str, api: str) -> None:
    answered: list[int] = []
    stop = asyncio.Event()

    async def program() -> None:
        async with httpx.AsyncClient(timeout=30) as client:
            while not stop.is_set():
                headers = {"Authorization": f"Bearer {await token(client, address)}"}
                answer = await client.post(f"{api}/graphql", json={"query": WHO}, headers=headers)
                assert answer.json()["data"]["viewer"]["roles"] == ["REPORTING"], answer.text
                answered.append(answer.status_code)

    programs = [asyncio.create_task(program()) for _ in range(WORKERS)]
    async with httpx.AsyncClient() as client:
        for turn in range(1, TURNS + 1):
            while len(answered) < turn * BETWEEN and not any(task.done() for task in programs):
                await asyncio.sleep(0.02)
            (await client.post(f"{address}/turn", json={})).raise_for_status()
    stop.set()
    await asyncio.gather(*programs)
    assert set(answered) == {200}
    assert len(answered) >= TURNS * BETWEEN


@pytest.mark.chromium
def test_a_reader_signs_in_from_the_explorer(address: str, api: str) -> None:
    chromium = require_tool("chromium")
    command = ["node", str(NODE_FOLDER / "login.mjs"), str(chromium), f"{api}/graphql", "lille"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False, cwd=Path(NODE_FOLDER))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["address"] == f"{api}/graphql", "neither code nor state stays in the address"
    assert told["role"] == "Mon compte (essai)"
    answer = json.loads(told["answer"])
    assert answer["data"]["viewer"] == {
        "name": "Compte de Lille", "roles": ["CENTRE"], "organisation": {"code": "UT59"},
    }  # fmt: skip
    assert "eyJ" not in told["stored"], "no token is kept in the browser"
    assert told["console"] == []
