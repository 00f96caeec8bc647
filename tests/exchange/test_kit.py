"""The apprenticeship kit in every shape it was published in: what it says is read, what it lacks is told."""

from datetime import date
from pathlib import Path

import pytest

from exchange.files import pieces
from exchange.reading import Item, Refusal
from rules.certification.certification import RegistrationState
from rules.statement.statement import Facts, Statement
from tests.support.workbooks import workbook

LAST = (
    "Code Diplôme", "Intitulé diplôme (DEPP)", "FicheRNCP", "Niveau fiche RNCP", "Abrégé de diplôme (RNCP)",
    "Dernière MaJ", "Accès à l'apprentissage de la fiche RNCP (oui/non)", "Date d'échéance de la fiche RNCP",
    "Fiche ACTIVE/INACTIVE", "Intitulé certification (RNCP)", "Type d'enregistrement",
    "Date de publication de la fiche\n (enregistrement de droit)",
    "Date de décision\n (enregistrement sur demande)",
    "Date de début des parcours certifiants\n\n(enregistrement de droit)", "Date limite de la délivrance",
    "Nouvelle Certification rempla (RNCP)", "Ancienne Certification (RNCP)",
)  # fmt: skip
LINE = (
    "00000001", "MACHINE (TEST)", "RNCP99101", "Niveau 4", "TP", "v9.9", "oui", "31/08/2027", "ACTIVE",
    "TP - Opérateur de test", "Enregistrement sur demande", "", "01/02/2024", "", "31/08/2030", "RNCP99102|RNCP99103",
    "RNCP99100",
)  # fmt: skip
WHOLE = {
    "title": "TP - Opérateur de test",
    "abrege": "TP",
    "level": 4,
    "state": RegistrationState.ACTIVE,
    "end": date(2027, 8, 31),
    "last": date(2030, 8, 31),
    "succeeds": ("RNCP99100",),
    "succeeded_by": ("RNCP99102", "RNCP99103"),
}
UNSAID = {"title": None, "last": None, "succeeds": (), "succeeded_by": ()}


def csv(*lines: tuple[str, ...], end: str = "\r\n") -> bytes:
    quoted = (";".join(f'"{cell}"' if "\n" in cell else cell for cell in line) for line in lines)
    return (end.join(quoted) + end).encode()


def read(path: Path, content: bytes) -> list[Item]:
    path.write_bytes(content)
    [piece] = pieces(path)
    return list(piece.read(lambda _read: None))


def said(items: list[Item]) -> dict[str, object]:
    [statement] = [item for item in items if isinstance(item, Statement)]
    facts: Facts = statement.facts
    [registration] = facts.registrations
    return {
        "title": facts.title,
        "abrege": facts.abrege,
        "level": facts.level,
        "state": registration.state,
        "end": registration.end,
        "last": registration.last_award_on,
        "succeeds": facts.succeeds,
        "succeeded_by": facts.succeeded_by,
    }


def of(names: dict[str, str]) -> bytes:
    """The line under some of its columns, by the headings of another version."""
    ranks = [LAST.index(name) for name in names]
    return csv(tuple(names.values()), tuple(LINE[rank] for rank in ranks))


FIRST = {"Code Diplôme": "CodeDiplome", "FicheRNCP": "CodeRNCP", "Niveau fiche RNCP": "Niveau2019",
         "Abrégé de diplôme (RNCP)": "type Diplôme"}  # fmt: skip
MIDDLE = {**FIRST, "FicheRNCP": "Code RNCP", "Niveau fiche RNCP": "Niveau de formation",
          "Fiche ACTIVE/INACTIVE": "Fiche RNCP active/inactive"}  # fmt: skip
