"""
The registry of papers: of each kind, what it is about, what it says, how that is composed and how it is written.

It is the only table of papers: whoever makes one reads its row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from documents.absence_notice import absence_notice
from documents.attendance_sheet import attendance_sheet
from documents.attribution_request import attribution_request
from documents.award import award
from documents.certificate import certificate
from documents.certified_copy import certified_copy
from documents.commission_convocation import commission_convocation
from documents.convocation import convocation
from documents.creation_request import creation_request
from documents.delivery_receipt import delivery_receipt
from documents.evaluation_convocation import evaluation_convocation
from documents.evaluation_summary import evaluation_summary
from documents.gtp_refusal import gtp_refusal
from documents.letterhead import Letterhead
from documents.minutes import minutes
from documents.non_admission import non_admission
from documents.partial_validation import partial_validation
from documents.pieces_receipt import pieces_receipt
from documents.recevabilite import recevabilite
from documents.referentiel import referentiel
from documents.survey_form import survey_form
from documents.text import cleaned
from documents.union_request import union_request
from rules.base.entity import Value
from rules.document.document import DocumentKind
from rules.papers.absence_notice import AbsenceNotice, absence_notice_of
from rules.papers.asked import Asked
from rules.papers.attendance_sheet import AttendanceSheet, attendance_sheet_of
from rules.papers.attribution_request import AttributionRequest, attribution_request_of
from rules.papers.award import AwardLetter, award_of
from rules.papers.certificate import CertificatePaper, certificate_of
from rules.papers.certified_copy import CertifiedCopy, certified_copy_of
from rules.papers.commission_convocation import CommissionConvocation, commission_convocation_of
from rules.papers.common import Paper
from rules.papers.convocation import Convocation, convocation_of
from rules.papers.creation_request import CreationRequest, creation_request_of
from rules.papers.delivery_receipt import DeliveryReceipt, delivery_receipt_of
from rules.papers.evaluation_convocation import EvaluationConvocation, evaluation_convocation_of
from rules.papers.evaluation_summary import EvaluationSummary, evaluation_summary_of
from rules.papers.gtp_refusal import GtpRefusalLetter, gtp_refusal_of
from rules.papers.minutes import MinutesPaper, minutes_of
from rules.papers.non_admission import NonAdmissionLetter, non_admission_of
from rules.papers.partial_validation import PartialValidationLetter, partial_validation_of
from rules.papers.pieces_receipt import PiecesReceipt, pieces_receipt_of
from rules.papers.recevabilite import RecevabiliteNotice, recevabilite_of
from rules.papers.referentiel import ReferentielPaper, referentiel_of
from rules.papers.survey_form import SurveyForm, survey_form_of
from rules.papers.union_request import UnionRequest, union_request_of

S = TypeVar("S")
P = TypeVar("P", bound=Paper)


class About(Enum):
    """What a paper is about, hence what it is composed from."""

    SESSION = "SESSION"
    """A session without its candidates: a Table."""
    DECISIONS = "DECISIONS"
    """A session with them: Decisions."""
    DOSSIER = "DOSSIER"
    """A dossier: a Result."""
    CERTIFICATE = "CERTIFICATE"
    """A certificate: what was Awarded."""
    CERTIFICATION = "CERTIFICATION"
    """A version of a certification's référentiel: an Edition."""


class UnknownKindError(ValueError):
    """No paper of this kind is made here from this value."""


@dataclass(frozen=True)
class Row(Generic[S, P]):
    """One paper."""

    about: About
    value: type[P]
    """What it says."""
    compose: Callable[[S, Asked], P]
    """From what is stored to what it says. Raises ValueError, of which rules.papers.asked.problem_of says why."""
    render: Callable[[P, Letterhead], bytes]
    """From what it says to its .docx, on a centre's letterhead or on ours. Raises LetterheadError."""
    stem: str
    """What the name of its file begins with, before the number of what it is about; `{part}` is the paper's."""
    national: bool = False
    """Whether it is the same from every centre, on our paper alone: certificates and référentiels are the
    CPNEFP's (annexes 2, 8 to 11)."""

    def file_name(self, paper: P, number: str) -> str:
        """« demande-cfdt-S2026-UT59-0001.docx »."""
        return f"{self.stem.format(part=paper.part.lower())}-{number}.docx"


