"""The dossier d'activités: what it counts, and what is wrong in it (VAE-02, VAE-07)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.base.partial_date import PartialDate
from rules.vae.experience import MOST_EXPERIENCES, experience_problems, experience_warnings, total
from tests.rules.samples.vae import COMPLETE, experience

YEAR = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31)}
BIRTH = date(1990, 5, 1)
BORN = PartialDate.read("1990-05-01")


@pytest.mark.parametrize(
    ("experiences", "days", "hours", "years"),
    [
        ([], 0, 0, 0.0),
        ([YEAR], 366, 1610, 1.0),
        ([YEAR, YEAR], 366, 1610, 1.0),  # the same time, once
        ([{**YEAR, "share": 50}, {**YEAR, "share": 50}], 366, 1610, 1.0),  # two halves are a whole
        ([{**YEAR, "share": 80}, {**YEAR, "share": 80}], 366, 1610, 1.0),  # no more than a full time
        ([{**YEAR, "share": 50}], 366, 805, 0.5),
        ([{**YEAR, "share": None, "hours": 803}], 366, 803, 0.5),
        ([{**YEAR, "share": None, "hours": 2400}, YEAR], 366, 2400, 1.5),  # more than a full time, as it was
        ([YEAR, {"starts_on": date(2020, 7, 1), "ends_on": date(2021, 6, 30)}], 547, 2407, 1.5),
        ([{**YEAR, "related": False}], 0, 0, 0.0),
        ([{**YEAR, "voluntary": True}], 366, 1610, 1.0),
        ([{"starts_on": date(2026, 11, 30), "ends_on": None}], 1, 4, 0.0),
    ],
)
def test_time_that_is_shared_is_counted_once(
    experiences: list[dict[str, Any]], days: int, hours: int, years: float
) -> None:
    assert total([experience(**given) for given in experiences], COMPLETE) == (days, hours, years)


@pytest.mark.parametrize(
    ("begun", "years", "warned"),
    [
        (date(2023, 12, 31), 3, False),
        (date(2023, 12, 31), 2, True),
        (date(2024, 1, 1), 0, False),
        (date(2026, 11, 2), 0, False),
    ],
)
@pytest.mark.rule("VAE-07")
def test_three_years_were_asked_for_before_2024(begun: date, years: int, warned: bool) -> None:
    """VAE-07: the warning says what was counted."""
    given = [experience(starts_on=date(2019, 1, 1), ends_on=date(2018 + years, 12, 31))] if years else []
    found = experience_warnings(given, begun, COMPLETE)
    assert [item.rule for item in found] == (["VAE-07"] if warned else [])
    assert all("2,0 années" in item.message for item in found)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"starts_on": COMPLETE + timedelta(days=1), "ends_on": None}, "startsOn"),
        ({"starts_on": BIRTH}, "startsOn"),
        ({"starts_on": date(2020, 1, 2), "ends_on": date(2020, 1, 1)}, "endsOn"),
        ({"ends_on": COMPLETE + timedelta(days=1)}, "endsOn"),
        ({"share": None}, "hours"),
        ({"hours": 100}, "hours"),
        ({"share": 0}, "share"),
        ({"share": 101}, "share"),
        ({"share": None, "hours": 0}, "hours"),
        ({"share": None, "hours": 25, "starts_on": date(2020, 1, 1), "ends_on": date(2020, 1, 1)}, "hours"),
    ],
)
@pytest.mark.rule("VAE-02")
def test_what_no_experience_can_be(changes: dict[str, Any], place: str) -> None:
    [problem] = experience_problems([experience(), experience(**changes)], BORN, COMPLETE)
    assert (problem.rule, problem.path) == ("VAE-02", ("experiences", "1", place))


@pytest.mark.parametrize(
    "changes", [{}, {"ends_on": None}, {"ends_on": COMPLETE}, {"share": None, "hours": 1}, {"share": 1}]
)
def test_what_an_experience_can_be(changes: dict[str, Any]) -> None:
    assert experience_problems([experience(**changes)], BORN, COMPLETE) == []


def test_how_many_there_may_be() -> None:
    assert [item.rule for item in experience_problems([], BORN, COMPLETE)] == ["VAE-02"]
    most = [experience()] * MOST_EXPERIENCES
    assert experience_problems(most, BORN, COMPLETE) == []
    assert len(experience_problems([*most, experience()], BORN, COMPLETE)) == 1
    assert total(most, COMPLETE).years == 9.0
