"""
What a certificate says, on both sides (CER-01, CER-05).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapters 3 and
4, annexes 8 to 11. What is beyond them is the practice of certificateurs (CER-05) and marked as such.
"""

from datetime import date
from typing import Self

from pydantic import model_validator

from rules.base.entity import Value
from rules.certificate.kind import CertificateKind
from rules.papers.common import Civility, ExamCentre, Named, Paper

PRINTED = frozenset({CertificateKind.CQPM, CertificateKind.CQPM_RNCP, CertificateKind.BLOC, CertificateKind.CQPI})
"""The kinds that this service prints."""


class Registered(Value):
    """The registration of a certification at the RNCP, as a certificate shows it (CER-05)."""

    number: str
    start: date | None = None
    end: date | None = None


class Part(Value):
    """One line of the verso: a bloc, or a capacité."""

    code: str
    title: str


class CertificatePaper(Paper):
    """A certificate, both sides (CER-01). One dated before its jury is refused: pydantic.ValidationError."""

    kind: CertificateKind
    number: str
    proves: Named
    """The certification, or the bloc, by title and code."""
    within: Named | None = None
    """The CQPM that a bloc belongs to."""
    holder: str
    civility: Civility
    birth_date: date
    birth_place: str
    jury_on: date
    issued_on: date
    centre: ExamCentre
    president: str
    """President of the jury, who signs (CER-01)."""
    level: int | None = None
    category: str | None = None
    registered: Registered | None = None
    parts: tuple[Part, ...] = ()
    """What it is composed of, for the verso."""
    signatories: tuple[str, ...] = ()
    """The branches that recognise a CQPI (CQPI-01)."""
    demonstration: bool = False

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.kind not in PRINTED:
            raise ValueError("Ce certificat ne s’imprime pas ici.")
        if self.issued_on < self.jury_on:
            raise ValueError("Un certificat ne précède pas son jury (CER-01).")
        if (self.kind is CertificateKind.BLOC) != (self.within is not None):
            raise ValueError("Le certificat d’un bloc, lui seul, nomme le CQPM dont il est (CER-01).")
        return self

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the certificate applies."""
        common = ("CER-01", "NUM-03", "GTP-03")
        return (
            (*common, "CER-05") if self.registered else (*common, "GTP-04", "CQPI-01") if self.signatories else common
        )
