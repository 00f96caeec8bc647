"""What each client may ask for in a while: requests, their cost, verifications, bytes of files."""

import math
import time
from collections import OrderedDict
from collections.abc import Mapping
from enum import Enum

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.aio.strategies import FixedWindowRateLimiter
from prometheus_client import Counter

from repositories.rations import MOST_COUNTERS, Tallies
from repositories.store import Store
from resolvers.shared.errors import ErrorCode, ServiceError

REFUSED = Counter(
    "poincon_rations_refused", "Requests of clients who had used up a ration, by each ration.", ("ration",)
)
_PARTS = 50
"""A process takes a ration by as many parts, so that few requests ask the store."""


class Ration(Enum):
    """What is rationed, as a client who has used it up reads it."""

    VISITOR_REQUESTS = "{amount} requêtes par minute sans jeton d’accès, par adresse"
    VISITOR_COST = "un coût de {amount} par minute sans jeton d’accès, par adresse"
    ACCOUNT_REQUESTS = "{amount} requêtes par minute et par compte"
    ACCOUNT_COST = "un coût de {amount} par minute et par compte"
    VERIFICATIONS = "{amount} vérifications de certificats par minute (verifyCertificate)"
    FILES = "{amount} octets de fichiers déposés par jour et par organisme"


VERIFICATIONS: Mapping[Ration, int] = {Ration.VERIFICATIONS: 30}
"""What is rationed even where nothing else is: it is open to everyone, and tells whose certificates there are."""
RATIONS: Mapping[Ration, int] = {
    **VERIFICATIONS,
    Ration.VISITOR_REQUESTS: 300,
    Ration.VISITOR_COST: 200_000,
    Ration.ACCOUNT_REQUESTS: 1_200,
    Ration.ACCOUNT_COST: 1_000_000,
    Ration.FILES: 2 * 1024**3,
}
"""The usual rations of a service, which its operator may change."""


class Rationing:
    """Counts what clients use of their rations, with every other process of the service; what has none is free."""

    def __init__(self, store: Store, rations: Mapping[Ration, int]) -> None:
        self._items = {ration: _item(ration, amount) for ration, amount in rations.items()}
        self._limiters = {
            ration: FixedWindowRateLimiter(Tallies(store.driver, max(1, item.amount // _PARTS)))
            for ration, item in self._items.items()
        }
        self._over: OrderedDict[tuple[Ration, str], float] = OrderedDict()
        """Who used theirs up, until when: so that refusing costs the store nothing."""

    async def spend(self, ration: Ration, client: str, amount: int = 1) -> None:
        """Takes so much from a client's ration. Raises RATE_LIMITED, naming the ration, when it is used up."""
        item = self._items.get(ration)
        if item is None:
            return
        now, limiter = time.time(), self._limiters[ration]
        if (until := self._over.get((ration, client), 0.0)) <= now:
            if await limiter.hit(item, client, cost=min(amount, item.amount)):
                return
            until = (await limiter.get_window_stats(item, client)).reset_time
            self._over[ration, client] = until
            while len(self._over) > MOST_COUNTERS:
                self._over.popitem(last=False)
        REFUSED.labels(ration.name).inc()
        seconds = max(1, math.ceil(until - now))
        text = f"La limite est de {ration.value.format(amount=item.amount)} : recommencez dans {seconds} s."
        raise ServiceError(ErrorCode.RATE_LIMITED, text, retry_after=seconds)


def _item(ration: Ration, amount: int) -> RateLimitItem:
    kind = RateLimitItemPerDay if ration is Ration.FILES else RateLimitItemPerMinute
    return kind(amount, namespace=ration.name)
