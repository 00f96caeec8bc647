"""What papers share: the last days (JUR-01, JUR-02, JUR-15), the meeting, the envelope."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from rules.base.civility import Civility
from rules.candidate.candidate import Address, Sex
from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked
from rules.papers.certificate import certificate_of
from rules.papers.common import Addressee, Meeting, addressee_of
from rules.papers.minutes_candidate import minutes_candidate_of
from rules.session import delays
from tests.rules.samples import jury
from tests.rules.samples.paper import JURY, awarded, candidate, decisions


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


def test_the_addressee_bears_both_names_and_a_town_in_capitals() -> None:
    address = Address(lines=("12, rue de l’Église",), postcode="62000", town="Béthune-lès-Prés")
    found = addressee_of(candidate(used_name="Lefèvre", address=address))
    assert found == Addressee(
        civility=Civility.MADAME,
        name="Zoé Ñandú, nom d’usage Lefèvre",
        address_lines=("12, rue de l’Église", "62000 BÉTHUNE-LÈS-PRÉS"),
    )


def test_the_addressee_abroad_ends_with_the_country() -> None:
    address = Address(lines=("Kerkstraat 3",), postcode="8500", town="Kortrijk", country="Belgique")
    assert addressee_of(candidate(address=address, sex=Sex.M)).address_lines[-1] == "BELGIQUE"
    assert addressee_of(candidate(sex=Sex.M)).civility is Civility.MONSIEUR


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ({"postcode": None, "town": "Gaborone", "country": "Botswana"}, ("1", "GABORONE", "BOTSWANA")),
        ({"postcode": "SW1A 2AA", "town": "London", "country": "Royaume-Uni"}, ("1", "SW1A 2AA LONDON", "ROYAUME-UNI")),
        ({"postcode": "59000", "town": "Lille", "country": "République française"}, ("1", "59000 LILLE")),
    ],
)
def test_an_envelope_has_a_postcode_where_there_is_one(address: dict[str, str], lines: tuple[str, ...]) -> None:
    assert addressee_of(candidate(address=Address(lines=("1",), **address))).address_lines == lines


@pytest.mark.parametrize(
    ("names", "full", "listed"),
    [
        (("Lambert", "Moreau", "Claire"), "Claire Lambert, nom d’usage Moreau", "Lambert Claire, nom d’usage Moreau"),
        (("Lambert", None, "Claire"), "Claire Lambert", "Lambert Claire"),
        (("Lambert", "LAMBERT", "Claire"), "Claire Lambert", "Lambert Claire"),
        (("Singh", None, None), "Singh", "Singh"),
        ((None, "Moreau", "Ayşe"), "Ayşe, nom d’usage Moreau", "Ayşe, nom d’usage Moreau"),
    ],
)
@pytest.mark.rule("CER-08")
def test_the_same_person_on_every_paper(names: tuple[str | None, ...], full: str, listed: str) -> None:
    """CER-08: on the certificate, in the minutes and on letters."""
    birth, used, first = names
    person = candidate(birth_name=birth, used_name=used, first_names=first)
    assert addressee_of(person).name == full
    award = awarded()
    holding = replace(award, result=replace(award.result, candidate=person))
    assert certificate_of(holding, Asked()).holder == full
    dossier = jury.decided(JuryDecision.A)
    table = replace(decisions(dossier), people={dossier.candidate: person})
    assert minutes_candidate_of(table, dossier).name == listed


def test_without_an_address_only_the_name_is_left() -> None:
    assert addressee_of(candidate()) == Addressee(civility=Civility.MADAME, name="Zoé Ñandú")
