"""The convocation to the evaluations: the sittings still to come, of what is planned, with what to bring."""

from datetime import date, time
from typing import Any

import pytest

from rules.dossier.dossier import Dossier
from rules.dossier.plan import EvaluationSitting, PlannedMode
from rules.papers.asked import Asked, Unfit
from rules.papers.evaluation_convocation import evaluation_convocation_of
from rules.referentiel.referentiel import EvaluationMode
from tests.rules.samples import jury
from tests.rules.samples.paper import ONE_DAY, SIGNED, result


def sitting(on: date = jury.HELD, **given: Any) -> EvaluationSitting:
    return EvaluationSitting(**{"on": on, "place": "Atelier", **given})


def dossier(*sittings: EvaluationSitting, **plan: Any) -> Dossier:
    found = jury.planned()
    assert found.plan is not None
    return found.evolve(plan=found.plan.evolve(sittings=sittings, **plan))


def test_every_sitting_by_its_day_with_what_it_is_of() -> None:
    """The day itself is still to come; without numbers, a sitting is of everything planned."""
    later, same = sitting(jury.HELD + ONE_DAY, items=("3",), bring="Un casque"), sitting(time="09:30")
    made = evaluation_convocation_of(result(dossier(later, same)), SIGNED)
    assert [(item.on, item.starts_at, item.bring) for item in made.sittings] == [
        (jury.HELD, time(9, 30), None),
        (jury.HELD + ONE_DAY, None, "Un casque"),
    ]
    assert [[one.number for one in item.planned] for item in made.sittings] == [["1", "2", "3", "4"], ["3"]]
    assert [member.partition(",")[0] for member in made.commission] == ["Eva", "Paul"]


def test_a_sitting_that_is_past_is_left_out() -> None:
    made = evaluation_convocation_of(result(dossier(sitting(jury.HELD - ONE_DAY), sitting())), SIGNED)
    assert [item.on for item in made.sittings] == [jury.HELD]
    with pytest.raises(Unfit, match="passées"):
        evaluation_convocation_of(result(dossier(sitting(jury.HELD - ONE_DAY))), SIGNED)


@pytest.mark.parametrize("found", [jury.dossier(), jury.planned()])
def test_before_anything_is_set(found: Dossier) -> None:
    with pytest.raises(Unfit, match="planEvaluation"):
        evaluation_convocation_of(result(found), SIGNED)


def test_a_capacite_of_several_modes_and_the_report() -> None:
    modes = (*jury.planned().plan.modes, PlannedMode(capacite="1", mode=EvaluationMode.PROJET, reason="x"))  # type: ignore[union-attr]
    made = evaluation_convocation_of(result(dossier(sitting(), modes=modes, project_due_on=jury.FIRST)), SIGNED)
    assert made.sittings[0].planned[0].modes == (jury.REAL, EvaluationMode.PROJET)
    assert made.report_due_on == jury.FIRST
    assert "EVA-07" in made.rules


def test_the_centre_signs() -> None:
    with pytest.raises(Unfit, match="qui signe"):
        evaluation_convocation_of(result(dossier(sitting())), Asked())
