"""Something to be done next: under which rule, in words, by which day (PRD-06)."""

from datetime import date

from rules.base.entity import Value


class Todo(Value):
    """What an operation would do next on something."""

    rule: str
    summary: str
    """A French sentence, that names what it is about by its number alone."""
    due_on: date | None = None
    """The last day, included; None where no rule sets one."""
