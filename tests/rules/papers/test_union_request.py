"""The request to a union: asked by the last day (JUR-01), and only where it was asked."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from rules.papers.asked import Asked, Unfit
from rules.papers.union_request import UnionRequest, union_request_of
from tests.rules.samples import jury
from tests.rules.samples.paper import LETTER, ONE_DAY, SIGNED, table


def union_request(**changes: Any) -> UnionRequest:
    return UnionRequest(**LETTER | changes)


@pytest.mark.parametrize(("late", "refused"), [(-ONE_DAY, False), (0 * ONE_DAY, False), (ONE_DAY, True)])
def test_a_union_is_asked_by_the_last_day(late: timedelta, refused: bool) -> None:
    day = date(2026, 9, 23) + late
    if refused:
        with pytest.raises(ValidationError, match=r"23 septembre 2026 \(JUR-01\)"):
            union_request(written_on=day)
    else:
        made = union_request(written_on=day)
        assert (made.asked_by, made.answered_by, made.days) == (date(2026, 9, 23), date(2026, 9, 23), 15)


def test_it_is_dated_the_day_on_which_the_union_was_asked() -> None:
    made = union_request_of(table(), SIGNED.evolve(part=" cfdt "))
    assert (made.part, made.written_on, made.addressee.name) == ("CFDT", jury.LAST, "CFDT")
    assert made.reference == "S2027-UT59-0001"


@pytest.mark.parametrize("part", [None, "", "CFTC", "UT59"])
def test_a_union_that_was_not_asked_has_none(part: str | None) -> None:
    with pytest.raises(Unfit, match="n’a pas été saisie") as refusal:
        union_request_of(table(), Asked(part=part))
    assert refusal.value.problem.path == ("part",)


def test_the_centre_signs() -> None:
    with pytest.raises(Unfit, match="Le centre signe"):
        union_request_of(table(), Asked(part="CFDT"))
