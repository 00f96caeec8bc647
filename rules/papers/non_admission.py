"""
What a candidate who acquired nothing is told once the GTP has decided (LET-01, LET-03).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3, § 3.
"""

from pydantic import Field

from rules.document.document import DocumentKind
from rules.papers.asked import Asked
from rules.papers.common import (
    Named,
    WayBack,
    addressee_of,
    head_of,
    ways_back,
)
from rules.papers.due import check_due
from rules.papers.result import Result
from rules.papers.result_letter import ResultLetter


class NonAdmissionLetter(ResultLetter):
    """The letter to a candidate who acquired nothing (LET-01, LET-03)."""

    ways_back: tuple[WayBack, ...] = Field(min_length=1)

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        told = {"VAE-03": self.next_vae_on, "REG-01": self.vae_unknown}
        return ("LET-01", "LET-03", "VAE-01", *(rule for rule, said in told.items() if said))


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
        ways_back=ways_back(result.vae_open),
        vae_unknown=result.vae_open is None,
        signatory=asked.for_the_jury(decided),
        copies=result.copies,
        demonstration=result.centre.demonstration,
    )
