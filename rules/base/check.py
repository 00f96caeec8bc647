"""A line of a checklist: what a rule asks, and where it stands."""

from datetime import date

from rules.base.entity import Value
from rules.base.operation import Operation
from rules.base.worded import Worded


class CheckState(Worded):
    """Where a line of a checklist stands."""

    DONE = "DONE", "Fait."
    MISSING = "MISSING", "Manquant."
    NOT_APPLICABLE = "NOT_APPLICABLE", "Sans objet."


class Check(Value):
    """A line of a checklist: what a rule asks, where it stands, and the step it is required for."""

    rule: str
    state: CheckState
    detail: str | None = None
    due_on: date | None = None
    required_for: Operation | None = None


def pointless(lines: list[Check], why: str) -> list[Check]:
    """The same lines of something that is over: nothing is missing any more, and each says why."""
    left = CheckState.MISSING
    return [line.evolve(state=CheckState.NOT_APPLICABLE, detail=why) if line.state is left else line for line in lines]
