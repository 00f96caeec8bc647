"""
What a candidate who acquired nothing is told once the GTP has decided (LET-01, LET-03).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3, § 3.
"""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from rules.document.document import DocumentKind
from rules.papers.asked import Asked
from rules.papers.common import (
    Addressee,
    ExamCentre,
    Named,
    Paper,
    Signatory,
    WayBack,
    addressee_of,
    head_of,
    ways_back,
)
from rules.papers.due import check_due
from rules.papers.result import Result


class NonAdmissionLetter(Paper):
    """The letter to a candidate who acquired nothing (LET-01, LET-03)."""

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
    ways_back: tuple[WayBack, ...] = Field(min_length=1)
    signatory: Signatory
    copies: tuple[str, ...] = ()
    demonstration: bool = False

    @model_validator(mode="after")
    def _follows_the_jury(self) -> Self:
        if self.gtp_on < self.jury_on:
            raise ValueError("Le GTP ne statue pas avant le jury : la lettre serait datée d’avant la décision.")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        return ("LET-01", "LET-03", "VAE-01", *(("VAE-03",) if self.next_vae_on else ()))


def non_admission_of(result: Result, asked: Asked) -> NonAdmissionLetter:
    """The letter of LET-01. Raises Unfit before the GTP's decision, or where another letter is due."""
    dossier = result.dossier
    check_due(dossier, DocumentKind.NON_ADMISSION_LETTER)
    decided, verdict = result.decided
    return NonAdmissionLetter(
        centre=head_of(result.centre),
        reference=dossier.number,
        gtp_on=verdict.on,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        target_blocs=result.named(dossier.target_blocs),
        jury_on=decided.jury_on,
        refused_before=result.refused_before,
        by_vae=dossier.vae is not None,
        next_vae_on=result.next_vae_on,
        ways_back=ways_back(bool(dossier.at_rncp)),
        signatory=asked.for_the_jury(decided.president),
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )
