"""What the routes share: the house, who reads tokens, what may be borrowed, prepared texts, the clock, the way in."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NamedTuple

from starlette.requests import Request

from graph.identity.arrivals import Arrivals
from graph.identity.lending import HEADER, Lending, borrowed
from graph.transport.admission import Places, address_of
from graph.transport.explorer import Explorer
from graph.transport.limits import Limits
from graph.transport.metrics import SIGN_INS
from graph.transport.texts import Texts
from graph.transport.tokens import TokenReader
from graph.transport.watching import seen
from resolvers.shared.context import Context
from resolvers.shared.deadline import within
from resolvers.shared.errors import ServiceError
from resolvers.shared.house import House
from rules.access.viewer import Viewer
from rules.base.calendar import utc_now


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
        lending: Lending | None = None,
        explorer: Explorer | None = None,
        limits: Limits | None = None,
        texts: Texts | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.house, self.tokens, self.explorer, self.clock = house, tokens, explorer or Explorer(), clock
        self.lending = lending or Lending()
        self.limits = limits or Limits()
        self.texts = texts or Texts(self.limits.texts_bytes)
        self.places = Places(self.limits)
        self._arrivals = Arrivals()

    async def asker(self, request: Request) -> Asker:
        """
        Who sends a request, counted in their ration. Raises RATE_LIMITED.

        Raises UNAUTHENTICATED for a token that cannot be accepted; who tries tokens out is counted as a visitor. Raises
        FORBIDDEN for an account that may not be borrowed.
        """
        now = self.clock()
        address = address_of(request.client.host if request.client else "")
        seen().client, header = address, request.headers.get("authorization")
        async with within(self.limits.account_seconds):
            try:
                viewer = await self.tokens.viewer(header, now)
            except ServiceError:
                await self.house.admit(address, account=False)
                raise
            seen().known(viewer)
            if viewer.subject is not None and self._arrivals.is_new(header or "", viewer):
                SIGN_INS.inc()
            account = viewer.answerable
            client = address if account is None else f"compte {account}"
            await self.house.admit(client, account=account is not None)
            if (asked := request.headers.get(HEADER)) is not None:
                viewer = borrowed(viewer, asked, self.lending)
                seen().known(viewer)
        return Asker(viewer, now, client)

    async def context(self, asker: Asker) -> Context:
        """The context of an asker's request, for whoever has a place and some time."""
        return await self.house.context(asker.viewer, asker.now, asker.client)

    @asynccontextmanager
    async def working(self, asker: Asker) -> AsyncIterator[Context]:
        """A place and the time of one request, with its context. Raises UNAVAILABLE, RATE_LIMITED or TIMEOUT."""
        async with self.places.of(asker.client), within(self.limits.seconds):
            yield await self.context(asker)
