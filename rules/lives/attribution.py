"""
The rows of what passes between a centre and the GTP, which attributes what the jury decided.

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 4,
and chapter 3.
"""

from rules.base.operation import Operation
from rules.certificate.certificate import CertificateState as C
from rules.dossier.dossier import DossierStatus as D
from rules.lives import telling
from rules.lives.life import Row, Subject, Words, becomes, stays
from rules.lives.roles import CENTRE, GTP
from rules.session import attribution, todo, transmission
from rules.session.commands import AnswerComplements, RequestComplements, TransmitSession, ValidateAttribution
from rules.session.session import SessionStatus as S

ATTRIBUTION = (
    Row(
        Operation.transmitSession,
        Subject.SESSION,
        TransmitSession,
        transmission.transmit,
        "TRA-02",
        CENTRE,
        Words(
            "Transmettre la session au GTP (TRA-01, TRA-02).",
            "Transmet la session au GTP (TRA-01, TRA-02).",
            "transmission au GTP",
            "Une session ne se transmet pas pour {state}.",
        ),
        moves=(becomes(S.TRANSMISE, S.SIGNEE),),
        follows=(becomes(D.TRANSMIS, D.DELIBERE),),
        todo=todo.transmit,
    ),
    Row(
        Operation.requestComplements,
        Subject.SESSION,
        RequestComplements,
        transmission.ask,
        "GTP-01",
        GTP,
        Words(
            "Demander des compléments au jury (GTP-01).",
            "Demande des compléments (GTP-01).",
            "compléments demandés par le GTP",
            "Des compléments ne se demandent pas pour {state}.",
        ),
        moves=(becomes(S.COMPLEMENT_DEMANDE, S.TRANSMISE),),
        follows=(becomes(D.COMPLEMENT_DEMANDE, D.TRANSMIS),),
    ),
    Row(
        Operation.answerComplements,
        Subject.SESSION,
        AnswerComplements,
        transmission.answer,
        "GTP-01",
        CENTRE,
        Words(
            "Répondre à une demande de compléments.",
            "Répond au GTP (GTP-01).",
            "réponse au GTP",
            "Une réponse au GTP ne se donne pas pour {state}.",
        ),
        moves=(becomes(S.TRANSMISE, S.COMPLEMENT_DEMANDE),),
        follows=(becomes(D.TRANSMIS, D.COMPLEMENT_DEMANDE),),
        todo=todo.answer,
    ),
    Row(
        Operation.validateAttribution,
        Subject.SESSION,
        ValidateAttribution,
        attribution.validate,
        "GTP-01",
        GTP,
        Words(
            "Valider l’attribution des certificats (GTP-01 à GTP-04).",
            "Valide ou non l’attribution, candidat par candidat, et numérote les certificats ; un refus dit ce qui est "
            "refait (GTP-01 à GTP-04, GTP-07, NUM-03).",
            telling.VERDICTS,
            "L’attribution ne se valide pas pour {state}.",
            dossier_refusal="L’attribution ne se valide pas pour {state}.",
        ),
        told={"count": "#verdicts"},
        moves=(stays(S.TRANSMISE), becomes(S.CLOSE, S.TRANSMISE)),
        dossiers=(becomes(D.VALIDE, D.TRANSMIS), becomes(D.REFUSE, D.TRANSMIS), becomes(D.CERTIFIE, D.TRANSMIS)),
        follows=(becomes(C.ISSUED),),
        dossier_rule="GTP-01",
        todo=todo.validate,
    ),
)
"""From the session sent to the GTP to its last verdict."""
