"""
What a candidate who is admitted is told once the GTP has decided (LET-04).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 4.
"""

from datetime import date

from pydantic import Field

from rules.base.entity import Value
from rules.base.problems import invalid
from rules.certificate.certificate import standing
from rules.certificate.keeping import company_excluded
from rules.certificate.kind import CertificateKind
from rules.document.document import DocumentKind
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.due import check_due
from rules.papers.result import Result


class AwardedCertificate(Value):
    """A certificate that goes with the letter."""

    number: str
    kind: CertificateKind
    title: str
    code: str | None = None
    """Of the bloc, or of the certification."""
    within: Named | None = None
    """The CQPM that a bloc is of."""
    replaces: str | None = None
    """The number of the cancelled one that it replaces (CER-09)."""


class AwardLetter(Paper):
    """The letter to a candidate who gets the certification, or the blocs that were asked for (LET-04)."""

    centre: ExamCentre
    reference: str
    """Number of the dossier."""
    gtp_on: date
    written_on: date | None = None
    """Day of the letter, where certificates were reissued after the GTP's (CER-09)."""
    addressee: Addressee
    jury_on: date
    refused_before: date | None = None
    """Day of the GTP that refused what a former jury had decided (GTP-07)."""
    certificates: tuple[AwardedCertificate, ...] = Field(min_length=1)
    by_vae: bool = False
    """Whether the candidate came by VAE, before a commission de validation (VAE-06)."""
    by_company: bool = False
    """Whether the certificate may be handed over by the company (CER-02)."""
    signatory: CentreSignatory
    copies: tuple[str, ...] = ()
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        rules = ("LET-04", "GTP-03", "GTP-04", "CER-02", "CER-04")
        return (*rules, "CER-09") if any(item.replaces for item in self.certificates) else rules


def award_of(result: Result, asked: Asked) -> AwardLetter:
    """The letter of LET-04. Raises Unfit where another letter is due, or nothing was awarded."""
    dossier, signatory = result.dossier, asked.for_the_centre
    check_due(dossier, DocumentKind.AWARD_LETTER)
    decided, verdict = result.decided
    certificates = standing(result.certificates)
    if not certificates:
        text = "Aucun certificat n’est attribué par ce dossier : cette lettre n’est pas la sienne (LET-04)."
        raise Unfit(invalid(text))
    return AwardLetter(
        centre=head_of(result.centre),
        reference=dossier.number,
        gtp_on=verdict.on,
        addressee=addressee_of(result.candidate),
        jury_on=decided.jury_on,
        refused_before=result.refused_before,
        written_on=max((item.reissued_on for item in certificates if item.reissued_on is not None), default=None),
        certificates=tuple(
            AwardedCertificate(
                number=item.number,
                kind=item.kind,
                title=item.title,
                code=item.bloc or item.certification,
                within=Named(code=result.certification.code, title=result.certification.title) if item.bloc else None,
                replaces=item.replaces,
            )
            for item in certificates
        ),
        by_vae=dossier.vae is not None,
        by_company=not company_excluded(dossier),
        signatory=signatory,
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )
