"""Certificates: numbered once, handed over, copied, cancelled, their holders asked (CER-02 to CER-04, CER-07)."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from rules.base.calendar import in_french
from rules.base.entity import Entity, Value
from rules.base.outcome import Judged, judged
from rules.base.problems import Problem, broken, invalid
from rules.base.text import line_problems, text_problems
from rules.certificate.kind import CertificateKind
from rules.certificate.number import certificate_key
from rules.dossier.admission import JOB_SEEKER
from rules.dossier.dossier import Dossier

MOST_ANSWERS = 100
"""Answers of one questionnaire."""


class CertificateState(Enum):
    """Where a certificate stands."""

    ISSUED = "ISSUED"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"


class Recipient(Enum):
    """To whom a certificate is handed (CER-02)."""

    CANDIDATE = "CANDIDATE"
    COMPANY = "COMPANY"


class DeliveryMeans(Enum):
    """How a certificate is handed over (CER-02)."""

    LETTER = "LETTER"
    REGISTERED_LETTER = "REGISTERED_LETTER"
    HAND = "HAND"


class Delivery(Value):
    """A certificate handed over."""

    to: Recipient
    means: DeliveryMeans
    on: date
    receipt: str | None = None
    """The uploaded receipt, for one given by hand."""
    survey_enclosed: bool = False
    """Whether the questionnaire on the professional situation went with it (CER-04)."""


class Copy(Value):
    """A certified copy (CER-03)."""

    on: date
    reason: str
    certified_by: str


class Cancellation(Value):
    """Why a certificate no longer counts (CER-07)."""

    on: date
    reason: str


class SurveyAnswer(Value):
    """One question of the centre's questionnaire, as it is printed, and the holder's answer."""

    question: str
    answer: str


class Survey(Value):
    """
    What the holder answered on their professional situation, for the GTP's analyses (CER-04).

    The texts recommend a questionnaire without giving one: its questions are the centre's.
    """

    answered_on: date
    answers: tuple[SurveyAnswer, ...]


class Certificate(Entity):
    """One certificate; its identifier is the key of its number (NUM-03)."""

    number: str
    kind: CertificateKind
    state: CertificateState = CertificateState.ISSUED
    certification: str
    bloc: str | None = None
    title: str
    """Of the certification or the bloc, on the day it was issued."""
    dossier: str
    """Number of the dossier."""
    candidate: str
    exam_centre: str
    issued_on: date
    """Day of the GTP's decision (our reading of NUM-03)."""
    delivery: Delivery | None = None
    copies: tuple[Copy, ...] = ()
    survey: Survey | None = None
    cancellation: Cancellation | None = None

    @property
    def delivered_on(self) -> date | None:
        """The day it was handed over."""
        return self.delivery.on if self.delivery else None

    @property
    def key(self) -> str:
        """What its number is looked up by."""
        return certificate_key(self.number) or self.number


def company_excluded(dossier: Dossier) -> bool:
    """Whether the certificate goes to the candidate only: no employment, or a path without the employer (CER-02)."""
    return dossier.company is None or dossier.origin == JOB_SEEKER or dossier.channel == "CANDIDAT"


def deliver(certificate: Certificate, dossier: Dossier, delivery: Delivery, today: date) -> Judged[Certificate]:
    """The certificate handed over (CER-02)."""
    problems = _state_problems(certificate, CertificateState.ISSUED, "CER-02", "Un certificat ne se remet pas")
    if delivery.to is Recipient.COMPANY and company_excluded(dossier):
        text = "Ce certificat ne se remet qu’au candidat, qui n’a pas d’employeur dans ce parcours."
        problems.append(broken("CER-02", text, "to"))
    if delivery.means is DeliveryMeans.HAND and delivery.receipt is None:
        text = "Une remise en main propre se fait contre décharge : versez-la."
        problems.append(broken("CER-02", text, "receipt"))
    if not certificate.issued_on <= delivery.on <= today:
        text = f"Le certificat se remet entre le {in_french(certificate.issued_on)} et le {in_french(today)}."
        problems.append(broken("CER-02", text, "on", earliest=certificate.issued_on, latest=today))
    return judged(problems, lambda: certificate.evolve(delivery=delivery, state=CertificateState.DELIVERED))


def copy(certificate: Certificate, reason: str, certified_by: str, today: date) -> Judged[Certificate]:
    """The certificate with one more certified copy, under the same number (CER-03)."""
    problems = _state_problems(
        certificate, CertificateState.DELIVERED, "CER-03", "Une copie certifiée conforme ne se délivre pas"
    )
    problems += line_problems(reason, "Le motif", "reason", longest=500)
    problems += line_problems(certified_by, "Le nom de qui certifie", "certifiedBy")
    made = Copy(on=today, reason=reason, certified_by=certified_by)
    return judged(problems, lambda: certificate.evolve(copies=(*certificate.copies, made)))


def record_survey(certificate: Certificate, survey: Survey, today: date) -> Judged[Certificate]:
    """The certificate with its holder's answers, in the place of earlier ones (CER-04)."""
    problems = _state_problems(
        certificate, CertificateState.DELIVERED, "CER-04", "Le questionnaire ne s’enregistre pas"
    )
    given_on = certificate.delivered_on or certificate.issued_on
    if not given_on <= survey.answered_on <= today:
        text = f"Une réponse se date du {in_french(given_on)} au {in_french(today)}."
        problems.append(broken("CER-04", text, "answeredOn", earliest=given_on, latest=today))
    if not 1 <= len(survey.answers) <= MOST_ANSWERS:
        problems.append(invalid(f"Un questionnaire compte 1 à {MOST_ANSWERS} réponses.", "answers"))
    for place, item in enumerate(survey.answers[:MOST_ANSWERS]):
        path = ("answers", str(place))
        problems += line_problems(item.question, "La question", *path, "question", longest=500)
        problems += text_problems(item.answer, "La réponse", *path, "answer", longest=2_000)
    return judged(problems, lambda: certificate.evolve(survey=survey))


def cancel(certificate: Certificate, reason: str, today: date) -> Judged[Certificate]:
    """The certificate cancelled; its number stays its own (CER-07, NUM-03)."""
    problems: list[Problem] = []
    if certificate.state is CertificateState.CANCELLED:
        problems.append(broken("CER-07", "Ce certificat est déjà annulé."))
    problems += line_problems(reason, "Le motif de l’annulation", "reason", longest=500)
    made = Cancellation(on=today, reason=reason)
    return judged(problems, lambda: certificate.evolve(state=CertificateState.CANCELLED, cancellation=made))


def all_delivered(certificates: Sequence[Certificate]) -> bool:
    """Whether nothing that still counts is left to hand over: the dossier is then REMIS (CER-02)."""
    standing = [item for item in certificates if item.state is not CertificateState.CANCELLED]
    return bool(standing) and all(item.state is CertificateState.DELIVERED for item in standing)


_WORDS = {
    CertificateState.ISSUED: "émis",
    CertificateState.DELIVERED: "déjà remis",
    CertificateState.CANCELLED: "annulé",
}


def _state_problems(certificate: Certificate, wanted: CertificateState, rule: str, what: str) -> list[Problem]:
    if certificate.state is wanted:
        return []
    word = "pas encore remis" if certificate.state is CertificateState.ISSUED else _WORDS[certificate.state]
    return [broken(rule, f"{what} : le certificat {certificate.number} est {word}.")]
