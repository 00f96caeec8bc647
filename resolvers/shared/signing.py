"""Signatures of certificates, which anybody checks with the published key, without the service (Ed25519, RFC 8032)."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_PURPOSE = b"poincon-certificates-1"


class Signer:
    """Signs with a key made from a secret, which every instance of the service shares."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(hmac.digest(secret, _PURPOSE, hashlib.sha256))
        self._public = self._key.public_key()

    def sign(self, message: bytes) -> str:
        """The signature of a message, in base64url without padding."""
        return _written(self._key.sign(message))

    def signed(self, message: bytes, signature: str) -> bool:
        """Whether it is the signature of this message by this key."""
        try:
            self._public.verify(urlsafe_b64decode(f"{signature}=="), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def published(self) -> dict[str, str]:
        """The public key, as RFC 8037 writes it."""
        raw = self._public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "alg": "EdDSA",
            "kid": _written(hashlib.sha256(raw).digest()[:12]),
            "x": _written(raw),
        }


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
