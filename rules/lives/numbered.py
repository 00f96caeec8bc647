"""The rows of a numbered certificate: handed over, copied, answered on, cancelled (CER-02 to CER-09)."""

from rules.base.operation import Operation
from rules.certificate import cancelling, keeping, todo
from rules.certificate.certificate import CertificateState as C
from rules.certificate.commands import CancelCertificate, DeliverCertificate, IssueCertifiedCopy, RecordSurvey
from rules.dossier.dossier import DossierStatus as D
from rules.lives import telling
from rules.lives.life import Row, Subject, Words, becomes, begins, stays
from rules.lives.roles import CENTRE, GTP

CERTIFICATES = (
    Row(
        Operation.deliverCertificate,
        Subject.CERTIFICATE,
        DeliverCertificate,
        keeping.deliver,
        "CER-02",
        CENTRE,
        Words(
            "Remettre un certificat (CER-02).",
            "Remet un certificat (CER-02, CER-04).",
            telling.delivered,
            "Un certificat ne se remet pas : le certificat {number} est {state}.",
        ),
        told={"to": "to", "means": "means"},
        moves=(becomes(C.DELIVERED, C.ISSUED),),
        follows=(becomes(D.REMIS, D.CERTIFIE),),
        todo=todo.deliver,
    ),
    Row(
        Operation.issueCertifiedCopy,
        Subject.CERTIFICATE,
        IssueCertifiedCopy,
        keeping.copy,
        "CER-03",
        CENTRE,
        Words(
            "Délivrer une copie certifiée conforme (CER-03).",
            "Délivre une copie certifiée conforme, sous le même numéro (CER-03).",
            "copie certifiée conforme délivrée",
            "Une copie certifiée conforme ne se délivre pas : le certificat {number} est {state}.",
        ),
        moves=(stays(C.DELIVERED),),
    ),
    Row(
        Operation.recordSurvey,
        Subject.CERTIFICATE,
        RecordSurvey,
        keeping.record_survey,
        "CER-04",
        CENTRE,
        Words(
            "Enregistrer le questionnaire sur la situation professionnelle (CER-04).",
            "Enregistre ce que le titulaire a répondu sur sa situation professionnelle (CER-04).",
            "questionnaire sur la situation professionnelle enregistré",
            "Le questionnaire ne s’enregistre pas : le certificat {number} est {state}.",
        ),
        moves=(stays(C.DELIVERED),),
    ),
    Row(
        Operation.cancelCertificate,
        Subject.CERTIFICATE,
        CancelCertificate,
        cancelling.cancel,
        "CER-07",
        GTP,
        Words(
            "Annuler un certificat (CER-07, CER-09).",
            "Annule un certificat, dont le numéro n’est jamais réemployé : une erreur le réémet aussitôt sous un autre "
            "numéro, une attribution indue retire ce qu’il prouvait (CER-07, CER-09, NUM-03).",
            telling.cancelled,
            "Le certificat {number} est déjà annulé.",
        ),
        moves=(becomes(C.CANCELLED, C.ISSUED, C.DELIVERED),),
        follows=(
            begins(C.ISSUED),
            becomes(D.CERTIFIE, D.REMIS),
            becomes(D.REMIS, D.CERTIFIE),
            becomes(D.VALIDE, D.CERTIFIE, D.REMIS),
        ),
    ),
)
"""What becomes of a numbered certificate."""
