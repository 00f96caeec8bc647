"""
What decisions need beside their subject and their command, by the names of their parameters: each read in one place.

A decision of rules/ says what it needs by naming it; what is already loaded for one is not loaded again for another.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from repositories.unit_of_work import UnitOfWork
from resolvers.file.files import mine
from resolvers.session.bearing import concerned, judging
from resolvers.shared.carrying import barred, kept, version_of
from resolvers.shared.context import Context
from resolvers.shared.drawn import anonymous_number
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.fiches import as_judged, following, holders, stated
from rules.base.command import Command, faults
from rules.base.entity import Entity
from rules.base.problems import Problem
from rules.base.text import number_key
from rules.candidate.correcting import Borne, sought_of
from rules.certificate.certificate import standing
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.document.document import Document
from rules.dossier.dossier import Dossier
from rules.lives.family import life_of_entity
from rules.lives.life import Row
from rules.organisation.organisation import Organisation
from rules.referentiel.referentiel import Referentiel
from rules.session.bearing import Concerned
from rules.session.session import Session


@dataclass
class World:
    """One command, asked in one context, inside one unit of work, and what was read for it."""

    context: Context
    unit: UnitOfWork
    command: Command
    read: dict[str, Any] = field(default_factory=dict)


Need = Callable[[World, Row, Any], Awaitable[Any]]


async def _version(world: World, _row: Row, dossier: Any) -> Referentiel:
    return await version_of(world.unit, dossier)


async def _former(world: World, _row: Row, dossier: Any) -> Any:
    """The session before which a dossier stood when it was given up."""
    key = dossier.withdrawal.session if dossier.withdrawal else None
    return await world.unit.sessions.get(key) if key else None


async def _session(world: World, _row: Row, dossier: Any) -> Any:
    return await world.unit.sessions.get(dossier.session) if dossier.session else None


async def _certification(world: World, _row: Row, dossier: Any) -> Certification:
    certification = await world.unit.certifications.get(dossier.certification)
    if certification is None:
        raise ServiceError(ErrorCode.INTERNAL, f"La certification du dossier {dossier.number} manque dans le magasin.")
    return certification


async def _bearer(world: World, _row: Row, _certification: Any) -> Certification | None:
    """The certification known under the number of the fiche that the command names (REG-01)."""
    command: Any = world.command
    key = code_key(command.number or "")
    return (await world.unit.certifications.by_codes([key])).get(key) if key.startswith("fiche:") else None


async def _dossiers(world: World, _row: Row, session: Any) -> list[Dossier]:
    if "dossiers" not in world.read:
        world.read["dossiers"] = await world.unit.dossiers.of_session(session.id)
    dossiers: list[Dossier] = world.read["dossiers"]
    return dossiers


async def _presented(world: World, row: Row, session: Any) -> Mapping[str, Dossier]:
    """
    The dossiers of a session, and those of the candidates who did not come, by what the viewer calls them.

    To an account that sits there it is the seat, and the number too once the names are shown (JUR-08).
    """
    dossiers, jury = await _judged(world, row, session), world.context.viewer.jury
    seats = {session.seat_of(item): item for item in dossiers} if session.id in jury else {}
    numbers = {item.number: item for item in dossiers} if jury.get(session.id, True) else {}
    return {**seats, **numbers}


async def _judged(world: World, row: Row, session: Any) -> list[Dossier]:
    """The dossiers of a session with those of the candidates who did not come (JUR-19), read once."""
    if "judged" not in world.read:
        away = await world.unit.dossiers.get_many(item.dossier for item in session.absences)
        world.read["judged"] = [
            *await _dossiers(world, row, session),
            *await as_judged(world.unit, away.values(), session),
        ]
    judged: list[Dossier] = world.read["judged"]
    return judged


async def _named(world: World, _row: Row, session: Any) -> Mapping[str, Dossier]:
    command: Any = world.command
    numbers = (*command.add, *command.remove, *(link.dossier for link in command.links))
    keys = [number_key(number) for number in numbers]
    named = await world.unit.dossiers.by_numbers(keys, scope=world.context.scope)
    return {item.number: item for item in await as_judged(world.unit, named.values(), session)}


async def _warned(_world: World, _row: Row, _session: Any) -> Callable[..., list[Problem]]:
    return lambda dossier, jury_on, *path: life_of_entity(dossier).jury_warnings(dossier, jury_on, *path)


async def _organisation(world: World, _row: Row, _session: Any) -> Any:
    command: Any = world.command
    return await world.unit.organisations.get(command.member.organisation.strip().upper())


async def _target(world: World, _row: Row, _dossier: Any) -> Any:
    centre = getattr(world.command, "centre", None)
    return await world.unit.organisations.get(centre.strip().upper()) if centre else None


async def _issued(world: World, _row: Row, subject: Any) -> list[Document]:
    """The papers issued of a session; of a dossier, and of the session that judges it or was to judge it."""
    if isinstance(subject, Session):
        return (await world.unit.documents.of_sessions([subject.id])).get(subject.id, [])
    own = await world.unit.documents.of_dossiers([subject.number])
    former = subject.withdrawal.session if subject.withdrawal else None
    key = subject.session or former
    sessions = await world.unit.documents.of_sessions([key]) if key else {}
    return [document for several in (*own.values(), *sessions.values()) for document in several]


async def _candidate(world: World, _row: Row, dossier: Any) -> Any:
    return await world.unit.candidates.get(dossier.candidate)


async def _files(world: World, _row: Row, _subject: Any) -> Mapping[str, Any]:
    command: Any = world.command
    alone = (getattr(command, name, None) for name in ("file", "proof"))
    named = [piece.file for piece in getattr(command, "pieces", ())] + [*filter(None, alone)]
    files = await mine(world.context, named) if named else {}
    return {key: file for key, file in files.items() if not file.table}


async def _signed(world: World, _row: Row, candidate: Any) -> list[Borne]:
    """The minutes signed that bear the candidate (PRD-05)."""
    dossiers = await world.unit.dossiers.of_candidate(candidate.id)
    numbers = {item.number for item in dossiers}
    return [
        Borne(item.number, line.dossier, item.exam_centre)
        for item in (await judging(world.unit, dossiers)).values()
        for minutes in item.minutes
        for line in minutes.lines
        if line.dossier in numbers
    ]


async def _concerned(world: World, _row: Row, session: Any) -> Concerned | None:
    command: Any = world.command
    return await concerned(world.unit, command, session, world.context.scope)


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


async def _papers(world: World, _row: Row, certificate: Any) -> list[Document]:
    """The papers issued of a certificate's dossier, its certificates and their copies among them."""
    return (await world.unit.documents.of_dossiers([certificate.dossier])).get(certificate.dossier, [])


