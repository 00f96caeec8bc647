"""How whoever asks for a PDF wakes what makes them."""

import asyncio


class Press:
    """What makes the PDF of packs, as requests know it: that it is there, and how to wake it."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    def wake(self) -> None:
        """Has it look at the queue now."""
        self._asked.set()

    async def asked(self, seconds: float) -> None:
        """Waits until somebody wakes it, or for so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._asked.wait()
        except TimeoutError:
            return
        self._asked.clear()
