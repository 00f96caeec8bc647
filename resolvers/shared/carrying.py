"""
What earlier juries left to a person, read for the decisions that carry it over: whatever code it was left under.

The World is that of resolvers.shared.needs. A dossier stands under one code of its certification, which may have had
others when it was opened: here each is under the code to which its own leads today (REG-02).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.errors import ErrorCode, ServiceError
from rules.access.scope import EVERYTHING
from rules.base.operation import Operation
from rules.base.problems import Problem
from rules.base.text import number_key
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.dossier.carrying import EVALUATING, kept_for, lapsed_problems, offered, settled
from rules.dossier.dossier import Dossier
from rules.dossier.fiches import under
from rules.dossier.holdings import Holding, Judged
from rules.dossier.registered import as_registered
from rules.equivalence.equivalence import Equivalence
from rules.lives.family import life_of_entity
from rules.lives.life import Row, Subject
from rules.referentiel.referentiel import Referentiel


async def version_of(unit: UnitOfWork, dossier: Dossier) -> Referentiel:
    """The version that a dossier pins (REF-07). Raises INTERNAL when the store has lost it."""
    return pinned(dossier, await unit.referentiels.get(dossier.referentiel))


def pinned(dossier: Dossier, version: Referentiel | None) -> Referentiel:
    """The version that was read for a dossier. Raises INTERNAL where there is none."""
    if version is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Le référentiel du dossier {dossier.number} manque dans le magasin.")
    return version


async def past_among(unit: UnitOfWork, dossiers: Iterable[Dossier]) -> list[Judged]:
    """Those of a person's dossiers whose result stands, with their versions: what may be carried over of them."""
    standing = [item for item in dossiers if settled(item)]
    known = await unit.certifications.leading(item.certification for item in standing)
    versions = await unit.referentiels.get_many(item.referentiel for item in standing)
    return [Judged(of_today(item, known[item.certification]), versions[item.referentiel]) for item in standing]


def of_today(dossier: Dossier, certification: Certification) -> Dossier:
    """A dossier under the code to which its own leads, saying whether it counts as registered (REG-01, REG-02)."""
    return as_registered(under(dossier, certification.code), certification)


async def around(unit: UnitOfWork, certifications: Iterable[Certification]) -> dict[str, list[Equivalence]]:
    """The equivalences with a side on each of these certifications, by its code: under any of its codes (REG-02)."""
    keys = {item.code: [code_key(code) for code in item.codes] for item in certifications}
    found = await unit.equivalences.around([key for several in keys.values() for key in several]) if keys else {}
    told = {item.id: item for several in found.values() for item in several}
    ends = {end.certification for item in told.values() for end in (*item.given, *item.received)}
    led = {code: item.code for code, item in (await unit.certifications.leading(sorted(ends))).items()} if ends else {}
    return {
        code: [item.under(led) for item in {one.id: one for key in several for one in found.get(key, ())}.values()]
        for code, several in keys.items()
    }


async def kept(world: Any, row: Row, dossier: Any) -> list[Holding]:
    """What earlier juries left to the candidate that this dossier may carry over, in its terms (INS-08, CON-01)."""
    results, everything = getattr(world.command, "results", ()), getattr(world.command, "carry_all", False)
    recording = row.operation is Operation.recordEvaluation
    if recording and not everything and not any(line.carried_from is not None for line in results):
        return []
    others = [item for item in await world.unit.dossiers.of_candidate(dossier.candidate) if item.id != dossier.id]
    past = await past_among(world.unit, others)
    if not past:
        return []
    [certification] = (await world.unit.certifications.leading([dossier.certification])).values()
    [near] = (await around(world.unit, [certification])).values()
    return kept_for(certification.code, await version_of(world.unit, dossier), past, near, dossier.requested_on)


async def carriable_anew(unit: UnitOfWork, dossiers: Iterable[Dossier]) -> Mapping[str, tuple[str, ...]]:
    """Of the dossiers of one person, what those still to be evaluated may carry over, by identifier (INS-12)."""
    every = list(dossiers)
    waiting = [item for item in every if item.status in EVALUATING]
    past = await past_among(unit, every) if waiting else []
    if not past:
        return {}
    known = await unit.certifications.leading(item.certification for item in waiting)
    versions = await unit.referentiels.get_many(item.referentiel for item in waiting)
    near = await around(unit, {item.code: item for item in known.values()}.values())
    asked = [under(item, known[item.certification].code) for item in waiting]
    return {item.id: tuple(offered(item, versions[item.referentiel], past, near[item.certification])) for item in asked}


async def barred(world: Any, row: Row, _session: Any) -> Callable[..., list[Problem]]:
    """Why the life of a dossier does not allow an operation; before a jury, what it carries over too (INS-08)."""
    named = await _carrying(world) if row.operation is Operation.assignDossiers else []
    past = await _past_of_each(world.unit, named)
    versions = await world.unit.referentiels.get_many(item.referentiel for item in named)
    known = await world.unit.certifications.leading(item.certification for item in named) if named else {}
    near = await around(world.unit, {item.code: item for item in known.values()}.values())
    codes = {item.id: known[item.certification].code for item in named}

    def problems(dossier: Dossier, *path: str) -> list[Problem]:
        life = life_of_entity(dossier)
        state = life.rows[row.operation].state_problems(dossier, *path) if row.subject is Subject.SESSION else []
        found = [*state, *life.before_jury(dossier, *path)]
        if dossier.id in past:
            code = codes[dossier.id]
            asked = under(dossier, code)
            found += lapsed_problems(asked, versions[dossier.referentiel], past[dossier.id], near[code], *path)
        return found

    return problems


async def _carrying(world: Any) -> list[Dossier]:
    """The dossiers that a command brings before a jury and that carry something over."""
    keys = [number_key(number) for number in world.command.add]
    named = await world.unit.dossiers.by_numbers(keys, scope=world.context.scope) if keys else {}
    return [item for item in named.values() if any(line.carried_over for line in item.evaluations)]


async def _past_of_each(unit: UnitOfWork, dossiers: Iterable[Dossier]) -> Mapping[str, list[Judged]]:
    """What each of these dossiers may carry over from: those of its person whose result stands."""
    asked = list(dossiers)
    if not asked:
        return {}
    every = await unit.dossiers.of_candidates({item.candidate for item in asked}, scope=EVERYTHING)
    past = await past_among(unit, [item for several in every.values() for item in several])
    return {
        item.id: [
            judged for judged in past if judged.dossier.candidate == item.candidate and judged.dossier.id != item.id
        ]
        for item in asked
    }
