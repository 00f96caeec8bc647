"""Bearer tokens: who asks, as a signed JWT of the service's own or of a trusted issuer says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import jwt

from graph.identity.accounts import account_fault, readable, viewer_of
from graph.identity.issuer import Issuer
from graph.identity.keys import Keys, Unfit, Unreachable
from resolvers.shared.errors import ErrorCode, ServiceError, unauthenticated
from rules.access.viewer import Role, Viewer
from rules.base.calendar import paris_day

AUDIENCE = "poincon"
LONGEST_TOKEN = 8 * 1024
"""Characters: what is longer is no token of anybody's."""
LONGEST_LIFETIME = timedelta(hours=24)
"""Of a token signed with the service's own key; those of the demonstration last longer."""
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_REQUIRED = ["exp", "iat", "sub", "iss", "aud"]


@dataclass(frozen=True)
class Trusted:
    """An issuer and its keys."""

    issuer: Issuer
    keys: Keys


@dataclass(frozen=True)
class TokenReader:
    """
    How tokens are checked: the service's own key, and the issuers that it trusts, by their addresses.

    `key` is a shared secret for HS256, a PEM public key for RS256, ES256 or EdDSA; the two are never mixed. Without it,
    the tokens of the issuers alone are taken. In the demonstration, the service's own may set the business date.
    """

    key: str | None
    algorithms: Sequence[str]
    issuer: str
    demonstration: bool = False
    trusted: Mapping[str, Trusted] = field(default_factory=dict)

    async def viewer(self, header: str | None, now: datetime) -> Viewer:
        """
        The viewer of an Authorization header; a visitor without one.

        Raises UNAUTHENTICATED for anything that is not a valid bearer token, UNAVAILABLE where its issuer has to be
        asked and does not answer.
        """
        if header is None or not header.strip():
            return Viewer(today=paris_day(now))
        scheme, _, token = header.strip().partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token:
            raise unauthenticated("L’en-tête Authorization est attendu sous la forme « Bearer … ».")
        try:
            issuer, algorithm, kid = _announced(token)
            other = self.trusted.get(issuer)
            if other is None:
                return self._own(self._decoded(token), now)
            claims = await _claims(other, token, algorithm, kid)
            _check_lifetime(claims, timedelta(minutes=other.issuer.longest_minutes))
            return viewer_of(other.issuer, claims, paris_day(now))
        except jwt.ExpiredSignatureError:
            raise unauthenticated("Le jeton d’accès a expiré : demandez-en un nouveau.") from None
        except (jwt.PyJWTError, ArithmeticError, TypeError, ValueError, RecursionError):
            raise _invalid() from None

    def _decoded(self, token: str) -> dict[str, Any]:
        if self.key is None:
            raise _invalid()
        claims = jwt.decode(
            token,
            self.key,
            algorithms=list(self.algorithms),
            audience=AUDIENCE,
            issuer=self.issuer,
            options={"require": _REQUIRED},
        )
        if not self.demonstration:
            _check_lifetime(claims, LONGEST_LIFETIME)
        return claims

    def _own(self, claims: dict[str, Any], now: datetime) -> Viewer:
        today = claims.get("today")
        if today is not None and not self.demonstration:
            raise unauthenticated("Un jeton ne fixe la date du jour qu’en mode démonstration.")
        if fault := account_fault(claims["sub"]):
            raise unauthenticated(fault)
        return Viewer(
            subject=claims["sub"],
            name=readable(claims.get("name")) or claims["sub"],
            roles=frozenset(Role(role) for role in claims.get("roles", ())),
            organisation=claims.get("organisation"),
            candidate=claims.get("candidate"),
            operations=claims.get("operations"),
            today=date.fromisoformat(today) if today is not None else paris_day(now),
        )


def _announced(token: str) -> tuple[str, str, str | None]:
    """The issuer, algorithm and key that a token names, before anything is checked."""
    if len(token) > LONGEST_TOKEN:
        raise _invalid()
    told = jwt.decode_complete(token, options={"verify_signature": False})
    header, issuer = told["header"], told["payload"].get("iss")
    if str(header.get("typ", "jwt")).lower() not in _TYPES:
        raise unauthenticated("Ce jeton n’est pas un jeton d’accès.")
    if not isinstance(issuer, str):
        raise _invalid()
    kid = header.get("kid")
    return issuer, header["alg"], kid if isinstance(kid, str) else None


async def _claims(other: Trusted, token: str, algorithm: str, kid: str | None) -> dict[str, Any]:
    if algorithm not in other.issuer.algorithms:
        raise _invalid()
    try:
        key = await other.keys.key(kid, algorithm)
    except (Unreachable, Unfit):
        text = "Le service qui a donné ce jeton ne répond pas : réessayez dans un instant."
        raise ServiceError(ErrorCode.UNAVAILABLE, text) from None
    if key is None:
        raise unauthenticated("Le jeton d’accès est signé d’une clé que son émetteur ne publie pas.")
    return jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=other.issuer.audiences,
        issuer=other.issuer.url,
        leeway=other.issuer.skew_seconds,
        options={"require": _REQUIRED},
    )


def _check_lifetime(claims: Mapping[str, Any], longest: timedelta) -> None:
    if claims["exp"] - claims["iat"] > longest.total_seconds():
        minutes = int(longest.total_seconds()) // 60
        raise unauthenticated(f"Le jeton d’accès vaut trop longtemps : {minutes} minutes au plus.")


def _invalid() -> ServiceError:
    return unauthenticated("Le jeton d’accès n’est pas valable.")


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
    operations: Sequence[str] | None = None,
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
    claims |= {"operations": list(operations)} if operations is not None else {}
    claims |= {"today": today.isoformat()} if today else {}
    return jwt.encode(claims, secret, algorithm="HS256")
