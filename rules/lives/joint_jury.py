"""
The rows of a joint jury and of the GTP: the same by formation and by VAE.

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapters 2
to 4.
"""

from collections.abc import Mapping

from rules.base.operation import Operation
from rules.certificate.certificate import CertificateState as C
from rules.dossier import todo as dossier_todo
from rules.dossier.dossier import DossierStatus as D
from rules.lives.life import Row, Subject, Words, becomes, begins, stays
from rules.lives.roles import CENTRE, GTP, PRESIDED
from rules.session import (
    assignment,
    attendance,
    attribution,
    bearing,
    convocation,
    decisions,
    members,
    minutes,
    programme,
    rectification,
    todo,
    transmission,
)
from rules.session.commands import (
    AnswerComplements,
    AssignDossiers,
    CancelSession,
    ConveneJury,
    InformCprefp,
    NameJuryMember,
    PostponeSession,
    RecordDecision,
    ReplaceJuryMember,
    RequestComplements,
    RequestUnionMembers,
    ScheduleSession,
    SignAttendance,
    SignMinutes,
    TransmitSession,
    ValidateAttribution,
)
from rules.session.rectification import RectifyMinutes
from rules.session.session import SessionStatus as S


def _rectified(facts: Mapping[str, object]) -> str:
    """In the minutes, and in what is corrected with them: which fields, never their values."""
    subject = f"{facts['number']} : " if "number" in facts else ""
    what = "procès-verbal rectifié" if "status" in facts else "erreur matérielle rectifiée"
    fields = facts.get("fields")
    named = bearing.in_words(fields) if isinstance(fields, (list, tuple)) else ""
    told = f"{subject}{what}{f' ({named})' if named else ''}."
    return told[:1].upper() + told[1:]


NOT_HELD = (S.PROGRAMMEE, S.SYNDICATS_SAISIS, S.CONVOQUEE)

