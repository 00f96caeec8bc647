"""The state tables of the formation route: which operation in which state, and the rule that a wrong state breaks."""

from collections.abc import Mapping
from typing import NamedTuple

from rules.base.operation import Operation
from rules.base.problems import Problem, broken
from rules.dossier.dossier import DossierStatus
from rules.session.session import SessionStatus

_D, _S = DossierStatus, SessionStatus


class Step(NamedTuple):
    """An operation on a dossier or a session: where it may be run, the rule behind, and its name in a refusal."""

    states: frozenset[DossierStatus] | frozenset[SessionStatus]
    rule: str
    what: str


_BEFORE_JURY = frozenset({_D.OUVERT, _D.RECEVABLE})
_NOT_HELD = frozenset({_S.PROGRAMMEE, _S.SYNDICATS_SAISIS, _S.CONVOQUEE})
_SIGNED = frozenset({_S.SIGNEE, _S.TRANSMISE, _S.COMPLEMENT_DEMANDE, _S.CLOSE})

DOSSIER_STEPS: Mapping[Operation, Step] = {
    Operation.planEvaluation: Step(_BEFORE_JURY, "EVA-05", "Les évaluations ne se prévoient"),
    Operation.nameCommission: Step(_BEFORE_JURY, "EVA-04", "La commission d’évaluation ne se nomme"),
    Operation.recordEvaluation: Step(_BEFORE_JURY | {_D.EVALUE}, "EVA-06", "Une évaluation ne s’enregistre"),
    Operation.recordCompanyOpinion: Step(
        _BEFORE_JURY | {_D.EVALUE, _D.PRESENTE_AU_JURY}, "EVA-03", "L’avis de l’entreprise ne s’enregistre"
    ),
    Operation.withdrawDossier: Step(
        _BEFORE_JURY | {_D.RECEVABILITE_EN_INSTRUCTION, _D.EVALUE, _D.PRESENTE_AU_JURY},
        "JUR-13",
        "Un dossier ne s’abandonne",
    ),
    Operation.transferDossier: Step(
        _BEFORE_JURY | {_D.RECEVABILITE_EN_INSTRUCTION, _D.EVALUE}, "PRD-02", "Un dossier ne se transfère"
    ),
    Operation.assignDossiers: Step(frozenset({_D.EVALUE}), "EVA-06", "Une présentation au jury ne se fait"),
    Operation.recordDecision: Step(
        frozenset({_D.PRESENTE_AU_JURY, _D.DELIBERE}), "JUR-13", "Une décision ne s’enregistre"
    ),
    Operation.validateAttribution: Step(frozenset({_D.TRANSMIS}), "GTP-01", "L’attribution ne se valide"),
}
"""What changes a dossier."""

SESSION_STEPS: Mapping[Operation, Step] = {
    Operation.requestUnionMembers: Step(
        frozenset({_S.PROGRAMMEE, _S.SYNDICATS_SAISIS}), "JUR-01", "Les organisations syndicales ne se saisissent"
    ),
    Operation.nameJuryMember: Step(_NOT_HELD, "JUR-02", "Un membre du jury ne se nomme"),
    Operation.replaceJuryMember: Step(_NOT_HELD, "JUR-02", "Un membre du jury ne se remplace"),
    Operation.conveneJury: Step(frozenset({_S.SYNDICATS_SAISIS, _S.CONVOQUEE}), "JUR-01", "Le jury ne se convoque"),
    Operation.informCprefp: Step(_NOT_HELD | {_S.TENUE, _S.DELIBEREE, _S.SIGNEE}, "JUR-09", "La CPREFP ne s’informe"),
    Operation.assignDossiers: Step(_NOT_HELD | {_S.TENUE}, "JUR-19", "Les dossiers ne s’affectent"),
    Operation.postponeSession: Step(_NOT_HELD, "JUR-19", "Une session ne se reporte"),
    Operation.cancelSession: Step(_NOT_HELD, "JUR-19", "Une session ne s’annule"),
    Operation.signAttendance: Step(
        frozenset({_S.CONVOQUEE, _S.TENUE}), "JUR-10", "La feuille d’émargement ne se signe"
    ),
    Operation.recordDecision: Step(frozenset({_S.TENUE, _S.DELIBEREE}), "JUR-13", "Une décision ne s’enregistre"),
    Operation.signMinutes: Step(frozenset({_S.DELIBEREE}), "JUR-13", "Le procès-verbal ne se signe"),
    Operation.rectifyMinutes: Step(_SIGNED, "CER-07", "Un procès-verbal ne se rectifie"),
    Operation.transmitSession: Step(frozenset({_S.SIGNEE}), "TRA-02", "Une session ne se transmet"),
    Operation.requestComplements: Step(frozenset({_S.TRANSMISE}), "GTP-01", "Des compléments ne se demandent"),
    Operation.answerComplements: Step(frozenset({_S.COMPLEMENT_DEMANDE}), "GTP-01", "Une réponse au GTP ne se donne"),
    Operation.validateAttribution: Step(frozenset({_S.TRANSMISE}), "GTP-01", "L’attribution ne se valide"),
}
"""What changes a session."""

WORDS: Mapping[DossierStatus | SessionStatus, str] = {
    _D.OUVERT: "ouvert",
    _D.RECEVABILITE_EN_INSTRUCTION: "en instruction de recevabilité",
    _D.IRRECEVABLE: "irrecevable",
    _D.RECEVABLE: "recevable",
    _D.EVALUE: "entièrement évalué",
    _D.PRESENTE_AU_JURY: "présenté au jury",
    _D.DELIBERE: "délibéré",
    _D.TRANSMIS: "transmis au GTP",
    _D.COMPLEMENT_DEMANDE: "en attente d’un complément",
    _D.VALIDE: "validé",
    _D.REFUSE: "refusé",
    _D.CERTIFIE: "certifié",
    _D.REMIS: "remis",
    _D.ABANDONNE: "abandonné",
    _S.PROGRAMMEE: "programmée",
    _S.SYNDICATS_SAISIS: "programmée, organisations syndicales saisies",
    _S.CONVOQUEE: "convoquée",
    _S.TENUE: "tenue",
    _S.DELIBEREE: "entièrement délibérée",
    _S.SIGNEE: "signée",
    _S.TRANSMISE: "transmise au GTP",
    _S.COMPLEMENT_DEMANDE: "en attente d’un complément",
    _S.CLOSE: "close",
    _S.ANNULEE: "annulée",
}
"""Each state in words, for messages."""


def dossier_state_problems(operation: Operation, status: DossierStatus, *path: str) -> list[Problem]:
    """A refusal when the state of a dossier does not allow an operation, with the rule behind."""
    step = DOSSIER_STEPS[operation]
    return [] if status in step.states else [_refusal(step, f"un dossier {WORDS[status]}", path)]


def session_state_problems(operation: Operation, status: SessionStatus, *path: str) -> list[Problem]:
    """A refusal when the state of a session does not allow an operation, with the rule behind."""
    step = SESSION_STEPS[operation]
    return [] if status in step.states else [_refusal(step, f"une session {WORDS[status]}", path)]


def _refusal(step: Step, where: str, path: tuple[str, ...]) -> Problem:
    return broken(step.rule, f"{step.what} pas pour {where}.", *path)
