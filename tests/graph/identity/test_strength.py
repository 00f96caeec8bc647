"""Keys that check tokens: strong enough, and of one kind with their algorithms."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from graph.identity.strength import fault_of, secret_fault

DRAWN = "5f0c8d1e7a3b4c6d9e2f1a0b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d"
RSA = rsa.generate_private_key(65537, 2048)


def pem(key: object) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("key", "algorithms"),
    [
        (DRAWN, ["HS256"]),
        (DRAWN, ["HS256", "HS512"]),
        (pem(RSA), ["RS256"]),
        (pem(RSA), ["RS256", "PS512"]),
        (pem(ec.generate_private_key(ec.SECP256R1())), ["ES256"]),
        (pem(ec.generate_private_key(ec.SECP384R1())), ["ES384"]),
        (pem(ed25519.Ed25519PrivateKey.generate()), ["EdDSA"]),
    ],
)
def test_a_strong_key_of_the_right_kind_does(key: str, algorithms: list[str]) -> None:
    assert fault_of(key, algorithms) is None


@pytest.mark.parametrize(
    ("key", "algorithms", "told"),
    [
        (DRAWN, [], "algorithme"),
        (DRAWN, ["none"], "none"),
        (DRAWN, ["HS256", "none"], "none"),
        (DRAWN, ["hs256"], "hs256"),
        (DRAWN, ["HS256", "RS256"], "ne se mélangent pas"),
        (pem(RSA), ["HS256"], "n’est pas un secret"),
        (DRAWN, ["RS256"], "clé publique PEM"),
        (DRAWN[:31], ["HS256"], "moins de 32"),
        (DRAWN[:40], ["HS256", "HS384"], "moins de 48"),
        ("changeme" * 2 + "c" * 40, ["HS256"], "répète"),
        ("k" * 64, ["HS256"], "répète"),
        (pem(rsa.generate_private_key(65537, 1024)), ["RS256"], "1024 bits"),
        (pem(RSA), ["RS256", "ES256"], "secp256r1"),
        (pem(ec.generate_private_key(ec.SECP256R1())), ["ES384"], "secp384r1"),
        (pem(ec.generate_private_key(ec.SECP256K1())), ["ES256"], "secp256r1"),
        (pem(RSA), ["EdDSA"], "Ed25519"),
        (
            RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
            ["RS256"],
            "clé privée",
        ),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", ["RS256"], "clé publique PEM"),
    ],
)
def test_what_is_weak_or_mixed_is_told(key: str, algorithms: list[str], told: str) -> None:
    fault = fault_of(key, algorithms)
    assert fault is not None
    assert told in fault


def test_a_secret_alone_is_judged_the_same_way() -> None:
    assert secret_fault(DRAWN) is None
    assert secret_fault("court") is not None
