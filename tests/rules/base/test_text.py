"""One hygiene of text: what is dropped, what is refused by name and place, what folds."""

from typing import Annotated

import pytest
from pydantic import Field

from rules.base.command import Command, Line, Name, Text, cleaned, faults
from rules.base.signs import named, place_of, quoted, refused_sign, trimmed
from rules.base.text import (
    email_problems,
    folded,
    joined,
    line_problems,
    name_problems,
    paragraphs,
    phone_problems,
    squeezed,
    text_problems,
)
from rules.file.file import PDF, clean_name


class _Written(Command):
    """One text of each kind."""

    says = "Essai."

    line: Annotated[str | None, Line("Le poste")] = Field(default=None)
    lines: Annotated[tuple[str, ...], Line("Une ligne")] = Field(default=())
    prose: Annotated[str | None, Text("Les observations", 100)] = Field(default=None)
    name: Annotated[str | None, Name("Les prénoms")] = Field(default=None)
    email: str | None = Field(default=None)


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff", "\u2060", "\u200e", "\u200f", "\u3164", "\ufe0f"])
def test_an_invisible_sign_is_dropped_everywhere(sign: str) -> None:
    given = _Written(
        line=f"{sign}Sou{sign}deur ",
        lines=(f"a{sign}b",),
        prose=f"Un{sign}\n {sign}deux",
        name=f"An{sign}ne",
        email=f"{sign}a@exemple.fr\n",
    )
    assert faults(given) == []
    assert email_problems(f"{sign}a@exemple.fr") == phone_problems(f"06 01{sign} 02 03 04") == []
    read = cleaned(given)
    assert (read.line, read.lines, read.prose, read.name, read.email) == (
        "Soudeur", ("ab",), "Un\ndeux", "Anne", "a@exemple.fr"
    )  # fmt: skip
    assert clean_name(f"sc{sign}an.pdf", PDF) == "scan.pdf"
    assert folded(f"Sou{sign}deur") == "soudeur"


def test_what_was_given_is_still_told_from_what_was_left_out() -> None:
    assert cleaned(_Written(line=" a ", prose=None)).model_fields_set == {"line", "prose"}
    same = _Written(line="a")
    assert cleaned(same) is same


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\uf0b7 puce", "une puce collée de Word (U+F0B7), au 1er caractère"),
        ("Vu : \uf0d8 fait", "une flèche collée de Word (U+F0D8), au 6e caractère"),
        ("\uf0c1", "un symbole collé de Word (U+F0C1), au 1er caractère"),
        ("a\ue000", "un caractère à usage privé (U+E000), au 2e caractère"),
        ("a\x00", "un caractère nul (U+0000), au 2e caractère"),
        ("a\x1b[31m", "un caractère d’échappement (U+001B), au 2e caractère"),
        ("\u200b\u202egnp.exe", "un changement du sens d’écriture (U+202E), au 2e caractère"),
        ("abc\u2067", "un changement du sens d’écriture (U+2067), au 4e caractère"),
        ("ab\ud800", "une moitié de caractère (U+D800), au 3e caractère"),
        ("ab\ufffe", "un code sans caractère (U+FFFE), au 3e caractère"),
    ],
)
def test_a_sign_that_is_refused_is_named_with_its_place_in_every_kind_of_text(text: str, said: str) -> None:
    end = f"{said} : ce signe est à retirer ou à remplacer."
    assert [problem.message for problem in line_problems(text, "Le poste")] == [f"Le poste contient {end}"]
    several = text_problems(text, "Les observations", longest=100)
    assert [problem.message for problem in several] == [f"Les observations contiennent {end}"]
    assert [problem.message for problem in name_problems(text, "Les prénoms")] == [f"Les prénoms contiennent {end}"]
    for problems in (email_problems(text), phone_problems(text)):
        assert said in problems[0].message
    assert all(ord(letter) not in {0xF0B7, 0x202E} for letter in clean_name(f"{text}.pdf", PDF))


