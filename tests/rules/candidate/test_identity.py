"""Where likely duplicates of one person meet, and the words that find them (PRD-01)."""

import pytest

from rules.base.partial_date import PartialDate
from rules.candidate.identity import asked_words, identity_keys, name_words, sought_keys

Person = tuple[str | None, str | None, str | None, str]
"""Birth name, used name, first names, birth."""


def _meet(one: Person, other: Person) -> bool:
    keys = identity_keys(one[:2], one[2], PartialDate.read(one[3]))
    return not set(keys).isdisjoint(sought_keys(other[:2], other[2], PartialDate.read(other[3])))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Le Goff", None, "Yann", "1979-01-10"), ("LEGOFF", None, "Yann", "1979-01-10")),
        (("N’Diaye", None, "Awa", "1979-02-11"), ("NDIAYE", None, "Awa", "1979-02-11")),
        (("LÆTIT", None, "Luc", "1979-03-12"), ("Laetit", None, "Luc", "1979-03-12")),
        (("Łukasiewicz", None, "Anna", "1980"), ("lukasiewicz", None, "ANNA", "1980")),
        (("Sørensen", None, "Bjørn", "1980"), ("Sorensen", None, "Bjorn", "1980")),
        (("Saint-Exupéry", None, "Zoé", "1980"), ("SAINT EXUPERY", None, "Zoe", "1980")),
        (("Diop", None, "N'Golo", "1980"), ("DIOP", None, "NGOLO", "1980")),
        (("Petit", None, "Jean-Pierre", "1980"), ("Petit", None, "Jean Pierre", "1980")),
        (("Petit", None, "Jean-Pierre", "1980"), ("Petit", None, "JEANPIERRE", "1980")),
        (("Dupont", None, "Élodie Marie", "1980"), ("DUPONT", None, "ELODIE", "1980")),
        (("Lambert", "Moreau", "Claire", "1980-02-01"), ("Moreau", None, "Claire", "1980-02-01")),
        (("Durand", None, "Ali", "1992-11-03"), ("Durand", None, "Ali", "1992-11-00")),
        (("Durand", None, "Ali", "1992-11-03"), ("Durand", None, "Ali", "1992")),
        (("Durand", None, "Ali", "1992-11"), ("Durand", None, "Ali", "1992-00-00")),
        (("Singh", None, None, "1990"), (None, None, "SINGH", "1990-05-04")),
    ],
)
def test_one_person_written_twice_is_met(one: Person, other: Person) -> None:
    assert _meet(one, other)
    assert _meet(other, one)


@pytest.mark.parametrize(
    "other",
    [
        ("Durand", None, "Ali", "1992-11-04"),
        ("Durand", None, "Ali", "1992-10"),
        ("Durand", None, "Ali", "1991"),
        ("Durant", None, "Ali", "1992-11-03"),
        ("Durand", None, "Alice", "1992-11-03"),
        ("Durand", None, None, "1992-11-03"),
    ],
)
def test_another_person_is_not(other: Person) -> None:
    one: Person = ("Durand", None, "Ali", "1992-11-03")
    assert not _meet(one, other)
    assert not _meet(other, one)


def test_words_are_those_of_every_name_and_of_what_they_join() -> None:
    assert name_words("Le Goff", None, "Anne-Marie") == ["annemarie", "goff", "legoff", "marie"]
    assert asked_words("  N’Diaye, AWA awa ") == ["n", "diaye", "awa"]
    assert asked_words("--- '") == []
