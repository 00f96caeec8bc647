"""What the routes share: the house, the reader of tokens, the explorer, the clock, and the way in."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from starlette.requests import Request

from graph.transport.admission import Places, address_of
from graph.transport.limits import Limits
from graph.transport.tokens import TokenReader
from resolvers.shared.context import Context
from resolvers.shared.deadline import within
from resolvers.shared.errors import ServiceError
from resolvers.shared.house import House
from rules.access.viewer import Viewer
from rules.base.calendar import utc_now


@dataclass(frozen=True)
class Explorer:
    """What the explorer page is given: example operations, and demonstration tokens by role where there are any."""

    examples: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[dict[str, str]] = field(default_factory=list)


class Asker(NamedTuple):
    """Who asks, at which instant, and who pays for what is rationed: the account, or the address."""

    viewer: Viewer
    now: datetime
    client: str


class Service:
    """One for the life of the process."""

    def __init__(
        self,
        house: House,
        tokens: TokenReader,
        *,
        explorer: Explorer | None = None,
        limits: Limits | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.house, self.tokens, self.explorer, self.clock = house, tokens, explorer, clock
        self.limits = limits or Limits()
        self.places = Places(self.limits)

    async def asker(self, request: Request) -> Asker:
        """
        Who sends a request, counted in their ration. Raises RATE_LIMITED.

        Raises UNAUTHENTICATED for a token that cannot be accepted; who tries tokens out is counted as a visitor.
        """
        now = self.clock()
        address = address_of(request.client.host if request.client else "")
        async with within(self.limits.patience):
            try:
                viewer = self.tokens.viewer(request.headers.get("authorization"), now)
            except ServiceError:
                await self.house.admit(address, account=False)
                raise
            client = address if viewer.subject is None else f"compte {viewer.subject}"
            await self.house.admit(client, account=viewer.subject is not None)
        return Asker(viewer, now, client)

    async def context(self, asker: Asker) -> Context:
        """The context of an asker's request, for whoever has a place and some time."""
        return await self.house.context(asker.viewer, asker.now, asker.client)

    @asynccontextmanager
    async def working(self, asker: Asker) -> AsyncIterator[Context]:
        """A place and the time of one request, with its context. Raises UNAVAILABLE, RATE_LIMITED or TIMEOUT."""
        async with self.places.of(asker.client), within(self.limits.seconds):
            yield await self.context(asker)
