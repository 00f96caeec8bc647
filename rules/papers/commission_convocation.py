"""
The letter that convenes a candidate to the commission that evaluates them (INS-04, VAE-06, VAE-08).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1.
"""

from datetime import date, time

from rules.base.problems import invalid
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.result import Result


class CommissionConvocation(Paper):
    """The letter, dated of the day it is made."""

    centre: ExamCentre
    reference: str
    written_on: date
    addressee: Addressee
    certification: Named
    by_vae: bool
    """Whether it is a commission de validation, before which the evidence is presented (VAE-08)."""
    meets_on: date
    starts_at: time | None = None
    place: str
    president: str | None = None
    """Who presides for the centre d'examen, in VAE (VAE-06)."""
    compensation: str | None = None
    """The means agreed for a handicap, which the candidate finds there (INS-07)."""
    signatory: CentreSignatory
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        return ("VAE-06", "VAE-08") if self.by_vae else ("INS-04", "EVA-04")


def commission_convocation_of(result: Result, asked: Asked) -> CommissionConvocation:
    """The letter. Raises Unfit where the commission's meeting is not set."""
    dossier, meeting = result.dossier, result.dossier.meeting
    if meeting is None:
        text = "La réunion de la commission n’est pas fixée : donnez-en le jour et le lieu (nameCommission)."
        raise Unfit(invalid(text, "dossier"))
    return CommissionConvocation(
        centre=head_of(result.centre),
        reference=dossier.number,
        written_on=min(result.today, meeting.on),
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        by_vae=dossier.vae is not None,
        meets_on=meeting.on,
        starts_at=time.fromisoformat(meeting.time) if meeting.time else None,
        place=meeting.place,
        president=dossier.vae.president if dossier.vae else None,
        compensation=dossier.compensation,
        signatory=asked.for_the_centre,
        demonstration=result.centre.demonstration,
    )
