"""
What a candidate who is admitted is told once the GTP has decided (LET-04).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 4.
"""

from datetime import date

from pydantic import Field

from rules.base.entity import Value
from rules.certificate.kind import CertificateKind
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Paper


class AwardedCertificate(Value):
    """A certificate that goes with the letter."""

    number: str
    kind: CertificateKind
    title: str


class AwardLetter(Paper):
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
