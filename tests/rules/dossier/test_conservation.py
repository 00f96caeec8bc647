"""CON-02 on the day before, the day, and the day after."""

from datetime import date, timedelta

import pytest

from rules.dossier.conservation import conservation_until, delay_in_words, in_time


@pytest.mark.rule("DAT-01")
@pytest.mark.parametrize(
    ("jury_on", "at_rncp", "last_day"),
    [
        (date(2026, 10, 8), False, date(2028, 10, 8)),
        (date(2026, 10, 8), True, date(2031, 10, 8)),
        (date(2024, 2, 29), False, date(2026, 2, 28)),
        (date(2024, 2, 29), True, date(2029, 2, 28)),
        (date(2026, 2, 28), False, date(2028, 2, 28)),
        (date(2023, 2, 28), True, date(2028, 2, 28)),
        (date(2025, 12, 31), False, date(2027, 12, 31)),
        (date(2026, 1, 1), True, date(2031, 1, 1)),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_not(jury_on: date, at_rncp: bool, last_day: date) -> None:
    until = conservation_until(jury_on, at_rncp)
    assert until == last_day
    assert in_time(last_day - timedelta(days=1), until)
    assert in_time(last_day, until)
    assert not in_time(last_day + timedelta(days=1), until)


@pytest.mark.rule("DAT-01")
def test_weekends_shift_nothing() -> None:
    saturday = conservation_until(date(2026, 5, 13), at_rncp=False)
    assert (saturday, saturday.weekday()) == (date(2028, 5, 13), 5)


@pytest.mark.parametrize(("at_rncp", "words"), [(False, "24 mois"), (True, "5 ans")])
def test_the_delay_in_words(at_rncp: bool, words: str) -> None:
    assert delay_in_words(date(2026, 10, 8), at_rncp) == words


@pytest.mark.parametrize(
    ("jury_on", "last_day", "words"),
    [
        (date(2017, 4, 3), date(2019, 4, 3), "24 mois"),
        (date(2017, 4, 4), date(2022, 4, 4), "5 ans"),
        (date(2017, 4, 5), date(2022, 4, 5), "5 ans"),
    ],
)
def test_five_years_at_the_rncp_came_with_the_dispositif_of_2017(jury_on: date, last_day: date, words: str) -> None:
    assert conservation_until(jury_on, at_rncp=True) == last_day
    assert delay_in_words(jury_on, at_rncp=True) == words
