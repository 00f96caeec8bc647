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