REGISTRY: Mapping[DocumentKind, Row[Any, Any]] = {
    DocumentKind.UNION_REQUEST: Row(About.SESSION, UnionRequest, union_request_of, union_request, "demande-{part}"),
    DocumentKind.CONVOCATION: Row(About.SESSION, Convocation, convocation_of, convocation, "convocation"),
    DocumentKind.ABSENCE_NOTICE: Row(About.SESSION, AbsenceNotice, absence_notice_of, absence_notice, "absence"),
    DocumentKind.ATTENDANCE_SHEET: Row(
        About.SESSION, AttendanceSheet, attendance_sheet_of, attendance_sheet, "emargement"
    ),
    DocumentKind.EVALUATION_SUMMARY: Row(
        About.DECISIONS, EvaluationSummary, evaluation_summary_of, evaluation_summary, "etat-recapitulatif"
    ),
    DocumentKind.MINUTES: Row(About.DECISIONS, MinutesPaper, minutes_of, minutes, "proces-verbal"),
    DocumentKind.ATTRIBUTION_REQUEST: Row(
        About.DECISIONS, AttributionRequest, attribution_request_of, attribution_request, "demande-attribution"
    ),
    DocumentKind.PARTIAL_VALIDATION_LETTER: Row(
        About.DOSSIER, PartialValidationLetter, partial_validation_of, partial_validation, "validation-partielle"
    ),
    DocumentKind.NON_ADMISSION_LETTER: Row(
        About.DOSSIER, NonAdmissionLetter, non_admission_of, non_admission, "non-admission"
    ),
    DocumentKind.GTP_REFUSAL_LETTER: Row(
        About.DOSSIER, GtpRefusalLetter, gtp_refusal_of, gtp_refusal, "refus-attribution"
    ),
    DocumentKind.RECEVABILITE_DECISION: Row(
        About.DOSSIER, RecevabiliteNotice, recevabilite_of, recevabilite, "recevabilite"
    ),
    DocumentKind.PIECES_RECEIPT: Row(About.DOSSIER, PiecesReceipt, pieces_receipt_of, pieces_receipt, "recepisse"),
    DocumentKind.EVALUATION_CONVOCATION: Row(
        About.DOSSIER,
        EvaluationConvocation,
        evaluation_convocation_of,
        evaluation_convocation,
        "convocation-evaluations",
    ),
    DocumentKind.COMMISSION_CONVOCATION: Row(
        About.DOSSIER,
        CommissionConvocation,
        commission_convocation_of,
        commission_convocation,
        "convocation-commission",
    ),
    DocumentKind.AWARD_LETTER: Row(About.DOSSIER, AwardLetter, award_of, award, "attribution"),
    DocumentKind.CERTIFICATE: Row(
        About.CERTIFICATE, CertificatePaper, certificate_of, certificate, "certificat", national=True
    ),
    DocumentKind.CERTIFIED_COPY: Row(
        About.CERTIFICATE, CertifiedCopy, certified_copy_of, certified_copy, "copie-{part}", national=True
    ),
    DocumentKind.SURVEY_FORM: Row(About.CERTIFICATE, SurveyForm, survey_form_of, survey_form, "questionnaire"),
    DocumentKind.DELIVERY_RECEIPT: Row(
        About.CERTIFICATE, DeliveryReceipt, delivery_receipt_of, delivery_receipt, "decharge"
    ),
    DocumentKind.CREATION_REQUEST: Row(
        About.CERTIFICATION, CreationRequest, creation_request_of, creation_request, "demande-version-{part}"
    ),
    DocumentKind.REFERENTIEL: Row(
        About.CERTIFICATION, ReferentielPaper, referentiel_of, referentiel, "referentiel-version-{part}", national=True
    ),
}
"""Every paper that is made here."""


def render(kind: DocumentKind, value: Value, letterhead: Letterhead) -> bytes:
    """
    The .docx of this kind that says what `value` says, on a centre's letterhead or, with None, on ours.

    Deterministic: neither the clock nor the machine shows. Raises LetterheadError (French message) on a letterhead
    that cannot serve, UnknownKindError on a kind that has no paper yet or does not go with the value.
    """
    row = REGISTRY.get(kind)
    if row is None or not isinstance(value, row.value):
        raise UnknownKindError(f"Aucun document {kind.value} ne se fait à partir de {type(value).__name__}.")
    return row.render(cleaned(value), None if row.national else letterhead)
