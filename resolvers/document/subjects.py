"""What a paper is about, loaded in the viewer's scope: a session, a dossier, a certificate, a référentiel."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.registry import About
from repositories.unit_of_work import UnitOfWork
from resolvers.certificate.checking import check_of
from resolvers.shared.carrying import version_of
from resolvers.shared.context import Context
from resolvers.shared.fiches import as_judged
from rules.base.problems import invalid, not_found
from rules.base.text import number_key
from rules.certificate.certificate import Certificate
from rules.certificate.number import certificate_key
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.document.commands import GenerateDocument
from rules.dossier.dossier import Dossier
from rules.dossier.registered import as_registered
from rules.lives.family import as_of
from rules.papers.asked import Unfit
from rules.papers.edition import Edition
from rules.papers.result import Awarded, Result
from rules.papers.table import Decisions, Table
from rules.referentiel.referentiel import Referentiel, referentiel_on, requested_by
from rules.session.session import Session
from rules.views.masks import version_view


@dataclass(frozen=True)
class Subject:
    """What a paper is composed from, and what its document keeps of it."""

    content: Table | Result | Awarded | Edition
    entity: Session | Dossier | Certificate | Certification
    number: str
    """What the name of the file ends with."""
    kept: Mapping[str, Any]
    """The fields of the document that say what it is about."""


Loader = Callable[[Context, UnitOfWork, GenerateDocument], Awaitable[Subject]]


async def load_subject(context: Context, unit: UnitOfWork, about: About, command: GenerateDocument) -> Subject:
    """What is asked for. Raises Unfit where it does not exist for the viewer."""
    return await _LOADERS[about](context, unit, command)


async def _session(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    return _of_session(await _table(context, unit, command))


async def _decisions(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    table = await _table(context, unit, command)
    known = table.certifications
    judged = await as_judged(unit, await unit.dossiers.judged_in(table.session.id), table.session)
    dossiers = [as_registered(item, known[item.certification]) for item in judged]
    away = await unit.dossiers.get_many(item.dossier for item in table.session.absences)
    missed = await as_judged(unit, away.values(), table.session)
    absent = [as_registered(item, known[item.certification]) for item in missed]
    everybody = [*dossiers, *absent]
    people = await unit.candidates.get_many(dossier.candidate for dossier in everybody)
    versions = await unit.referentiels.get_many(dossier.referentiel for dossier in everybody)
    blocs = await unit.blocs.get_many(part.bloc for item in versions.values() for part in item.composition)
    return _of_session(
        Decisions(
            table.session,
            table.centre,
            table.certifications,
            table.organisations,
            table.today,
            dossiers,
            people,
            versions,
            blocs,
            absent,
        )
    )


async def _dossier(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    result = await _result(context, unit, command.dossier)
    dossier = result.dossier
    kept = {"dossier": dossier.number, "candidate": dossier.candidate, "exam_centre": dossier.exam_centre}
    return Subject(result, dossier, dossier.number, kept)


async def _certificate(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    if command.certificate is None:
        raise Unfit(invalid("Nommez le certificat que ce document concerne.", "certificate"))
    key = certificate_key(command.certificate)
    certificate = await unit.certificates.get(key, scope=context.scope) if key else None
    if certificate is None:
        raise Unfit(not_found("Ce certificat n’existe pas parmi les vôtres.", "certificate"))
    result = await _result(context, unit, certificate.dossier)
    proven = await unit.certifications.get(certificate.certification)
    names = await unit.organisations.get_many(proven.signatories if proven else ())
    kept = {
        "certificate": certificate.id,
        "dossier": result.dossier.number,
        "candidate": result.dossier.candidate,
        "exam_centre": certificate.exam_centre,
    }
    awarded = Awarded(
        certificate, result, sorted(item.name for item in names.values()), check_of(context, certificate, result)
    )
    return Subject(awarded, certificate, certificate.id, kept)


async def _certification(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    if command.certification is None:
        raise Unfit(invalid("Nommez la certification que ce document concerne.", "certification"))
    key = code_key(command.certification)
    certification = (await unit.certifications.by_codes([key])).get(key)
    if certification is None:
        raise Unfit(not_found("Cette certification n’est pas connue du service.", "certification"))
    version = await _version(context, unit, certification, command.part)
    submitter = requested_by(version)
    chambers = {*certification.resource_centres, *([submitter] if submitter else [])}
    names = await unit.organisations.get_many(sorted(chambers))
    blocs = await unit.blocs.get_many([part.bloc for part in version.composition])
    called = sorted(item.name for item in names.values())
    edition = Edition(certification, version, blocs, called, context.today, names.get(submitter or ""))
    kept = {"certification": version.certification, "exam_centre": submitter or context.viewer.organisation or ""}
    return Subject(edition, certification, version.certification.replace(" ", "-"), kept)


_LOADERS: Mapping[About, Loader] = {
    About.SESSION: _session,
    About.DECISIONS: _decisions,
    About.DOSSIER: _dossier,
    About.CERTIFICATE: _certificate,
    About.CERTIFICATION: _certification,
}


def _of_session(table: Table) -> Subject:
    session = table.session
    return Subject(table, session, session.number, {"session": session.id, "exam_centre": session.exam_centre})


async def _table(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Table:
    if command.session is None:
        raise Unfit(invalid("Nommez la session que ce document concerne.", "session"))
    session = await unit.sessions.by_number(number_key(command.session), scope=context.scope)
    if session is None:
        raise Unfit(not_found("Cette session n’existe pas parmi les vôtres.", "session"))
    codes = {session.exam_centre, *(member.organisation for member in session.members)}
    codes |= {item.union for item in session.union_requests}
    codes |= {former.organisation for former in session.departed}
    organisations = await unit.organisations.get_many(codes)
    certifications = await unit.certifications.get_many(session.certifications)
    return Table(session, organisations[session.exam_centre], certifications, organisations, context.today)


async def _version(context: Context, unit: UnitOfWork, certification: Certification, part: str | None) -> Referentiel:
    """The version that is asked for by its number, or the one in force; a projet to those who instruct it (REF-06)."""
    several = (await unit.referentiels.of_certifications([certification.code])).get(certification.code, [])
    seen = [version for item in several if (version := version_view(context.viewer, item)) is not None]
    if part is None:
        version = referentiel_on(seen, context.today)
        problem = invalid("Aucune version du référentiel n’est en vigueur : nommez celle qui est voulue.", "part")
    else:
        version = next((item for item in seen if str(item.version) == part.strip()), None)
        problem = not_found("Cette version du référentiel n’est pas connue du service.", "part")
    if version is None:
        raise Unfit(problem)
    return version


async def _result(context: Context, unit: UnitOfWork, number: str | None) -> Result:
    if number is None:
        raise Unfit(invalid("Nommez le dossier que ce document concerne.", "dossier"))
    dossier = await unit.dossiers.by_number(number_key(number), scope=context.scope)
    if dossier is None:
        raise Unfit(not_found("Ce dossier n’existe pas parmi les vôtres.", "dossier"))
    candidates = await unit.candidates.get_many([dossier.candidate])
    certifications = await unit.certifications.get_many([dossier.certification])
    dossier = as_registered(as_of(dossier, context.today), certifications[dossier.certification])
    version = await version_of(unit, dossier)
    centres = await unit.organisations.get_many([dossier.exam_centre])
    certificates = await unit.certificates.of_dossiers([dossier.number])
    return Result(
        dossier,
        candidates[dossier.candidate],
        certifications[dossier.certification],
        version,
        await unit.blocs.get_many([part.bloc for part in version.composition]),
        certificates.get(dossier.number, []),
        centres[dossier.exam_centre],
        context.today,
        context.passport_sites,
    )
