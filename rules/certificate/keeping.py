"""What becomes of a certificate: handed over, copied, answered on (CER-02 to CER-04)."""

from collections.abc import Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Change, Done, Refused, unless
from rules.base.problems import Problem, broken, invalid, not_found
from rules.certificate.certificate import (
    Certificate,
    CertificateState,
    Copy,
    Delivery,
    DeliveryMeans,
    Recipient,
    Survey,
    standing,
)
from rules.certificate.commands import DeliverCertificate, IssueCertifiedCopy, RecordSurvey
from rules.dossier.dossier import Dossier, DossierStatus
from rules.dossier.lists import Origin
from rules.file.file import UploadedFile

MOST_ANSWERS = 100
"""Answers of one questionnaire."""


def company_excluded(dossier: Dossier) -> bool:
    """Whether the certificate goes to the candidate only: no employment, or a path without the employer (CER-02)."""
    return dossier.company is None or dossier.origin is Origin.DE or dossier.without_employer


def deliver(
    certificate: Certificate,
    command: DeliverCertificate,
    *,
    dossier: Dossier,
    siblings: Sequence[Certificate],
    receipt: UploadedFile | None,
    today: date,
) -> Refused | Done[Certificate]:
    """
    The certificate handed over (CER-02); its dossier is REMIS with the last of its `siblings`.

    The dossier changes with each, so that two at once are judged one after the other.
    """
    if command.receipt is not None and receipt is None:
        text = "Ce fichier n’existe pas parmi les vôtres : versez-le d’abord (PUT /files)."
        return Refused((not_found(text, "receipt"),))
    delivery = Delivery(
        to=command.to,
        means=command.means,
        on=command.on or today,
        receipt=command.receipt,
        survey_enclosed=command.survey_enclosed,
    )
    problems: list[Problem] = []
    if delivery.to is Recipient.COMPANY and company_excluded(dossier):
        why = (
            "qui agit sans l’accord de son employeur"
            if dossier.without_employer
            else "qui n’a pas d’employeur dans ce parcours"
        )
        text = f"Ce certificat ne se remet qu’au candidat, {why}."
        problems.append(broken("CER-02", text, "to"))
    if delivery.means is DeliveryMeans.HAND and delivery.receipt is None:
        text = (
            "Une remise en main propre se fait contre décharge : produisez-la (generateDocument, DELIVERY_RECEIPT), "
            "faites-la signer et versez-la."
        )
        problems.append(broken("CER-02", text, "receipt"))
    if not certificate.made_on <= delivery.on <= today:
        text = f"Le certificat se remet entre le {in_french(certificate.made_on)} et le {in_french(today)}."
        problems.append(broken("CER-02", text, "on", earliest=certificate.made_on, latest=today))
    if problems:
        return Refused(tuple(problems))
    delivered = certificate.evolve(delivery=delivery, state=CertificateState.DELIVERED)
    return Done(delivered, (beside(dossier, (delivered,), siblings),))


def copy(certificate: Certificate, command: IssueCertifiedCopy, *, today: date) -> Done[Certificate]:
    """The certificate with one more certified copy, under the same number (CER-03)."""
    copy = Copy(on=today, reason=command.reason, certified_by=command.certified_by)
    return Done(certificate.evolve(copies=(*certificate.copies, copy)))


def record_survey(certificate: Certificate, command: RecordSurvey, *, today: date) -> Refused | Done[Certificate]:
    """The certificate with its holder's answers, in the place of earlier ones (CER-04)."""
    survey = Survey(answered_on=command.answered_on or today, answers=command.answers)
    problems: list[Problem] = []
    given_on = certificate.delivered_on or certificate.made_on
    if not given_on <= survey.answered_on <= today:
        text = f"Une réponse se date du {in_french(given_on)} au {in_french(today)}."
        problems.append(broken("CER-04", text, "answeredOn", earliest=given_on, latest=today))
    if not 1 <= len(survey.answers) <= MOST_ANSWERS:
        problems.append(invalid(f"Un questionnaire compte 1 à {MOST_ANSWERS} réponses.", "answers"))
    return unless(problems, lambda: certificate.evolve(survey=survey))


def beside(dossier: Dossier, changed: Sequence[Certificate], siblings: Sequence[Certificate]) -> Change:
    """The dossier beside those of its certificates that have changed, the first of which its event names."""
    return Change(awaiting(dossier, changed, siblings), {"certificate": changed[0].number})


def awaiting(dossier: Dossier, changed: Sequence[Certificate], siblings: Sequence[Certificate]) -> Dossier:
    """
    The dossier once some of its certificates have changed.

    It is CERTIFIE while something is left to hand over, REMIS once nothing is, VALIDE where nothing of it stands any
    more (CER-02, CER-09).
    """
    known = {item.id: item for item in changed}
    new = [item for item in changed if not item.number]
    together = standing((*(known.get(item.id, item) for item in siblings), *new))
    status = dossier.status
    if status in {DossierStatus.CERTIFIE, DossierStatus.REMIS}:
        over = all(item.state is CertificateState.DELIVERED for item in together)
        status = DossierStatus.CERTIFIE if not over else DossierStatus.REMIS if together else DossierStatus.VALIDE
    return dossier.evolve(status=status)
