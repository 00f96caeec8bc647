"""Which keys may check a token: strong enough, and of the one kind that their algorithms are for."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

SECRETS: Mapping[str, int] = {"HS256": 32, "HS384": 48, "HS512": 64}
"""Algorithms of a shared secret, and the bytes that it has at least: as many as the digest (RFC 7518, 3.2)."""
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
PUBLIC: tuple[str, ...] = get_args(Algorithm)
"""Algorithms of a public key."""
SHORTEST_RSA = 2048
"""Bits (RFC 7518, 3.3)."""
FEWEST_SIGNS = 8
"""Different characters of a secret at least: one that was drawn has more."""

_CURVES = {"ES256": "secp256r1", "ES384": "secp384r1", "ES512": "secp521r1"}


def fault_of(key: str, algorithms: Sequence[str]) -> str | None:
    """
    Why a text cannot be the key of these algorithms, in French; None where it can.

    Secrets and public keys are never mixed: whoever knows a public key could then sign with it as if it were a secret.
    """
    unknown = [item for item in algorithms if item not in SECRETS and item not in PUBLIC]
    if unknown or not algorithms:
        accepted = ", ".join([*SECRETS, *PUBLIC])
        return f"« {', '.join(unknown)} » n’est pas un algorithme accepté ; choisissez parmi {accepted}."
    shared = [item for item in algorithms if item in SECRETS]
    if shared and len(shared) < len(algorithms):
        return "un secret partagé (HS…) et une clé publique ne se mélangent pas : gardez des algorithmes d’une sorte."
    return _secret_fault(key, shared) if shared else _pem_fault(key, algorithms)


def secret_fault(key: str, shortest: int = SECRETS["HS256"]) -> str | None:
    """Why a text is too weak to be a secret of so many bytes, in French; None where it is not."""
    if "-----BEGIN" in key:
        return "une clé PEM n’est pas un secret partagé : nommez des algorithmes de clé publique (RS256, ES256, EdDSA)."
    if len(key.encode()) < shortest:
        return f"la clé compte moins de {shortest} caractères : tirez-en une plus longue au hasard."
    if len(set(key)) < FEWEST_SIGNS:
        return f"la clé répète moins de {FEWEST_SIGNS} caractères différents : tirez-la au hasard."
    return None


def public_fault(key: Any, algorithm: str) -> str | None:
    """Why a public key does not do for an algorithm, in French; None where it does."""
    if algorithm.startswith(("RS", "PS")):
        if not isinstance(key, RSAPublicKey):
            return f"{algorithm} demande une clé publique RSA."
        short = key.key_size < SHORTEST_RSA
        return f"la clé RSA compte {key.key_size} bits ; il en faut {SHORTEST_RSA} au moins." if short else None
    if algorithm in _CURVES:
        right = isinstance(key, EllipticCurvePublicKey) and key.curve.name == _CURVES[algorithm]
        return None if right else f"{algorithm} demande une clé publique de la courbe {_CURVES[algorithm]}."
    return None if isinstance(key, Ed25519PublicKey) else f"{algorithm} demande une clé publique Ed25519."


def _secret_fault(key: str, algorithms: Sequence[str]) -> str | None:
    return secret_fault(key, max(SECRETS[item] for item in algorithms))


def _pem_fault(key: str, algorithms: Sequence[str]) -> str | None:
    if "PRIVATE KEY" in key:
        return "c’est une clé privée : ne donnez que la clé publique, et changez la paire si elle a circulé."
    try:
        public = load_pem_public_key(key.encode())
    except ValueError:
        return "ce n’est pas une clé publique PEM, que ces algorithmes demandent."
    return next((fault for item in algorithms if (fault := public_fault(public, item))), None)
