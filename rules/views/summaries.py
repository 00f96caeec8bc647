"""What an event says, in French, from its identifiers and codes alone."""

from collections.abc import Callable, Mapping

from rules.base.event import Event
from rules.base.operation import Operation
from rules.dossier.dossier import DossierStatus
from rules.lives.family import ROWS
from rules.lives.life import STATE_WORDS
from rules.session.session import SessionStatus
from rules.views.masks import UNTOLD

_KINDS: Mapping[str, tuple[type[DossierStatus] | type[SessionStatus], str]] = {
    "dossiers": (DossierStatus, "dossier"),
    "sessions": (SessionStatus, "session"),
}
"""What has states that a history tells, by the collection of its events."""


def summary_of(event: Event) -> str:
    """One French sentence, ready to show, that holds no personal data; a jury's result is never said (GTP-06)."""
    if (write := _OF_OPERATORS.get(event.action)) is not None:
        return write(event.facts)
    done = next((row.words.done for row in ROWS.get(event.action, ())), "")
    said = done(event.facts) if callable(done) else done
    if said.endswith("."):
        return said
    if said and "number" in event.facts:
        return f"{event.facts['number']} : {said}{_reached(event, said)}."
    return f"Opération « {event.action.value} »."


def _reached(event: Event, said: str) -> str:
    """The state that the operation led to, where that is not said already, nor what the candidate is to wait for."""
    kind = _KINDS.get(event.aggregate.partition("/")[0])
    if kind is None or "reached" not in event.facts:
        return ""
    class_, name = kind
    state = class_(event.facts["reached"])
    words = f"{name} {STATE_WORDS[state]}"
    known = words in said or said.partition(" (")[0] in words
    return "" if state in UNTOLD or known else f" ; {words}"


def _loaded(facts: Mapping[str, object]) -> str:
    sources = facts.get("sources", facts.get("source"))
    named = [str(source) for source in sources] if isinstance(sources, (list, tuple)) else [str(sources)]
    return f"Chargé depuis {', '.join(f'« {name} »' for name in named)}."


_OF_OPERATORS: Mapping[Operation, Callable[[Mapping[str, object]], str]] = {
    Operation.importCertifications: _loaded,
    Operation.loadDemonstration: lambda facts: f"Donnée de démonstration : {facts['what']}.",
}
"""What operators do, which is no row of a life."""
