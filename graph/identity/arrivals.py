"""The journal of sign-ins: an account is told when one of its tokens is accepted for the first time."""

import hashlib
import logging
from collections import OrderedDict

from rules.access.viewer import Viewer

MOST_TOKENS = 10_000
"""Tokens that a process remembers, by a digest; the one that came first is forgotten first."""

log = logging.getLogger("poincon.access")


class Arrivals:
    """Tells each token once for each process; one for the life of the service."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, None] = OrderedDict()

    def is_new(self, token: str, viewer: Viewer) -> bool:
        """Whether a token that was accepted is new; the account that it names is then told, and never the token."""
        digest = hashlib.blake2b(token.encode(errors="replace"), digest_size=16).digest()
        if digest in self._known:
            return False
        self._known[digest] = None
        if len(self._known) > MOST_TOKENS:
            self._known.popitem(last=False)
        log.info(
            "sign-in",
            extra={
                "account": viewer.subject,
                "impersonator": viewer.impersonator,
                "roles": sorted(role.value for role in viewer.roles),
                "organisation": viewer.organisation,
            },
        )
        return True
