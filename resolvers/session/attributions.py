"""From the centre to the GTP: transmission, complements, validation, numbered certificates (TRA, GTP, NUM-03)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from repositories.unit_of_work import UnitOfWork
from resolvers.file.files import pieces as uploaded
from resolvers.session.juries import GivenPieces
from resolvers.shared.changing import change_session, draft, given
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt, Options
from rules.base.operation import Operation
from rules.base.problems import Problem, broken
from rules.certificate.certificate import Certificate
from rules.certificate.number import certificate_key, certificate_number
from rules.dossier.dossier import Dossier, DossierStatus
from rules.session import attribution
from rules.session.attribution import Award, Verdict
from rules.session.deliberation import Sitting
from rules.session.session import Session


class _Awarded(NamedTuple):
    dossier: Dossier
    award: Award


async def transmit(
    context: Context, *, session: str, pieces: GivenPieces, copied_on: date | None, options: Options
) -> Attempt[Session]:
    """Sends a session to the GTP with its four pieces (TRA-01, TRA-02)."""

    async def act(unit: UnitOfWork, found: Session) -> Sitting:
        made, problems = await uploaded(context, pieces)
        dossiers = await unit.dossiers.of_session(found.id)
        result = attribution.transmit(found, dossiers, made, copied_on, context.today)
        return _with(problems, result)

    request = given(session, pieces=_typed(pieces), copied_on=copied_on and copied_on.isoformat())
    return await change_session(context, Operation.transmitSession, request, options, act)


async def request_complements(context: Context, *, session: str, question: str, options: Options) -> Attempt[Session]:
    """Asks the centre for complements (GTP-01)."""

    async def act(unit: UnitOfWork, found: Session) -> Sitting:
        return attribution.ask(found, await unit.dossiers.of_session(found.id), question, context.today)

    request = given(session, question=question)
    return await change_session(context, Operation.requestComplements, request, options, act)


async def answer_complements(
    context: Context, *, session: str, answer: str, pieces: GivenPieces, options: Options
) -> Attempt[Session]:
    """Answers the GTP in words and pieces (GTP-01)."""

    async def act(unit: UnitOfWork, found: Session) -> Sitting:
        made, problems = await uploaded(context, pieces)
        dossiers = await unit.dossiers.of_session(found.id)
        return _with(problems, attribution.answer(found, dossiers, answer, made, context.today))

    request = given(session, answer=answer, pieces=_typed(pieces))
    return await change_session(context, Operation.answerComplements, request, options, act)


async def validate(
    context: Context, *, session: str, verdicts: Sequence[Verdict], gtp_on: date | None, options: Options
) -> Attempt[Session]:
    """The GTP's verdict on each candidate named; what it awards is numbered, without gap (GTP-01 to -04, NUM-03)."""

    async def act(unit: UnitOfWork, found: Session) -> Sitting:
        dossiers = await unit.dossiers.of_session(found.id)
        on = gtp_on or context.today
        result = attribution.validate(found, dossiers, verdicts, on, context.today)
        if result.problems:
            return result
        awarded = await _awarded(unit, result.dossiers)
        centre = await unit.organisations.get(found.exam_centre)
        if awarded and (centre is None or centre.department is None):
            text = "Le département du centre d’examen n’est pas connu : le certificat ne peut pas être numéroté."
            return Sitting(problems=(broken("NUM-03", text),))
        ranks = await unit.numbers(f"certificates/{on.year}", len(awarded))
        department = centre.department if centre is not None else None
        for item, rank in zip(awarded, ranks, strict=True):
            certificate = _certificate(item, certificate_number(on, department or "", rank), on)
            facts = draft(Operation.validateAttribution, (), number=certificate.number, dossier=item.dossier.number)
            unit.insert(certificate, facts)
        holders = {item.dossier.id for item in awarded}
        moved = tuple(
            dossier.evolve(status=DossierStatus.CERTIFIE) if dossier.id in holders else dossier
            for dossier in result.dossiers
        )
        return Sitting(result.session, moved, warnings=result.warnings)

    request = given(session, verdicts=list(verdicts), gtp_on=gtp_on and gtp_on.isoformat())
    return await change_session(context, Operation.validateAttribution, request, options, act)


async def _awarded(unit: UnitOfWork, dossiers: Sequence[Dossier]) -> list[_Awarded]:
    """Every certificate that these validated dossiers give, in the order of the dossiers."""
    versions = await unit.referentiels.get_many(item.referentiel for item in dossiers)
    certifications = await unit.certifications.get_many(item.certification for item in dossiers)
    matching = await unit.certifications.get_many(item.cqpi for item in certifications.values() if item.cqpi)
    parts = {part.bloc for version in versions.values() for part in version.composition}
    blocs = {code: bloc.title for code, bloc in (await unit.blocs.get_many(parts)).items()}
    held = await unit.certificates.of_candidates({item.candidate for item in dossiers})
    awarded = []
    for dossier in dossiers:
        certification = certifications[dossier.certification]
        already = [item.bloc for item in held.get(dossier.candidate, ()) if item.bloc]
        cqpi = matching.get(certification.cqpi) if certification.cqpi else None
        found = attribution.awards(dossier, versions[dossier.referentiel], certification, cqpi, blocs, already)
        awarded += [_Awarded(dossier, award) for award in found]
    return awarded


def _certificate(item: _Awarded, number: str, on: date) -> Certificate:
    dossier, award = item
    return Certificate(
        id=certificate_key(number) or number,
        number=number,
        kind=award.kind,
        certification=award.certification,
        bloc=award.bloc,
        title=award.title,
        dossier=dossier.number,
        candidate=dossier.candidate,
        exam_centre=dossier.exam_centre,
        issued_on=on,
    )


def _with(problems: Sequence[Problem], result: Sitting) -> Sitting:
    """The same result, refused for these problems too: a piece that is unknown is not said to be missing as well."""
    if not problems:
        return result
    told = tuple(problem for problem in result.problems if problem.rule != "TRA-02")
    return Sitting(problems=(*problems, *told))


def _typed(pieces: GivenPieces) -> list[list[str | None]]:
    return [[kind.value, certification, file] for kind, certification, file in pieces]
