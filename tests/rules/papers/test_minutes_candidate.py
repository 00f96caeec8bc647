"""A candidate of the minutes: what is said of each (JUR-11, JUR-14, GTP-03)."""

from typing import Any

import pytest
from pydantic import ValidationError

from rules.dossier.dossier import JuryDecision
from rules.papers.minutes_candidate import minutes_candidate_of
from tests.rules.samples import jury
from tests.rules.samples.paper import BLOC, decisions, listed


@pytest.mark.rule("JUR-14")
@pytest.mark.parametrize(("origin", "shown"), [("SL", True), ("ETT", True), ("DE", False)])
def test_nothing_of_a_company_is_kept_of_a_job_seeker(origin: str, shown: bool) -> None:
    """JUR-14."""
    made = listed(origin=origin, funding="CPF", agreement="Abondement")
    assert (made.company is not None) is shown
    assert (made.agreement is not None) is shown
    assert (made.evolve(origin="DE").company, made.evolve(origin="DE").agreement) == (None, None)


@pytest.mark.parametrize("decision", [JuryDecision.A, None])
@pytest.mark.parametrize("acquired", [{"acquired_capacites": ("1",)}, {"acquired_blocs": (BLOC,)}])
def test_only_a_refusal_lists_what_is_acquired(decision: JuryDecision | None, acquired: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="JUR-11"):
        listed(decision=decision, **acquired)
    assert listed(decision=JuryDecision.NA, **acquired).decision is JuryDecision.NA


def test_a_bloc_that_is_awarded_is_acquired() -> None:
    with pytest.raises(ValidationError, match="GTP-03"):
        listed(decision=JuryDecision.NA, awarded_blocs=(BLOC,))


@pytest.mark.parametrize(
    ("decision", "at_rncp", "capacites", "blocs"),
    [
        (JuryDecision.A, True, (), ()),
        (JuryDecision.NA, True, ("1", "2", "3"), ("RNCP99277BC01",)),
        (JuryDecision.NA, False, ("1", "2", "3"), ()),
    ],
)
def test_what_is_acquired_without_the_whole(
    decision: JuryDecision, at_rncp: bool, capacites: tuple[str, ...], blocs: tuple[str, ...]
) -> None:
    dossier = jury.decided(decision, "123", at_rncp=at_rncp)
    made = minutes_candidate_of(decisions(dossier), dossier)
    assert (made.number, made.acquired_capacites) == ("A-1", capacites)
    assert tuple(bloc.code for bloc in made.acquired_blocs) == blocs
    assert made.awarded_blocs == made.acquired_blocs
