"""
The état récapitulatif of the evaluations, which the jury examines (EVA-06): every candidate by their seat (JUR-08).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3.
Its form is ours. It has no place for a person, a company, an evaluator or what one of them wrote: it holds what the
account of a member reads of a dossier before the last decision, and nothing else.
"""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from rules.base.entity import Value
from rules.base.problems import invalid
from rules.dossier.dossier import Dossier, Evaluation
from rules.dossier.vae import Extent
from rules.papers.asked import Asked, Unfit
from rules.papers.common import ExamCentre, Meeting, Named, Paper
from rules.papers.table import Decisions
from rules.referentiel.referentiel import EvaluationMode


class Evaluated(Value):
    """What the commission found of a capacité, or of a bloc known as a whole."""

    number: str
    title: str
    mode: EvaluationMode
    on: date
    acquired: bool
    carried_over: bool = False
    """Whether an earlier jury left it acquired (INS-08)."""


class SeatSummary(Value):
    """The evaluations of one candidate, whom the seat alone names (JUR-08)."""

    seat: str
    qualification: str
    """Its code."""
    by_vae: bool = False
    target_blocs: tuple[Named, ...] = ()
    """The blocs asked for; none where the whole certification is (INS-06)."""
    evaluated: tuple[Evaluated, ...]
    opinion_asked: bool = False
    """Whether a company's opinion completes the evaluation (EVA-03)."""
    opinion: bool | None = None
    """Whether it is favourable; None where it is not given."""
    conclusion: Extent | None = None
    """What the commission de validation concludes, in VAE (VAE-06)."""

    @property
    def acquired(self) -> int:
        """How many are acquired."""
        return sum(item.acquired for item in self.evaluated)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The numbers of those that are not."""
        return tuple(item.number for item in self.evaluated if not item.acquired)


class EvaluationSummary(Paper):
    """The evaluations of everybody who is before a jury, in the order of the seats, which tells nothing of them."""

    centre: ExamCentre
    reference: str
    """Number of the session."""
    written_on: date
    meeting: Meeting
    seats: tuple[SeatSummary, ...] = Field(min_length=1)
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the summary applies."""
        return ("EVA-06", "JUR-08", "EVA-03", "INS-08")

    def of(self, qualification: str) -> tuple[SeatSummary, ...]:
        """Those of one qualification, by its code (JUR-18)."""
        return tuple(item for item in self.seats if item.qualification == qualification)


def evaluation_summary_of(decisions: Decisions, _: Asked) -> EvaluationSummary:
    """The summary for a session's jury. Raises Unfit where nobody is before it."""
    session = decisions.session
    if not decisions.dossiers:
        text = "Aucun dossier n’est présenté à cette session : affectez-en d’abord (assignDossiers)."
        raise Unfit(invalid(text, "session"))
    return EvaluationSummary(
        centre=decisions.head,
        reference=session.number,
        written_on=min(decisions.today, session.held_on),
        meeting=decisions.meeting,
        seats=tuple(sorted((_seat(decisions, item) for item in decisions.dossiers), key=lambda item: item.seat)),
        demonstration=decisions.centre.demonstration,
    )


def _seat(decisions: Decisions, dossier: Dossier) -> SeatSummary:
    opinion, vae = dossier.company_opinion, dossier.vae
    return SeatSummary(
        seat=decisions.session.seat_of(dossier),
        qualification=dossier.certification,
        by_vae=vae is not None,
        target_blocs=tuple(
            Named(code=code, title=decisions.blocs[code].title)
            for code in dossier.target_blocs
            if code in decisions.blocs
        ),
        evaluated=tuple(_evaluated(decisions, dossier, dossier.evaluations)),
        opinion_asked=dossier.opinion_needed,
        opinion=opinion.favourable if opinion is not None else None,
        conclusion=vae.conclusion.extent if vae is not None and vae.conclusion is not None else None,
    )


def _evaluated(decisions: Decisions, dossier: Dossier, evaluations: Iterable[Evaluation]) -> Iterable[Evaluated]:
    capacites = {item.number: item.title for item in decisions.versions[dossier.referentiel].capacites}
    blocs = {code: bloc.title for code, bloc in decisions.blocs.items()}
    for item in evaluations:
        titles = capacites if item.capacite else blocs
        yield Evaluated(
            number=item.item,
            title=titles.get(item.item, item.item),
            mode=item.mode,
            on=item.on,
            acquired=item.acquired,
            carried_over=item.carried_over,
        )
