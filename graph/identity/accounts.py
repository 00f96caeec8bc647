"""From the claims of a token that was found good to who asks: account, roles, organisation, candidate."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.identity.issuer import Issuer, ServiceAccount, claim
from graph.schema.base.relay import key_of
from resolvers.shared.errors import unauthenticated
from rules.access.viewer import Role, Viewer
from rules.views.rights import READS, allowed

LONGEST_ACCOUNT = 200
LONGEST_NAME = 200


def account_fault(account: Any) -> str | None:
    """Why a text cannot be an account, in French; None where it can: journal and idempotency keys are made of it."""
    if not isinstance(account, str) or not 0 < len(account) <= LONGEST_ACCOUNT or not account.isprintable():
        return f"Le compte que nomme le jeton compte 1 à {LONGEST_ACCOUNT} caractères imprimables."
    return None


def viewer_of(issuer: Issuer, claims: Mapping[str, Any], today: date) -> Viewer:
    """
    Who asks with a token of this issuer, on a business date. Raises UNAUTHENTICATED for one that names nobody.

    An administrator of the issuer who acts in somebody's name (claim `act`, RFC 8693) is kept beside them.
    """
    account, client = _account(issuer, claim(claims, issuer.claims.account)), _client(claims)
    if issuer.clients and client not in issuer.clients and not any(item.client == client for item in issuer.services):
        raise unauthenticated("Ce jeton a été donné à une application que le service n’accepte pas.")
    name = (readable(claim(claims, issuer.claims.name)) or account)[:LONGEST_NAME]
    for service in issuer.services:
        if (service.client, service.subject or service.client) == (client, claims.get("sub")):
            return _service(service, account, name, today)
    return Viewer(
        subject=account,
        name=name,
        roles=_roles(issuer, claims),
        organisation=_organisation(issuer, claims),
        candidate=_candidate(issuer, claims),
        impersonator=_acting(issuer, claims),
        today=today,
    )


def operations_of(service: ServiceAccount) -> frozenset[str]:
    """The operations that a program has: those listed, or every reading."""
    return READS if service.read_only else service.operations


def service_fault(service: ServiceAccount) -> str | None:
    """Why a program's account cannot be as it is written, in French; None where it can."""
    if service.read_only == bool(service.operations):
        return "un compte de service a une liste « operations », ou « read_only = true »."
    bare = Viewer(roles=service.roles, today=date.min)
    closed = sorted(item for item in service.operations if not allowed(bare, item))
    return f"ses rôles n’ouvrent pas {', '.join(closed)} : retirez-les, ou donnez le rôle." if closed else None


def _service(service: ServiceAccount, account: str, name: str, today: date) -> Viewer:
    return Viewer(
        subject=account,
        name=name,
        roles=service.roles,
        organisation=service.organisation,
        operations=operations_of(service),
        today=today,
    )


def _roles(issuer: Issuer, claims: Mapping[str, Any]) -> frozenset[Role]:
    told = claim(claims, issuer.claims.roles)
    words = told.split() if isinstance(told, str) else told if isinstance(told, list) else []
    return frozenset(role for word in words if isinstance(word, str) for role in issuer.roles.get(word, ()))


def _organisation(issuer: Issuer, claims: Mapping[str, Any]) -> str | None:
    if issuer.organisation is not None:
        return issuer.organisation
    told = claim(claims, issuer.claims.organisation)
    if isinstance(told, list) and len(told) > 1:
        raise unauthenticated("Le jeton nomme plusieurs organisations : demandez-en un pour une seule.")
    word = readable(told[0] if isinstance(told, list) and told else told)
    if word is None or not issuer.organisations:
        return word
    if word not in issuer.organisations:
        raise unauthenticated("Le jeton nomme une organisation que cet émetteur ne peut pas nommer.")
    return issuer.organisations[word]


def _candidate(issuer: Issuer, claims: Mapping[str, Any]) -> str | None:
    told = readable(claim(claims, issuer.claims.candidate))
    return key_of(told, "Candidate") or None if told else None


def _acting(issuer: Issuer, claims: Mapping[str, Any]) -> str | None:
    return _account(issuer, claim(claims, ("act", "sub"))) if "act" in claims else None


def _account(issuer: Issuer, subject: Any) -> str:
    account = f"{issuer.name}:{subject}" if isinstance(subject, str) and subject else ""
    if fault := account_fault(account):
        raise unauthenticated(fault)
    return account


def _client(claims: Mapping[str, Any]) -> str | None:
    return readable(claims.get("client_id")) or readable(claims.get("azp"))


def readable(told: Any) -> str | None:
    """A text of a token; None for what is none, or holds signs that are not printed."""
    return told if isinstance(told, str) and told and told.isprintable() else None
