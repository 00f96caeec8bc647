"""Candidates, found within the viewer's scope."""

from resolvers.dossier.fiches import equivalences_among, leading, today_among
from resolvers.dossier.reading import HoldingOf, held_through
from resolvers.shared.context import Context
from resolvers.shared.paging import Listing, bounds, listing
from resolvers.shared.searching import typed
from rules.base.partial_date import PartialDate
from rules.candidate.candidate import Candidate
from rules.candidate.identity import asked_words
from rules.candidate.mandate import Mandate
from rules.certificate.certificate import Certificate
from rules.certificate.proving import matching_cqpi
from rules.dossier.carrying import recognised, settled
from rules.dossier.dossier import Dossier
from rules.dossier.holdings import Judged, held_together
from rules.file.file import TableLine
from rules.referentiel.referentiel import Referentiel
from rules.views.masks import dossier_view


async def candidate(context: Context, key: str) -> Candidate | None:
    """The candidate of this key; None outside the viewer's scope."""
    return await context.load.candidate.load(key)


async def candidates(
    context: Context,
    birth_date: PartialDate | None = None,
    search: str | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Candidate]:
    """
    The viewer's candidates in the order of their names, born on the date or within it where it is partial.

    `search` keeps those of whom every word typed begins a word of one of their names.
    """
    asked = typed(search)
    conditions = {"birth_date": birth_date, "words": asked_words(asked) if asked is not None else None}
    return await listing(
        context.store.candidates, "name", bounds(first, after, last, before), conditions, context.scope
    )


async def dossiers_of(
    context: Context,
    candidate: Candidate,
    first: int | None = None,
    after: str | None = None,
) -> Listing[Dossier]:
    """The candidate's dossiers that the viewer may see, by number."""
    return await listing(
        context.store.dossiers,
        "number",
        bounds(first, after, None, None),
        {"candidate": candidate.id},
        context.scope,
        lambda dossier: dossier_view(context.viewer, dossier),
    )


async def certificates_of(context: Context, candidate: Candidate) -> list[Certificate]:
    """The candidate's certificates that the viewer may see."""
    return await context.load.certificates_held.load(candidate.id) or []


async def holdings_held(context: Context, candidate: Candidate) -> list[HoldingOf]:
    """
    What the candidate holds by the dossiers that the viewer may see, once each, once the GTP has decided.

    Certifications, blocs and capacités (CON-01, CON-02), then what the GTP's equivalences give for them (EQ-01).
    """
    dossiers = await context.load.dossiers_held.load(candidate.id) or []
    decided = await today_among(context, [item for item in dossiers if settled(item)])
    versions = await context.load.referentiel.load_many([item.referentiel for item in decided])
    judged = [
        Judged(item, version)
        for item, version in zip(decided, versions, strict=True)
        if isinstance(version, Referentiel)
    ]
    issued = await context.load.certificates_held.load(candidate.id) or []
    codes = await leading(context, [item.certification for item in issued])
    certificates = [item.evolve(certification=codes[item.certification].code) for item in issued]
    held = list(held_together(judged).values())
    cqpi = {item.certification: item for dossier in decided for item in matching_cqpi(dossier, certificates)}
    whole, parts = [item for item in held if not item.item], [item for item in held if item.item]
    around = await equivalences_among(context, {item.certification for item in held})
    given = recognised([*held, *cqpi.values()], around.values(), context.today)
    by_number = {item.number: item for item in decided}
    return held_through([*whole, *cqpi.values(), *parts, *given], by_number, certificates, around)


def mandates_of(context: Context, candidate: Candidate) -> list[Mandate]:
    """Who acts, or acted, for the candidate; an adviser reads their own (PRD-03)."""
    if candidate.id in context.scope.mandates:
        return [item for item in candidate.mandates if item.account == context.viewer.subject]
    return list(candidate.mandates)


async def of_line(context: Context, line: TableLine) -> Candidate | None:
    """Who was registered by a line of a table; None where it was refused, or was only judged."""
    return await context.load.candidate.load(line.candidate) if line.candidate is not None else None
