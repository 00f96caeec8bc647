"""How requests are let in: places, a queue, shares, rations, and the time that each has."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from graph.transport import admission
from graph.transport.admission import Places, address_of
from graph.transport.app import application
from graph.transport.limits import Limits
from graph.transport.service import Service
from graph.transport.tokens import TokenReader
from repositories.store import Store
from resolvers.shared.errors import ServiceError
from resolvers.shared.house import House
from resolvers.shared.rations import Ration
from rules.access.viewer import Role
from rules.file.file import LARGEST
from tests.support.office import changed
from tests.support.stuck import Stuck
from tests.support.world import CENTRE, NOW, OTHER_CENTRE, SECRET, UNHURRIED, Api, token

NARROW = Limits(working=2, waiting=2, share=1, pending=3, patience=300)


async def _held(places: Places, client: str, until: asyncio.Event, *, dear: bool = False) -> str:
    try:
        async with places.of(client) as place:
            await place.take(dear=dear)
            await until.wait()
    except ServiceError as refusal:
        return refusal.code.value
    return "DONE"


async def test_places_then_a_queue_then_no_more() -> None:
    places, until = Places(NARROW), asyncio.Event()
    tasks = [asyncio.create_task(_held(places, name, until)) for name in ("a", "b", "c", "d", "e")]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (places.working, places.waiting) == (2, 2)
    assert await tasks[4] == "UNAVAILABLE"
    until.set()
    assert await asyncio.gather(*tasks[:4]) == ["DONE"] * 4
    assert (places.working, places.waiting) == (0, 0)


async def test_a_client_has_a_share_of_the_places_and_so_many_requests_at_once() -> None:
    places, until = Places(NARROW), asyncio.Event()
    tasks = [asyncio.create_task(_held(places, "a", until)) for _ in range(4)]
    other = asyncio.create_task(_held(places, "b", until))
    for _ in range(3):
        await asyncio.sleep(0)
    assert await tasks[3] == "RATE_LIMITED"
    assert (places.working, places.waiting) == (2, 2)
    until.set()
    assert await asyncio.gather(*tasks[:3], other) == ["DONE"] * 4


async def test_who_waits_too_long_or_goes_away_leaves_its_place_to_others() -> None:
    places, until = Places(Limits(working=1, waiting=5, patience=0.01)), asyncio.Event()
    first = asyncio.create_task(_held(places, "a", until))
    await asyncio.sleep(0)
    assert await _held(places, "b", until) == "UNAVAILABLE"
    first.cancel()
    until.set()
    assert await _held(places, "b", until) == "DONE"


async def test_who_asks_for_much_keeps_nobody_else_waiting() -> None:
    limits = Limits(working=2, share=2, waiting=4, dear_working=2, dear_share=1, patience=300)
    places, until, others = Places(limits), asyncio.Event(), asyncio.Event()
    asked = ("a", "a", "b", "c")
    tasks = [asyncio.create_task(_held(places, client, until, dear=True)) for client in asked]
    for _ in range(20):
        await asyncio.sleep(0)
    assert (places.working, places.waiting) == (2, 2), "one of each client, and no more than two"
    usual = [asyncio.create_task(_held(places, client, others)) for client in ("a", "d")]
    for _ in range(3):
        await asyncio.sleep(0)
    assert (places.working, places.waiting) == (4, 2), "whatever waits for a dear place"
    others.set()
    assert await asyncio.gather(*usual) == ["DONE"] * 2
    tasks[1].cancel()  # who goes away while it waits
    until.set()
    assert await asyncio.gather(tasks[0], *tasks[2:]) == ["DONE"] * 3
    assert tasks[1].cancelled()
    assert (places.working, places.waiting) == (0, 0)


async def test_a_queue_of_dear_operations_leaves_that_of_the_others() -> None:
    limits = Limits(working=1, waiting=2, dear_working=1, dear_waiting=1, patience=300)
    places, until = Places(limits), asyncio.Event()
    dear = []
    for client in ("a", "b", "c"):
        dear.append(asyncio.create_task(_held(places, client, until, dear=True)))
        for _ in range(5):
            await asyncio.sleep(0)
    assert await dear[2] == "UNAVAILABLE"
    usual = [asyncio.create_task(_held(places, client, until)) for client in ("d", "e", "f", "g")]
    for _ in range(3):
        await asyncio.sleep(0)
    assert await usual[3] == "UNAVAILABLE"
    assert (places.working, places.waiting) == (2, 3)
    until.set()
    assert await asyncio.gather(*dear[:2], *usual[:3]) == ["DONE"] * 5


async def test_who_waits_too_long_for_a_dear_place_leaves_nothing_behind() -> None:
    places, until = Places(Limits(working=1, dear_working=1, patience=0.01)), asyncio.Event()
    first = asyncio.create_task(_held(places, "a", until, dear=True))
    await asyncio.sleep(0)
    assert await _held(places, "b", until, dear=True) == "UNAVAILABLE"
    assert (places.working, places.waiting) == (1, 0)
    until.set()
    assert await first == "DONE"
    assert await _held(places, "b", until, dear=True) == "DONE"
    assert (places.working, places.waiting) == (0, 0)


async def _turns(times: int = 5) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


async def _in_order(order: list[str], places: Places, client: str, *, dear: bool) -> None:
    async with places.of(client) as place:
        await place.take(dear=dear)
        order.append(client)


@pytest.mark.parametrize("dear", [False, True])
async def test_who_was_sent_away_comes_back_to_its_turn(*, dear: bool) -> None:
    places, until, order = Places(Limits(share=1, working=1, dear_working=1, patience=0.05)), asyncio.Event(), []
    room = places.dear if dear else places.usual
    first = asyncio.create_task(_held(places, "a", until, dear=dear))
    await _turns()
    assert await _held(places, "b", until, dear=dear) == "UNAVAILABLE"
    room._patience = 300
    waiting = [asyncio.create_task(_in_order(order, places, "c", dear=dear))]
    await _turns()
    if dear:
        await _in_order([], places, "b", dear=False)  # what it asks for meanwhile, and is given at once
    waiting += [asyncio.create_task(_in_order(order, places, client, dear=dear)) for client in ("b", "b", "d")]
    await _turns()
    until.set()
    await asyncio.gather(first, *waiting)
    assert order == ["b", "c", "b", "d"], "one request of its client, and no other"


async def test_who_went_away_while_it_waited_comes_back_to_its_turn_too() -> None:
    places, until, order = Places(Limits(working=1, share=1, patience=300)), asyncio.Event(), []
    first = asyncio.create_task(_held(places, "a", until))
    gone = asyncio.create_task(_in_order(order, places, "b", dear=False))
    await _turns()
    waiting = [asyncio.create_task(_in_order(order, places, "c", dear=False))]
    await _turns()
    gone.cancel()
    await _turns()
    waiting.append(asyncio.create_task(_in_order(order, places, "b", dear=False)))
    await _turns()
    until.set()
    await asyncio.gather(first, *waiting)
    assert order == ["b", "c"]


async def test_who_comes_back_long_after_waits_like_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    places, until, order = Places(Limits(working=1, share=1, patience=0.01)), asyncio.Event(), []
    first = asyncio.create_task(_held(places, "a", until))
    await _turns()
    assert await _held(places, "b", until) == "UNAVAILABLE"
    places.usual._patience = 300
    monkeypatch.setattr(admission, "_KEPT", -1.0)
    waiting = [asyncio.create_task(_in_order(order, places, client, dear=False)) for client in ("c", "b")]
    await _turns()
    until.set()
    await asyncio.gather(first, *waiting)
    assert (order, places.usual._turns) == (["c", "b"], {})


async def test_so_many_turns_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "_KEPT_TURNS", 2)
    places, until = Places(Limits(working=1, patience=0.01)), asyncio.Event()
    first = asyncio.create_task(_held(places, "a", until))
    await _turns()
    for client in ("b", "c", "d", "c"):
        assert await _held(places, client, until) == "UNAVAILABLE"
    assert [*places.usual._turns] == ["d", "c"], "those of who left last"
    until.set()
    assert await first == "DONE"


async def test_a_place_goes_to_the_client_who_has_the_fewest() -> None:
    places, until, later = Places(Limits(working=3, share=3, patience=300)), asyncio.Event(), asyncio.Event()
    first = [asyncio.create_task(_held(places, "a", until)) for _ in range(2)]
    kept = asyncio.create_task(_held(places, "b", later))
    await _turns()
    again = [asyncio.create_task(_held(places, "a", later)) for _ in range(3)]
    other = asyncio.create_task(_held(places, "c", later))
    await _turns()
    assert (places.working, places.waiting) == (3, 4)
    first[0].cancel()
    await _turns()
    assert places.usual._placed == {"a": 1, "b": 1, "c": 1}, "who has none before who came first and has one"
    until.set()
    later.set()
    assert await asyncio.gather(first[1], kept, *again, other) == ["DONE"] * 6
    assert places.usual._placed == {}


async def test_a_client_who_fills_the_queue_leaves_it_to_others() -> None:
    places, until = Places(Limits(working=1, share=1, waiting=3, patience=300)), asyncio.Event()
    many = [asyncio.create_task(_held(places, "a", until)) for _ in range(4)]
    await _turns()
    others = [asyncio.create_task(_held(places, client, until)) for client in ("b", "c")]
    await _turns()
    assert [await task for task in many[2:]] == ["UNAVAILABLE"] * 2, "the last of the client who has the most"
    until.set()
    assert await asyncio.gather(*many[:2], *others) == ["DONE"] * 4


async def test_who_goes_away_as_a_place_comes_free_gives_it_to_the_next() -> None:
    places, until = Places(Limits(working=1, patience=300)), asyncio.Event()
    first, gone, last = (asyncio.create_task(_held(places, client, until)) for client in ("a", "b", "c"))
    await _turns()
    until.set()
    gone.cancel()  # before the first leaves
    assert await asyncio.gather(first, last) == ["DONE"] * 2
    assert gone.cancelled()

    until.clear()
    first, gone, last = (asyncio.create_task(_held(places, client, until)) for client in ("a", "b", "c"))
    await _turns()
    until.set()
    await asyncio.sleep(0)
    gone.cancel()  # as it was given the place
    assert await asyncio.gather(first, last) == ["DONE"] * 2
    assert gone.cancelled()
    assert (places.working, places.waiting, places.usual._placed) == (0, 0, {})


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("192.0.2.7", "adresse 192.0.2.7"),
        ("::ffff:192.0.2.7", "adresse 192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "adresse 2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "adresse 2001:db8:1:2::/64"),
        ("fe80::1%eth0", "adresse fe80::/64"),
        ("", "adresse inconnue"),
        ("x" * 5_000, "adresse inconnue"),
    ],
)
def test_a_site_of_ipv6_is_one_client(host: str, name: str) -> None:
    assert address_of(host) == name


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