async def _relying(world: World, _row: Row, certificate: Any) -> list[Dossier]:
    """The dossiers that carry over what that of a certificate left acquired (INS-08)."""
    return [
        item
        for item in await world.unit.dossiers.of_candidate(certificate.candidate)
        if any(line.carried_from == certificate.dossier for line in item.evaluations)
    ]


async def _titled(world: World, _row: Row, certificate: Any) -> str:
    """What a certificate proves, as it is called today; as it was called then where that is no longer known."""
    kind = world.unit.blocs if certificate.bloc else world.unit.certifications
    found: Any = await kind.get(certificate.proves)
    return found.title if found is not None else str(certificate.title)


async def _versions(world: World, row: Row, session: Any) -> Mapping[str, Referentiel]:
    if "versions" not in world.read:
        dossiers = await _judged(world, row, session)
        world.read["versions"] = await world.unit.referentiels.get_many(item.referentiel for item in dossiers)
    versions: Mapping[str, Referentiel] = world.read["versions"]
    return versions


async def _certifications(world: World, row: Row, session: Any) -> Mapping[str, Certification]:
    dossiers = await _judged(world, row, session)
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
    return {candidate: [item.bloc for item in standing(several) if item.bloc] for candidate, several in held.items()}


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
    "kept": kept,
    "session": _session,
    "former": _former,
    "certification": _certification,
    "bearer": _bearer,
    "stated": stated,
    "holders": holders,
    "following": following,
    "dossiers": _dossiers,
    "named": _named,
    "presented": _presented,
    "barred": barred,
    "warned": _warned,
    "draw": _at_once(lambda _context: anonymous_number),
    "organisation": _organisation,
    "target": _target,
    "candidate": _candidate,
    "issued": _issued,
    "files": _files,
    "signed": _signed,
    "concerned": _concerned,
    "known": _known,
    "receipt": _receipt,
    "dossier": _dossier,
    "siblings": _siblings,
    "papers": _papers,
    "relying": _relying,
    "titled": _titled,
    "versions": _versions,
    "certifications": _certifications,
    "blocs": _blocs,
    "certified": _certified,
    "centre": _centre,
}
"""From the name of a parameter of a decision to what reads it."""
