"""A registration typed after its day (INS-10)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.dossier.late import late_problems, late_warnings
from rules.dossier.opening import dossier_from
from tests.rules.samples.jury import CHAMBER
from tests.rules.samples.opening import TODAY, opening, refused, told

WHY = "Bulletin reçu par courrier"
GTP = {"own_centre": None, "by_gtp": True}
REASON, DAY, AHEAD = ("INS-10", "lateReason"), ("INS-10", "openedOn"), ("INS-01", "openedOn")


def typed(days: int, reason: str | None, **facts: Any) -> Any:
    return opening(opened_on=TODAY - timedelta(days=days), late_reason=reason, facts=facts)


@pytest.mark.rule("INS-10")
@pytest.mark.parametrize(
    ("days", "reason", "expected", "by_gtp"),
    [
        (0, None, [], [AHEAD]),
        (0, WHY, [REASON], [AHEAD, REASON]),
        (1, None, [REASON], [REASON]),
        (1, "  ", [REASON], [REASON]),
        (1, WHY, [], []),
        (31, WHY, [], []),
        (32, WHY, [DAY], []),
        (32, None, [REASON, DAY], [REASON]),
        (3_000, WHY, [DAY], []),
    ],
)
def test_a_late_entry_has_a_reason_and_a_delay(days: int, reason: str | None, expected: Any, by_gtp: Any) -> None:
    """The same day, the day after, the last day, the day after it; the GTP alone takes over what is older."""
    assert refused(typed(days, reason)) == expected
    assert refused(typed(days, reason, **GTP)) == by_gtp


def test_the_earliest_day_is_told() -> None:
    [problem] = [item for item in late_of(32) if item.path == ("openedOn",)]
    assert problem.earliest_date == date(2026, 10, 25)
    assert "25 octobre 2026" in problem.message
    assert "GTP" in problem.message


def late_of(days: int) -> Any:
    return late_problems(typed(days, WHY))


@pytest.mark.rule("INS-10")
@pytest.mark.parametrize(("days", "expected"), [(0, []), (1, [DAY]), (31, [DAY])])
def test_a_late_entry_is_warned_of_and_kept_with_its_days(days: int, expected: Any) -> None:
    asked = typed(days, WHY if days else None)
    assert told(late_warnings(asked)) == expected
    made = dossier_from(asked, "d")
    assert (made.typed_on, made.opened_on) == (TODAY, TODAY - timedelta(days=days))
    assert made.late_reason == (WHY if days else None)


@pytest.mark.rule("INS-10", "INS-01")
def test_the_gtp_takes_over_for_a_chamber_that_it_names() -> None:
    assert refused(typed(40, WHY, **GTP)) == []
    assert refused(typed(40, WHY, **{**GTP, "exam_centre": None})) == [("INS-01", "examCentre")]
    assert refused(typed(40, WHY, own_centre="UT62")) == [("INS-01", "examCentre"), DAY]
    both = {"own_centre": CHAMBER.code, "by_gtp": True}
    assert refused(typed(0, None, **both)) == refused(typed(40, WHY, **both)) == []
