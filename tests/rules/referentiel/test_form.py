"""What cannot be a référentiel, what is too long, what is tidied."""

from typing import Any

import pytest

from rules.base.problems import ProblemCode
from rules.referentiel.commands import ProposedCapacite, ProposedPart, SubmitReferentiel
from rules.referentiel.form import form_problems, size_problems
from rules.referentiel.opportunity import OpportunityReport
from rules.referentiel.submission import cleaned
from tests.rules.samples.submission import CODE, COMPANY, FULL, REEL, REVISION, UNIT, told

LONG = "x" * 30_000


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ({"source": " "}, "source"),
        ({"source": LONG}, "source"),
        ({"mission": "a\u0000b"}, "mission"),
        ({"activities": ("Souder", "\u202e")}, "activities.1"),
        ({"environment": "\n \n"}, "environment"),
        ({"interactions": LONG}, "interactions"),
        ({"admissibility": "a\u0007"}, "admissibility"),
        ({"capacites": (ProposedCapacite(number="1#2", title="x"),)}, "capacites.0.number"),
        ({"capacites": (ProposedCapacite(number="1" * 200_000, title="x"),)}, "capacites.0.number"),
        ({"capacites": (FULL, FULL)}, "capacites.1.number"),
        ({"capacites": (FULL.evolve(title=LONG),)}, "capacites.0.title"),
        ({"capacites": (FULL.evolve(conditions=LONG),)}, "capacites.0.conditions"),
        ({"capacites": (FULL.evolve(criteria=("Net", "")),)}, "capacites.0.criteria.1"),
        ({"composition": (ProposedPart(code=LONG),)}, "composition.0.code"),
        ({"composition": (ProposedPart(title="\ufeff"),)}, "composition.0.title"),
        ({"report": OpportunityReport(activities_analysis="")}, "report.activitiesAnalysis"),
    ],
)
def test_what_cannot_be_is_named_in_its_place(request_: dict[str, Any], path: str) -> None:
    typed = SubmitReferentiel(**{"certification": CODE, "nature": REVISION, "source": "x", **request_})
    assert size_problems(typed) == []
    assert [".".join(problem.path) for problem in form_problems(typed)] == [path]


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ({"activities": ("x",) * 101}, "activities"),
        ({"capacites": tuple(ProposedCapacite(number=str(rank)) for rank in range(101))}, "capacites"),
        ({"composition": (UNIT,) * 51}, "composition"),
        ({"capacites": (FULL.evolve(criteria=("x",) * 51),)}, "capacites.0.criteria"),
        ({"composition": (UNIT.evolve(capacites=("1",) * 101),)}, "composition.0.capacites"),
    ],
)
def test_a_list_that_is_too_long_is_not_read(request_: dict[str, Any], path: str) -> None:
    typed = SubmitReferentiel(certification=CODE, nature=REVISION, source="x", **request_)
    assert told(size_problems(typed)) == [(ProblemCode.INVALID_INPUT.value, path)]


def test_what_is_kept_is_tidy() -> None:
    kept = cleaned(
        SubmitReferentiel(
            certification=CODE,
            nature=REVISION,
            source=" Un  texte ",
            environment=" Atelier \r\n\r\n\r\n\r\n bruyant ",
            capacites=(ProposedCapacite(number=" 1 ", modes=(COMPANY, REEL, COMPANY)),),
        )
    )
    assert (kept.source, kept.environment) == ("Un texte", "Atelier\n\nbruyant")
    assert kept.capacites[0] == ProposedCapacite(number="1", modes=(REEL, COMPANY))
