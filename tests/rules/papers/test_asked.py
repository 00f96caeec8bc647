"""What is asked of a paper, and the one way in which it refuses."""

import pytest
from pydantic import ValidationError

from rules.base.civility import Civility
from rules.base.problems import invalid
from rules.dossier.dossier import Deliberation, JuryDecision
from rules.papers.asked import Asked, Unfit, problem_of
from rules.papers.common import CentreSignatory, Signatory, SignatoryCapacity
from tests.rules.samples import jury
from tests.rules.samples.paper import JURY, ONE_DAY, SIGNED, minutes


@pytest.mark.parametrize(("name", "quality"), [(None, "Q"), (" ", "Q"), ("N", None), ("N", " "), (None, None)])
def test_the_centre_signs_by_name_and_quality(name: str | None, quality: str | None) -> None:
    with pytest.raises(Unfit) as refusal:
        assert Asked(signatory_name=name, signatory_quality=quality).for_the_centre
    assert refusal.value.problem.path == ("signatory",)
    assert SIGNED.for_the_centre == CentreSignatory(name="Noé Modèle", quality="Le responsable")


@pytest.mark.parametrize("name", [None, "", " "])
def test_the_president_signs_where_no_referent_is_named(name: str | None) -> None:
    decided = jury.decided(JuryDecision.NA).deliberation
    assert decided is not None
    assert Asked(signatory_name=name).for_the_jury(decided) == Signatory(name="Anne")
    referent = Signatory(name="Rita", capacity=SignatoryCapacity.REFERENT)
    assert Asked(signatory_name="Rita").for_the_jury(decided) == referent


@pytest.mark.rule("CER-08")
def test_a_signatory_is_named_with_their_civility_and_with_that_of_whom_they_sign_for() -> None:
    decided = Deliberation(
        decision="NA", outcome="NONE", jury_on=JURY, president="Anne", president_civility=Civility.MADAME
    )
    assert Asked().for_the_jury(decided).civility is Civility.MADAME
    asked = SIGNED.evolve(signatory_civility=Civility.MONSIEUR)
    referent = asked.for_the_jury(decided)
    assert (referent.civility, referent.president) == (Civility.MONSIEUR, Civility.MADAME)
    assert asked.for_the_centre.civility is Civility.MONSIEUR


def test_a_value_that_cannot_be_is_told_in_french() -> None:
    with pytest.raises(ValidationError) as refusal:
        Signatory.model_validate({"name": None})
    assert problem_of(refusal.value).message == "Ce qui est enregistré ne suffit pas à faire ce document."


def test_a_refusal_is_a_problem_whoever_refuses() -> None:
    problem = invalid("Non.", "part")
    assert problem_of(Unfit(problem)) == problem
    assert problem_of(ValueError("Non.")) == invalid("Non.")
    with pytest.raises(ValidationError) as refusal:
        minutes(signed_on=JURY - ONE_DAY)
    assert problem_of(refusal.value) == invalid("Le procès-verbal ne se signe pas avant le jury (JUR-13).")
