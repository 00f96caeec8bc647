"""What the partial-validation letter says: LET-02, LET-03, CON-01, CON-02, VAE-01."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from rules.candidate.candidate import Address, Candidate, Sex
from rules.papers.letter import (
    RULES_BEHIND,
    Addressee,
    Civility,
    ExamCentre,
    Named,
    Part,
    PartialValidationLetter,
    Signatory,
    WayBack,
    acquired_capacite,
    addressee_of,
    partial_validation_letter,
)

JURY = date(2026, 10, 8)


def letter(**changes: Any) -> PartialValidationLetter:
    given: dict[str, Any] = {
        "centre": ExamCentre(name="Centre", town="Lille"),
        "reference": "D-2026-59-000001",
        "gtp_on": date(2026, 11, 12),
        "addressee": Addressee(civility=Civility.MADAME, name="Zoé Lefèvre"),
        "certification": Named(code="MQ 1989 0021", title="Opérateur (trice) en maintenance industrielle"),
        "jury_on": JURY,
        "at_rncp": False,
        "capacites": [acquired_capacite("1", "Pré-diagnostiquer", jury_on=JURY, at_rncp=False)],
        "signatory": Signatory(name="Camille Martin"),
    }
    return partial_validation_letter(**given | changes)


def test_outside_the_rncp_24_months_and_formation_only() -> None:
    made = letter(at_rncp=False)
    assert (made.kept_until, made.delay, made.ways_back) == (date(2028, 10, 8), "24 mois", (WayBack.FORMATION,))


def test_at_the_rncp_5_years_and_both_ways() -> None:
    made = letter(at_rncp=True)
    assert (made.kept_until, made.delay) == (date(2031, 10, 8), "5 ans")
    assert made.ways_back == (WayBack.FORMATION, WayBack.VAE)


def test_a_capacite_of_an_earlier_jury_is_kept_from_that_jury() -> None:
    earlier = acquired_capacite("2", "Organiser", jury_on=date(2025, 3, 1), at_rncp=False)
    assert earlier.kept_until == date(2027, 3, 1)


@pytest.mark.rule("CON-01")
def test_a_capacite_of_an_acquired_bloc_is_kept_for_life() -> None:
    assert acquired_capacite("2", "Organiser", jury_on=JURY, at_rncp=True, in_acquired_bloc=True).kept_until is None


def test_blocs_alone_make_a_letter() -> None:
    bloc = Named(code="RNCP36376BC01", title="Préparer")
    assert letter(capacites=[], blocs=[bloc], at_rncp=True).blocs == (bloc,)


@pytest.mark.rule("LET-01")
def test_nothing_acquired_is_another_letter() -> None:
    with pytest.raises(ValidationError, match="LET-01"):
        letter(capacites=[])


@pytest.mark.rule("LET-04")
def test_every_bloc_asked_for_is_another_letter() -> None:
    blocs = [Named(code="RNCP36376BC01", title="Préparer"), Named(code="RNCP36376BC02", title="Réaliser")]
    assert letter(blocs=blocs[:1], target_blocs=blocs, at_rncp=True).target_blocs == tuple(blocs)
    with pytest.raises(ValidationError, match="LET-04"):
        letter(blocs=blocs, target_blocs=blocs, at_rncp=True)


@pytest.mark.parametrize("days", [0, 1])
def test_the_gtp_decides_on_the_jurys_day_or_later(days: int) -> None:
    assert letter(gtp_on=JURY + timedelta(days=days)).gtp_on == JURY + timedelta(days=days)


def test_the_gtp_cannot_decide_the_day_before_the_jury() -> None:
    with pytest.raises(ValidationError, match="avant le jury"):
        letter(gtp_on=JURY - timedelta(days=1))


def test_every_part_names_its_rules() -> None:
    assert set(RULES_BEHIND) == set(Part)
    assert letter().rules == ("LET-03", "LET-02", "CON-01", "CON-02", "VAE-01")


def candidate(**changes: Any) -> Candidate:
    given: dict[str, Any] = {
        "id": "c1",
        "anonymous_number": "A-1",
        "birth_name": "Ñandú",
        "first_names": "Zoé",
        "sex": Sex.F,
        "birth_date": date(1998, 4, 2),
        "birth_town": "Lille",
        "birth_department": "59",
        "centres": ("59",),
        "registered_on": date(2026, 1, 5),
    }
    return Candidate(**given | changes)


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
