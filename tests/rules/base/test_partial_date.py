"""A date known to the day, the month or the year: read, compared and written as it is known (PRD-04)."""

from datetime import date
from itertools import product

import pytest
from pydantic import ValidationError

from rules.base.entity import Value
from rules.base.partial_date import PartialDate

DAY, MONTH, YEAR = PartialDate(1992, 11, 3), PartialDate(1992, 11), PartialDate(1992)


class _Holder(Value):
    born: PartialDate


@pytest.mark.parametrize(
    ("text", "known", "iso", "french"),
    [
        ("1992-11-03", DAY, "1992-11-03", "le 3 novembre 1992"),
        ("1992-11-01", PartialDate(1992, 11, 1), "1992-11-01", "le 1er novembre 1992"),
        ("1992-11-00", MONTH, "1992-11", "en novembre 1992"),
        ("1992-11", MONTH, "1992-11", "en novembre 1992"),
        ("1992-00-00", YEAR, "1992", "en 1992"),
        ("1992-00", YEAR, "1992", "en 1992"),
        ("1992", YEAR, "1992", "en 1992"),
        ("0987-01", PartialDate(987, 1), "0987-01", "en janvier 987"),
    ],
)
def test_a_date_is_read_and_written_as_it_is_known(text: str, known: PartialDate, iso: str, french: str) -> None:
    read = PartialDate.read(text)
    assert read == known
    assert read.isoformat() == iso
    assert f"{read.preposition} {read.in_french()}" == french
    assert _Holder.model_validate({"born": text}).model_dump(mode="json") == {"born": iso}


@pytest.mark.parametrize(
    "text",
    ["", "92", "1992-13", "1992-02-30", "1992-00-03", "0000", "0000-00-00", "1992-1-1", "01/11/1992", "1992-11-03T00",
     "١٩٩٢", "1992-11-", " 1992"],
)  # fmt: skip
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.read(text)
    with pytest.raises(ValidationError):
        _Holder.model_validate({"born": text})


def test_a_whole_date_is_one_too() -> None:
    assert _Holder.model_validate({"born": date(1992, 11, 3)}).born == DAY == PartialDate.of(date(1992, 11, 3))
    with pytest.raises(ValidationError):
        _Holder.model_validate({"born": 1992})


def test_what_is_said_of_it_holds_for_what_is_known() -> None:
    assert (MONTH.first, MONTH.last) == (date(1992, 11, 1), date(1992, 11, 30))
    assert (YEAR.first, YEAR.last) == (date(1992, 1, 1), date(1992, 12, 31))
    assert PartialDate(1992, 2).last == date(1992, 2, 29)
    assert DAY.wider == (MONTH, YEAR)
    assert [item.may_precede(date(1992, 11, 3)) for item in (DAY, MONTH, YEAR)] == [False, True, True]
    assert [item.may_precede(date(1992, 11, 1)) for item in (DAY, MONTH, YEAR)] == [False, False, True]
    assert [item.may_precede(date(1992, 1, 1)) for item in (DAY, MONTH, YEAR)] == [False, False, False]


def test_two_dates_may_be_one_day_where_one_covers_the_other() -> None:
    assert all(one.may_be(other) for one, other in product((DAY, MONTH, YEAR), repeat=2))
    for other in (PartialDate(1992, 11, 4), PartialDate(1992, 10), PartialDate(1991)):
        assert not DAY.may_be(other)
        assert not other.may_be(DAY)
