"""What becomes of a dossier beside its path: proposed to another centre, corrected (PRD-02, PRD-05)."""

from datetime import date

from rules.base.entity import Value


class Transfer(Value):
    """A dossier proposed to another centre, or moved there (PRD-02)."""

    centre: str
    reason: str
    proposed_on: date


class Correction(Value):
    """What was corrected of a dossier after its opening, and why (PRD-05)."""

    on: date
    fields: tuple[str, ...]
    """Names of fields, as the API has them; never their values."""
    reason: str
