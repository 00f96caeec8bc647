"""What an event says, in French, from its identifiers and codes alone."""

from collections.abc import Callable, Mapping

from rules.base.event import Event
from rules.base.operation import Operation
from rules.lives.family import ROWS


def summary_of(event: Event) -> str:
    """One French sentence, ready to show, that holds no personal data; a jury's result is never said (GTP-06)."""
    if (write := _OF_OPERATORS.get(event.action)) is not None:
        return write(event.facts)
    done = next((row.words.done for row in ROWS.get(event.action, ())), "")
    if callable(done):
        return done(event.facts)
    if done and "number" in event.facts:
        return f"{event.facts['number']} : {done}."
    return f"Opération « {event.action.value} »."


def _loaded(facts: Mapping[str, object]) -> str:
    sources = facts.get("sources", facts.get("source"))
    named = [str(source) for source in sources] if isinstance(sources, (list, tuple)) else [str(sources)]
    return f"Chargé depuis {', '.join(f'« {name} »' for name in named)}."


_OF_OPERATORS: Mapping[Operation, Callable[[Mapping[str, object]], str]] = {
    Operation.importCertifications: _loaded,
    Operation.loadDemonstration: lambda facts: f"Donnée de démonstration : {facts['what']}.",
}
"""What operators do, which is no row of a life."""
