"""
When each paper is due, of what and by which day: the only table that says it.

A paper issued keeps a digest of the facts that it was made from, its basis. Where they have changed since, it is due
again; what was issued before the service kept a basis counts as it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rules.base.calendar import in_french
from rules.base.entity import Entity
from rules.certificate.certificate import Certificate, CertificateState
from rules.document.document import Document, DocumentKind
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.refusal import refused_judgment
from rules.dossier.vae import VaeRequest
from rules.papers.asked import destroyed_problem
from rules.papers.due import letter_due
from rules.papers.due_paper import DuePaper, due
from rules.papers.session_duties import OF_SESSIONS
from rules.session.session import Session

ON_REQUEST = frozenset({DocumentKind.DELIVERY_RECEIPT, DocumentKind.REFERENTIEL, DocumentKind.CREATION_REQUEST})
"""Papers that are never due: no rule asks for them, and they are made whenever somebody wants them."""


def papers_of(entity: Entity, today: date) -> list[DuePaper]:
    """The papers that are due of a session, a dossier or a certificate, issued or not, in the order of the path."""
    papers = [paper for made in _TABLE.get(_class_of(entity), ()) for paper in made(entity, today)]
    return [paper for paper in papers if destroyed_problem(entity, paper.kind) is None]


def left(papers: Iterable[DuePaper], issued: Sequence[Document]) -> list[DuePaper]:
    """Those of them that are not issued yet, or whose content has changed since."""
    return [paper for paper in papers if issue_of(paper, issued) is None]


def issue_of(paper: DuePaper, issued: Sequence[Document]) -> Document | None:
    """The document that a paper was issued as, the first of them; None where it still is to be made."""
    return next((item for item in issued if _is(item, paper) and _stands(item, paper)), None)


def basis_of(papers: Iterable[DuePaper], kind: DocumentKind, part: str) -> str:
    """What a document of this kind and part keeps of the facts that it was made from; empty where it is not due."""
    return next((item.basis for item in papers if item.kind is kind and item.part in {None, part}), "")


def _stands(document: Document, paper: DuePaper) -> bool:
    """Whether it says what the paper would say now: made from the same facts, and not outdated since (CER-07)."""
    return document.outdated_on is None and document.basis in {None, paper.basis}


def _is(document: Document, paper: DuePaper) -> bool:
    return document.kind is paper.kind and paper.part in {None, document.part}


def _class_of(entity: Entity) -> type[Entity]:
    return next((class_ for class_ in _TABLE if isinstance(entity, class_)), Entity)


_D = DossierStatus
_EVALUATING = frozenset({_D.OUVERT, _D.RECEVABLE})


def _receipt(dossier: Dossier, _today: date) -> Iterable[DuePaper]:
    """VAE-02: of the pieces, once the file is complete."""
    request = dossier.vae or VaeRequest()
    if dossier.status is not _D.RECEVABILITE_EN_INSTRUCTION or request.complete_on is None:
        return
    yield due(
        DocumentKind.PIECES_RECEIPT,
        "VAE-02",
        f"Récépissé des pièces de la demande {dossier.number}, complète le {in_french(request.complete_on)}.",
        request.complete_on,
    )


def _notice(dossier: Dossier, _today: date) -> Iterable[DuePaper]:
    """VAE-04: the notice, tacit or not."""
    notice = dossier.vae.notice if dossier.vae else None
    if notice is None or dossier.status not in {_D.RECEVABLE, _D.IRRECEVABLE, _D.EVALUE}:
        return
    yield due(
        DocumentKind.RECEVABILITE_DECISION,
        "VAE-04",
        f"Avis sur la recevabilité de la demande {dossier.number}.",
        *(notice.favourable, notice.on, notice.reasons, notice.tacit),
    )


def _evaluation(dossier: Dossier, today: date) -> Iterable[DuePaper]:
    """INS-04, EVA-05: to the candidate, before the last of the evaluations that are set."""
    plan = dossier.plan
    ahead = [item.on for item in plan.sittings if item.on >= today] if plan is not None else []
    if plan is None or not ahead or dossier.status not in _EVALUATING:
        return
    yield due(
        DocumentKind.EVALUATION_CONVOCATION,
        "INS-04",
        f"Convocation du candidat du dossier {dossier.number} à ses évaluations.",
        *(plan.sittings, plan.modes, plan.project_due_on, dossier.compensation),
        due_on=min(ahead),
    )


def _commission(dossier: Dossier, today: date) -> Iterable[DuePaper]:
    """INS-04, VAE-08: to the candidate, before the commission meets them."""
    meeting = dossier.meeting
    if meeting is None or dossier.status not in _EVALUATING or today > meeting.on:
        return
    yield due(
        DocumentKind.COMMISSION_CONVOCATION,
        "VAE-08" if dossier.vae else "INS-04",
        f"Convocation du candidat du dossier {dossier.number} à la commission du {in_french(meeting.on)}.",
        *(meeting.on, meeting.time, meeting.place, dossier.compensation),
        due_on=meeting.on,
    )


LETTERS: Mapping[DocumentKind, tuple[str, str]] = {
    DocumentKind.AWARD_LETTER: ("LET-04", "Lettre d’attribution"),
    DocumentKind.PARTIAL_VALIDATION_LETTER: ("LET-02", "Lettre de validation partielle"),
    DocumentKind.NON_ADMISSION_LETTER: ("LET-01", "Lettre de non-admission"),
    DocumentKind.GTP_REFUSAL_LETTER: ("LET-05", "Lettre du refus de l’attribution"),
}
"""The letters of results: the rule of each and what it is called."""


def _letter(dossier: Dossier, _today: date) -> Iterable[DuePaper]:
    """LET-01, LET-02, LET-04, LET-05: what the candidate is told of the GTP's decision."""
    kind = letter_due(dossier)
    if kind is None or (kind is DocumentKind.AWARD_LETTER and dossier.status is _D.VALIDE):
        return  # of what was awarded unduly, nothing is held any more (CER-09)
    rule, name = LETTERS[kind]
    yield due(kind, rule, f"{name} du dossier {dossier.number}.", *_result(dossier))


