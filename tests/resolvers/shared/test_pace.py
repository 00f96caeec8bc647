"""Who goes first: whoever just came and what is small, and what is dear all the same."""

import asyncio
import gc
from collections.abc import Callable

import pytest

from resolvers.shared import pace
from resolvers.shared.pace import Pace, give_way, in_turn, paced

MANY = 300


@pytest.fixture(autouse=True)
def a_part_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round has its slice with the first part that is composed in it."""
    monkeypatch.setattr(pace, "SLICE", 0.0)


def putting_off(answer: Pace, parts: int, told: Callable[[], None]) -> None:
    """Has so many parts of an answer composed in rounds to come."""
    answer.over()
    for _ in range(parts):
        answer.later(told)


async def rounds(times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


async def test_what_is_dear_leaves_rounds_to_whoever_came() -> None:
    dear: list[int] = []
    small: list[int] = []
    with paced() as first:
        putting_off(first, MANY, lambda: dear.append(1))
        await rounds(10)
        assert first.is_dear
        before = len(dear)
        assert before >= 8
        give_way()
        with paced() as second:
            putting_off(second, 4, lambda: small.append(1))
            await rounds(5)
        assert (len(small), len(dear) - before) == (4, 0)
        await rounds(20)
        assert len(dear) - before >= 15


async def test_what_is_dear_goes_on_however_many_come() -> None:
    dear: list[int] = []
    with paced() as answer:
        putting_off(answer, MANY, lambda: dear.append(1))
        await rounds(3)
        before = len(dear)
        for _ in range(90):
            give_way()
            await rounds(1)
    assert 8 <= len(dear) - before <= 12


async def test_what_is_small_goes_on_while_others_come() -> None:
    small: list[int] = []
    with paced() as answer:
        putting_off(answer, 20, lambda: small.append(1))
        for _ in range(22):
            give_way()
            await rounds(1)
    assert len(small) == 20


async def test_nobody_comes_to_a_loop_that_composes_nothing() -> None:
    give_way()


async def test_an_answer_that_ended_troubles_nobody_else() -> None:
    """Whoever asked went away while its parts waited, and somebody waited for all of them."""
    told: list[int] = []
    faults: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: faults.append(context["exception"]))
    with paced() as gone, paced() as other:
        putting_off(gone, 5, lambda: told.append(0))
        waiting = asyncio.create_task(gone.composed())
        await rounds(1)
        gone.end()
        before = len(told)
        putting_off(other, 1, lambda: told.append(1))
        await rounds(5)
        with pytest.raises(asyncio.CancelledError):
            await waiting
    loop.set_exception_handler(None)
    assert (told[before:], faults) == ([1], [])


async def test_those_who_wait_for_one_thing_are_woken_a_few_in_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "SLICE", 10 * pace._WAKING)
    told: list[int] = []
    known: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def wait() -> None:
        told.append(await in_turn(known))

    with paced():
        waiting = [asyncio.create_task(wait()) for _ in range(MANY)]
        await rounds(2)
        known.set_result(7)
        most, before = 0, 0
        while len(told) < MANY:
            await rounds(1)
            most, before = max(most, len(told) - before), len(told)
        assert 1 <= most <= 10
        await asyncio.gather(*waiting)
    assert told == [7] * MANY


async def test_each_who_waits_is_told_what_went_wrong() -> None:
    known: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    with paced():
        fields = [in_turn(known) for _ in range(20)]
        known.set_exception(LookupError("gone"))
        failed = await asyncio.gather(*fields, return_exceptions=True)
        assert {str(error) for error in failed} == {"gone"}
        ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        field = in_turn(ended)
        ended.cancel()
        await rounds(2)
        assert field.cancelled()


async def test_who_has_gone_is_not_told_and_nothing_is_said_of_it() -> None:
    faults: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: faults.append(context["message"]))
    known: asyncio.Future[int] = loop.create_future()
    late: asyncio.Future[int] = loop.create_future()
    with paced():
        gone, stays, after = in_turn(known), in_turn(known), in_turn(late)
        gone.cancel()
        known.set_result(1)
        assert await stays == 1
        assert gone.cancelled()
    late.set_exception(LookupError("nobody waits"))
    await rounds(2)
    assert after.cancelled()
    del late, known
    gc.collect()
    loop.set_exception_handler(None)
    assert faults == []


async def test_what_is_known_already_is_told_at_once() -> None:
    known: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    assert in_turn(known) is known, "nobody composes"
    known.set_result(1)
    with paced():
        assert in_turn(known) is known
