"""Codes of departments in their time, and places that agree with themselves (PRD-04)."""

from datetime import date

import pytest

from rules.base.partial_date import PartialDate
from rules.candidate.birth_place import (
    DEPARTMENTS,
    place_problems,
    place_warnings,
    present_department_problems,
    shown_department,
)


def _judged(born: str, department: str | None, country: str) -> str:
    """« bad », « warned » or « right »."""
    read = PartialDate.read(born)
    if place_problems(department, country, read):
        return "bad"
    return "warned" if place_warnings(department, country, read) else "right"


@pytest.mark.parametrize(
    ("born", "department", "country", "judged"),
    [
        ("1959-05-30", "985", "France", "right"),
        ("2011-03-30", "985", "France", "right"),
        ("2011-03-31", "985", "France", "bad"),
        ("2011-03", "985", "France", "right"),
        ("2011", "985", "France", "right"),
        ("2012", "985", "France", "bad"),
        ("2011-03-31", "976", "France", "right"),
        ("2011-03-30", "976", "France", "warned"),
        ("1990-01-01", "985", "Mayotte", "right"),
        ("1975-12-31", "20", "France", "right"),
        ("1976-01-01", "20", "France", "bad"),
        ("1976-01-01", "2A", "France", "right"),
        ("1976-01-01", " 2b ", "France", "right"),
        ("1975-12-31", "2B", "France", "warned"),
        ("1955-06-01", "91", "France", "warned"),
        ("1955-06-01", "91", "Algérie", "right"),
        ("1962-07-02", "92", "ALGERIE", "right"),
        ("1962-07-03", "92", "Algérie", "bad"),
        ("1964-01-01", "93", "France", "warned"),
        ("1967-12-31", "94", "France", "warned"),
        ("1968-01-01", "91", "France", "right"),
        ("1968-01-01", "91", "Algérie", "bad"),
        ("1985-03-02", "59", "france", "right"),
        ("1985-03-02", "59", "République française", "right"),
        ("1985-03-02", "59", "Belgique", "bad"),
        ("1985-03-02", "974", "La Réunion", "right"),
        ("1985-03-02", "987", "Polynésie française", "right"),
        ("1985-03-02", "987", "Nouvelle-Calédonie", "bad"),
        ("1985-03-02", None, "France", "bad"),
        ("1985-03-02", None, "Mayotte", "bad"),
        ("1985-03-02", None, "Belgique", "right"),
        ("1985-03-02", "99", "Belgique", "bad"),
        ("1985-03-02", "99350", "Maroc", "bad"),
        ("1985-03-02", "96", "France", "bad"),
        ("1985-03-02", "59000", "France", "bad"),
        ("1985-03-02", "", "France", "bad"),
    ],
)
@pytest.mark.rule("PRD-04")
def test_a_code_is_judged_in_its_time(born: str, department: str | None, country: str, judged: str) -> None:
    assert _judged(born, department, country) == judged


@pytest.mark.parametrize(
    ("born", "department", "country", "said"),
    [
        ("1985-01-01", "20", "France", "Le code 20 (Corse) n’était plus en usage à la naissance depuis le 1er janvier 1976 ; le code est 2A ou 2B."),
        ("1985-01-01", "59", "Belgique", "Le département 59 est en France, le pays de naissance dit « Belgique » : corrigez l’un des deux, ou laissez le département vide."),
        ("1985-01-01", None, "Mayotte", "« Mayotte » est en France : son code de département (976 ou 985) est demandé."),
        ("1985-01-01", "99", "Maroc", "« 99 » dit une naissance à l’étranger et n’est pas un département : laissez-le vide, le pays suffit."),
        ("1960-01-01", "2A", "France", "Le département 2A (Corse-du-Sud) n’existe que depuis le 1er janvier 1976 : à la naissance, le code était 20."),
        ("1960-01-01", "91", "France", "À la naissance, le code 91 désignait Alger (Algérie française) ; pour l’actuel département 91 (Essonne), le code était 78, Seine-et-Oise."),
    ],
)  # fmt: skip
def test_the_message_says_what_the_code_was(born: str, department: str | None, country: str, said: str) -> None:
    read = PartialDate.read(born)
    problems = place_problems(department, country, read) or place_warnings(department, country, read)
    assert [problem.message for problem in problems] == [said]
    assert len(said) < 200


def test_a_code_is_printed_as_what_it_was() -> None:
    assert shown_department("91", PartialDate(1955)) == "91, Algérie française"
    assert shown_department("91", PartialDate(1970)) == "91"
    assert shown_department("985", PartialDate(1959)) == "985"


def test_a_candidate_depends_on_a_department_of_today() -> None:
    today = date(2026, 11, 25)
    assert [code for code in ("59", "2a", "976", "91") if present_department_problems(code, today)] == []
    for code in ("20", "985", "96", "99", "Nord", "059"):
        [problem] = present_department_problems(code, today)
        assert problem.path == ("department",)


def test_the_data_say_where_they_come_from() -> None:
    assert len([code for code, periods in DEPARTMENTS.items() if any(item.end is None for item in periods)]) == 108
    for periods in DEPARTMENTS.values():
        for item in periods:
            assert item.outside
            assert item.end is None or item.start is None or item.start <= item.end
            assert item.start is None or item.instead is not None
