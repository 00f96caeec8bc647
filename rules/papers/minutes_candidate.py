"""One candidate as the minutes of a jury list them (JUR-14)."""

from typing import Self, TypeVar

from pydantic import ValidationInfo, field_validator, model_validator

from rules.base.entity import Value
from rules.base.partial_date import PartialDate
from rules.dossier.dossier import Company, Dossier, JuryDecision
from rules.dossier.holdings import acquired_items
from rules.papers.common import Named
from rules.papers.table import Decisions

JOB_SEEKER = "DE"
"""The origin of which nothing about a company appears (JUR-14)."""

T = TypeVar("T")


class MinutesCandidate(Value):
    """
    One candidate as the minutes list them, admitted, not admitted or absent (JUR-14).

    What is said of the company of a job seeker is dropped. Acquired capacités or blocs beside another decision than NA,
    and an awarded bloc that is not among the acquired ones, are refused: pydantic.ValidationError.
    """

    number: str
    """The anonymous number under which the jury judged (JUR-08)."""
    name: str
    birth_date: PartialDate
    birth_town: str
    birth_department: str | None = None
    birth_country: str
    origin: str
    """`SL`, `ETT` or `DE`, of the dated list (INS-03)."""
    funding: str
    company: Company | None = None
    agreement: str | None = None
    """The agreement made with the company, if any."""
    at_rncp: bool | None = None
    """Whether the dossier counts as registered at the RNCP; null where that is not known (REG-01)."""
    target_blocs: tuple[Named, ...] = ()
    """The blocs that were asked for; empty where the whole certification was."""
    decision: JuryDecision | None
    """Empty where the candidate was absent (JUR-19)."""
    comment: str | None = None
    abstained: tuple[str, ...] = ()
    """Names of the members who abstained (JUR-19)."""
    acquired_capacites: tuple[str, ...] = ()
    """Numbers of the capacités acquired by a candidate who is not admitted (JUR-11)."""
    acquired_blocs: tuple[Named, ...] = ()
    """Blocs held by a candidate who is not admitted, for life (CON-01)."""
    awarded_blocs: tuple[Named, ...] = ()
    """Those of them that this jury makes complete: an A line each (GTP-03)."""

    @field_validator("company", "agreement")
    @classmethod
    def _nothing_of_a_company_for_a_job_seeker(cls, given: T, info: ValidationInfo) -> T | None:
        return None if info.data.get("origin") == JOB_SEEKER else given

    @model_validator(mode="after")
    def _results_go_with_the_decision(self) -> Self:
        acquired = self.acquired_capacites or self.acquired_blocs or self.awarded_blocs
        if acquired and self.decision is not JuryDecision.NA:
            raise ValueError("Les capacités et les blocs acquis accompagnent une décision NA, elle seule (JUR-11).")
        if not {bloc.code for bloc in self.awarded_blocs} <= {bloc.code for bloc in self.acquired_blocs}:
            raise ValueError("Un bloc attribué compte parmi les blocs acquis (GTP-03).")
        return self


def minutes_candidate_of(decisions: Decisions, dossier: Dossier) -> MinutesCandidate:
    """The candidate of a dossier, with what the jury decided."""
    person = decisions.people[dossier.candidate]
    decided = dossier.deliberation
    not_admitted = decided is not None and decided.decision is JuryDecision.NA
    return MinutesCandidate(
        number=dossier.anonymous_number or person.anonymous_number,
        name=person.listed_name,
        birth_date=person.birth_date,
        birth_town=person.birth_town,
        birth_department=person.shown_birth_department,
        birth_country=person.birth_country,
        origin=dossier.origin.value,
        funding=dossier.funding.value,
        company=dossier.company,
        at_rncp=dossier.at_rncp,
        target_blocs=decisions.named(dossier.target_blocs),
        decision=dossier.decision,
        comment=decided.comment if decided else None,
        abstained=decided.abstained if decided else (),
        acquired_capacites=tuple(item.capacite for item in acquired_items(dossier) if item.capacite)
        if not_admitted
        else (),
        acquired_blocs=decisions.named(decisions.complete(dossier)),
        awarded_blocs=decisions.named(decisions.newly_complete(dossier)),
    )


def absent_candidate_of(decisions: Decisions, dossier: Dossier) -> MinutesCandidate:
    """The candidate of a dossier who did not come: nothing of what a later jury decided of them (JUR-19)."""
    before = dossier.evolve(deliberation=None, verdict=None, earlier=())
    listed = minutes_candidate_of(decisions, before)
    return listed.evolve(number=decisions.session.seat_of(dossier))
