"""The register of what was destroyed, as a centre reads its own and the GTP every centre's (ARC-04)."""

from resolvers.shared.context import Context
from resolvers.shared.errors import there
from resolvers.shared.paging import Listing, bounds, listing
from rules.archive.purge import Purge
from rules.organisation.organisation import Organisation


async def purges(
    context: Context,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Purge]:
    """The purges that the viewer sees, oldest first."""
    return await listing(context.store.purges, "made", bounds(first, after, last, before), {}, context.scope)


async def exam_centre_of(context: Context, purge: Purge) -> Organisation:
    """The centre that ordered it. Raises INTERNAL when the store has lost it."""
    return there(await context.load.organisation.load(purge.exam_centre), f"La destruction {purge.id}")