SHAPES = [
    ("1.0", of(FIRST), {**WHOLE, **UNSAID, "state": RegistrationState.UNKNOWN, "end": None}),
    ("1.4", of(MIDDLE), {**WHOLE, **UNSAID, "end": None}),
    ("2.0", csv(LAST[:9], LINE[:9]), {**WHOLE, **UNSAID}),
    ("2024", csv(LAST, LINE), WHOLE),
    ("2024, lines ended otherwise", csv(LAST, LINE, end="\n"), WHOLE),
    ("blank lines first", b"\r\n;;;\r\n" + csv(LAST, LINE), WHOLE),
    ("headings in capitals", csv(tuple(name.upper() for name in LAST), LINE), WHOLE),
    ("a workbook", workbook(Kit=[LAST, LINE]), WHOLE),
    ("a workbook under a title", workbook(Kit=[("Kit de l’apprentissage",), (), LAST, LINE]), WHOLE),
    ("a workbook with days", workbook(Kit=[LAST, (*LINE[:7], date(2027, 8, 31), *LINE[8:])]), WHOLE),
    ("a bare number", workbook(Kit=[LAST, (*LINE[:2], 99101, *LINE[3:])]), WHOLE),
]


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
def test_every_published_shape_is_read(tmp_path: Path, content: bytes, expected: dict[str, object]) -> None:
    assert said(read(tmp_path / "kit", content)) == expected


@pytest.mark.parametrize(("content", "lacking"), [(SHAPES[0][1], 6), (SHAPES[2][1], 4), (SHAPES[3][1], 0)])
def test_what_a_shape_lacks_is_told(tmp_path: Path, content: bytes, lacking: int) -> None:
    refusals = [item for item in read(tmp_path / "kit.csv", content) if isinstance(item, Refusal)]
    assert sum(item.reason.count("« ") for item in refusals) == lacking
    assert all(item.fiche is None and "colonnes absentes" in item.reason for item in refusals)


DAYS = [
    ("Kit apprentissage et RNCP v2.9.csv", date(2023, 2, 23)),
    ("kit_apprentissage_20240119.csv", date(2024, 1, 19)),
    ("Kit_apprentissage_v1.3.xlsx", date(2020, 11, 16)),
    ("Kit apprentissage v9.9.csv", date.min),
]


@pytest.mark.parametrize(("name", "day"), DAYS)
def test_a_version_is_of_the_day_it_was_published(tmp_path: Path, name: str, day: date) -> None:
    path = tmp_path / name
    path.write_bytes(csv(LAST, LINE))
    assert [piece.as_of for piece in pieces(path)] == [day]


WRONG = [
    ("a spreadsheet’s day number", "Date d'échéance de la fiche RNCP", "46630", "numéro d’un jour de tableur"),
    ("a year of two figures", "Date d'échéance de la fiche RNCP", "31/08/27", "pas une date"),
    ("a day that does not exist", "Date d'échéance de la fiche RNCP", "31/09/2027", "n’existe pas"),
    ("an unknown state", "Fiche ACTIVE/INACTIVE", "EN COURS", "ni ACTIVE ni INACTIVE"),
    ("a title decoded in another way", "Intitulé certification (RNCP)", "OpÃ©rateur", "Opérateur"),
    ("a number followed by a doubt", "FicheRNCP", "RNCP12803?", "sans numéro de fiche lisible"),
    ("a successor that is none", "Nouvelle Certification rempla (RNCP)", "RNCP99102|voir fiche", "« voir »"),
]


@pytest.mark.parametrize(("column", "value", "why"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path: Path, column: str, value: str, why: str) -> None:
    rank = LAST.index(column)
    sound = (*LINE[:2], "RNCP99109", *LINE[3:])
    items = read(tmp_path / "kit.csv", csv(LAST, (*LINE[:rank], value, *LINE[rank + 1 :]), sound))
    [refusal] = [item for item in items if isinstance(item, Refusal)]
    assert why in refusal.reason
    assert refusal.place == "kit.csv, ligne 6"
    assert refusal.fiche
    assert [item.code for item in items if isinstance(item, Statement)] == ["RNCP99109"]


CERTAIN = [("2027-08-31", date(2027, 8, 31)), ("31-08-2027", date(2027, 8, 31)), ("1/9/2027", date(2027, 9, 1)),
           ("2027-08-31 00:00:00", date(2027, 8, 31)), ("NR", None), ("-", None), ("", None)]  # fmt: skip


@pytest.mark.parametrize(("printed", "day"), CERTAIN)
def test_a_day_in_another_form_is_read_where_it_is_certain(tmp_path: Path, printed: str, day: date | None) -> None:
    rank = LAST.index("Date d'échéance de la fiche RNCP")
    assert said(read(tmp_path / "k.csv", csv(LAST, (*LINE[:rank], printed, *LINE[rank + 1 :]))))["end"] == day
