"""The file that says who is trusted to tell who asks (POINCON_IDENTITY, TOML), its mistakes told in French."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.identity.accounts import service_fault
from graph.identity.issuer import Issuer
from graph.identity.keys import trusted_address
from graph.identity.lending import Lending
from rules.access.viewer import Role
from rules.base.entity import Value
from rules.views.rights import OPERATIONS

MOST_FAULTS = 10


class Identity(Value):
    """Who tells who asks, beside the service's own key, and what administrators may borrow."""

    issuers: tuple[Issuer, ...] = ()
    impersonation: Lending = Lending()


class IdentityError(Exception):
    """What is wrong with the file, in French, each fault with its place."""


def read_identity(path: Path, own_issuer: str, *, secure: bool) -> Identity:
    """
    What a file says. `own_issuer` signs the service's own tokens; `secure` takes no issuer without TLS.

    Raises IdentityError.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IdentityError(f"le fichier ne peut pas être lu : {error.strerror}.") from None
    except ValueError as error:
        raise IdentityError(f"ce n’est pas du TOML en UTF-8 ({error}).") from None
    try:
        identity = Identity.model_validate(given)
    except ValidationError as error:
        raise IdentityError(_listed(f"{_place(item['loc'])} : {_reason(item)}" for item in error.errors())) from None
    if faults := [*_together(identity.issuers), *_issuers(identity.issuers, own_issuer, secure=secure)]:
        raise IdentityError(_listed(faults))
    return identity


def _together(issuers: tuple[Issuer, ...]) -> Iterable[str]:
    for field in ("name", "url"):
        values = [getattr(issuer, field) for issuer in issuers]
        if twice := sorted({value for value in values if values.count(value) > 1}):
            yield f"issuers : deux émetteurs ont le même « {field} » ({', '.join(twice)})."


def _issuers(issuers: tuple[Issuer, ...], own: str, *, secure: bool) -> Iterable[str]:
    for issuer in issuers:
        if issuer.url == own:
            yield f"issuers {issuer.name}, url : c’est déjà celle des jetons du service (POINCON_TOKEN_ISSUER)."
        if not trusted_address(issuer.url, secure=secure):
            allowed = "https://" if secure else "https://, ou http:// sur cette machine"
            yield f"issuers {issuer.name}, url : une adresse en {allowed} est attendue."
        if not issuer.roles and not issuer.services:
            yield f"issuers {issuer.name} : il ne donne aucun rôle ; écrivez [issuers.roles] ou [[issuers.services]]."
        for service in issuer.services:
            place = f"issuers {issuer.name}, services {service.client}"
            if unknown := sorted(service.operations - OPERATIONS.keys()):
                yield f"{place}, operations : {', '.join(unknown)} n’est pas une opération du service."
            elif fault := service_fault(service):
                yield f"{place} : {fault}"


def _listed(faults: Iterable[str]) -> str:
    told = list(faults)
    more = [f"et {len(told) - MOST_FAULTS} autres fautes."] if len(told) > MOST_FAULTS else []
    return "\n".join([*told[:MOST_FAULTS], *more])


def _place(steps: tuple[int | str, ...]) -> str:
    return ", ".join(str(step + 1) if isinstance(step, int) else step for step in steps)


def _reason(error: Mapping[str, Any]) -> str:
    context: Mapping[str, Any] = error.get("ctx", {})
    known = {
        "missing": "une valeur est attendue.",
        "extra_forbidden": "ce nom n’existe pas ici.",
        "string_pattern_mismatch": "des minuscules sans accent, des chiffres et des tirets, 30 caractères au plus.",
        "string_too_short": "ce texte est vide.",
        "string_too_long": f"ce texte dépasse {context.get('max_length')} caractères.",
        "string_type": "un texte entre guillemets est attendu.",
        "int_type": "un nombre entier est attendu.",
        "bool_type": "true ou false est attendu.",
        "greater_than_equal": f"{context.get('ge')} au moins.",
        "less_than_equal": f"{context.get('le')} au plus.",
        "too_short": "une valeur au moins est attendue dans cette liste.",
        "enum": f"l’un de : {', '.join(role.value for role in Role)}.",
        "literal_error": f"l’un de : {context.get('expected', '').replace(' or ', ', ')}.",
    }
    kind: str = error["type"]
    if kind.endswith(("tuple_type", "list_type", "set_type")):
        return "une liste entre crochets est attendue."
    if kind.endswith(("model_type", "dict_type", "mapping_type")):
        return "une table est attendue ([…])."
    return known.get(kind, "cette valeur ne convient pas.")
