"""
What a candidate is told once the GTP has decided: not admitted at all (LET-01), or admitted (LET-04).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3, § 3,
and chapter 4. The letter of those who keep something is rules.papers.letter's (LET-02).
"""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from rules.base.entity import Value
from rules.certificate.kind import CertificateKind
from rules.papers.letter import Addressee, ExamCentre, Named, Signatory, WayBack
from rules.papers.meeting import CentreSignatory


class NonAdmissionLetter(Value):
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
        return ("LET-01", "LET-03", "VAE-01")


class AwardedCertificate(Value):
    """A certificate that goes with the letter."""

    number: str
    kind: CertificateKind
    title: str


class AwardLetter(Value):
    """The letter to a candidate who gets the certification, or the blocs that were asked for (LET-04)."""

    centre: ExamCentre
    reference: str
    """Number of the dossier."""
    gtp_on: date
    addressee: Addressee
    jury_on: date
    certificates: tuple[AwardedCertificate, ...] = Field(min_length=1)
    by_company: bool = False
    """Whether the certificate may be handed over by the company (CER-02)."""
    signatory: CentreSignatory
    copies: tuple[str, ...] = ()
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        return ("LET-04", "GTP-03", "GTP-04", "CER-02", "CER-04")
