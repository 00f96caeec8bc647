"""The house that requests come to: its store, where it is reached, what it rations, what its operator lists."""

import secrets
import time
from collections.abc import Sequence
from datetime import datetime

from repositories.errors import StoreBusy, StoreUnavailable
from repositories.store import Store
from resolvers.shared.context import Context, seated
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.links import Links
from resolvers.shared.rates import Rates
from resolvers.shared.signing import Signer
from rules.access.viewer import Viewer
from rules.papers.passport import PassportSites


class House:
    """What every request shares; one for the life of the service."""

    def __init__(
        self,
        store: Store,
        *,
        base_url: str = "",
        verifications_per_minute: int = 30,
        passport_sites: Sequence[PassportSites] = (),
        secret: bytes | None = None,
        signing: Sequence[bytes] = (),
    ) -> None:
        """
        Without a secret, links and signatures are good for this instance and until it stops.

        `signing` are the secrets that certificates are signed with, now and before; the first that ever signed was
        `secret`, hence it is always among those that are known.
        """
        shared = secret or secrets.token_bytes(32)
        self.links, self.signer = Links(shared), Signer((*signing, shared))
        self._store, self._base_url, self._passport_sites = store, base_url, passport_sites
        self._rates = Rates(verifications_per_minute, time.monotonic)

    async def context(self, viewer: Viewer, now: datetime, client: str) -> Context:
        """The context of one request; `client` is the address that it comes from, for a visitor."""
        return Context(
            store=self._store,
            viewer=await seated(self._store, viewer),
            now=now,
            base_url=self._base_url,
            client=viewer.answerable or client,
            rates=self._rates,
            passport_sites=self._passport_sites,
            links=self.links,
            signer=self.signer,
        )

    async def alive(self) -> bool:
        """Whether the store answers."""
        return await self._store.alive()


def store_refusal(cause: BaseException | None) -> ServiceError | None:
    """What a client reads of a store that does not answer, or is too busy; None for any other exception."""
    if isinstance(cause, StoreUnavailable):
        return ServiceError(ErrorCode.UNAVAILABLE, "Le magasin de données ne répond pas : réessayez dans un instant.")
    if isinstance(cause, StoreBusy):
        return ServiceError(ErrorCode.UNAVAILABLE, "Trop d’écritures en même temps sur le même objet : réessayez.")
    return None
