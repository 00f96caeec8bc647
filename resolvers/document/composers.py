"""What each paper is made from: loaded in the viewer's scope, composed by rules.composing, or refused in French."""

from collections.abc import Awaitable, Callable, Mapping

from repositories.unit_of_work import UnitOfWork
from resolvers.dossier.evaluating import version_of
from resolvers.shared.changing import number_key
from resolvers.shared.context import Context
from rules.base.entity import Value
from rules.base.problems import Problem, broken, invalid, not_found
from rules.certificate.certificate import Certificate, CertificateState
from rules.certificate.number import certificate_key
from rules.document.document import DocumentKind
from rules.dossier.dossier import Dossier
from rules.papers import composing_certificate as certificates
from rules.papers import composing_result as letters
from rules.papers import composing_session as papers
from rules.papers.certificate import CertificatePaper
from rules.papers.common import CentreSignatory, Signatory, SignatoryCapacity
from rules.papers.composing_result import Result
from rules.papers.composing_session import Table
from rules.session.session import JuryMember, Session


class PaperRequest(Value):
    """Which paper, of what, and who signs for the centre."""

    kind: DocumentKind
    dossier: str | None = None
    session: str | None = None
    certificate: str | None = None
    part: str | None = None
    """The member, the union or the qualification, for a paper of which a session has several."""
    signatory_name: str | None = None
    signatory_quality: str | None = None


