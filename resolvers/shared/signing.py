"""Signatures of certificates, which anybody checks with the published key, without the service (Ed25519, RFC 8032)."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_PURPOSE = b"poincon-certificates-1"


class Signer:
    """
    Signs with a key made from the first of some secrets, which every instance of the service shares.

    The keys of the others are those that signed before: what they signed is still known, on papers that hang on walls.
    """

    def __init__(self, secrets: Sequence[bytes]) -> None:
        self._keys = [
            Ed25519PrivateKey.from_private_bytes(hmac.digest(secret, _PURPOSE, hashlib.sha256)) for secret in secrets
        ]

    def sign(self, message: bytes) -> str:
        """The signature of a message, in base64url without padding."""
        return _written(self._keys[0].sign(message))

    def signed(self, message: bytes, signature: str) -> bool:
        """Whether it is the signature of this message by one of the keys."""
        return any(_verifies(key.public_key(), message, signature) for key in self._keys)

    @property
    def published(self) -> list[dict[str, str]]:
        """The public keys, as RFC 8037 writes them, the one that signs now first."""
        return [_published(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)) for key in self._keys]


def _verifies(key: Ed25519PublicKey, message: bytes, signature: str) -> bool:
    try:
        key.verify(urlsafe_b64decode(f"{signature}=="), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _published(raw: bytes) -> dict[str, str]:
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
