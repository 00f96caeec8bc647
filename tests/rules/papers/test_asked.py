"""What is asked of a paper, and the one way in which it refuses."""

import pytest
from pydantic import ValidationError

from rules.base.problems import invalid
from rules.papers.asked import Asked, Unfit, problem_of
from rules.papers.common import CentreSignatory, Signatory, SignatoryCapacity
from tests.rules.samples.paper import JURY, ONE_DAY, SIGNED, minutes


@pytest.mark.parametrize(("name", "quality"), [(None, "Q"), (" ", "Q"), ("N", None), ("N", " "), (None, None)])
def test_the_centre_signs_by_name_and_quality(name: str | None, quality: str | None) -> None:
    with pytest.raises(Unfit) as refusal:
        assert Asked(signatory_name=name, signatory_quality=quality).for_the_centre
    assert refusal.value.problem.path == ("signatory",)
    assert SIGNED.for_the_centre == CentreSignatory(name="Noé Modèle", quality="Le responsable")


@pytest.mark.parametrize("name", [None, "", " "])
def test_the_president_signs_where_no_referent_is_named(name: str | None) -> None:
    assert Asked(signatory_name=name).for_the_jury("Anne") == Signatory(name="Anne")
    referent = Signatory(name="Rita", capacity=SignatoryCapacity.REFERENT)
    assert Asked(signatory_name="Rita").for_the_jury("Anne") == referent


def test_a_refusal_is_a_problem_whoever_refuses() -> None:
    problem = invalid("Non.", "part")
    assert problem_of(Unfit(problem)) == problem
    assert problem_of(ValueError("Non.")) == invalid("Non.")
    with pytest.raises(ValidationError) as refusal:
        minutes(signed_on=JURY - ONE_DAY)
    assert problem_of(refusal.value) == invalid("Le procès-verbal ne se signe pas avant le jury (JUR-13).")
