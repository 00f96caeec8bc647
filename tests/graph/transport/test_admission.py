"""How requests are let in: places, a queue before them, shares of both, and turns that are kept."""

import asyncio

import pytest

from graph.transport import admission
from graph.transport.admission import Places, address_of
from graph.transport.limits import Limits
from resolvers.shared.errors import ServiceError

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