def _result(dossier: Dossier) -> tuple[object, ...]:
    """What a letter says of the jury's decision and of the GTP's, be it of a former jury (GTP-07)."""
    refused = refused_judgment(dossier)
    decided = refused.deliberation if refused else dossier.deliberation
    verdict = refused.verdict if refused else dossier.verdict
    said = (decided.decision, decided.outcome, decided.jury_on, decided.capacites) if decided else ()
    return (*said, verdict.on, verdict.reasons) if verdict else said


def _certificate(certificate: Certificate, _today: date) -> Iterable[DuePaper]:
    """CER-01: once it is numbered, until it is handed over."""
    if certificate.state is CertificateState.ISSUED:
        yield due(DocumentKind.CERTIFICATE, "CER-01", f"Certificat {certificate.number}.", certificate.number)


def _survey_form(certificate: Certificate, _today: date) -> Iterable[DuePaper]:
    """CER-04: it goes with the certificate, or after it where it did not, until the holder has answered."""
    given = certificate.delivery
    late = certificate.state is CertificateState.DELIVERED and given is not None and not given.survey_enclosed
    if certificate.survey is None and (certificate.state is CertificateState.ISSUED or late):
        text = f"Questionnaire à joindre au certificat {certificate.number}."
        yield due(DocumentKind.SURVEY_FORM, "CER-04", text, certificate.number)


def _copies(certificate: Certificate, _today: date) -> Iterable[DuePaper]:
    """CER-03: each copy that was recorded."""
    if certificate.state is CertificateState.CANCELLED:
        return
    for rank, copy in enumerate(certificate.copies, 1):
        yield due(
            DocumentKind.CERTIFIED_COPY,
            "CER-03",
            f"Copie certifiée conforme n° {rank} du certificat {certificate.number}.",
            *(copy.on, copy.certified_by),
            part=str(rank),
        )


_Made = Callable[[Any, date], Iterable[DuePaper]]
_TABLE: Mapping[type[Entity], tuple[_Made, ...]] = {
    Session: OF_SESSIONS,
    Dossier: (_receipt, _notice, _evaluation, _commission, _letter),
    Certificate: (_certificate, _survey_form, _copies),
}
"""Of each kind of thing, its papers in the order of the path."""
