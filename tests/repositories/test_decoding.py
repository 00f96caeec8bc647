"""Long lists made a little at a time."""

import asyncio
import time

import pytest

from repositories.decoding import SLICE, each


def slowly(number: int) -> int:
    """Takes as long as one slice."""
    until = time.perf_counter() + SLICE
    while time.perf_counter() < until:
        pass
    return -number


async def test_others_are_served_between_slices_and_lists_go_on_in_turn() -> None:
    ended: list[str] = []
    rounds = 0

    async def made(name: str, size: int) -> list[int]:
        result = await each(slowly, range(size))
        ended.append(name)
        return result

    async def turning() -> None:
        nonlocal rounds
        while len(ended) < 2:
            rounds += 1
            await asyncio.sleep(0)

    long, short, _ = await asyncio.gather(made("long", 50), made("short", 5), turning())
    assert long == [-number for number in range(50)]
    assert short == [-number for number in range(5)]
    assert ended == ["short", "long"]
    assert rounds >= 49, "the loop went round after each of them but the last"


async def test_what_cannot_be_made_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        await each(lambda number: 1 // number, [1, 0])
    assert await each(lambda number: 1 // number, [1]) == [1], "nobody is kept from its turn"
