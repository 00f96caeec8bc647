"""Equivalences, from either side; those that wait for an unknown end are not shown."""

from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError, invalid_input
from resolvers.shared.paging import Listing, bounds, listing
from rules.certification.certification import Certification
from rules.certification.identifiers import LONGEST, code_key
from rules.equivalence.equivalence import Equivalence, EquivalenceDirection, EquivalenceEnd
from rules.referentiel.referentiel import Bloc

MOST = 100
"""Equivalences of one certification that are listed beside it."""


async def equivalences(
    context: Context,
    from_: str | None = None,
    to: str | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Equivalence]:
    """Equivalences given by one certification or bloc, received by another, or all of them (EQ-01)."""
    ends = {"gives": _key(from_, "from"), "receives": _key(to, "to")}
    conditions = ends if any(ends.values()) else {"known": True}
    return await listing(context.store.equivalences, "code", bounds(first, after, last, before), conditions)


async def equivalences_of(
    context: Context, certification: Certification, direction: EquivalenceDirection | None = None
) -> list[Equivalence]:
    """Those that a certification or its blocs give or receive, 100 at most."""
    own = certification.keys()
    sides = await context.load.equivalences_around.load_many(sorted(own))
    around = {item.id: item for several in sides for item in several or ()}
    kept = [
        item
        for item in around.values()
        if (direction is not EquivalenceDirection.RECEIVES and _names(item.given, own))
        or (direction is not EquivalenceDirection.GIVES and _names(item.received, own))
    ]
    return kept[:MOST]


async def certification_of(context: Context, end: EquivalenceEnd) -> Certification:
    """The certification of an end. Raises INTERNAL when the store has lost it."""
    certification = await context.load.certification_by_code.load(code_key(end.certification))
    if certification is None:
        raise ServiceError(ErrorCode.INTERNAL, f"La certification {end.certification} manque dans le magasin.")
    return certification


async def bloc_of(context: Context, end: EquivalenceEnd) -> Bloc | None:
    """The bloc of an end; None when it is the whole certification."""
    return await context.load.bloc.load(end.bloc) if end.bloc is not None else None


def _names(ends: tuple[EquivalenceEnd, ...], keys: frozenset[str]) -> bool:
    return any(code_key(end.certification) in keys for end in ends)


def _key(code: str | None, name: str) -> str | None:
    if code is not None and len(code) > LONGEST:
        raise invalid_input(f"« {name} » compte au plus {LONGEST} caractères.")
    return code_key(code) if code is not None else None
