"""
The letter that convenes a candidate to the evaluations that are agreed: when, where, of what, with what.

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1,
§ 1 B. No text asks for the letter itself: a candidate comes because somebody told them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time

from pydantic import Field

from rules.base.entity import Value
from rules.base.problems import invalid
from rules.dossier.dossier import Dossier
from rules.dossier.plan import EvaluationSitting
from rules.dossier.scope import items_of
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Addressee, CentreSignatory, ExamCentre, Named, Paper, addressee_of, head_of
from rules.papers.result import Result
from rules.referentiel.referentiel import EvaluationMode


class Planned(Value):
    """A capacité, or a bloc known as a whole, and how it is evaluated (EVA-01)."""

    number: str
    title: str
    modes: tuple[EvaluationMode, ...]


class Convened(Value):
    """A sitting to which the candidate comes."""

    on: date
    starts_at: time | None = None
    place: str
    planned: tuple[Planned, ...]
    bring: str | None = None


class EvaluationConvocation(Paper):
    """The letter, dated of the day it is made."""

    centre: ExamCentre
    reference: str
    """Number of the dossier."""
    written_on: date
    addressee: Addressee
    certification: Named
    target_blocs: tuple[Named, ...] = ()
    """The blocs asked for; none where the whole certification is (INS-06)."""
    sittings: tuple[Convened, ...] = Field(min_length=1)
    report_due_on: date | None = None
    """Day by which the project report is handed in (EVA-07)."""
    commission: tuple[str, ...] = ()
    """Who evaluates: each member by name and quality (EVA-04)."""
    compensation: str | None = None
    """The means agreed for a handicap, which the candidate finds there (INS-07)."""
    signatory: CentreSignatory
    demonstration: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that the letter applies."""
        common = ("INS-04", "EVA-01", "EVA-05")
        return (*common, "EVA-07") if self.report_due_on else common


def evaluation_convocation_of(result: Result, asked: Asked) -> EvaluationConvocation:
    """The letter, of the sittings still to come. Raises Unfit where none is."""
    dossier, plan = result.dossier, result.dossier.plan
    if plan is None or not plan.sittings:
        text = "Aucune séance d’évaluation n’est fixée : donnez-en le jour et le lieu (planEvaluation, sittings)."
        raise Unfit(invalid(text, "dossier"))
    ahead = sorted(
        (item for item in plan.sittings if item.on >= result.today), key=lambda item: (item.on, item.time or "")
    )
    if not ahead:
        text = "Toutes les séances d’évaluation prévues sont passées : fixez-en d’autres (planEvaluation, sittings)."
        raise Unfit(invalid(text, "dossier"))
    planned = _planned(dossier, result)
    return EvaluationConvocation(
        centre=head_of(result.centre),
        reference=dossier.number,
        written_on=result.today,
        addressee=addressee_of(result.candidate),
        certification=Named(code=result.certification.code, title=result.certification.title),
        target_blocs=result.named(dossier.target_blocs),
        sittings=tuple(_convened(item, planned) for item in ahead),
        report_due_on=plan.project_due_on,
        commission=tuple(f"{item.name}, {item.function}" for item in dossier.commission),
        compensation=dossier.compensation,
        signatory=asked.for_the_centre,
        demonstration=result.centre.demonstration,
    )


def _planned(dossier: Dossier, result: Result) -> Mapping[str, Planned]:
    """What is planned, by number or code, in the order of the référentiel."""
    modes: dict[str, list[EvaluationMode]] = {}
    for line in dossier.plan.modes if dossier.plan is not None else ():
        modes.setdefault(line.capacite or line.bloc or "", []).append(line.mode)
    titles = {code: bloc.title for code, bloc in result.blocs.items()}
    return {
        item.key: Planned(
            number=item.key,
            title=item.title if item.capacite is not None else titles.get(item.key, item.title),
            modes=tuple(modes.get(item.key, ())),
        )
        for item in items_of(dossier, result.version)
        if item.key in modes
    }


def _convened(sitting: EvaluationSitting, planned: Mapping[str, Planned]) -> Convened:
    keys: Sequence[str] = sitting.items or tuple(planned)
    return Convened(
        on=sitting.on,
        starts_at=time.fromisoformat(sitting.time) if sitting.time else None,
        place=sitting.place,
        planned=tuple(planned[key] for key in planned if key in keys),
        bring=sitting.bring,
    )
