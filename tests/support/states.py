"""Which operation in which state, by hand, so that no state opens or closes unseen."""

from rules.base.operation import Operation
from rules.base.problems import Problem
from rules.dossier.dossier import Dossier
from rules.lives.family import life_of_entity
from rules.session.session import Session

SESSIONS = {
    "requestUnionMembers": "PROGRAMMEE SYNDICATS_SAISIS",
    "nameJuryMember": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "replaceJuryMember": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "removeJuryMember": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "conveneJury": "SYNDICATS_SAISIS CONVOQUEE",
    "informCprefp": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE TENUE DELIBEREE SIGNEE",
    "assignDossiers": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE TENUE",
    "postponeSession": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "cancelSession": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "signAttendance": "CONVOQUEE TENUE",
    "recordDecision": "TENUE DELIBEREE",
    "recordDecisions": "TENUE DELIBEREE",
    "signMinutes": "DELIBEREE",
    "rectifyMinutes": "DELIBEREE SIGNEE TRANSMISE COMPLEMENT_DEMANDE CLOSE",
    "transmitSession": "SIGNEE",
    "requestComplements": "TRANSMISE",
    "answerComplements": "COMPLEMENT_DEMANDE",
    "validateAttribution": "TRANSMISE",
}
DOSSIERS = {
    "correctDossier": "OUVERT EVALUE PRESENTE_AU_JURY DELIBERE",
    "planEvaluation": "OUVERT REFUSE",
    "nameCommission": "OUVERT REFUSE",
    "recordEvaluation": "OUVERT EVALUE REFUSE",
    "recordCompanyOpinion": "OUVERT EVALUE PRESENTE_AU_JURY",
    "withdrawDossier": "OUVERT EVALUE PRESENTE_AU_JURY REFUSE",
    "reopenDossier": "ABANDONNE",
    "transferDossier": "OUVERT EVALUE",
    "assignDossiers": "EVALUE REFUSE",
    "recordDecision": "PRESENTE_AU_JURY DELIBERE",
    "recordDecisions": "PRESENTE_AU_JURY DELIBERE EVALUE",
    "validateAttribution": "TRANSMIS",
}
VAE = {
    "correctDossier": "RECEVABILITE_EN_INSTRUCTION RECEVABLE EVALUE PRESENTE_AU_JURY DELIBERE",
    "recordActivities": "RECEVABILITE_EN_INSTRUCTION",
    "submitPiece": "RECEVABILITE_EN_INSTRUCTION RECEVABLE",
    "decideRecevabilite": "RECEVABILITE_EN_INSTRUCTION",
    "recordSupport": "RECEVABILITE_EN_INSTRUCTION RECEVABLE EVALUE",
    "planEvaluation": "RECEVABLE REFUSE",
    "nameCommission": "RECEVABLE REFUSE",
    "recordEvaluation": "RECEVABLE EVALUE REFUSE",
    "concludeCommission": "RECEVABLE",
    "withdrawDossier": "RECEVABILITE_EN_INSTRUCTION RECEVABLE EVALUE PRESENTE_AU_JURY REFUSE",
    "reopenDossier": "ABANDONNE",
    "transferDossier": "RECEVABILITE_EN_INSTRUCTION RECEVABLE EVALUE",
    "assignDossiers": "EVALUE REFUSE",
    "recordDecision": "PRESENTE_AU_JURY DELIBERE",
    "recordDecisions": "PRESENTE_AU_JURY DELIBERE EVALUE",
    "validateAttribution": "TRANSMIS",
}
"""The same of a dossier by VAE."""


def refusals(operation: str, entity: Session | Dossier, *path: str) -> list[Problem]:
    """Why the state of a session or a dossier does not allow an operation."""
    return life_of_entity(entity).rows[Operation(operation)].state_problems(entity, *path)
