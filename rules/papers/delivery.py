"""
What is left to do once the GTP has decided: the letter, then each certificate printed, handed over and declared.

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapters 3 and
4. The declaration to the Caisse des Dépôts (CER-06) comes from elsewhere and says so.
"""

from collections.abc import Sequence
from datetime import date

from rules.base.calendar import in_french, months_after
from rules.base.check import Check, CheckState
from rules.base.parameters import parameter
from rules.certificate.certificate import CancellationKind, Certificate, CertificateState, Recipient
from rules.certificate.kind import CertificateKind
from rules.document.document import Document, DocumentKind
from rules.dossier.dossier import Dossier
from rules.papers.due_paper import DuePaper
from rules.papers.duties import LETTERS, issue_of, papers_of

_HANDED_TO = {Recipient.CANDIDATE: "au candidat", Recipient.COMPANY: "à l’entreprise"}
_OUTSIDE = "décret n° 2019-1490 et arrêté du 21 mai 2021, hors des textes étudiés"


def result_lines(
    dossier: Dossier, certificates: Sequence[Certificate], issued: Sequence[Document], today: date
) -> list[Check]:
    """What a dossier still asks for after the GTP, its certificates included; nothing before."""
    letters = [paper for paper in papers_of(dossier, today) if paper.kind in LETTERS]
    lines = [_letter(paper, issued) for paper in letters]
    for certificate in certificates:
        own = [item for item in issued if item.certificate == certificate.id]
        lines += certificate_lines(certificate, own, today)
    return lines


def certificate_lines(certificate: Certificate, issued: Sequence[Document], today: date) -> list[Check]:
    """What a certificate asks for: printed, handed over with its questionnaire, declared; or why none of it counts."""
    if certificate.cancellation is not None:
        again = f" et réémis sous le numéro {certificate.replaced_by}" if certificate.replaced_by else ""
        if certificate.cancellation.kind is CancellationKind.UNDUE:
            again = ", attribué indûment : rien de ce qu’il prouvait n’est plus tenu"
        text = f"Le certificat {certificate.number} est annulé le {in_french(certificate.cancellation.on)}{again}."
        return [Check(rule="CER-09", state=CheckState.DONE, detail=text)]
    return [
        _printed(certificate, issued),
        _handed_over(certificate),
        _survey(certificate),
        *_declared(certificate),
    ]


def declaration_until(certificate: Certificate) -> date | None:
    """The last day, included, of its declaration to the Caisse des Dépôts (CER-06); None where nothing asks for it."""
    months = parameter("declaration_months", certificate.issued_on)
    if not months or certificate.kind not in {CertificateKind.CQPM_RNCP, CertificateKind.BLOC}:
        return None
    return months_after(certificate.issued_on, months)


def _letter(paper: DuePaper, issued: Sequence[Document]) -> Check:
    rule, name = LETTERS[paper.kind]
    made = issue_of(paper, issued)
    if made is not None:
        return Check(rule=rule, state=CheckState.DONE, detail=f"{name} produite le {in_french(made.made_on)}.")
    text = f"{name} à produire et à envoyer au candidat par le centre d’examen (generateDocument)."
    return Check(rule=rule, state=CheckState.MISSING, detail=text)


def _printed(certificate: Certificate, issued: Sequence[Document]) -> Check:
    made = next((item for item in issued if item.kind is DocumentKind.CERTIFICATE and item.outdated_on is None), None)
    if made is not None:
        text = f"Certificat {certificate.number} produit le {in_french(made.made_on)}."
        return Check(rule="CER-01", state=CheckState.DONE, detail=text)
    if certificate.state is CertificateState.DELIVERED:
        text = f"Le certificat {certificate.number} est remis sans avoir été produit ici."
        return Check(rule="CER-01", state=CheckState.NOT_APPLICABLE, detail=text)
    text = f"Certificat {certificate.number} à produire par le centre d’examen (generateDocument)."
    return Check(rule="CER-01", state=CheckState.MISSING, detail=text)


def _handed_over(certificate: Certificate) -> Check:
    given = certificate.delivery
    if given is not None:
        text = f"Certificat {certificate.number} remis {_HANDED_TO[given.to]} le {in_french(given.on)}."
        return Check(rule="CER-02", state=CheckState.DONE, detail=text)
    text = (
        f"Certificat {certificate.number} à remettre par le centre d’examen (deliverCertificate) ; en main propre, "
        "contre une décharge (generateDocument)."
    )
    return Check(rule="CER-02", state=CheckState.MISSING, detail=text)


def _survey(certificate: Certificate) -> Check:
    given, survey, number = certificate.delivery, certificate.survey, certificate.number
    if survey is not None:
        text = f"Le titulaire du certificat {number} a répondu au questionnaire le {in_french(survey.answered_on)}."
        return Check(rule="CER-04", state=CheckState.DONE, detail=text)
    if given is None:
        text = f"Questionnaire à joindre à la remise du certificat {number} (deliverCertificate)."
        return Check(rule="CER-04", state=CheckState.MISSING, detail=text)
    if given.survey_enclosed:
        text = f"Questionnaire joint au certificat {number} ; les réponses s’enregistrent (recordSurvey)."
        return Check(rule="CER-04", state=CheckState.DONE, detail=text)
    text = (
        f"Le certificat {number} est remis sans questionnaire : le centre d’examen l’adresse au titulaire, "
        "puis enregistre ses réponses (recordSurvey)."
    )
    return Check(rule="CER-04", state=CheckState.MISSING, detail=text)


def _declared(certificate: Certificate) -> list[Check]:
    """CER-06: by the certificateur, nationally; nothing here declares it, nor is told that it was."""
    due = declaration_until(certificate)
    number = certificate.number
    if due is not None:
        alone = " si la Caisse demande les blocs seuls" if certificate.kind is CertificateKind.BLOC else ""
        text = (
            f"Le titulaire du certificat {number} est à déclarer à la Caisse des Dépôts{alone} au plus tard le "
            f"{in_french(due)}, par le certificateur au niveau national et non par le centre : le service ne tient "
            f"pas encore cette déclaration ({_OUTSIDE})."
        )
        return [Check(rule="CER-06", state=CheckState.MISSING, detail=text, due_on=due)]
    if certificate.kind is CertificateKind.CQPI:
        return []
    text = f"Le certificat {number} ne se déclare pas à la Caisse des Dépôts : {_why_not(certificate)} ({_OUTSIDE})."
    return [Check(rule="CER-06", state=CheckState.NOT_APPLICABLE, detail=text)]


def _why_not(certificate: Certificate) -> str:
    if certificate.kind is CertificateKind.CQPM:
        return "le CQPM n’est pas de ceux qui sont enregistrés au RNCP"
    return "il est attribué avant que la déclaration ne soit demandée"
