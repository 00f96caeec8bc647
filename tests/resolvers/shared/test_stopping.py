"""Tasks that are told to end, and do."""

import asyncio

import pytest

from resolvers.shared import stopping
from resolvers.shared.press import Press
from resolvers.shared.stopping import stopped


async def deaf(times: int) -> str:
    """Loses so many cancellations, as a wait that ends together with one does."""
    for _ in range(times):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            continue
    await asyncio.Event().wait()
    return "never"


async def failing() -> None:
    try:
        await asyncio.Event().wait()
    finally:
        raise ValueError("its own fault")


@pytest.fixture(autouse=True)
def told_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for those that do not listen."""
    monkeypatch.setattr(stopping, "AGAIN", 0.01)


async def test_a_task_that_lost_its_cancellation_is_told_again() -> None:
    tasks = [asyncio.create_task(deaf(times)) for times in (0, 1, 3)]
    await asyncio.sleep(0)
    await stopped(*tasks)
    assert all(task.cancelled() for task in tasks)


async def test_what_is_over_or_fails_is_left_as_it_is() -> None:
    over, faulty = asyncio.create_task(asyncio.sleep(0, "fait")), asyncio.create_task(failing())
    await asyncio.sleep(0.001)
    await stopped(over, faulty)
    assert over.result() == "fait"
    assert isinstance(faulty.exception(), ValueError)


async def test_a_press_that_is_told_to_stop_as_it_is_woken_stops() -> None:
    """`asyncio.wait_for` of Python 3.11 would answer here as though nobody had told it."""
    press = Press()

    async def serving() -> None:
        while True:
            await press.asked(60)

    waiting = asyncio.create_task(serving())
    await asyncio.sleep(0)
    press.wake()
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting], timeout=0.1)
    assert waiting.cancelled()
