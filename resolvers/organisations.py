"""Organisations: found by code, listed by name."""

from resolvers.context import Context
from resolvers.paging import Listing, bounds, listing
from rules.organisation import Organisation, OrganisationKind
from rules.text import folded


async def organisation(context: Context, code: str) -> Organisation | None:
    """The organisation of this code, any case; None when there is none."""
    return await context.load.organisation.load(code.strip().upper()[:200])


async def organisations(
    context: Context,
    kind: OrganisationKind | None = None,
    department: str | None = None,
    search: str | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Organisation]:
    """Organisations in the order of their names; `search` keeps those of exactly this name, case and accents aside."""
    conditions = {
        "kind": kind and kind.value,
        "department": department,
        "name_key": folded(search[:300]) if search is not None else None,
    }
    return await listing(context.store.organisations, "name", bounds(first, after, last, before), conditions)
