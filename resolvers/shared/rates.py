"""How often a client may run what is open to everyone: a bucket of tokens for each, filled with time."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from resolvers.shared.errors import ErrorCode, ServiceError

MOST_CLIENTS = 50_000
"""Clients remembered at once; the one seen longest ago is forgotten first."""


@dataclass
class Rates:
    """So many runs a minute for each client, all at once if they like. `clock` gives seconds that never go back."""

    per_minute: int
    clock: Callable[[], float]
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    """Client to what is left in its bucket, and when that was."""

    def spend(self, client: str, what: str) -> None:
        """Takes one run from a client's bucket. Raises RATE_LIMITED, naming the limit, when it is empty."""
        now = self.clock()
        left, then = self._left.pop(client, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - then) * self.per_minute / 60)
        self._left[client] = (left - 1 if left >= 1 else left, now)
        while len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        if left < 1:
            text = f"« {what} » se demande {self.per_minute} fois par minute au plus : réessayez dans un instant."
            raise ServiceError(ErrorCode.RATE_LIMITED, text)
