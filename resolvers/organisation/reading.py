"""Organisations: found by code, listed by name."""

from collections.abc import Sequence

from resolvers.shared.conditions import among
from resolvers.shared.context import Context
from resolvers.shared.paging import Listing, bounds, listing
from resolvers.shared.searching import searched, typed
from rules.organisation.organisation import Organisation, OrganisationKind


async def organisation(context: Context, code: str) -> Organisation | None:
    """The organisation of this code, any case; None when there is none."""
    return await context.load.organisation.load(code.strip().upper()[:200])


async def organisations(
    context: Context,
    kind: Sequence[OrganisationKind] | None = None,
    department: Sequence[str] | None = None,
    search: str | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Organisation]:
    """Organisations in the order of their names; under `search`, those that a person means first."""
    query, within = typed(search), bounds(first, after, last, before)
    conditions = {"kind": among(kind, "kind"), "department": among(department, "department")}
    if query is not None:
        return await searched(context.store.organisations, query, within, conditions)
    return await listing(context.store.organisations, "name", within, conditions)
