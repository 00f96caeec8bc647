"""A reading of the store that never comes back."""

import asyncio
from typing import Any


class Stuck:
    """Stands in for the driver's `find`."""

    running = 0
    """Readings that nobody has ended."""

    async def __call__(self, *_: Any, **__: Any) -> Any:
        """Waits for longer than any test."""
        self.running += 1
        try:
            await asyncio.sleep(300)
        finally:
            self.running -= 1
