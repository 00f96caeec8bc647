"""The house that requests come to: its store, where it is reached, what it rations, what its operator lists."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from repositories.errors import (
    OutcomeUnknown,
    Passing,
    StoreBroken,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreLate,
    StoreUnavailable,
)
from repositories.store import Store
from resolvers.shared.context import Context, seated
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.links import Links
from resolvers.shared.press import Press
from resolvers.shared.rations import VERIFICATIONS, Ration, Rationing
from resolvers.shared.signing import Signer
from rules.access.viewer import Viewer
from rules.papers.passport import PassportSites

STORE_FULL = "magasin plein"
"""Why nothing can be written where there is no room left."""


class House:
    """What every request shares; one for the life of the service."""

    def __init__(
        self,
        store: Store,
        *,
        base_url: str = "",
        rations: Mapping[Ration, int] = VERIFICATIONS,
        passport_sites: Sequence[PassportSites] = (),
        secret: bytes | None = None,
        signing: Sequence[bytes] = (),
        press: Press | None = None,
    ) -> None:
        """
        Without a secret, links and signatures are good for this instance and until it stops.

        `signing` are the secrets that certificates are signed with, now and before; the first that ever signed was
        `secret`, hence it is always among those that are known. Without a press, no PDF is made.
        """
        shared = secret or secrets.token_bytes(32)
        self.links, self.signer, self.press = Links(shared), Signer((*signing, shared)), press
        self._store, self._base_url, self._passport_sites = store, base_url, passport_sites
        self._rationing = Rationing(store, rations)

    async def admit(self, client: str, *, account: bool) -> None:
        """Counts one request of a client. Raises RATE_LIMITED."""
        await self._rationing.spend(Ration.ACCOUNT_REQUESTS if account else Ration.VISITOR_REQUESTS, client)

    async def context(self, viewer: Viewer, now: datetime, client: str) -> Context:
        """The context of one request; `client` is who pays for what is rationed."""
        return Context(
            store=self._store,
            viewer=await seated(self._store, viewer),
            now=now,
            base_url=self._base_url,
            client=client,
            rationing=self._rationing,
            passport_sites=self._passport_sites,
            links=self.links,
            signer=self.signer,
            press=self.press,
        )

    async def alive(self) -> bool:
        """Whether the store answers."""
        return await self._store.alive()

    async def unready(self) -> str | None:
        """Why nothing can be written now, in French; None when something just was."""
        try:
            await self._store.ready()
        except StoreFull:
            return STORE_FULL
        except StoreBroken:
            return "magasin en panne"
        except StoreError:
            return "magasin injoignable"
        return None

    async def packs_waiting(self) -> int:
        """How many packs wait for their PDF. Raises StoreError."""
        return await self._store.printings.waiting()


def store_refusal(cause: BaseException | None) -> ServiceError | None:
    """What a client reads of a store that does not answer, or is too busy; None for any other exception."""
    if isinstance(cause, OutcomeUnknown):
        text = (
            "Le magasin de données s’est interrompu au moment d’enregistrer : relisez avant de recommencer, ou "
            "redemandez sous la même clé d’idempotence."
        )
        return ServiceError(ErrorCode.UNAVAILABLE, text, retry_after=5)
    if isinstance(cause, StoreFull):
        text = "Le magasin de données est plein : rien n’a été enregistré."
        return ServiceError(ErrorCode.UNAVAILABLE, text, retry_after=60)
    if isinstance(cause, StoreBroken):
        text = (
            "Le magasin de données ne peut plus lire ou écrire ses fichiers : rien n’a été enregistré. Réessayez plus "
            "tard ; si cela dure, prévenez l’exploitant du service."
        )
        return ServiceError(ErrorCode.UNAVAILABLE, text, retry_after=60)
    if isinstance(cause, StoreUnavailable):
        text = "Le magasin de données ne répond pas : réessayez dans un instant."
        return ServiceError(ErrorCode.UNAVAILABLE, text, retry_after=5)
    if isinstance(cause, StoreLate):
        text = "Le magasin de données n’a pas répondu à temps : réessayez dans un instant."
        return ServiceError(ErrorCode.TIMEOUT, text, retry_after=5)
    if isinstance(cause, (StoreBusy, Passing)):
        text = "Trop d’écritures en même temps sur le même objet : réessayez."
        return ServiceError(ErrorCode.UNAVAILABLE, text, retry_after=1)
    return None