JURY = (
    Row(
        Operation.scheduleSession,
        Subject.SESSION,
        ScheduleSession,
        programme.schedule,
        "JUR-18",
        CENTRE,
        Words("Programmer une session de jury.", "Programme une session de jury (JUR-18).", "session programmée"),
        moves=(begins(S.PROGRAMMEE),),
        rules=(),
    ),
    Row(
        Operation.requestUnionMembers,
        Subject.SESSION,
        RequestUnionMembers,
        convocation.request_unions,
        "JUR-01",
        CENTRE,
        Words(
            "Demander aux organisations syndicales de désigner leurs membres (JUR-01).",
            "Saisit les organisations syndicales, quinze jours avant le jury au plus tard (JUR-01).",
            "organisations syndicales saisies",
            "Les organisations syndicales ne se saisissent pas pour {state}.",
        ),
        moves=(stays(S.PROGRAMMEE), becomes(S.SYNDICATS_SAISIS, S.PROGRAMMEE, S.SYNDICATS_SAISIS)),
        todo=todo.ask_unions,
    ),
    Row(
        Operation.nameJuryMember,
        Subject.SESSION,
        NameJuryMember,
        members.name_member,
        "JUR-02",
        CENTRE,
        Words(
            "Nommer un membre du jury (JUR-03, JUR-04).",
            "Nomme un membre du jury (JUR-03 à JUR-07).",
            "membre du jury nommé",
            "Un membre du jury ne se nomme pas pour {state}.",
        ),
        moves=(stays(*NOT_HELD),),
        todo=todo.name_president,
    ),
    Row(
        Operation.replaceJuryMember,
        Subject.SESSION,
        ReplaceJuryMember,
        members.replace_member,
        "JUR-02",
        CENTRE,
        Words(
            "Remplacer un membre du jury (JUR-02).",
            "Remplace un membre par un autre de la même organisation (JUR-02).",
            "membre du jury remplacé",
            "Un membre du jury ne se remplace pas pour {state}.",
        ),
        moves=(stays(*NOT_HELD),),
    ),
    Row(
        Operation.conveneJury,
        Subject.SESSION,
        ConveneJury,
        convocation.convene,
        "JUR-01",
        CENTRE,
        Words(
            "Convoquer le jury (JUR-02).",
            "Convoque le jury, quinze jours avant au plus tard (JUR-01, JUR-02).",
            "jury convoqué",
            "Le jury ne se convoque pas pour {state}.",
        ),
        moves=(becomes(S.CONVOQUEE, S.SYNDICATS_SAISIS, S.CONVOQUEE),),
        todo=todo.convene,
    ),
    Row(
        Operation.informCprefp,
        Subject.SESSION,
        InformCprefp,
        convocation.inform_cprefp,
        "JUR-09",
        CENTRE,
        Words(
            "Informer la CPREFP (JUR-09).",
            "Dit que la CPREFP est informée des membres et du calendrier (JUR-09).",
            "CPREFP informée",
            "La CPREFP ne s’informe pas pour {state}.",
        ),
        moves=(stays(*NOT_HELD, S.TENUE, S.DELIBEREE, S.SIGNEE),),
        todo=todo.inform,
    ),
    Row(
        Operation.assignDossiers,
        Subject.SESSION,
        AssignDossiers,
        assignment.assign,
        "JUR-19",
        CENTRE,
        Words(
            "Affecter des dossiers à une session.",
            "Présente des dossiers à une session, ou les en retire (EVA-06, JUR-06, JUR-19, GTP-07).",
            "dossiers affectés ou retirés",
            "Les dossiers ne s’affectent pas pour {state}.",
            dossier_refusal="Une présentation au jury ne se fait pas pour {state}.",
        ),
        moves=(stays(*NOT_HELD, S.TENUE), becomes(S.DELIBEREE, S.TENUE)),
        dossiers=(becomes(D.PRESENTE_AU_JURY, D.EVALUE, D.REFUSE),),
        follows=(becomes(D.EVALUE, D.PRESENTE_AU_JURY),),
        dossier_rule="EVA-06",
        dossier_todo=dossier_todo.assign,
    ),
    Row(
        Operation.postponeSession,
        Subject.SESSION,
        PostponeSession,
        programme.postpone,
        "JUR-19",
        CENTRE,
        Words(
            "Reporter une session (JUR-19).",
            "Reporte une session : ses délais se comptent de nouveau (JUR-19).",
            "session reportée",
            "Une session ne se reporte pas pour {state}.",
        ),
        moves=(becomes(S.PROGRAMMEE, *NOT_HELD), becomes(S.SYNDICATS_SAISIS, *NOT_HELD)),
    ),
    Row(
        Operation.cancelSession,
        Subject.SESSION,
        CancelSession,
        programme.cancel,
        "JUR-19",
        CENTRE,
        Words(
            "Annuler une session.",
            "Annule une session (JUR-19).",
            "session annulée",
            "Une session ne s’annule pas pour {state}.",
        ),
        moves=(becomes(S.ANNULEE, *NOT_HELD),),
        follows=(becomes(D.EVALUE, D.PRESENTE_AU_JURY),),
    ),
    Row(
        Operation.signAttendance,
        Subject.SESSION,
        SignAttendance,
        attendance.attend,
        "JUR-10",
        PRESIDED,
        Words(
            "Signer la feuille d’émargement (JUR-10).",
            "Signe la feuille d’émargement (JUR-10).",
            "feuille d’émargement signée",
            "La feuille d’émargement ne se signe pas pour {state}.",
        ),
        moves=(becomes(S.TENUE, S.CONVOQUEE, S.TENUE),),
        todo=todo.attend,
    ),
    Row(
        Operation.recordDecision,
        Subject.DOSSIER,
        RecordDecision,
        decisions.decide,
        "JUR-13",
        PRESIDED,
        Words(
            "Enregistrer une décision du jury (JUR-11, JUR-12).",
            "Enregistre la décision du jury sur un candidat (JUR-07, JUR-11, JUR-12).",
            "décision du jury enregistrée",
            "Une décision ne s’enregistre pas pour {state}.",
        ),
        moves=(becomes(D.DELIBERE, D.PRESENTE_AU_JURY, D.DELIBERE),),
        session=(stays(S.TENUE, S.DELIBEREE), becomes(S.DELIBEREE, S.TENUE)),
        session_todo=todo.decide,
    ),
    Row(
        Operation.signMinutes,
        Subject.SESSION,
        SignMinutes,
        minutes.sign_minutes,
        "JUR-13",
        PRESIDED,
        Words(
            "Signer le procès-verbal (JUR-13).",
            "Signe le procès-verbal : plus rien ne change des décisions (JUR-13).",
            "procès-verbal signé",
            "Le procès-verbal ne se signe pas pour {state}.",
        ),
        moves=(stays(S.DELIBEREE), becomes(S.SIGNEE, S.DELIBEREE)),
        todo=todo.sign,
    ),
    Row(
        Operation.rectifyMinutes,
        Subject.SESSION,
        RectifyMinutes,
        rectification.rectify,
        "CER-07",
        PRESIDED,
        Words(
            "Rectifier une erreur matérielle du procès-verbal (CER-07).",
            "Rectifie une erreur matérielle sans toucher aux décisions : un texte seul, ou sur preuve une donnée de la "
            "personne ou du dossier, dont les certificats sont réémis s’ils la portent (CER-07, CER-09, PRD-05).",
            _rectified,
            "Un procès-verbal ne se rectifie pas pour {state}.",
        ),
        moves=(stays(S.DELIBEREE, S.SIGNEE, S.TRANSMISE, S.COMPLEMENT_DEMANDE, S.CLOSE),),
        follows=(becomes(D.CERTIFIE, D.REMIS), becomes(C.CANCELLED, C.ISSUED, C.DELIVERED), begins(C.ISSUED)),
        possible=lambda session: bool(session.minutes),
    ),
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
            "le GTP s’est prononcé",
            "L’attribution ne se valide pas pour {state}.",
            dossier_refusal="L’attribution ne se valide pas pour {state}.",
        ),
        moves=(stays(S.TRANSMISE), becomes(S.CLOSE, S.TRANSMISE)),
        dossiers=(becomes(D.VALIDE, D.TRANSMIS), becomes(D.REFUSE, D.TRANSMIS), becomes(D.CERTIFIE, D.TRANSMIS)),
        follows=(becomes(C.ISSUED),),
        dossier_rule="GTP-01",
        todo=todo.validate,
    ),
)
"""From the session programmed to the GTP's last verdict."""
