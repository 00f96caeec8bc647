"""
The notice on the recevabilité of a request of VAE, as the candidate reads it: favourable, tacit, or not (VAE-04).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, § 2,
and annex 4.
"""

from datetime import date

from rules.base.problems import invalid
from rules.dossier.vae import VaeRequest
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.result import Result
from rules.vae.delays import jury_until


class RecevabiliteNotice(Paper):
    """The letter that tells the notice, dated of its day; a tacit one attests what silence gave."""

    centre: ExamCentre
    reference: str
    """Number of the dossier."""
    notice_on: date
    addressee: Addressee
    certification: Named
    target_blocs: tuple[Named, ...] = ()
    favourable: bool
    tacit: bool = False
    complete_on: date
    """Day on which the file became complete, which started the delay."""
    reasons: str | None = None
    jury_due_on: date | None = None
    """Last day of the jury's decision, after a favourable notice (VAE-05)."""
    next_request_on: date | None = None
    """First day of another request for the whole CQPM, after an unfavourable one (VAE-03)."""
    signatory: CentreSignatory
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        return ("VAE-04", "VAE-05", "VAE-08", "VAE-09") if self.favourable else ("VAE-04", "VAE-03")


def recevabilite_of(result: Result, asked: Asked) -> RecevabiliteNotice:
    """The letter of the notice. Raises Unfit before there is one."""
    dossier = result.dossier
    request = dossier.vae or VaeRequest()
    notice, complete = request.notice, request.complete_on
    if notice is None or complete is None:
        raise Unfit(invalid("Aucun avis sur la recevabilité n’est rendu (VAE-04)."))
    again = None if notice.favourable or dossier.target_blocs else date(dossier.requested_on.year + 1, 1, 1)
    return RecevabiliteNotice(
        centre=head_of(result.centre),
        reference=dossier.number,
        notice_on=notice.on,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        target_blocs=result.named(dossier.target_blocs),
        favourable=notice.favourable,
        tacit=notice.tacit,
        complete_on=complete,
        reasons=notice.reasons,
        jury_due_on=jury_until(notice.on) if notice.favourable else None,
        next_request_on=again,
        signatory=asked.for_the_centre,
        demonstration=result.centre.demonstration,
    )
