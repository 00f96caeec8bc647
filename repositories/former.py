"""The forms that the entities of a collection had in former versions."""

from collections.abc import Callable
from typing import NamedTuple

from repositories.driver import Document


class Former(NamedTuple):
    """A former version of the stored form of an entity: its fields, and pure functions of the stored document."""

    fields: frozenset[str]
    """Their names: the digests of its time are over these."""
    up: Callable[[Document], Document]
    """From this version to the next."""
    down: Callable[[Document], Document]
    """From the next back to this one, as it was: what was digested in this form is still held to it."""
