"""What the letters on a result short of admission all say, and how they are dated (LET-01, LET-02, LET-03, LET-05)."""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.papers.common import Addressee, ExamCentre, Named, Paper, Signatory


class ResultLetter(Paper):
    """A letter once the GTP has decided; dated before its jury, it is refused: pydantic.ValidationError."""

    centre: ExamCentre
    reference: str
    """Number of the dossier."""
    gtp_on: date
    """Day of the GTP, which is the date of the letter (LET-03)."""
    addressee: Addressee
    certification: Named
    target_blocs: tuple[Named, ...] = ()
    """The blocs that were asked for; empty where the whole certification was."""
    jury_on: date
    refused_before: date | None = None
    """Day of the GTP that refused what a former jury had decided (GTP-07)."""
    by_vae: bool = False
    """Whether the candidate came by VAE, before a commission de validation (VAE-06)."""
    next_vae_on: date | None = None
    """First day of another request of VAE, where that of this year counts (VAE-03)."""
    vae_unknown: bool = False
    """Whether nobody knows if the certification is registered, hence if VAE leads to it (REG-01, VAE-01)."""
    signatory: Signatory
    copies: tuple[str, ...] = ()
    """The company or training body that is informed too (LET-03)."""
    demonstration: bool = False

    @model_validator(mode="after")
    def _follows_the_jury(self) -> Self:
        if self.gtp_on < self.jury_on:
            raise ValueError("Le GTP ne statue pas avant le jury : la lettre serait datée d’avant la décision.")
        return self
