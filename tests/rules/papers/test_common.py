"""What papers share: the last days (JUR-01, JUR-02, JUR-15), the meeting, the envelope."""

from datetime import date

import pytest
from pydantic import ValidationError

from rules.candidate.candidate import Address, Sex
from rules.papers.common import Addressee, Civility, Meeting, addressee_of
from rules.session import delays
from tests.rules.samples.paper import JURY, candidate


@pytest.mark.parametrize(
    ("held_on", "asked_by", "notice_by"),
    [
        (JURY, date(2026, 9, 23), date(2026, 9, 30)),
        (date(2028, 3, 10), date(2028, 2, 24), date(2028, 3, 2)),
        (date(2027, 3, 10), date(2027, 2, 23), date(2027, 3, 2)),
        (date(2027, 1, 8), date(2026, 12, 24), date(2026, 12, 31)),
    ],
)
def test_the_last_days(held_on: date, asked_by: date, notice_by: date) -> None:
    assert delays.union_request_until(held_on) == delays.convocation_until(held_on) == asked_by
    assert delays.absence_notice_until(held_on) == notice_by


def test_a_meeting_judges_something() -> None:
    with pytest.raises(ValidationError):
        Meeting(held_on=JURY, qualifications=())


def test_the_addressee_bears_the_used_name_and_a_town_in_capitals() -> None:
    address = Address(lines=("12, rue de l’Église",), postcode="62000", town="Béthune-lès-Prés")
    found = addressee_of(candidate(used_name="Lefèvre", address=address))
    assert found == Addressee(
        civility=Civility.MADAME,
        name="Zoé Lefèvre",
        address_lines=("12, rue de l’Église", "62000 BÉTHUNE-LÈS-PRÉS"),
    )


def test_the_addressee_abroad_ends_with_the_country() -> None:
    address = Address(lines=("Kerkstraat 3",), postcode="8500", town="Kortrijk", country="Belgique")
    assert addressee_of(candidate(address=address, sex=Sex.M)).address_lines[-1] == "BELGIQUE"
    assert addressee_of(candidate(sex=Sex.M)).civility is Civility.MONSIEUR


def test_without_an_address_only_the_name_is_left() -> None:
    assert addressee_of(candidate()) == Addressee(civility=Civility.MADAME, name="Zoé Ñandú")
