"""
Acting in somebody's name: an administrator asks as another account, for as long as one request.

The roles that may be lent are the operator's choice, none by default. The administrator is kept beside the account:
every event of the journal names both, and a line of the log tells each request, those that only read included.
"""

import json
import logging
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from graph.identity.accounts import LONGEST_ACCOUNT, account_fault
from graph.schema.base.relay import key_of
from resolvers.shared.errors import ErrorCode, ServiceError, forbidden, unauthenticated
from rules.access.viewer import Role, Viewer
from rules.base.entity import Value
from rules.views.rights import READS

HEADER = "poincon-as"

log = logging.getLogger("poincon.access")

Account = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ACCOUNT)]


class Lending(Value):
    """What administrators may borrow: these roles, and whether they may write in somebody's name."""

    roles: frozenset[Role] = frozenset()
    writes: bool = False


class Borrowed(Value):
    """The header, in JSON: the account to act as, with a candidate named as the API names them, and why."""

    account: Account
    roles: Annotated[frozenset[Role], Field(min_length=1)]
    organisation: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    candidate: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]


def borrowed(administrator: Viewer, header: str, lending: Lending) -> Viewer:
    """
    The account that an administrator acts as, the administrator beside it.

    Raises UNAUTHENTICATED for a visitor, FORBIDDEN for whoever is no administrator and for what is not lent,
    BAD_REQUEST for a header that cannot be read.
    """
    if administrator.subject is None:
        raise unauthenticated("Agir au nom d’un compte demande un jeton d’accès.")
    if Role.ADMINISTRATOR not in administrator.roles or administrator.operations is not None:
        raise forbidden("Agir au nom d’un compte n’est ouvert qu’aux administrateurs.")
    if administrator.impersonator is not None:
        raise forbidden("Vous agissez déjà au nom d’un autre compte.")
    try:
        asked = Borrowed.model_validate(json.loads(header))
    except (ValidationError, ValueError, RecursionError):
        raise _unread() from None
    if account_fault(asked.account) is not None:
        raise _unread()
    if refused := sorted(role.value for role in asked.roles - lending.roles):
        raise forbidden(f"L’exploitant ne prête pas {', '.join(refused)} aux administrateurs.")
    log.warning(  # seen by whoever runs the service, whatever else they log
        "impersonation",
        extra={
            "administrator": administrator.subject,
            "account": asked.account,
            "roles": sorted(role.value for role in asked.roles),
            "organisation": asked.organisation,
            "writes": lending.writes,
            "reason": asked.reason,
        },
    )
    return Viewer(
        subject=asked.account,
        name=asked.account,
        roles=asked.roles,
        organisation=asked.organisation,
        candidate=key_of(asked.candidate, "Candidate") or None if asked.candidate else None,
        impersonator=administrator.subject,
        operations=None if lending.writes else READS,
        today=administrator.today,
    )


def _unread() -> ServiceError:
    keys = "account, roles, organisation, candidate, reason (le motif, 3 à 200 caractères)"
    return ServiceError(ErrorCode.BAD_REQUEST, f"L’en-tête Poincon-As est attendu en JSON ASCII : {keys}.")
