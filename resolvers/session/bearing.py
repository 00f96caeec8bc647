"""Everything that bears something that is rectified of a dossier, read in a few commands (CER-07)."""

from collections.abc import Iterable, Mapping

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.errors import ErrorCode, ServiceError
from rules.access.scope import Scope
from rules.base.command import cleaned, faults
from rules.base.text import number_key
from rules.candidate.correcting import sought_of
from rules.dossier.dossier import Dossier
from rules.session.bearing import Concerned
from rules.session.rectification import RectifyMinutes
from rules.session.session import Session


async def judging(unit: UnitOfWork, dossiers: Iterable[Dossier]) -> Mapping[str, Session]:
    """The sessions that judge these dossiers, or judged them before a refusal of the GTP, by identifier (GTP-07)."""
    keys = {key for item in dossiers for key in (item.session, *(former.session for former in item.earlier))}
    return await unit.sessions.get_many(key for key in keys if key is not None)


async def concerned(unit: UnitOfWork, command: RectifyMinutes, session: Session, scope: Scope) -> Concerned | None:
    """What bears the dossier that is named, beside the session; None where none is named, or none is in the scope."""
    dossier = await unit.dossiers.by_number(number_key(command.dossier), scope=scope) if command.dossier else None
    if dossier is None:
        return None
    candidate = await unit.candidates.get(dossier.candidate)
    certification = await unit.certifications.get(dossier.certification)
    if candidate is None or certification is None:
        raise ServiceError(ErrorCode.INTERNAL, f"Ce que désigne le dossier {dossier.number} manque dans le magasin.")
    dossiers = await unit.dossiers.of_candidate(candidate.id)
    sessions = {**await judging(unit, dossiers), session.id: session}
    certificates = (await unit.certificates.of_candidates([candidate.id])).get(candidate.id, [])
    given = cleaned(command).civil_status
    sought = sought_of(candidate, given) if given is not None and not faults(command) else []
    proven = {item.bloc for item in certificates if item.bloc}, {item.certification for item in certificates}
    blocs, certifications = await unit.blocs.get_many(proven[0]), await unit.certifications.get_many(proven[1])
    own = await unit.documents.of_dossiers([item.number for item in dossiers])
    theirs = await unit.documents.of_sessions(sessions)
    return Concerned(
        dossier=dossier,
        candidate=candidate,
        certification=certification,
        centre=await unit.organisations.get(dossier.exam_centre),
        dossiers=dossiers,
        sessions=sessions,
        certificates=certificates,
        titles={item.code: item.title for item in certifications.values()}
        | {item.code: item.title for item in blocs.values()},
        papers=[paper for several in (*own.values(), *theirs.values()) for paper in several],
        known=await unit.candidates.known_as(sought, but=candidate.id) if sought else 0,
    )
