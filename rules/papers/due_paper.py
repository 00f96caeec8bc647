"""A paper that is due: what it is, by which rule and day, and a digest of the facts that it says."""

from datetime import date

from rules.base.digest import digest_of
from rules.base.entity import Value
from rules.document.document import DocumentKind

_FORMAT = "poincon-basis-1"


class DuePaper(Value):
    """A paper that is to be made: asked for as it is said here, it can be."""

    kind: DocumentKind
    part: str | None = None
    """The member, the union, the qualification or the copy, for a paper of which there are several."""
    rule: str
    summary: str
    """What it is, in French, ready to show."""
    due_on: date | None = None
    """The last day, included; None where no rule sets one."""
    basis: str
    """A digest of the facts that it says."""


def due(
    kind: DocumentKind, rule: str, summary: str, *facts: object, part: str | None = None, due_on: date | None = None
) -> DuePaper:
    """A paper due by a rule, its basis made of the facts."""
    basis = digest_of(_FORMAT, [str(fact) for fact in facts])[:32]
    return DuePaper(kind=kind, part=part, rule=rule, summary=summary, due_on=due_on, basis=basis)
