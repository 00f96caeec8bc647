"""The fiches of a certification: its own, those declared to be of it, what came before and after (REG-02)."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiodataloader import DataLoader

from repositories.paging import Bounds
from resolvers.shared.context import Context
from rules.certification.certification import Certification, CertificationKind, Registration, RegistrationState
from rules.certification.identifiers import code_key
from rules.certification.likeness import Likely, likely
from rules.referentiel.referentiel import Bloc, Referentiel, referentiel_on

MOST_LIKELY = 100
"""Likely pairs that are listed."""
MOST_COMPARED = 1_000
"""CQPM that are compared with one another."""


@dataclass(frozen=True, slots=True)
class Fiche:
    """A fiche as its own sources tell it, with the source of its being of the certification."""

    number: str
    title: str
    level: int | None
    state: RegistrationState
    start: date | None
    end: date | None
    last_award_on: date | None
    decided_on: date | None
    years: int | None
    published_on: date | None
    source: str | None
    link: str | None
    declared_on: date | None
    code: str
    """Of what was made of it alone, whose versions and blocs are its own."""


def aliases(certification: Certification) -> list[str]:
    """Every other code that leads to a certification, those of its fiches among them."""
    known = (*certification.aliases, *(code for item in certification.fiches for code in (item.code, *item.aliases)))
    return list(dict.fromkeys(code for code in known if code != certification.code))


def fiches(_context: Context, certification: Certification) -> list[Fiche]:
    """The fiches of a certification, in the order of their periods: nothing of one is told of another."""
    told = {item.number: item for item in certification.registrations}
    declared = {item.number: fiche for fiche in certification.fiches for item in fiche.registrations}
    shown = [
        *(_own(certification, item) for number, item in told.items() if number not in declared),
        *(_declared(certification, number, told) for number in declared),
    ]
    return sorted(shown, key=lambda item: (item.start or date.min, item.end or date.max, item.number))


async def version_of(context: Context, fiche: Fiche) -> Referentiel | None:
    """The version in force that a fiche's own sources, or submissions, give."""
    return referentiel_on(await context.load.versions_of.load(fiche.code) or [], context.today)


async def blocs(context: Context, fiche: Fiche) -> list[Bloc]:
    """The blocs of that version."""
    version = await version_of(context, fiche)
    blocs = await context.load.bloc.load_many([part.bloc for part in version.composition] if version else [])
    return [bloc for bloc in blocs if bloc is not None]


async def likely_same(context: Context) -> list[Likely]:
    """The pairs of fiches, or of a CQPM and a fiche, that are likely of one certification; nothing is joined by it."""
    store = context.store.certifications
    page = await store.page(
        order="title", bounds=Bounds(first=MOST_COMPARED), filter={"kind": CertificationKind.CQPM.value}
    )
    return (await asyncio.to_thread(likely, [item for _, item in page.items]))[:MOST_LIKELY]


async def predecessors(context: Context, certification: Certification) -> list[Certification]:
    """The certifications that it or its fiches replace, as either's source says; those that the service knows."""
    return await _linked(context, certification, "succeeds", context.load.succeeded)


async def successors(context: Context, certification: Certification) -> list[Certification]:
    """The certifications that replace it or its fiches, as either's source says; those that the service knows."""
    return await _linked(context, certification, "succeeded_by", context.load.succeeding)


async def _linked(
    context: Context, certification: Certification, fact: str, naming: DataLoader[str, Any]
) -> list[Certification]:
    parts = [certification, *await context.load.fiche.load_many(list(certification.codes[1:]))]
    named = {number for part in parts if part is not None for number in getattr(part, fact)}
    own = {item.number for item in certification.registrations} or {certification.code}
    said = await context.load.certification_by_code.load_many([code_key(number) for number in sorted(named)])
    says = [item.code for linked in await naming.load_many(sorted(own)) for item in linked or ()]
    leading = await context.load.certification.load_many(says)
    links = {item.code: item for item in (*said, *leading) if item is not None and item.code != certification.code}
    return [links[code] for code in sorted(links)]


def _own(certification: Certification, told: Registration) -> Fiche:
    return _shown(told, certification.title, certification.level, certification.code)


def _declared(certification: Certification, number: str, told: Mapping[str, Registration]) -> Fiche:
    fiche = next(item for item in certification.fiches if number in {said.number for said in item.registrations})
    declared = {"source": fiche.source, "link": fiche.link, "declared_on": fiche.declared_on}
    return _shown(told[number], fiche.title, fiche.level, fiche.code, **declared)


def _shown(told: Registration, title: str, level: int | None, code: str, **declared: Any) -> Fiche:
    same = ("number", "state", "start", "end", "last_award_on", "decided_on", "years", "published_on")
    facts: dict[str, Any] = {"source": None, "link": None, "declared_on": None} | declared
    return Fiche(title=title, level=level, code=code, **{name: getattr(told, name) for name in same}, **facts)
