"""
What decisions need beside their subject and their command, by the names of their parameters: each read in one place.

A decision of rules/ says what it needs by naming it; what is already loaded for one is not loaded again for another.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from repositories.unit_of_work import UnitOfWork
from resolvers.file.files import mine
from resolvers.shared.context import Context
from resolvers.shared.drawn import anonymous_number
from resolvers.shared.errors import ErrorCode, ServiceError
from rules.base.command import Command, faults
from rules.base.entity import Entity
from rules.base.problems import Problem
from rules.base.text import number_key
from rules.candidate.correcting import sought_of
from rules.certification.certification import Certification
from rules.document.document import Document
from rules.dossier.dossier import Dossier
from rules.dossier.holdings import Holding, holdings_of, in_version
from rules.lives.family import life_of_entity
from rules.lives.life import Row
from rules.organisation.organisation import Organisation
from rules.referentiel.referentiel import Referentiel


@dataclass
class World:
    """One command, asked in one context, inside one unit of work, and what was read for it."""

    context: Context
    unit: UnitOfWork
    command: Command
    read: dict[str, Any] = field(default_factory=dict)


Need = Callable[[World, Row, Any], Awaitable[Any]]


async def version_of(unit: UnitOfWork, dossier: Dossier) -> Referentiel:
    """The version that a dossier pins (REF-07). Raises INTERNAL when the store has lost it."""
    version = await unit.referentiels.get(dossier.referentiel)
    if version is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Le référentiel du dossier {dossier.number} manque dans le magasin.")
    return version


async def _version(world: World, _row: Row, dossier: Any) -> Referentiel:
    return await version_of(world.unit, dossier)


async def _kept(world: World, _row: Row, dossier: Any) -> list[Holding]:
    """What earlier juries left to the candidate of the same certification, in the terms of this version (INS-08)."""
    if not any(line.carried_from is not None for line in getattr(world.command, "results", ())):
        return []
    version = await version_of(world.unit, dossier)
    earlier = [
        item
        for item in await world.unit.dossiers.of_candidate(dossier.candidate)
        if item.id != dossier.id and item.certification == dossier.certification
    ]
    versions = await world.unit.referentiels.get_many(item.referentiel for item in earlier)
    return [
        holding
        for item in earlier
        for holding in in_version(holdings_of(item, versions[item.referentiel]), versions[item.referentiel], version)
    ]


async def _session(world: World, _row: Row, dossier: Any) -> Any:
    return await world.unit.sessions.get(dossier.session) if dossier.session else None


async def _certification(world: World, _row: Row, dossier: Any) -> Certification:
    certification = await world.unit.certifications.get(dossier.certification)
    if certification is None:
        raise ServiceError(ErrorCode.INTERNAL, f"La certification du dossier {dossier.number} manque dans le magasin.")
    return certification


async def _dossiers(world: World, _row: Row, session: Any) -> list[Dossier]:
    if "dossiers" not in world.read:
        world.read["dossiers"] = await world.unit.dossiers.of_session(session.id)
    dossiers: list[Dossier] = world.read["dossiers"]
    return dossiers


async def _named(world: World, _row: Row, _session: Any) -> Mapping[str, Dossier]:
    command: Any = world.command
    keys = [number_key(number) for number in (*command.add, *command.remove)]
    return await world.unit.dossiers.by_numbers(keys, scope=world.context.scope)


async def _barred(_world: World, row: Row, _session: Any) -> Callable[..., list[Problem]]:
    def problems(dossier: Dossier, *path: str) -> list[Problem]:
        life = life_of_entity(dossier)
        return [*life.rows[row.operation].state_problems(dossier, *path), *life.before_jury(dossier, *path)]

    return problems


async def _warned(_world: World, _row: Row, _session: Any) -> Callable[[Dossier, date], list[Problem]]:
    return lambda dossier, jury_on: life_of_entity(dossier).jury_warnings(dossier, jury_on, "add")


async def _organisation(world: World, _row: Row, _session: Any) -> Any:
    command: Any = world.command
    return await world.unit.organisations.get(command.member.organisation.strip().upper())


async def _target(world: World, _row: Row, _dossier: Any) -> Any:
    centre = getattr(world.command, "centre", None)
    return await world.unit.organisations.get(centre.strip().upper()) if centre else None


async def _issued(world: World, _row: Row, dossier: Any) -> list[Document]:
    """The papers issued of a dossier, and of the session that judges it."""
    own = await world.unit.documents.of_dossiers([dossier.number])
    sessions = await world.unit.documents.of_sessions([dossier.session]) if dossier.session else {}
    return [document for several in (*own.values(), *sessions.values()) for document in several]


async def _candidate(world: World, _row: Row, dossier: Any) -> Any:
    return await world.unit.candidates.get(dossier.candidate)


async def _files(world: World, _row: Row, _subject: Any) -> Mapping[str, Any]:
    command: Any = world.command
    alone = (getattr(command, name, None) for name in ("file", "proof"))
    named = [piece.file for piece in getattr(command, "pieces", ())] + [*filter(None, alone)]
    files = await mine(world.context, named) if named else {}
    return {key: file for key, file in files.items() if not file.table}


async def _signed(world: World, _row: Row, candidate: Any) -> bool:
    """Whether minutes that bear the candidate are signed (PRD-05)."""
    dossiers = await world.unit.dossiers.of_candidate(candidate.id)
    sessions = await world.unit.sessions.get_many({item.session for item in dossiers if item.session is not None})
    numbers = {item.number for item in dossiers}
    return any(
        line.dossier in numbers for item in sessions.values() for minutes in item.minutes for line in minutes.lines
    )


async def _known(world: World, _row: Row, candidate: Any) -> int:
    """How many others are likely the candidate as corrected (PRD-01)."""
    command: Any = world.command
    sought = sought_of(candidate, command) if not faults(command) else []
    return await world.unit.candidates.known_as(sought, but=candidate.id) if sought else 0


async def _receipt(world: World, _row: Row, _certificate: Any) -> Any:
    receipt = getattr(world.command, "receipt", None)
    file = (await mine(world.context, [receipt])).get(receipt) if receipt is not None else None
    return file if file is None or not file.table else None


async def _dossier(world: World, _row: Row, certificate: Any) -> Dossier:
    dossier = await world.unit.dossiers.by_number(certificate.dossier)
    if dossier is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Le dossier du certificat {certificate.number} manque dans le magasin.")
    return dossier


async def _siblings(world: World, _row: Row, certificate: Any) -> list[Any]:
    return (await world.unit.certificates.of_dossiers([certificate.dossier]))[certificate.dossier]


async def _versions(world: World, row: Row, session: Any) -> Mapping[str, Referentiel]:
    if "versions" not in world.read:
        dossiers = await _dossiers(world, row, session)
        world.read["versions"] = await world.unit.referentiels.get_many(item.referentiel for item in dossiers)
    versions: Mapping[str, Referentiel] = world.read["versions"]
    return versions


async def _certifications(world: World, row: Row, session: Any) -> Mapping[str, Certification]:
    dossiers = await _dossiers(world, row, session)
    certifications = await world.unit.certifications.get_many(item.certification for item in dossiers)
    return certifications | await world.unit.certifications.get_many(
        item.cqpi for item in certifications.values() if item.cqpi
    )


async def _blocs(world: World, row: Row, session: Any) -> Mapping[str, str]:
    versions = await _versions(world, row, session)
    blocs = await world.unit.blocs.get_many({part.bloc for item in versions.values() for part in item.composition})
    return {code: bloc.title for code, bloc in blocs.items()}


async def _certified(world: World, row: Row, session: Any) -> Mapping[str, list[str]]:
    dossiers = await _dossiers(world, row, session)
    held = await world.unit.certificates.of_candidates({item.candidate for item in dossiers})
    return {candidate: [item.bloc for item in several if item.bloc] for candidate, several in held.items()}


async def centre_of(world: World, code: str) -> Organisation | None:
    """The exam centre of this code, read once for an operation."""
    if "centre" not in world.read:
        world.read["centre"] = await world.unit.organisations.get(code)
    centre: Organisation | None = world.read["centre"]
    return centre


async def _centre(world: World, _row: Row, session: Any) -> Organisation | None:
    return await centre_of(world, session.exam_centre)


def _at_once(read: Callable[[Context], Any]) -> Need:
    async def need(world: World, _row: Row, _subject: Entity) -> Any:
        return read(world.context)

    return need


NEEDS: Mapping[str, Need] = {
    "today": _at_once(lambda context: context.today),
    "now": _at_once(lambda context: context.now),
    "viewer": _at_once(lambda context: context.viewer),
    "identifier": _at_once(lambda _context: uuid4().hex),
    "version": _version,
    "kept": _kept,
    "session": _session,
    "certification": _certification,
    "dossiers": _dossiers,
    "named": _named,
    "barred": _barred,
    "warned": _warned,
    "draw": _at_once(lambda _context: anonymous_number),
    "organisation": _organisation,
    "target": _target,
    "candidate": _candidate,
    "issued": _issued,
    "files": _files,
    "signed": _signed,
    "known": _known,
    "receipt": _receipt,
    "dossier": _dossier,
    "siblings": _siblings,
    "versions": _versions,
    "certifications": _certifications,
    "blocs": _blocs,
    "certified": _certified,
    "centre": _centre,
}
"""From the name of a parameter of a decision to what reads it."""
