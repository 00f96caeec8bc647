"""What a paper is about, loaded in the viewer's scope: a session, a dossier, a certificate, a référentiel."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from documents.registry import About
from repositories.unit_of_work import UnitOfWork
from resolvers.certificate.checking import check_of
from resolvers.shared.carrying import pinned
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


async def decisions_of(context: Context, unit: UnitOfWork, session: Session) -> Subject:
    """A session beside the dossiers that its jury decides on."""
    table = await _table_of(context, unit, session)
    known = table.certifications
    judged = await as_judged(unit, await unit.dossiers.judged_in(session.id), session)
    dossiers = [as_registered(item, known[item.certification]) for item in judged]
    away = await unit.dossiers.get_many(item.dossier for item in session.absences)
    missed = await as_judged(unit, away.values(), session)
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


async def results_of(context: Context, unit: UnitOfWork, stored: Iterable[Dossier]) -> list[Subject]:
    """These dossiers beside what their letters name, in their order: so many commands for one or for two hundred."""
    dossiers = [as_of(item, context.today) for item in stored]
    people = await unit.candidates.get_many(item.candidate for item in dossiers)
    certifications = await unit.certifications.get_many(item.certification for item in dossiers)
    versions = await unit.referentiels.get_many(item.referentiel for item in dossiers)
    blocs = await unit.blocs.get_many(part.bloc for item in versions.values() for part in item.composition)
    centres = await unit.organisations.get_many(item.exam_centre for item in dossiers)
    certificates = await unit.certificates.of_dossiers([item.number for item in dossiers])
    return [
        _of_dossier(
            Result(
                as_registered(item, certifications[item.certification]),
                people[item.candidate],
                certifications[item.certification],
                pinned(item, versions.get(item.referentiel)),
                blocs,
                certificates.get(item.number, []),
                centres[item.exam_centre],
                context.today,
                context.passport_sites,
            )
        )
        for item in dossiers
    ]


async def awarded_of(
    context: Context, unit: UnitOfWork, certificates: Iterable[tuple[Certificate, Result]]
) -> list[Subject]:
    """These certificates beside the results that they were awarded for, in their order, in two commands."""
    pairs = list(certificates)
    proven = await unit.certifications.get_many(item.certification for item, _ in pairs)
    signing = {item.id: item.signatories for item in proven.values()}
    names = await unit.organisations.get_many(code for several in signing.values() for code in several)
    return [
        _of_certificate(
            Awarded(
                item,
                result,
                sorted(names[code].name for code in signing.get(item.certification, ()) if code in names),
                check_of(context, item, result),
            )
        )
        for item, result in pairs
    ]


async def _session(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    return _of_session(await _table_of(context, unit, await _found(context, unit, command)))


async def _decisions(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    return await decisions_of(context, unit, await _found(context, unit, command))


async def _dossier(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    if command.dossier is None:
        raise Unfit(invalid("Nommez le dossier que ce document concerne.", "dossier"))
    dossier = await unit.dossiers.by_number(number_key(command.dossier), scope=context.scope)
    if dossier is None:
        raise Unfit(not_found("Ce dossier n’existe pas parmi les vôtres.", "dossier"))
    [subject] = await results_of(context, unit, [dossier])
    return subject


async def _certificate(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Subject:
    if command.certificate is None:
        raise Unfit(invalid("Nommez le certificat que ce document concerne.", "certificate"))
    key = certificate_key(command.certificate)
    certificate = await unit.certificates.get(key, scope=context.scope) if key else None
    if certificate is None:
        raise Unfit(not_found("Ce certificat n’existe pas parmi les vôtres.", "certificate"))
    dossier = await unit.dossiers.by_number(certificate.dossier, scope=context.scope)
    if dossier is None:
        raise Unfit(not_found("Ce dossier n’existe pas parmi les vôtres.", "dossier"))
    [result] = await results_of(context, unit, [dossier])
    [subject] = await awarded_of(context, unit, [(certificate, cast(Result, result.content))])
    return subject


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


def _of_dossier(result: Result) -> Subject:
    dossier = result.dossier
    kept = {"dossier": dossier.number, "candidate": dossier.candidate, "exam_centre": dossier.exam_centre}
    return Subject(result, dossier, dossier.number, kept)


def _of_certificate(awarded: Awarded) -> Subject:
    certificate, dossier = awarded.certificate, awarded.result.dossier
    kept = {
        "certificate": certificate.id,
        "dossier": dossier.number,
        "candidate": dossier.candidate,
        "exam_centre": certificate.exam_centre,
    }
    return Subject(awarded, certificate, certificate.id, kept)


async def _found(context: Context, unit: UnitOfWork, command: GenerateDocument) -> Session:
    if command.session is None:
        raise Unfit(invalid("Nommez la session que ce document concerne.", "session"))
    session = await unit.sessions.by_number(number_key(command.session), scope=context.scope)
    if session is None:
        raise Unfit(not_found("Cette session n’existe pas parmi les vôtres.", "session"))
    return session


async def _table_of(context: Context, unit: UnitOfWork, session: Session) -> Table:
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
