"""How much of what certifies is known."""

from rules.base.worded import Worded


class Completeness(Worded):
    """How much of a référentiel is known, from least to most."""

    TITLE = "TITLE", "Le titre seulement."
    BLOCS = "BLOCS", "Les blocs, sans leurs capacités."
    CAPACITES = "CAPACITES", "Les capacités, sans leurs critères."
    CRITERIA = "CRITERIA", "Les capacités, leurs conditions et leurs critères."
