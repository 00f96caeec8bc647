"""What an event says, in French, from its identifiers and codes alone."""

from collections.abc import Callable, Mapping

from rules.access import Operation
from rules.event import Event


def summary_of(event: Event) -> str:
    """One French sentence, ready to show, that holds no personal data."""
    write = _SENTENCES.get(event.action)
    return write(event.facts) if write else f"Opération « {event.action.value} »."


def _opened(facts: Mapping[str, object]) -> str:
    route = "VAE" if facts["route"] == "VAE" else "formation"
    return f"Dossier {facts['number']} ouvert ({route}) pour {facts['certification']} auprès de {facts['centre']}."


_SENTENCES: Mapping[Operation, Callable[[Mapping[str, object]], str]] = {
    Operation.registerCandidate: lambda facts: f"Candidat enregistré par {facts['centre']}.",
    Operation.openDossier: _opened,
    Operation.importCertifications: lambda facts: f"Chargé depuis « {facts['source']} ».",
    Operation.loadDemonstration: lambda facts: f"Donnée de démonstration : {facts['what']}.",
}
