"""A document that was issued: its bytes are kept once, under their digest, and never change."""

from datetime import date, datetime

from rules.base.calendar import paris_day
from rules.base.entity import Entity
from rules.base.worded import Worded

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocumentKind(Worded):
    """The papers of the regulation."""

    PARTIAL_VALIDATION_LETTER = "PARTIAL_VALIDATION_LETTER", "Lettre de validation partielle (LET-02)."
    NON_ADMISSION_LETTER = "NON_ADMISSION_LETTER", "Lettre de non-admission (LET-01)."
    AWARD_LETTER = "AWARD_LETTER", "Lettre d’attribution (LET-04)."
    GTP_REFUSAL_LETTER = "GTP_REFUSAL_LETTER", "Lettre du refus de l’attribution par le GTP (LET-05)."
    CONVOCATION = "CONVOCATION", "Convocation d’un membre du jury (JUR-02)."
    UNION_REQUEST = "UNION_REQUEST", "Demande de désignation à une organisation syndicale (JUR-01)."
    ATTENDANCE_SHEET = "ATTENDANCE_SHEET", "Feuille d’émargement (JUR-10)."
    MINUTES = "MINUTES", "Procès-verbal du jury (JUR-14)."
    ATTRIBUTION_REQUEST = "ATTRIBUTION_REQUEST", "Demande d’attribution au GTP (TRA-02)."
    CERTIFICATE = "CERTIFICATE", "Certificat (CER-01)."
    CERTIFIED_COPY = "CERTIFIED_COPY", "Copie certifiée conforme (CER-03)."
    BLOC_ATTESTATION = "BLOC_ATTESTATION", "Attestation de bloc (DIP-01)."
    REFERENTIEL = "REFERENTIEL", "Référentiel (REF-02)."
    CREATION_REQUEST = "CREATION_REQUEST", "Demande de création ou de révision (REF-02)."
    RECEVABILITE_DECISION = "RECEVABILITE_DECISION", "Avis sur la recevabilité d’une demande de VAE (VAE-04)."
    PIECES_RECEIPT = "PIECES_RECEIPT", "Récépissé des pièces d’une demande de VAE (VAE-02)."
    EVALUATION_CONVOCATION = "EVALUATION_CONVOCATION", "Convocation d’un candidat à ses évaluations (INS-04, EVA-05)."
    COMMISSION_CONVOCATION = "COMMISSION_CONVOCATION", "Convocation d’un candidat à la commission (INS-04, VAE-08)."
    EVALUATION_SUMMARY = "EVALUATION_SUMMARY", "État récapitulatif des évaluations, anonyme, pour le jury (EVA-06)."
    DELIVERY_RECEIPT = "DELIVERY_RECEIPT", "Décharge d’un certificat remis en main propre (CER-02)."
    SURVEY_FORM = "SURVEY_FORM", "Questionnaire sur la situation professionnelle du titulaire (CER-04)."
    ABSENCE_NOTICE = "ABSENCE_NOTICE", "Avis d’absence d’un membre salarié du jury (JUR-15)."

    @property
    def label(self) -> str:
        """What it is called, without its rule: « Lettre d’attribution »."""
        return self.words.split(" (")[0].rstrip(".")


BEFORE_RESULT = frozenset(
    {
        DocumentKind.RECEVABILITE_DECISION,
        DocumentKind.PIECES_RECEIPT,
        DocumentKind.EVALUATION_CONVOCATION,
        DocumentKind.COMMISSION_CONVOCATION,
    }
)
"""Papers that tell nothing of a result, which their candidate reads as soon as they are made (GTP-06)."""
OF_CERTIFICATIONS = frozenset({DocumentKind.REFERENTIEL, DocumentKind.CREATION_REQUEST})
"""Papers of nobody, read by whoever reads the version, or the report, that they print (PUB-01, REF-02, REF-06)."""
NAMELESS = frozenset({DocumentKind.EVALUATION_SUMMARY})
"""Papers that name no candidate, which a jury reads before its last decision (JUR-08)."""

MATERIAL = frozenset({DocumentKind.PARTIAL_VALIDATION_LETTER, *BEFORE_RESULT})
"""Papers that are destroyed with the evaluation material of a dossier; the others stay for ever (ARC-01 to ARC-03)."""

BY_DELEGATION = frozenset(
    {DocumentKind.NON_ADMISSION_LETTER, DocumentKind.PARTIAL_VALIDATION_LETTER, DocumentKind.GTP_REFUSAL_LETTER}
)
"""Letters that the president of the jury signs or, by delegation, the referent (LET-03)."""


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
    certification: str | None = None
    """Code of the certification whose référentiel it prints, `part` being the version."""
    part: str = ""
    """Which of its kind: a member, a union, a qualification, the rank of a copy."""
    exam_centre: str
    """Code of the centre that issued it; of a certification, who submitted the version, or empty where nobody did."""
    file_name: str
    media_type: str = DOCX
    size: int
    sha256: str
    created_on: datetime
    on: date | None = None
    """The business day on which it was made; None for those made before the service kept it."""
    basis: str | None = None
    """A digest of the facts that it was made from (rules.papers.duties); None likewise."""
    letterhead: int | None = None
    """The version of its centre's letterhead that it is printed on; None for our own paper, before any."""
    outdated_on: date | None = None
    """Day from which what it says is no longer so, a rectification having changed it: it is printed anew (CER-07)."""

    destroyed_on: date | None = None
    """Day on which its bytes were destroyed, its term being past (ARC-01); their digest stays."""

    @property
    def made_on(self) -> date:
        """The day on which it was made."""
        return self.on or paris_day(self.created_on)
