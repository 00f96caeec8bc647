"""What requests over HTTP are bounded by: their time, the rations of who asks, the room that files take."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from graph.transport.app import application
from graph.transport.limits import Limits
from graph.transport.service import Service
from graph.transport.tokens import TokenReader
from repositories.store import Store
from resolvers.shared.house import House
from resolvers.shared.rations import Ration
from rules.access.viewer import Role
from rules.file.file import LARGEST
from tests.support.office import changed
from tests.support.stuck import Stuck
from tests.support.world import CENTRE, NOW, OTHER_CENTRE, SECRET, UNHURRIED, Api, token


async def test_what_is_late_is_ended_with_all_that_it_started(
    one_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = Stuck()
    monkeypatch.setattr(one_store.driver, "find", stuck)
    async with Api.over(one_store, limits=Limits(seconds=0.05)) as api:
        before = asyncio.all_tasks()
        answer = await api.client.post(
            "/graphql", json={"query": '{ certification(code: "x") { code } a: certification(code: "y") { code } }'}
        )
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert answer.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
        await asyncio.sleep(0.01)
        assert stuck.running == 0
        assert asyncio.all_tasks() == before


@pytest.mark.parametrize("path", ["/documents/inconnu", "/files/inconnu", "/v/MC2027055900001"])
async def test_files_and_checks_have_the_same_time(
    one_store: Store, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(one_store.driver, "find", Stuck())
    async with Api.over(one_store, limits=Limits(seconds=0.05)) as api:
        answer = await api.client.get(path, headers={"Authorization": f"Bearer {CENTRE}"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


async def test_a_body_that_does_not_come_is_not_waited_for(api: Api, one_store: Store) -> None:
    async def dripping() -> Any:
        yield b"{"
        await asyncio.sleep(300)

    async with Api.over(one_store, limits=Limits(body_seconds=0.05, file_seconds=0.05)) as hurried:
        given = {"Authorization": f"Bearer {CENTRE}", "Content-Type": "application/json"}
        asked = await hurried.client.post("/graphql", content=dripping(), headers=given)
        sent = await hurried.client.put("/files?name=x.pdf", content=dripping(), headers=given)
    for answer in (asked, sent):
        assert answer.status_code == 408
        assert answer.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"


def _client(store: Store, rations: dict[Ration, int], address: str = "192.0.2.1") -> httpx.AsyncClient:
    service = Service(
        House(store, rations=rations), TokenReader(SECRET, ("HS256",), "poincon"), limits=UNHURRIED, clock=lambda: NOW
    )
    transport = httpx.ASGITransport(app=application(service), client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://essai")


def _as(bearer: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {bearer}"} if bearer else {}


async def _asked(
    client: httpx.AsyncClient, times: int, bearer: str | None, query: str = "{ viewer { name } }"
) -> list[int]:
    answers = [await client.post("/graphql", json={"query": query}, headers=_as(bearer)) for _ in range(times)]
    for answer in answers:
        if answer.status_code == 429:
            assert answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
            assert 1 <= int(answer.headers["retry-after"]) <= 60
    return [answer.status_code for answer in answers]


async def test_visitors_are_rationed_by_address_and_accounts_by_account(one_store: Store) -> None:
    rations = {Ration.VISITOR_REQUESTS: 2, Ration.ACCOUNT_REQUESTS: 3}
    async with _client(one_store, rations) as here, _client(one_store, rations, "192.0.2.2") as there:
        assert await _asked(here, 3, None) == [200, 200, 429]
        assert await _asked(there, 1, None) == [200]
        assert await _asked(here, 2, CENTRE) == [200, 200]
        assert await _asked(there, 2, CENTRE) == [200, 429]
        assert await _asked(there, 1, OTHER_CENTRE) == [200]
        assert await _asked(here, 1, None) == [429]


async def test_who_tries_tokens_out_is_rationed_as_a_visitor(one_store: Store) -> None:
    async with _client(one_store, {Ration.VISITOR_REQUESTS: 2}) as client:
        assert await _asked(client, 3, "no.token.at.all") == [401, 401, 429]


async def test_an_account_is_not_taken_for_an_address(one_store: Store) -> None:
    named = token(Role.CENTRE, subject="192.0.2.1")
    async with _client(one_store, {Ration.VISITOR_REQUESTS: 1, Ration.ACCOUNT_REQUESTS: 1}) as client:
        assert await _asked(client, 1, None) == [200]
        assert await _asked(client, 2, named) == [200, 429]


async def test_the_cost_is_rationed_and_a_refused_operation_reads_nothing(one_store: Store) -> None:
    dear = "{ certifications(first: 100) { nodes { code } } }"
    async with _client(one_store, {Ration.VISITOR_COST: 250}) as client:
        assert await _asked(client, 3, None, dear) == [200, 200, 429]
        assert await _asked(client, 1, None) == [429]


async def test_every_route_is_rationed(one_store: Store) -> None:
    paths = [
        "/documents/x",
        "/files/x",
        "/v/MC2027055900001",
        "/graphql?query={viewer{name}}",
        "/federation?query={__typename}",
    ]
    for path in paths:
        async with _client(one_store, {Ration.VISITOR_REQUESTS: 1}, f"192.0.2.{10 + paths.index(path)}") as client:
            assert (await client.get(path)).status_code != 429
            assert (await client.get(path)).status_code == 429, path


async def test_verifications_are_told_when_to_come_back(one_store: Store) -> None:
    async with _client(one_store, {Ration.VERIFICATIONS: 1}) as client:
        query = '{ verifyCertificate(number: "MC 2027 05 59 00001") { genuine } }'
        assert await _asked(client, 1, None, query) == [200]
        answer = await client.post("/graphql", json={"query": query})
        error = answer.json()["errors"][0]["extensions"]
        assert (error["code"], int(answer.headers["retry-after"])) == ("RATE_LIMITED", error["retryAfter"])
        assert (await client.get("/v/MC2027055900001")).status_code == 429


async def test_an_organisation_uploads_so_much_a_day(one_store: Store) -> None:
    async with _client(one_store, {Ration.FILES: 25}) as client:
        for bearer, status in (
            (CENTRE, 201),
            (token(Role.CENTRE, subject="another"), 201),
            (CENTRE, 429),
            (OTHER_CENTRE, 201),
        ):
            answer = await client.put("/files?name=x.pdf", content=b"%PDF-1.7 xy", headers=_as(bearer))
            assert answer.status_code == status, answer.text
        assert (
            int(
                (await client.put("/files?name=x.pdf", content=b"%PDF-1.7 xy", headers=_as(CENTRE))).headers[
                    "retry-after"
                ]
            )
            > 60
        )


async def test_dear_operations_leave_the_service_to_others(one_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = Stuck()
    monkeypatch.setattr(one_store.driver, "find", stuck)
    dear = "{ certifications(first: 100) { nodes { code title } } }"
    limits = Limits(working=4, share=4, dear=90, dear_working=2, dear_share=2, seconds=300, patience=300)
    async with Api.over(one_store, limits=limits) as api:
        tasks = [asyncio.create_task(api.client.post("/graphql", json={"query": dear})) for _ in range(8)]
        async with asyncio.timeout(20):
            while stuck.running < 2:
                await asyncio.sleep(0.01)
            assert (await api.post("{ viewer { name } }", None, CENTRE))["data"]["viewer"]["name"]
        assert stuck.running == 2, "the others wait for a place of their kind"
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_files_wait_for_room_in_their_turn(one_store: Store) -> None:
    come = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"%PDF-1.7 "
        await come.wait()
        yield b"lent"

    async with Api.over(one_store, limits=replace(UNHURRIED, upload_bytes=LARGEST, patience=0.3)) as api:

        def put(content: Any) -> Any:
            return asyncio.create_task(api.client.put("/files?name=x.pdf", content=content, headers=_as(CENTRE)))

        first = put(slow())
        await asyncio.sleep(0.05)
        late = await put(b"%PDF-1.7 un")
        assert (late.status_code, late.headers["retry-after"]) == (503, "5")
        assert late.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        second = put(b"%PDF-1.7 deux")
        await asyncio.sleep(0.05)
        come.set()
        assert ((await first).status_code, (await second).status_code) == (201, 201)


async def test_small_files_wait_for_no_large_one(one_store: Store) -> None:
    come = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"%PDF-1.7 "
        await come.wait()

    async with Api.over(one_store, limits=replace(UNHURRIED, upload_bytes=LARGEST + 30, patience=0.3)) as api:
        large = asyncio.create_task(api.client.put("/files?name=x.pdf", content=slow(), headers=_as(CENTRE)))
        await asyncio.sleep(0.05)
        small = (
            await api.client.put(f"/files?name={rank}.pdf", content=b"%PDF-1.7 un", headers=_as(CENTRE))
            for rank in range(9)
        )
        assert [answer.status_code async for answer in small] == [201] * 9
        wrong = _as(CENTRE) | {"Content-Length": "-1"}
        assert (await api.client.put("/files?name=x.pdf", content=b"%PDF-1.7 un", headers=wrong)).status_code == 503
        come.set()
        assert (await large).status_code == 201


async def test_a_word_file_with_a_program_is_not_kept(api: Api) -> None:
    answer = await api.client.put(
        "/files?name=cv.docx", content=changed({"word/vbaProject.bin": b"x"}), headers=_as(CENTRE)
    )
    assert answer.status_code == 400
    assert "macros" in answer.json()["errors"][0]["message"]
