"""The partial-validation letter: LET-02, LET-03, CON-01, CON-02, VAE-01."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from rules.base.civility import Civility
from rules.dossier.dossier import JuryDecision
from rules.papers.asked import Asked, Unfit
from rules.papers.common import Addressee, ExamCentre, Named, Signatory, SignatoryCapacity, WayBack
from rules.papers.partial_validation import (
    RULES_BEHIND,
    Part,
    PartialValidationLetter,
    acquired_capacite,
    partial_validation_letter,
    partial_validation_of,
)
from tests.rules.samples import jury
from tests.rules.samples.paper import JURY, result


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


def test_a_bloc_is_acquired_at_the_rncp_only_and_its_capacites_for_life() -> None:
    made = partial_validation_of(result(jury.decided(JuryDecision.NA, "123")), Asked())
    assert [bloc.code for bloc in made.blocs] == ["RNCP99277BC01"]
    assert [(item.number, item.kept_until is None) for item in made.capacites] == [
        ("1", True),
        ("2", True),
        ("3", False),
    ]
    outside = partial_validation_of(result(jury.decided(JuryDecision.NA, "123", at_rncp=False)), Asked())
    assert outside.blocs == ()
    assert all(item.kept_until is not None for item in outside.capacites)


def test_the_president_signs_or_the_referent_by_delegation() -> None:
    found = result(jury.decided(JuryDecision.NA, "12"))
    assert partial_validation_of(found, Asked()).signatory == Signatory(name="Anne")
    by_delegation = partial_validation_of(found, Asked(signatory_name="Rita")).signatory
    assert by_delegation == Signatory(name="Rita", capacity=SignatoryCapacity.REFERENT)


def test_it_waits_for_the_gtp() -> None:
    with pytest.raises(Unfit, match="GTP-06"):
        partial_validation_of(result(jury.evaluated()), Asked())
