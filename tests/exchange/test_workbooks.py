"""Workbooks as they should not be, and what else a workbook holds beside its table."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from exchange.files import pieces
from exchange.reading import Item, Refusal, Unreadable
from rules.statement.statement import Statement
from tests.support.workbooks import workbook

HEAD = ("FicheRNCP", "Fiche ACTIVE/INACTIVE", "Intitulé certification (RNCP)")
LINE = ("RNCP99101", "ACTIVE", "TP - Opérateur de test")
SOUND = workbook(Kit=[HEAD, LINE])


def read(path: Path, content: bytes) -> list[Item]:
    path.write_bytes(content)
    [piece] = pieces(path)
    return list(piece.read(lambda _read: None))


def codes(items: list[Item]) -> list[str]:
    return [item.code for item in items if isinstance(item, Statement)]


def rewritten(content: bytes, **changed: bytes) -> bytes:
    """A workbook whose parts have other contents, by the ends of their names."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.infolist():
            own = next((value for name, value in changed.items() if item.filename.endswith(f"{name}.xml")), None)
            after.writestr(item.filename, before.read(item) if own is None else own)
    return data.getvalue()


def test_a_workbook_is_one_file_with_one_report(tmp_path: Path) -> None:
    content = workbook(("Brouillon",), Lisez_moi=[("Ce classeur…",)], Kit=[HEAD, LINE], Brouillon=[HEAD, LINE])
    items = read(tmp_path / "kit-2024-11-29.xlsx", content)
    assert codes(items) == ["RNCP99101"]
    told = {item.place: item.reason for item in items if isinstance(item, Refusal)}
    assert told["kit-2024-11-29.xlsx, feuille « Brouillon »"] == "une feuille masquée n’est pas lue"
    assert "aucune table connue" in told["kit-2024-11-29.xlsx, feuille « Lisez_moi »"]


def test_a_line_that_is_refused_is_told_by_its_sheet(tmp_path: Path) -> None:
    items = read(tmp_path / "k.xlsx", workbook(Kit=[HEAD, LINE, (), ("RNCP99102", "EN COURS", "Titre")]))
    assert codes(items) == ["RNCP99101"]
    assert "k.xlsx, feuille « Kit », ligne 4" in [item.place for item in items if isinstance(item, Refusal)]


def test_merged_cells_have_the_value_of_the_first(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("Kit de l’apprentissage",), HEAD, LINE, ("RNCP99102", "ACTIVE", None)):
        sheet.append(list(line))
    sheet.merge_cells("A1:C1")
    data = io.BytesIO()
    book.save(data)
    assert codes(read(tmp_path / "k.xlsx", data.getvalue())) == ["RNCP99101", "RNCP99102"]


def test_a_formula_gives_what_was_computed_and_is_never_guessed(tmp_path: Path) -> None:
    computed = workbook(Kit=[HEAD, ("=A9", "ACTIVE", "Titre")])
    with pytest.raises(Unreadable, match="ligne 2, colonne 1 : une formule"):
        read(tmp_path / "k.xlsx", computed)
    with zipfile.ZipFile(io.BytesIO(computed)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    valued = re.sub(rb"<v></v>|<v ?/>", b"<v>99101</v>", sheet)
    assert valued != sheet
    assert codes(read(tmp_path / "k.xlsx", rewritten(computed, sheet1=valued))) == ["RNCP99101"]


BAD = [
    ("protected by a password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "mot de passe"),
    ("without a known table", workbook(Feuille=[("a", "b"), (1, 2)]), "aucune table connue"),
    ("hidden as a whole but for an empty sheet", workbook(("Kit",), Kit=[HEAD, LINE], Vide=[]), "masquée"),
    ("a part torn", rewritten(SOUND, sheet1=b"<worksheet><sheetData><row"), "abîmé"),
    ("a part that is none", rewritten(SOUND, workbook=b"<nothing/>"), "aucune feuille"),
    ("a type of document", rewritten(SOUND, sheet1=b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'), "DOCTYPE"),
    ("swelling", rewritten(SOUND, theme1=bytes(80_000_000)), "grossit"),
    ("cut short", SOUND[:-300], "abîmée"),
]


@pytest.mark.parametrize(("content", "why"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_workbook_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(tmp_path / "k.xlsx", content)


def test_names_of_members_are_utf_8_though_the_archive_does_not_say_so(tmp_path: Path) -> None:
    name = "VoixdAccès_2024_02_22.csv"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("VoixdAcc__s_2024_02_22.csv", b'"Numero_Fiche";"Si_Jury"\n"RNCP1";"Par exp\xc3\xa9rience"\n')
        archive.writestr("Kit.xlsx", SOUND)
    raw = data.getvalue().replace(b"VoixdAcc__s_2024_02_22.csv", name.encode())
    (tmp_path / "a.zip").write_bytes(raw)
    kit, table = pieces(tmp_path / "a.zip")
    assert table.name == f"a.zip/{name}"
    assert codes(list(table.read(lambda _read: None))) == ["RNCP1"]
    assert codes(list(kit.read(lambda _read: None))) == ["RNCP99101"]