class Unfit(Exception):
    """The paper cannot be made; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Subject(Value):
    """What a paper is about, as its document keeps it, and what it says."""

    paper: Value
    dossier: str | None = None
    candidate: str | None = None
    session: str | None = None
    certificate: str | None = None
    part: str = ""
    exam_centre: str
    file_name: str
    rules: tuple[str, ...] = ()


Composer = Callable[[Context, UnitOfWork, PaperRequest], Awaitable[Subject]]


async def _table(context: Context, unit: UnitOfWork, request: PaperRequest) -> Table:
    session = await unit.sessions.by_number(number_key(request.session or ""), scope=context.scope)
    if session is None:
        raise Unfit(not_found("Cette session n’existe pas parmi les vôtres.", "session"))
    codes = {session.exam_centre, *(member.organisation for member in session.members)}
    codes |= {item.union for item in session.union_requests}
    organisations = await unit.organisations.get_many(codes)
    certifications = await unit.certifications.get_many(session.certifications)
    return Table(session, organisations[session.exam_centre], certifications, organisations, context.today)


async def _union_request(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    table = await _table(context, unit, request)
    code = (request.part or "").strip().upper()
    asked = next((item for item in table.session.union_requests if item.union == code), None)
    if asked is None or code not in table.organisations:
        raise Unfit(not_found("Cette organisation syndicale n’a pas été saisie pour cette session.", "part"))
    paper = papers.union_request(table, table.organisations[code], asked.on, _centre(request))
    return _of_session(table, paper, code, f"demande-{code.lower()}", paper.rules)


async def _convocation(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    table = await _table(context, unit, request)
    member = _member(table.session, request)
    if member.convened_on is None:
        raise Unfit(invalid("Ce membre n’est pas encore convoqué.", "part"))
    paper = papers.convocation(table, member, member.convened_on, _centre(request))
    return _of_session(table, paper, member.id, "convocation", paper.rules)


async def _absence(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    table = await _table(context, unit, request)
    member = _member(table.session, request)
    if member.employer is None:
        raise Unfit(invalid("L’employeur de ce membre n’est pas connu.", "part"))
    paper = papers.absence_notice(table, member, _centre(request))
    return _of_session(table, paper, member.id, "absence", paper.rules)


async def _attendance(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    table = await _table(context, unit, request)
    code = _qualification(table.session, request)
    paper = papers.attendance_sheet(table, code)
    return _of_session(table, paper, code, "emargement", paper.rules)


async def _minutes(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    table = await _table(context, unit, request)
    code = _qualification(table.session, request)
    if not set(table.session.decided) >= set(table.session.dossiers):
        raise Unfit(invalid("Toutes les décisions ne sont pas encore enregistrées.", "session"))
    dossiers = await unit.dossiers.of_session(table.session.id)
    people = await unit.candidates.get_many(dossier.candidate for dossier in dossiers)
    versions = await unit.referentiels.get_many(dossier.referentiel for dossier in dossiers)
    blocs = await unit.blocs.get_many(part.bloc for item in versions.values() for part in item.composition)
    paper = papers.minutes(table, code, dossiers, people, versions, blocs)
    return _of_session(table, paper, code, "proces-verbal", paper.rules)


async def _attribution(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    table = await _table(context, unit, request)
    if not table.session.minutes:
        raise Unfit(invalid("Le procès-verbal n’est pas encore signé.", "session"))
    dossiers = await unit.dossiers.of_session(table.session.id)
    paper = papers.attribution_request(table, dossiers, _centre(request))
    return _of_session(table, paper, "", "demande-attribution", paper.rules)


async def _result(context: Context, unit: UnitOfWork, request: PaperRequest) -> Result:
    dossier = await unit.dossiers.by_number(number_key(request.dossier or ""), scope=context.scope)
    if dossier is None:
        raise Unfit(not_found("Ce dossier n’existe pas parmi les vôtres.", "dossier"))
    candidates = await unit.candidates.get_many([dossier.candidate])
    certifications = await unit.certifications.get_many([dossier.certification])
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
    )


async def _partial(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    result = await _result(context, unit, request)
    paper = letters.partial_letter(result, _delegate(request))
    return _of_dossier(result.dossier, paper, "validation-partielle", paper.rules)


async def _non_admission(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    result = await _result(context, unit, request)
    paper = letters.non_admission_letter(result, _delegate(request))
    return _of_dossier(result.dossier, paper, "non-admission", paper.rules)


async def _award(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    result = await _result(context, unit, request)
    paper = letters.award_letter(result, _centre(request))
    return _of_dossier(result.dossier, paper, "attribution", paper.rules)


async def _certificate(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    found, result, paper = await _certified(context, unit, request)
    return _of_certificate(found, result.dossier, paper, "certificat", "", paper.rules)


async def _copy(context: Context, unit: UnitOfWork, request: PaperRequest) -> Subject:
    found, result, paper = await _certified(context, unit, request)
    rank = (
        int(request.part) if request.part and request.part.isascii() and request.part.isdigit() else len(found.copies)
    )
    made = certificates.certified_copy(paper, found, rank)
    return _of_certificate(found, result.dossier, made, f"copie-{rank}", str(rank), made.rules)


async def _certified(
    context: Context, unit: UnitOfWork, request: PaperRequest
) -> tuple[Certificate, Result, CertificatePaper]:
    key = certificate_key(request.certificate or "")
    found = await unit.certificates.get(key, scope=context.scope) if key else None
    if found is None:
        raise Unfit(not_found("Ce certificat n’existe pas parmi les vôtres.", "certificate"))
    if found.state is CertificateState.CANCELLED:
        raise Unfit(broken("CER-07", "Ce certificat est annulé : il ne s’imprime plus.", "certificate"))
    result = await _result(context, unit, request.evolve(dossier=found.dossier))
    proven = await unit.certifications.get(found.certification)
    names = await unit.organisations.get_many(proven.signatories if proven else ())
    return found, result, certificates.certificate_paper(result, found, sorted(item.name for item in names.values()))


COMPOSERS: Mapping[DocumentKind, Composer] = {
    DocumentKind.UNION_REQUEST: _union_request,
    DocumentKind.CONVOCATION: _convocation,
    DocumentKind.ABSENCE_NOTICE: _absence,
    DocumentKind.ATTENDANCE_SHEET: _attendance,
    DocumentKind.MINUTES: _minutes,
    DocumentKind.ATTRIBUTION_REQUEST: _attribution,
    DocumentKind.PARTIAL_VALIDATION_LETTER: _partial,
    DocumentKind.NON_ADMISSION_LETTER: _non_admission,
    DocumentKind.AWARD_LETTER: _award,
    DocumentKind.CERTIFICATE: _certificate,
    DocumentKind.CERTIFIED_COPY: _copy,
}
"""From the kind of a paper to what composes it."""


def _of_session(table: Table, paper: Value, part: str, name: str, rules: tuple[str, ...]) -> Subject:
    session = table.session
    return Subject(
        paper=paper,
        session=session.id,
        part=part,
        exam_centre=session.exam_centre,
        file_name=f"{name}-{session.number}.docx",
        rules=rules,
    )


def _of_dossier(dossier: Dossier, paper: Value, name: str, rules: tuple[str, ...]) -> Subject:
    return Subject(
        paper=paper,
        dossier=dossier.number,
        candidate=dossier.candidate,
        exam_centre=dossier.exam_centre,
        file_name=f"{name}-{dossier.number}.docx",
        rules=rules,
    )


def _of_certificate(
    certificate: Certificate, dossier: Dossier, paper: Value, name: str, part: str, rules: tuple[str, ...]
) -> Subject:
    return Subject(
        paper=paper,
        dossier=dossier.number,
        candidate=dossier.candidate,
        certificate=certificate.id,
        part=part,
        exam_centre=certificate.exam_centre,
        file_name=f"{name}-{certificate.id}.docx",
        rules=rules,
    )


def _centre(request: PaperRequest) -> CentreSignatory:
    if not (request.signatory_name or "").strip() or not (request.signatory_quality or "").strip():
        raise Unfit(invalid("Le centre signe ce document : donnez le nom et la qualité de qui signe.", "signatory"))
    return CentreSignatory(name=request.signatory_name or "", quality=request.signatory_quality or "")


def _delegate(request: PaperRequest) -> Signatory | None:
    """The referent who signs by delegation, where one is named; else the president of the jury (LET-03)."""
    if not (request.signatory_name or "").strip():
        return None
    return Signatory(name=request.signatory_name or "", capacity=SignatoryCapacity.REFERENT)


def _member(session: Session, request: PaperRequest) -> JuryMember:
    found = next((member for member in session.members if member.id == request.part), None)
    if found is None:
        raise Unfit(not_found("Ce membre n’est pas de cette session.", "part"))
    return found


def _qualification(session: Session, request: PaperRequest) -> str:
    if request.part is None and len(session.certifications) == 1:
        return session.certifications[0]
    if request.part not in session.certifications:
        raise Unfit(not_found("Nommez la qualification de la session que ce document concerne.", "part"))
    return request.part
