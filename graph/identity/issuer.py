"""An issuer of tokens that the operator trusts, and how its accounts are read: roles, organisation, candidate."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from graph.identity.strength import Algorithm
from rules.access.viewer import Role
from rules.base.entity import Value

Way = Annotated[tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]
"""The name of a claim, or the names that lead to one inside others."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
ShortName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")]
LONGEST_MINUTES = 24 * 60
MOST_SKEW = 300


class Claims(Value):
    """Which claim of a token says what."""

    account: Way = ("sub",)
    """An opaque and lasting identifier: the journal keeps it."""
    name: Way = ("name",)
    roles: Way = ("roles",)
    """A list, or names separated by blanks."""
    organisation: Way = ("organisation",)
    candidate: Way = ("candidate",)
    """The identifier of a candidate, as the API gives it."""


class ServiceAccount(Value):
    """A program with an account of its own, which has no more than what is written here, whatever its token says."""

    client: Text
    """Its identifier as a client: the claim `client_id`, or `azp`."""
    subject: Text | None = None
    """Its claim `sub`, where it is not its identifier as a client."""
    roles: Annotated[frozenset[Role], Field(min_length=1)]
    organisation: Text | None = None
    operations: frozenset[str] = frozenset()
    """The operations that it has among those of its roles."""
    read_only: bool = False
    """Every reading of its roles, in place of a list."""


class ExplorerClient(Value):
    """The public client that the explorer page signs its reader in with (authorization code and PKCE)."""

    client: Text
    scopes: Text = "openid"
    resource: Text | None = None
    """What the issuer calls this API, where it has to be asked for a token that is meant for it (RFC 8707)."""


class Issuer(Value):
    """A trusted issuer: where it is, what its tokens must be, and what its words mean here."""

    name: ShortName
    """Begins its accounts, `name:subject`, so that no two issuers can name the same one."""
    url: Text
    """As the claim `iss` has it, to the letter."""
    audiences: Annotated[tuple[Text, ...], Field(min_length=1)]
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = ("RS256", "PS256", "ES256", "EdDSA")
    longest_minutes: Annotated[int, Field(ge=1, le=LONGEST_MINUTES)] = 60
    """From the issue of a token to its end, at most."""
    skew_seconds: Annotated[int, Field(ge=0, le=MOST_SKEW)] = 30
    """How far its clock may be from ours."""
    clients: frozenset[str] = frozenset()
    """The clients whose tokens are taken; all of them where none is listed."""
    claims: Claims = Claims()
    roles: Mapping[str, frozenset[Role]] = {}
    """From its words to our roles; what it does not name gives none."""
    organisation: Text | None = None
    """The one for which all its accounts act."""
    organisations: Mapping[str, str] = {}
    """From its words to the codes of organisations; where it is empty, the claim is the code."""
    services: tuple[ServiceAccount, ...] = ()
    explorer: ExplorerClient | None = None


def claim(claims: Mapping[str, Any], way: Way) -> Any:
    """What a token says at the end of a way through its claims; None where it says nothing."""
    held: Any = claims
    for step in way:
        held = held.get(step) if isinstance(held, Mapping) else None
    return held
