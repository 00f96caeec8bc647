"""Référentiels, their capacités and their blocs."""

from collections.abc import Sequence
from dataclasses import dataclass

from resolvers.shared.conditions import certifications_among
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.paging import Edge, Listing, bounds, cursor_of, listing
from resolvers.shared.previews import part_key
from resolvers.shared.searching import searched, typed
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.organisation.organisation import Organisation
from rules.referentiel import referentiel as entities
from rules.referentiel.opportunity import Submission
from rules.referentiel.referentiel import Bloc, EvaluationMode, Referentiel


@dataclass(frozen=True, slots=True)
class Capacite:
    """A capacité beside the version it belongs to, which makes it findable."""

    id: str
    number: str
    title: str
    conditions: str | None
    criteria: tuple[str, ...]
    modes: tuple[EvaluationMode, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A bloc as one version composes it."""

    code: str
    title: str | None
    certification: str
    optional: bool
    capacites: list[Capacite]


def capacite(referentiel: Referentiel, number: str) -> Capacite | None:
    """The capacité of this number in a version; None when it has none."""
    capacite = next((item for item in referentiel.capacites if item.number == number), None)
    return _shown(referentiel, capacite) if capacite else None


def capacites(_context: Context, referentiel: Referentiel) -> list[Capacite]:
    """Every capacité of a version, in its order."""
    return [_shown(referentiel, item) for item in referentiel.capacites]


def composition(_context: Context, referentiel: Referentiel) -> list[Part]:
    """The blocs of a version, each with its capacités where the grouping is known."""
    by_number = {item.number: _shown(referentiel, item) for item in referentiel.capacites}
    return [
        Part(
            part.bloc,
            part.title,
            referentiel.certification,
            part.optional,
            [by_number[number] for number in part.capacites],
        )
        for part in referentiel.composition
    ]


async def bloc_of(context: Context, part: Part) -> Bloc:
    """
    The bloc that a version composes; as the version itself says it, where it is a projet's that nothing else has yet.

    Raises INTERNAL when the store has lost it.
    """
    bloc = await context.load.bloc.load(part.code)
    if bloc is None and part.title is not None:
        return Bloc(id=part.code, code=part.code, title=part.title, certifications=(part.certification,))
    if bloc is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Le bloc {part.code} manque dans le magasin.")
    return bloc


async def submitter_of(context: Context, submission: Submission) -> Organisation | None:
    """The chamber that submitted a version; None where it was the GTP."""
    return await context.load.organisation.load(submission.organisation) if submission.organisation else None


async def completed_by(context: Context, submission: Submission) -> Referentiel | None:
    """The version whose blanks a completion fills."""
    return await context.load.referentiel.load(submission.completes) if submission.completes else None


async def bloc(context: Context, code: str) -> Bloc | None:
    """The bloc of this code, any spelling; None when there is none."""
    blocs = await context.store.blocs.by_codes([code_key(code)])
    return next(iter(blocs.values()), None)


async def blocs(
    context: Context,
    certification: Sequence[str] | None = None,
    search: str | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Bloc]:
    """Blocs in the order of their codes; under `search`, those that a person means first."""
    query, within = typed(search), bounds(first, after, last, before)
    conditions = {"certifications": await certifications_among(context, certification, "certification")}
    if query is not None:
        return await searched(context.store.blocs, query, within, conditions)
    return await listing(context.store.blocs, "code", within, conditions)


async def certifications_of(
    context: Context, bloc: Bloc, first: int | None = None, after: str | None = None
) -> Listing[Certification]:
    """The certifications that a bloc is part of, in the order of their codes."""
    within = bounds(first, after, None, None)
    known = await context.load.certification.load_many(list(bloc.certifications))
    certifications = {item.code: item for item in known if item is not None}
    codes = sorted(certifications)
    start = 0
    if within.after is not None:
        start = next((place for place, code in enumerate(codes) if f"\0{code}" > within.after), len(codes))
    shown = codes[start : start + (within.first or 0)]

    async def count() -> int:
        return len(codes)

    return Listing(
        edges=[Edge(cursor_of(f"\0{code}"), certifications[code]) for code in shown],
        has_next=start + len(shown) < len(codes),
        has_previous=start > 0,
        count=count,
    )


def _shown(referentiel: Referentiel, item: entities.Capacite) -> Capacite:
    return Capacite(
        part_key(referentiel.id, f"{referentiel.id}#{item.number}"),
        item.number,
        item.title,
        item.conditions,
        item.criteria,
        item.modes,
    )
