"""The registry of papers: of each kind, what it says and how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from documents.absence_notice import absence_notice
from documents.attendance_sheet import attendance_sheet
from documents.attribution_request import attribution_request
from documents.award import award
from documents.certificate import certificate
from documents.certified_copy import certified_copy
from documents.convocation import convocation
from documents.minutes import minutes
from documents.non_admission import non_admission
from documents.partial_validation import partial_validation
from documents.text import cleaned
from documents.union_request import union_request
from rules.base.entity import Value
from rules.document.document import DocumentKind
from rules.papers.absence_notice import AbsenceNotice
from rules.papers.attendance_sheet import AttendanceSheet
from rules.papers.attribution_request import AttributionRequest
from rules.papers.award import AwardLetter
from rules.papers.certificate import CertificatePaper
from rules.papers.certified_copy import CertifiedCopy
from rules.papers.common import Paper
from rules.papers.convocation import Convocation
from rules.papers.minutes import MinutesPaper
from rules.papers.non_admission import NonAdmissionLetter
from rules.papers.partial_validation import PartialValidationLetter
from rules.papers.union_request import UnionRequest

P = TypeVar("P", bound=Paper)


class UnknownKindError(ValueError):
    """No paper of this kind is made here from this entity."""


@dataclass(frozen=True)
class Row(Generic[P]):
    """One paper."""

    value: type[P]
    """What it says, a value of rules.papers."""
    render: Callable[[P, bytes | None], bytes]
    """What writes it."""


REGISTRY: Mapping[DocumentKind, Row[Any]] = {
    DocumentKind.UNION_REQUEST: Row(UnionRequest, union_request),
    DocumentKind.CONVOCATION: Row(Convocation, convocation),
    DocumentKind.ABSENCE_NOTICE: Row(AbsenceNotice, absence_notice),
    DocumentKind.ATTENDANCE_SHEET: Row(AttendanceSheet, attendance_sheet),
    DocumentKind.MINUTES: Row(MinutesPaper, minutes),
    DocumentKind.ATTRIBUTION_REQUEST: Row(AttributionRequest, attribution_request),
    DocumentKind.PARTIAL_VALIDATION_LETTER: Row(PartialValidationLetter, partial_validation),
    DocumentKind.NON_ADMISSION_LETTER: Row(NonAdmissionLetter, non_admission),
    DocumentKind.AWARD_LETTER: Row(AwardLetter, award),
    DocumentKind.CERTIFICATE: Row(CertificatePaper, certificate),
    DocumentKind.CERTIFIED_COPY: Row(CertifiedCopy, certified_copy),
}
"""Every paper that is made here."""


def render(kind: DocumentKind, value: Value, letterhead: bytes | None) -> bytes:
    """
    The .docx of this kind that says what `value` says, on a centre's letterhead or, with None, on ours.

    Deterministic: neither the clock nor the machine shows. Raises LetterheadError (French message) on a letterhead
    that cannot serve, UnknownKindError on a kind that has no paper yet or does not go with the value.
    """
    row = REGISTRY.get(kind)
    if row is None or not isinstance(value, row.value):
        raise UnknownKindError(f"Aucun document {kind.value} ne se fait à partir de {type(value).__name__}.")
    return row.render(cleaned(value), letterhead)
