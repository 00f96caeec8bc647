"""Everything that can be changed: each operation with its input, its payload and the resolver it is handed to."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import strawberry

from graph.schema.base.bind import REQUIRED, Arg, operation
from graph.schema.candidate import types as candidates
from graph.schema.candidate.types import CandidatePayload
from graph.schema.certificate import types as certificates
from graph.schema.certificate.types import CertificatePayload
from graph.schema.document import inputs as papers
from graph.schema.dossier import inputs as dossier_inputs
from graph.schema.dossier import types as dossiers
from graph.schema.dossier.types import DossierPayload
from graph.schema.referentiel import submitting as submissions
from graph.schema.session import inputs as session_inputs
from graph.schema.session.types import SessionPayload
from rules.base.operation import Operation


class Change(NamedTuple):
    """One mutation: its resolver, the class of its input, that of its payload, and what it does (French)."""

    resolver: Callable[..., Awaitable[Any]]
    input: type
    payload: type
    description: str


_D, _S = dossier_inputs, session_inputs

CHANGES: dict[Operation, Change] = {
    Operation.submitReferentiel: Change(
        submissions.submit_referentiel,
        submissions.SubmitReferentielInput,
        submissions.CertificationPayload,
        "Dépose un projet de référentiel, ou complète celui qui est en vigueur (REF-02, REF-06, REF-12 à REF-14).",
    ),
    Operation.registerCandidate: Change(
        candidates.register_candidate,
        candidates.RegisterCandidateInput,
        CandidatePayload,
        "Enregistre une personne (PRD-01) ; prévient si elle semble déjà connue.",
    ),
    Operation.openDossier: Change(
        dossiers.open_dossier,
        dossiers.OpenDossierInput,
        DossierPayload,
        "Ouvre un dossier (INS-01 à INS-09, REF-07, REF-09, VAE-01, VAE-03).",
    ),
    Operation.planEvaluation: Change(
        _D.plan_evaluation,
        _D.PlanEvaluationInput,
        DossierPayload,
        "Prévoit les évaluations, convenues et transmises au centre de ressources (EVA-01, EVA-02, EVA-05, EVA-07).",
    ),
    Operation.nameCommission: Change(
        _D.name_commission, _D.NameCommissionInput, DossierPayload, "Nomme la commission d’évaluation (EVA-04)."
    ),
    Operation.recordEvaluation: Change(
        _D.record_evaluation,
        _D.RecordEvaluationInput,
        DossierPayload,
        "Enregistre les résultats d’une séance, ou reprend ceux d’un dossier précédent (EVA-06, INS-04, INS-08).",
    ),
    Operation.recordCompanyOpinion: Change(
        _D.record_opinion, _D.RecordCompanyOpinionInput, DossierPayload, "Enregistre l’avis de l’entreprise (EVA-03)."
    ),
    Operation.withdrawDossier: Change(
        _D.withdraw, _D.WithdrawDossierInput, DossierPayload, "Abandonne un dossier avant la décision du jury (JUR-13)."
    ),
    Operation.transferDossier: Change(
        _D.transfer,
        _D.TransferDossierInput,
        DossierPayload,
        "Propose un dossier à un autre centre, ou accepte celui qui vous est proposé (PRD-02).",
    ),
    Operation.scheduleSession: Change(
        _S.schedule, _S.ScheduleSessionInput, SessionPayload, "Programme une session de jury (JUR-18)."
    ),
    Operation.requestUnionMembers: Change(
        _S.request_unions,
        _S.RequestUnionMembersInput,
        SessionPayload,
        "Saisit les organisations syndicales, quinze jours avant le jury au plus tard (JUR-01).",
    ),
    Operation.nameJuryMember: Change(
        _S.name_member, _S.NameJuryMemberInput, SessionPayload, "Nomme un membre du jury (JUR-03 à JUR-07)."
    ),
    Operation.replaceJuryMember: Change(
        _S.replace_member,
        _S.ReplaceJuryMemberInput,
        SessionPayload,
        "Remplace un membre par un autre de la même organisation (JUR-02).",
    ),
    Operation.conveneJury: Change(
        _S.convene,
        _S.ConveneJuryInput,
        SessionPayload,
        "Convoque le jury, quinze jours avant au plus tard (JUR-01, JUR-02).",
    ),
    Operation.informCprefp: Change(
        _S.inform_cprefp,
        _S.InformCprefpInput,
        SessionPayload,
        "Dit que la CPREFP est informée des membres et du calendrier (JUR-09).",
    ),
    Operation.assignDossiers: Change(
        _S.assign,
        _S.AssignDossiersInput,
        SessionPayload,
        "Présente des dossiers à une session, ou les en retire (EVA-06, JUR-06, JUR-19).",
    ),
    Operation.postponeSession: Change(
        _S.postpone,
        _S.PostponeSessionInput,
        SessionPayload,
        "Reporte une session : ses délais se comptent de nouveau (JUR-19).",
    ),
    Operation.cancelSession: Change(_S.cancel, _S.CancelSessionInput, SessionPayload, "Annule une session (JUR-19)."),
    Operation.signAttendance: Change(
        _S.sign_attendance, _S.SignAttendanceInput, SessionPayload, "Signe la feuille d’émargement (JUR-10)."
    ),
    Operation.recordDecision: Change(
        _D.record_decision,
        _D.RecordDecisionInput,
        DossierPayload,
        "Enregistre la décision du jury sur un candidat (JUR-07, JUR-11, JUR-12).",
    ),
    Operation.signMinutes: Change(
        _S.sign_minutes,
        _S.SignMinutesInput,
        SessionPayload,
        "Signe le procès-verbal : plus rien ne change des décisions (JUR-13).",
    ),
    Operation.rectifyMinutes: Change(
        _S.rectify_minutes,
        _S.RectifyMinutesInput,
        SessionPayload,
        "Rectifie une erreur matérielle, sans toucher aux décisions (CER-07).",
    ),
    Operation.transmitSession: Change(
        _S.transmit, _S.TransmitSessionInput, SessionPayload, "Transmet la session au GTP (TRA-01, TRA-02)."
    ),
    Operation.requestComplements: Change(
        _S.request_complements, _S.RequestComplementsInput, SessionPayload, "Demande des compléments (GTP-01)."
    ),
    Operation.answerComplements: Change(
        _S.answer_complements, _S.AnswerComplementsInput, SessionPayload, "Répond au GTP (GTP-01)."
    ),
    Operation.validateAttribution: Change(
        _S.validate,
        _S.ValidateAttributionInput,
        SessionPayload,
        "Valide ou non l’attribution, candidat par candidat, et numérote les certificats (GTP-01 à GTP-04, NUM-03).",
    ),
    Operation.deliverCertificate: Change(
        certificates.deliver,
        certificates.DeliverCertificateInput,
        CertificatePayload,
        "Remet un certificat (CER-02, CER-04).",
    ),
    Operation.issueCertifiedCopy: Change(
        certificates.issue_copy,
        certificates.IssueCertifiedCopyInput,
        CertificatePayload,
        "Délivre une copie certifiée conforme, sous le même numéro (CER-03).",
    ),
    Operation.recordSurvey: Change(
        certificates.record_survey,
        certificates.RecordSurveyInput,
        CertificatePayload,
        "Enregistre ce que le titulaire a répondu sur sa situation professionnelle (CER-04).",
    ),
    Operation.cancelCertificate: Change(
        certificates.cancel,
        certificates.CancelCertificateInput,
        CertificatePayload,
        "Annule un certificat, dont le numéro n’est jamais réemployé (CER-07, NUM-03).",
    ),
    Operation.generateDocument: Change(
        papers.generate,
        papers.GenerateDocumentInput,
        papers.DocumentPayload,
        "Produit un document ; déjà émis à l’identique, il est rendu tel quel (LET-01 à LET-04, JUR-14).",
    ),
}
"""Every mutation, in the order of the path."""


def _fields() -> dict[str, Any]:
    return {
        name.value: operation(
            name.value,
            change.resolver,
            change.payload,
            change.description,
            {"input": Arg(change.input, "Ce qu’il faut.", REQUIRED)},
        )
        for name, change in CHANGES.items()
    }


_ANNOTATIONS = {name.value: change.payload for name, change in CHANGES.items()}

Mutation = strawberry.type(
    type("Mutation", (), {**_fields(), "__annotations__": _ANNOTATIONS}),
    description="Ce que l’on peut changer.",
)
"""Every mutation as a root field."""
