"""Bearer tokens: who asks, as a signed JWT says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import jwt

from resolvers.shared.errors import unauthenticated
from rules.access.viewer import Role, Viewer
from rules.base.calendar import paris_day

AUDIENCE = "poincon"


@dataclass(frozen=True)
class TokenReader:
    """
    How tokens are checked: the key, the algorithms, the issuer, and whether they may set the business date.

    `key` is a shared secret for HS256, a PEM public key for RS256, ES256 or EdDSA; the two are never mixed.
    """

    key: str
    algorithms: Sequence[str]
    issuer: str
    demonstration: bool = False

    def viewer(self, header: str | None, now: datetime) -> Viewer:
        """
        The viewer of an Authorization header; a visitor without one.

        Raises UNAUTHENTICATED for anything that is not a valid bearer token, in French.
        """
        if header is None or not header.strip():
            return Viewer(today=paris_day(now))
        scheme, _, token = header.strip().partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise unauthenticated("L’en-tête Authorization est attendu sous la forme « Bearer … ».")
        return self._viewer(self._claims(token.strip()), now)

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(
                token,
                self.key,
                algorithms=list(self.algorithms),
                audience=AUDIENCE,
                issuer=self.issuer,
                options={"require": ["exp", "sub", "iss", "aud"]},
            )
        except jwt.ExpiredSignatureError:
            raise unauthenticated("Le jeton d’accès a expiré : demandez-en un nouveau.") from None
        except jwt.PyJWTError:
            raise unauthenticated("Le jeton d’accès n’est pas valable.") from None

    def _viewer(self, claims: dict[str, Any], now: datetime) -> Viewer:
        today = claims.get("today")
        if today is not None and not self.demonstration:
            raise unauthenticated("Un jeton ne fixe la date du jour qu’en mode démonstration.")
        try:
            return Viewer(
                subject=str(claims["sub"]),
                name=str(claims.get("name", claims["sub"])),
                roles=frozenset(Role(role) for role in claims.get("roles", ())),
                organisation=claims.get("organisation"),
                candidate=claims.get("candidate"),
                today=date.fromisoformat(today) if today is not None else paris_day(now),
            )
        except (TypeError, ValueError):
            raise unauthenticated("Le jeton d’accès n’est pas valable.") from None


def mint(
    secret: str,
    issuer: str,
    *,
    subject: str,
    name: str,
    roles: Sequence[Role],
    lifetime: timedelta,
    organisation: str | None = None,
    candidate: str | None = None,
    today: date | None = None,
) -> str:
    """A token signed with a shared secret (HS256), for demonstration and tests."""
    now = datetime.now(UTC)
    claims: dict[str, Any] = {
        "sub": subject,
        "name": name,
        "roles": [role.value for role in roles],
        "iss": issuer,
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + lifetime,
    }
    claims |= {"organisation": organisation} if organisation else {}
    claims |= {"candidate": candidate} if candidate else {}
    claims |= {"today": today.isoformat()} if today else {}
    return jwt.encode(claims, secret, algorithm="HS256")
