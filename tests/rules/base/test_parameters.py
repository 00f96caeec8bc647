"""Dated parameters: the lists of the minutes model, and the days on which a value changes."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from rules.base.parameters import PARAMETER_RULES, parameter
from rules.rulebook.rule import RULEBOOK

DISPOSITIF = date(2017, 4, 4)
TODAY = date(2026, 10, 8)

# Annexe 7 du dispositif, recopiée à la main.
OF_EMPLOYEES = ["CP", "CPI", "CIPI", "CDPI", "PF", "PP", "CPF", "CPFCA", "CIF", "CVAE", "AUTRE"]
OF_JOB_SEEKERS = ["POEI", "POEC", "CPF", "VAE", "AUTRE"]


def test_every_parameter_serves_a_rule_of_the_rulebook() -> None:
    assert dict(PARAMETER_RULES) == {
        "evaluation_delay_months": "INS-04",
        "conservation_months": "CON-02",
        "conservation_months_rncp": "CON-02",
        "channels": "INS-02",
        "origins": "INS-03",
        "fundings": "INS-03",
        "transmission_months": "TRA-01",
        "employers_delegation": "JUR-03",
        "representative_unions": "JUR-01",
        "union_request_days": "JUR-01",
        "convocation_days": "JUR-02",
        "absence_notice_days": "JUR-15",
    }
    assert set(PARAMETER_RULES.values()) <= set(RULEBOOK)


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
