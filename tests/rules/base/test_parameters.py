"""Dated parameters: the lists of the minutes model, and the days on which a value changes."""

import re
import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from rules.base.parameters import PARAMETERS, DatedValue, parameter
from rules.rulebook.rule import RULEBOOK
from tests.support.places import ROOT

DISPOSITIF = date(2017, 4, 4)
TODAY = date(2026, 10, 8)
TEXTS = {"accord": date(2014, 11, 13), "dispositif": DISPOSITIF, "page": None, "delivrance": None}
"""The texts that values may cite, under their keys in the rulebook, and their days; None where they bear none."""

# Annexe 7 du dispositif, recopiée à la main.
OF_EMPLOYEES = ["CP", "CPI", "CIPI", "CDPI", "PF", "PP", "CPF", "CPFCA", "CIF", "CVAE", "AUTRE"]
OF_JOB_SEEKERS = ["POEI", "POEC", "CPF", "VAE", "AUTRE"]


def test_every_parameter_serves_a_rule_of_the_rulebook() -> None:
    assert {name: item.rule for name, item in PARAMETERS.items()} == {
        "evaluation_delay_months": "INS-04",
        "conservation_months": "CON-02",
        "conservation_months_rncp": "CON-02",
        "channels": "INS-02",
        "sectors_with_branch": "JUR-14",
        "late_entry_days": "INS-10",
        "origins": "INS-03",
        "fundings": "INS-03",
        "transmission_months": "TRA-01",
        "employers_delegation": "JUR-03",
        "representative_unions": "JUR-01",
        "union_request_days": "JUR-01",
        "convocation_days": "JUR-02",
        "absence_notice_days": "JUR-15",
        "apprentice_fundings": "INS-05",
        "fewest_evaluators": "EVA-04",
        "recevabilite_months": "VAE-04",
        "silence_months": "VAE-04",
        "vae_jury_months": "VAE-05",
        "vae_requests_a_year": "VAE-03",
        "vae_experience_years": "VAE-07",
        "full_time_hours": "VAE-07",
        "declaration_months": "CER-06",
        "registration_act": "CER-01",
        "archive_years": "ARC-01",
        "archive_years_rncp": "ARC-01",
    }
    assert {item.rule for item in PARAMETERS.values()} <= set(RULEBOOK)


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_says_what_it_is(name: str) -> None:
    item = PARAMETERS[name]
    assert re.fullmatch(r"[A-ZÉ][^'\"]+[^.\s]", item.description)
    assert item.unit in {
        "mois",
        "jours calendaires",
        "membres",
        "organisations",
        "liste",
        "demandes",
        "heures",
        "acte",
        "années à temps plein",
        "années civiles",
    }


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_value_cites_its_text_or_says_that_it_is_outside(name: str) -> None:
    days = [value.valid_from for value in PARAMETERS[name].values]
    assert sorted(set(days)) == days
    for value in PARAMETERS[name].values:
        assert (value.source in TEXTS and value.section) or value.outside
        assert TEXTS.get(value.source or "") in {None, value.valid_from}


def test_the_texts_cited_are_those_of_the_rulebook() -> None:
    texts = tomllib.loads((ROOT / "rules" / "rulebook" / "00-textes.toml").read_text(encoding="utf-8"))["sources"]
    assert set(TEXTS) <= set(texts)


def test_what_the_texts_do_not_hold_is_said() -> None:
    assert {name for name, item in PARAMETERS.items() if any(value.outside for value in item.values)} == {
        "representative_unions",
        "fundings",
        "late_entry_days",
        "silence_months",
        "vae_requests_a_year",
        "vae_experience_years",
        "declaration_months",
        "registration_act",
    }


@pytest.mark.parametrize(
    "cited", [{}, {"source": "accord"}, {"section": "Article 9.3"}, {"section": "1", "outside": "x"}]
)
def test_a_value_is_nothing_without_its_source(cited: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="cites no text"):
        DatedValue(valid_from=DISPOSITIF, value=3, **cited)


def test_the_origins_and_fundings_are_those_of_the_minutes_model() -> None:
    origins = parameter("origins", TODAY)
    assert {code: origin["fundings"] for code, origin in origins.items()} == {
        "SL": OF_EMPLOYEES,
        "ETT": OF_EMPLOYEES,
        "DE": OF_JOB_SEEKERS,
    }
    assert set(parameter("fundings", TODAY)) == {*OF_EMPLOYEES, *OF_JOB_SEEKERS}


def test_the_channels_are_those_of_the_dispositif() -> None:
    assert set(parameter("channels", TODAY)) == {"ENTREPRISE", "ORGANISME_FORMATION", "CANDIDAT"}


def test_only_the_fundings_that_the_law_ended_have_a_last_day() -> None:
    ended = {code: item["valid_until"] for code, item in parameter("fundings", TODAY).items() if "valid_until" in item}
    assert ended == {"CIF": date(2018, 12, 31), "PP": date(2018, 12, 31)}


@pytest.mark.parametrize("name", ["channels", "origins", "fundings"])
def test_labels_are_typeset_french(name: str) -> None:
    for value in parameter(name, TODAY).values():
        label = value if isinstance(value, str) else value["label"]
        assert re.fullmatch(r"[A-ZÉ][^'\"]+[^.\s]", label), label


@pytest.mark.parametrize(
    ("name", "changed_on", "before", "after"),
    [
        ("conservation_months_rncp", DISPOSITIF, 24, 60),
        ("conservation_months", DISPOSITIF, 24, 24),
        ("evaluation_delay_months", DISPOSITIF, 3, 3),
    ],
)
def test_a_value_holds_from_its_first_day_until_the_next_one(
    name: str, changed_on: date, before: Any, after: Any
) -> None:
    assert parameter(name, changed_on - timedelta(days=1)) == before
    assert parameter(name, changed_on) == after
    assert parameter(name, changed_on + timedelta(days=1)) == after
    assert parameter(name, TODAY) == after


def test_before_its_first_day_the_first_value_holds() -> None:
    assert parameter("conservation_months_rncp", date(1990, 1, 1)) == 24
    assert parameter("origins", date(1990, 1, 1)) == parameter("origins", TODAY)


def test_an_unknown_parameter_is_an_error() -> None:
    with pytest.raises(KeyError):
        parameter("conservation", TODAY)
