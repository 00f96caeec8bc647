"""A document that was issued: its bytes are kept once, under their digest, and never change."""

from datetime import datetime
from enum import Enum

from rules.base.entity import Entity

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocumentKind(Enum):
    """The papers of the regulation."""

    PARTIAL_VALIDATION_LETTER = "PARTIAL_VALIDATION_LETTER"
    NON_ADMISSION_LETTER = "NON_ADMISSION_LETTER"
    AWARD_LETTER = "AWARD_LETTER"
    CONVOCATION = "CONVOCATION"
    UNION_REQUEST = "UNION_REQUEST"
    ATTENDANCE_SHEET = "ATTENDANCE_SHEET"
    MINUTES = "MINUTES"
    ATTRIBUTION_REQUEST = "ATTRIBUTION_REQUEST"
    CERTIFICATE = "CERTIFICATE"
    CERTIFIED_COPY = "CERTIFIED_COPY"
    BLOC_ATTESTATION = "BLOC_ATTESTATION"
    REFERENTIEL = "REFERENTIEL"
    CREATION_REQUEST = "CREATION_REQUEST"
    RECEVABILITE_DECISION = "RECEVABILITE_DECISION"
    PIECES_RECEIPT = "PIECES_RECEIPT"
    COMMISSION_CONVOCATION = "COMMISSION_CONVOCATION"
    ABSENCE_NOTICE = "ABSENCE_NOTICE"


BEFORE_RESULT = frozenset(
    {DocumentKind.RECEVABILITE_DECISION, DocumentKind.PIECES_RECEIPT, DocumentKind.COMMISSION_CONVOCATION}
)
"""Papers that tell nothing of a result, which their candidate reads as soon as they are made (GTP-06)."""


class Document(Entity):
    """What is known of an issued document beside its bytes; seen by whoever sees what it is about."""

    kind: DocumentKind
    dossier: str | None = None
    """Number of the dossier, for a paper of one candidate."""
    candidate: str | None = None
    session: str | None = None
    """Identifier of the session, for a paper of a jury."""
    certificate: str | None = None
    """Identifier of the certificate that it is, or is a copy of."""
    part: str = ""
    """Which of its kind: a member, a union, a qualification, the rank of a copy."""
    exam_centre: str
    file_name: str
    media_type: str = DOCX
    size: int
    sha256: str
    created_on: datetime
