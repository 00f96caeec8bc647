"""When each paper of a session is due, and by which day."""

from collections.abc import Iterable, Sequence
from datetime import date

from rules.document.document import DocumentKind
from rules.papers.due_paper import DuePaper, due
from rules.session.delays import absence_notice_until
from rules.session.session import JuryMember, JuryRole, Rectification, Session, SessionStatus

_S = SessionStatus
_ASKING = frozenset({_S.PROGRAMMEE, _S.SYNDICATS_SAISIS, _S.CONVOQUEE})
_SIGNING = frozenset({_S.DELIBEREE, _S.SIGNEE})


def _meeting(session: Session) -> tuple[object, ...]:
    return session.held_on, session.time, session.place, session.certifications


def _union_requests(session: Session, _today: date) -> Iterable[DuePaper]:
    """JUR-01: to each union that is asked for its members."""
    if session.status not in _ASKING:
        return
    for request in session.union_requests:
        yield due(
            DocumentKind.UNION_REQUEST,
            "JUR-01",
            f"Demande de désignation à l’organisation {request.union}, pour la session {session.number}.",
            *_meeting(session),
            request.on,
            part=request.union,
            due_on=session.union_requests_due_on,
        )


def _convocations(session: Session, _today: date) -> Iterable[DuePaper]:
    """JUR-02: to each member who is convened; one convened after the last day takes somebody's place."""
    for member in _convened(session):
        late = member.convened_on is not None and member.convened_on > session.convocation_due_on
        yield due(
            DocumentKind.CONVOCATION,
            "JUR-02",
            f"Convocation de {member.name} à la session {session.number}.",
            *_meeting(session),
            *(member.name, member.role, member.organisation, member.employer, member.convened_on),
            *_named_since(member),
            part=member.id,
            due_on=session.held_on if late else session.convocation_due_on,
        )


def _absence_notices(session: Session, _today: date) -> Iterable[DuePaper]:
    """JUR-15: to each member who is convened and whose employer is known."""
    for member in _convened(session):
        if member.employer is None or member.role is JuryRole.GUEST:
            continue
        yield due(
            DocumentKind.ABSENCE_NOTICE,
            "JUR-15",
            f"Avis d’absence de {member.name} pour son employeur.",
            *_meeting(session),
            *(member.name, member.role, member.organisation, member.employer, member.convened_on),
            *_named_since(member),
            part=member.id,
            due_on=absence_notice_until(session.held_on),
        )


def _named_since(member: JuryMember) -> tuple[object, ...]:
    """What papers say of a member since it is kept: what was issued before stands where nothing of it is known."""
    return (*filter(None, [member.civility]), *member.replaces)


def _convened(session: Session) -> list[JuryMember]:
    if session.status is not _S.CONVOQUEE:
        return []
    return [member for member in session.members if member.convened_on is not None]


def _attendance_sheets(session: Session, _today: date) -> Iterable[DuePaper]:
    """JUR-10: of each qualification, before the jury meets."""
    if session.status is not _S.CONVOQUEE or session.president is None:
        return
    for code in session.certifications:
        yield due(
            DocumentKind.ATTENDANCE_SHEET,
            "JUR-10",
            f"Feuille d’émargement de la session {session.number} pour {code}.",
            *_meeting(session),
            *((member.name, member.role, member.organisation, member.employer) for member in session.members),
            *(fact for member in session.members for fact in _named_since(member)),
            *((former.name, former.on) for former in session.departed),
            part=code,
            due_on=session.held_on,
        )


def _evaluation_summary(session: Session, _today: date) -> Iterable[DuePaper]:
    """EVA-06: for the jury, before it has decided; who does not come leaves what it says of the others (JUR-19)."""
    if session.status not in {_S.CONVOQUEE, _S.TENUE} or not set(session.dossiers) - set(session.decided):
        return
    yield due(
        DocumentKind.EVALUATION_SUMMARY,
        "EVA-06",
        f"État récapitulatif des évaluations pour le jury de la session {session.number}.",
        *_meeting(session),
        *sorted({*session.dossiers, *(item.dossier for item in session.absences)}),
        due_on=session.held_on,
    )


def _minutes(session: Session, _today: date) -> Iterable[DuePaper]:
    """JUR-14: of each qualification, once every decision is recorded; again once rectified (CER-07)."""
    rectified = {item.certification: item.rectifications for item in session.minutes}
    for code in session.certifications:
        judged = session.status in _SIGNING and bool(session.dossiers or session.absences)
        if not judged and not rectified.get(code):
            continue
        yield due(
            DocumentKind.MINUTES,
            "CER-07" if rectified.get(code) else "JUR-14",
            f"Procès-verbal de la session {session.number} pour {code}{_how(session, rectified.get(code))}.",
            *_meeting(session),
            *session.decided,
            *((item.text, item.on) for item in rectified.get(code, ())),
            part=code,
            due_on=session.transmission_due_on if session.status in _SIGNING else None,
        )


def _how(session: Session, rectified: Sequence[Rectification] | None) -> str:
    if rectified:
        return ", rectifié"
    return ", à signer" if session.status is _S.DELIBEREE else ""


def _attribution_request(session: Session, _today: date) -> Iterable[DuePaper]:
    """TRA-02: the letter that goes to the GTP with the minutes."""
    if session.status is _S.SIGNEE and session.dossiers:
        yield due(
            DocumentKind.ATTRIBUTION_REQUEST,
            "TRA-02",
            f"Demande d’attribution au GTP pour la session {session.number}.",
            *_meeting(session),
            *session.decided,
            due_on=session.transmission_due_on,
        )


OF_SESSIONS = (
    _union_requests,
    _convocations,
    _absence_notices,
    _attendance_sheets,
    _evaluation_summary,
    _minutes,
    _attribution_request,
)
"""The papers of a session in the order of the path."""
