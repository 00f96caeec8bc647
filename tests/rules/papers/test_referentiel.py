"""A printed référentiel (REF-02), and the request that goes with a projet (annex 1): what they say, and refuse."""

from datetime import date
from typing import Any

import pytest

from rules.papers.asked import Asked, Unfit
from rules.papers.creation_request import creation_request_of
from rules.papers.edition import Edition
from rules.papers.referentiel import referentiel_of
from rules.referentiel.opportunity import OpportunityReport, Submission, SubmissionNature
from tests.rules.samples import jury
from tests.rules.samples.paper import BLOCS, CERTIFICATION, SIGNED

ON = date(2027, 3, 1)
WHOLE = OpportunityReport(
    needs="a", jobs="b", position="c", publics="d", activities_analysis="e", grouping_analysis="f", history="g"
)


def edition(*, submitter: Any = jury.CHAMBER, **version: Any) -> Edition:
    return Edition(CERTIFICATION, jury.VERSION.evolve(**version), BLOCS, ("UIMM 59",), jury.HELD, submitter)


def submission(nature: SubmissionNature = SubmissionNature.REVISION, **given: Any) -> Submission:
    return Submission(**{"nature": nature, "on": ON, "organisation": "UT59", "report": WHOLE, **given})


def test_a_version_is_printed_whole_with_its_units() -> None:
    made = referentiel_of(edition(effective_on=ON), Asked())
    assert (made.part, made.version, made.dated, made.draft) == ("1", 1, ON, False)
    assert [item.number for item in made.capacites] == list("1234")
    assert made.unit_of("3") == "Bloc RNCP99277BC02"
    assert made.blocs


def test_units_outside_the_rncp_are_no_blocs() -> None:
    parts = tuple(part.evolve(bloc=f"{jury.CQPM} U1", title="Préparer") for part in jury.VERSION.composition[:1])
    made = referentiel_of(edition(composition=parts), Asked())
    assert not made.blocs
    assert made.units[0].named.title == "Préparer"
    assert made.unit_of("4") == ""


def test_a_version_that_groups_nothing_has_no_blocs() -> None:
    assert not referentiel_of(edition(composition=()), Asked()).blocs


@pytest.mark.parametrize(
    ("version", "dated"),
    [
        ({}, jury.HELD),
        ({"effective_on": ON}, ON),
        ({"draft": True, "submission": submission()}, ON),
    ],
)
def test_it_is_dated_so_that_it_prints_alike_on_two_days(version: dict[str, Any], dated: date) -> None:
    assert referentiel_of(edition(**version), Asked()).dated == dated


def test_a_request_holds_the_report_and_says_what_it_lacks() -> None:
    made = creation_request_of(edition(draft=True, submission=submission()), SIGNED)
    assert [item.text for item in made.rubrics] == list("gabcdef")
    assert made.missing == ("les écarts entre anciennes et nouvelles capacités",)
    assert made.written_on == ON
    created = creation_request_of(edition(draft=True, submission=submission(SubmissionNature.CREATION)), SIGNED)
    assert [item.text for item in created.rubrics] == list("abcdef"), "what a creation is not asked is left out"


@pytest.mark.rule("REF-02")
@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({}, "REF-02"),
        ({"submission": submission(SubmissionNature.COMPLETION)}, "REF-02"),
        ({"submission": submission(report=None)}, "REF-02"),
        ({"submission": submission(report=OpportunityReport())}, "REF-02"),
        ({"submission": submission(organisation=None), "submitter": None}, None),
    ],
)
def test_what_nobody_asks_the_gtp_is_no_request(given: dict[str, Any], rule: str | None) -> None:
    with pytest.raises(Unfit) as refused:
        creation_request_of(edition(draft=True, **given), SIGNED)
    assert refused.value.problem.rule == rule