def test_a_line_end_is_right_in_prose_alone_and_around_it_in_a_line() -> None:
    for end in ("\n", "\r\n", "\r", "\v", "\u2028"):
        assert text_problems(f"Très bon geste.{end}Sécurité respectée.", "Les observations", longest=100) == []
        assert paragraphs(f"Un.{end}{end}{end} Deux. ") == "Un.\n\nDeux."
        assert line_problems(f"{end}Soudeur{end}", "Le poste") == []
        [problem] = line_problems(f"Sou{end}deur", "Le poste")
        assert "au 4e caractère" in problem.message
    assert line_problems("a\tb", "Le poste") == []


def test_the_place_in_several_lines_names_the_line() -> None:
    [problem] = text_problems("Un.\r\nDeux \uf0a7", "L’avis", longest=100)
    assert problem.message.startswith("L’avis contient une puce carrée collée de Word (U+F0A7), à la 2e ligne, au 6e")
    assert place_of("ab\ncd", 0, several_lines=True) == "à la 1re ligne, au 1er caractère"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Le motif", ["Le motif est vide.", "Le motif dépasse 5 caractères."]),
        ("Les observations", ["Les observations sont vides.", "Les observations dépassent 5 caractères."]),
        ("Le ou les prénoms", ["Le ou les prénoms sont vides.", "Le ou les prénoms dépassent 5 caractères."]),
        ("L’avis", ["L’avis est vide.", "L’avis dépasse 5 caractères."]),
    ],
)
def test_the_verb_agrees_with_its_subject(what: str, said: list[str]) -> None:
    for judge in (line_problems, text_problems):
        problems = [*judge(" \n ", what, longest=5), *judge("abcdef", what, longest=5)]
        assert [problem.message for problem in problems] == said


def test_a_sign_that_is_of_no_name_is_named() -> None:
    [problem] = name_problems("R2D2", "Le nom")
    assert problem.message == "Le nom contient un signe qui n’est pas d’un nom : « 2 » (U+0032), au 2e caractère."
    assert name_problems("\u3164\u3164", "Le nom")[0].message == "Le nom est vide."
    assert name_problems("---", "Les prénoms")[0].message == "Les prénoms ne contiennent aucune lettre."


def test_long_blanks_are_read_at_once() -> None:
    assert trimmed(f"{' ' * 200_000}a{' ' * 200_000}b") == f"a{' ' * 200_000}b"
    assert refused_sign(f"\n{' ' * 1_000}\n") is None
    assert squeezed("\u00a0 a\u202f\u00a0b ") == "a b"
    assert named("\x07") == "un signal sonore (U+0007)"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le Goff", "LEGOFF"), ("N’Diaye", "NDIAYE"), ("LÆTIT", "Laetit"), ("Œuvrard", "OEUVRARD"), ("Strauß", "STRAUSS"),
        ("Łukasz", "lukasz"), ("Øre", "ORE"), ("Ðurić", "DURIC"), ("Đặng", "dang"), ("Þór", "thor"), ("Işık", "isik"),
        ("Hawaiʻi", "HAWAII"), ("Saint-Exupéry", "SAINT EXUPERY"), ("D‑Ornano", "d'ornano"), ("Ħamid", "hamid"),
    ],
)  # fmt: skip
def test_what_people_read_alike_folds_alike(one: str, other: str) -> None:
    assert joined(one) == joined(other)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (" C1\u200b ", "« C1 »"),
        ("", "« » (vide)"),
        ("x" * 100_000, f"« {'x' * 60}… »"),
        ("\u202egnp.exe", "« U+202Egnp.exe »"),
        ("a\x00b", "« aU+0000b »"),
        ("\ud800", "« U+D800 »"),
    ],
)
def test_a_message_names_what_was_typed_without_obeying_it(typed: str, shown: str) -> None:
    assert quoted(typed) == shown
