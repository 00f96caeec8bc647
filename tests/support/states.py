"""The states in which each operation is possible, by hand, so that no state opens or closes unseen."""

SESSIONS = {
    "requestUnionMembers": "PROGRAMMEE SYNDICATS_SAISIS",
    "nameJuryMember": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "replaceJuryMember": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "conveneJury": "SYNDICATS_SAISIS CONVOQUEE",
    "informCprefp": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE TENUE DELIBEREE SIGNEE",
    "assignDossiers": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE TENUE",
    "postponeSession": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "cancelSession": "PROGRAMMEE SYNDICATS_SAISIS CONVOQUEE",
    "signAttendance": "CONVOQUEE TENUE",
    "recordDecision": "TENUE DELIBEREE",
    "signMinutes": "DELIBEREE",
    "rectifyMinutes": "SIGNEE TRANSMISE COMPLEMENT_DEMANDE CLOSE",
    "transmitSession": "SIGNEE",
    "requestComplements": "TRANSMISE",
    "answerComplements": "COMPLEMENT_DEMANDE",
    "validateAttribution": "TRANSMISE",
}
DOSSIERS = {
    "planEvaluation": "OUVERT RECEVABLE",
    "nameCommission": "OUVERT RECEVABLE",
    "recordEvaluation": "OUVERT RECEVABLE EVALUE",
    "recordCompanyOpinion": "OUVERT RECEVABLE EVALUE PRESENTE_AU_JURY",
    "withdrawDossier": "OUVERT RECEVABLE RECEVABILITE_EN_INSTRUCTION EVALUE PRESENTE_AU_JURY",
    "transferDossier": "OUVERT RECEVABLE RECEVABILITE_EN_INSTRUCTION EVALUE",
    "assignDossiers": "EVALUE",
    "recordDecision": "PRESENTE_AU_JURY DELIBERE",
    "validateAttribution": "TRANSMIS",
}
