"""The proof for the employer (JUR-15): made at any time, for whoever has one."""

from datetime import date

import pytest

from rules.papers.absence_notice import AbsenceNotice, absence_notice_of
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Recipient, Seat
from tests.rules.samples import jury
from tests.rules.samples.paper import LETTER, SIGNED, table


@pytest.mark.parametrize("day", [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1)])
def test_an_absence_notice_shows_its_last_day_whenever_it_is_made(day: date) -> None:
    given = {name: value for name, value in LETTER.items() if name != "addressee"} | {"written_on": day}
    made = AbsenceNotice(
        **given, member=Recipient(name="Zoé"), employer=Recipient(name="Atelier"), seat=Seat.UNION_VOTING
    )
    assert (made.notice_by, made.notice_days) == (date(2026, 9, 30), 8)


@pytest.mark.parametrize(("convened_on", "written_on"), [(jury.LAST, jury.LAST), (None, jury.HELD)])
def test_it_is_dated_the_convocation_or_today(convened_on: date | None, written_on: date) -> None:
    member = jury.member(employer="Atelier", convened_on=convened_on)
    made = absence_notice_of(table(members=(member,)), SIGNED.evolve(part="Anne"))
    assert (made.part, made.written_on, made.employer.name) == ("Anne", written_on, "Atelier")


def test_who_has_no_employer_has_none() -> None:
    with pytest.raises(Unfit, match="employeur") as refusal:
        absence_notice_of(table(), Asked(part="Anne"))
    assert refusal.value.problem.path == ("part",)
