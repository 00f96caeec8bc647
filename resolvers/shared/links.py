"""Links that open one document in a browser, for some minutes, without a token: signed, and good for nothing else."""

import hashlib
import hmac
from datetime import datetime, timedelta

LIFETIME = timedelta(minutes=10)
_PURPOSE = b"poincon-link-1"


class Links:
    """Signs links and tells those that it has signed, with a key that every instance of the service shares."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, _PURPOSE, hashlib.sha256)

    def signed(self, key: str, now: datetime) -> str:
        """What opens the document of this key from now on, for LIFETIME."""
        until = int((now + LIFETIME).timestamp())
        return f"{until}.{self._mac(key, until)}"

    def opens(self, key: str, given: str, now: datetime) -> bool:
        """Whether a link opens the document of this key: signed here, for it, and not too long ago."""
        until, _, mac = given.partition(".")
        if not until.isascii() or not until.isdigit() or len(until) > len("9999999999"):
            return False
        right = hmac.compare_digest(self._mac(key, int(until)).encode(), mac.encode())
        return right and now.timestamp() <= int(until)

    def _mac(self, key: str, until: int) -> str:
        return hmac.new(self._key, f"{key}\0{until}".encode(), hashlib.sha256).hexdigest()
