"""How much of what certifies is known."""

from enum import Enum


class Completeness(Enum):
    """How much of a référentiel is known, from least to most."""

    TITLE = "TITLE"
    BLOCS = "BLOCS"
    CAPACITES = "CAPACITES"
    CRITERIA = "CRITERIA"
