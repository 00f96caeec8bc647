"""Issuers of tokens for the tests: one made of keys and addresses in memory, and a real OpenID provider."""

import json
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from graph.identity.issuer import Issuer
from graph.identity.keys import DISCOVERY, Keys, Unreachable
from graph.transport.tokens import Trusted
from tests.support.node_tools import NODE_FOLDER
from tests.support.tools import missing, require_tool

URL = "https://sso.example/branche"
JWKS = "https://sso.example/keys"
ROLES = {"centre": ["CENTRE"], "gtp": ["GTP"], "exploitant": ["ADMINISTRATOR"], "candidat": ["CANDIDATE"]}

_KEYS = [rsa.generate_private_key(65537, 2048) for _ in range(3)]
"""Drawn once for the process: drawing takes longer than the tests."""
WEAK = rsa.generate_private_key(65537, 1024)


def jwk_of(key: Any, kid: str | None, **more: Any) -> dict[str, Any]:
    """The public half of a key as issuers publish it."""
    told = jwt.get_algorithm_by_name("RS256").to_jwk(key.public_key(), as_dict=True)
    return {**told, "use": "sig", **({"kid": kid} if kid else {}), **more}


class Fake:
    """An issuer in memory: it signs with its first key, publishes what it is told to, and counts what it is asked."""

    def __init__(self, **given: Any) -> None:
        self.issuer = Issuer.model_validate(
            {"name": "branche", "url": URL, "audiences": ["poincon"], "algorithms": ["RS256"], "roles": ROLES, **given}
        )
        self.asked: Counter[str] = Counter()
        self.down = False
        self.turns = 0
        self.pages: dict[str, Any] = {
            URL + DISCOVERY: {"issuer": URL, "jwks_uri": JWKS},
            JWKS: {"keys": [jwk_of(_KEYS[0], "0")]},
        }

    async def __call__(self, url: str) -> Any:
        """What it answers at an address."""
        self.asked[url] += 1
        if self.down or url not in self.pages:
            raise Unreachable(f"{url} ne répond pas.")
        return json.loads(json.dumps(self.pages[url]))

    def turn(self) -> None:
        """Signs with another key, and publishes that one alone."""
        self.turns += 1
        self.pages[JWKS] = {"keys": [jwk_of(self.key, str(self.turns))]}

    @property
    def key(self) -> Any:
        """The key that it signs with."""
        return _KEYS[self.turns % len(_KEYS)]

    def trusted(self, **given: Any) -> Mapping[str, Trusted]:
        """The issuer as readers of tokens know it."""
        return {URL: Trusted(self.issuer, Keys(self.issuer, self, **given))}

    def token(self, *, header: Mapping[str, Any] | None = None, key: Any = None, **claims: Any) -> str:
        """A token for five minutes; a claim given as None is left out, one given as a length of time is from now."""
        now = datetime.now(UTC)
        told = {
            "iss": URL,
            "aud": "poincon",
            "sub": "42",
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "name": "Compte de la branche",
            "roles": ["centre"],
            "organisation": "UT59",
            **claims,
        }
        told = {name: now + value if isinstance(value, timedelta) else value for name, value in told.items()}
        told = {name: value for name, value in told.items() if value is not None}
        headers = {"kid": str(self.turns), "typ": "at+jwt", **(header or {})}
        with warnings.catch_warnings(action="ignore"):  # a weak key signs too
            return jwt.encode(told, key or self.key, algorithm="RS256", headers=headers)


@contextmanager
def provider() -> Iterator[str]:
    """The address of a real OpenID provider (tests/node/provider.mjs); skipped by name without Node.js."""
    node = require_tool("node")
    if not (NODE_FOLDER / "node_modules" / "oidc-provider").is_dir():
        missing("the packages of tests/node are not installed (make node)")
    process = subprocess.Popen(
        [str(node), str(NODE_FOLDER / "provider.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()
