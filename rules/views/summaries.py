"""What an event says, in French, from its identifiers and codes alone."""

from collections.abc import Callable, Mapping

from rules.base.event import Event
from rules.base.operation import Operation


def summary_of(event: Event) -> str:
    """One French sentence, ready to show, that holds no personal data."""
    write = _SENTENCES.get(event.action)
    if write is not None:
        return write(event.facts)
    done = _DONE.get(event.action)
    return f"{event.facts['number']} : {done}." if done and "number" in event.facts else _unknown(event)


def _unknown(event: Event) -> str:
    return f"Opération « {event.action.value} »."


def _opened(facts: Mapping[str, object]) -> str:
    route = "VAE" if facts["route"] == "VAE" else "formation"
    return f"Dossier {facts['number']} ouvert ({route}) pour {facts['certification']} auprès de {facts['centre']}."


def _submitted(facts: Mapping[str, object]) -> str:
    what = {
        "CREATION": "Projet de référentiel déposé pour la création",
        "REVISION": "Projet de révision du référentiel déposé",
        "COMPLETION": "Référentiel complété",
    }[str(facts["nature"])]
    return f"{what} par {facts['by']} : {facts['referentiel']}."


def _loaded(facts: Mapping[str, object]) -> str:
    sources = facts.get("sources", facts.get("source"))
    named = [str(source) for source in sources] if isinstance(sources, (list, tuple)) else [str(sources)]
    return f"Chargé depuis {', '.join(f'« {name} »' for name in named)}."


_SENTENCES: Mapping[Operation, Callable[[Mapping[str, object]], str]] = {
    Operation.registerCandidate: lambda facts: f"Candidat enregistré par {facts['centre']}.",
    Operation.submitReferentiel: _submitted,
    Operation.openDossier: _opened,
    Operation.importCertifications: _loaded,
    Operation.loadDemonstration: lambda facts: f"Donnée de démonstration : {facts['what']}.",
}
_DONE: Mapping[Operation, str] = {
    Operation.planEvaluation: "évaluations prévues",
    Operation.nameCommission: "commission d’évaluation nommée",
    Operation.recordEvaluation: "résultats enregistrés",
    Operation.recordCompanyOpinion: "avis de l’entreprise enregistré",
    Operation.withdrawDossier: "dossier abandonné",
    Operation.transferDossier: "transfert proposé ou accepté",
    Operation.scheduleSession: "session programmée",
    Operation.requestUnionMembers: "organisations syndicales saisies",
    Operation.nameJuryMember: "membre du jury nommé",
    Operation.replaceJuryMember: "membre du jury remplacé",
    Operation.conveneJury: "jury convoqué",
    Operation.informCprefp: "CPREFP informée",
    Operation.assignDossiers: "dossiers affectés ou retirés",
    Operation.postponeSession: "session reportée",
    Operation.cancelSession: "session annulée",
    Operation.signAttendance: "feuille d’émargement signée",
    Operation.recordDecision: "décision du jury enregistrée",
    Operation.signMinutes: "procès-verbal signé",
    Operation.rectifyMinutes: "procès-verbal rectifié",
    Operation.transmitSession: "transmission au GTP",
    Operation.requestComplements: "compléments demandés par le GTP",
    Operation.answerComplements: "réponse au GTP",
    Operation.validateAttribution: "le GTP s’est prononcé",
    Operation.deliverCertificate: "certificat remis",
    Operation.issueCertifiedCopy: "copie certifiée conforme délivrée",
    Operation.recordSurvey: "questionnaire sur la situation professionnelle enregistré",
    Operation.cancelCertificate: "certificat annulé",
}
"""What happened to a dossier, a session or a certificate, after its number; a jury's result is never said (GTP-06)."""
