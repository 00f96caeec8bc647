"""Files as they should not be: each fault told with its place, what is sound loaded."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from exchange.files import pieces
from exchange.reading import Unreadable
from repositories.derivation import discrepancies
from repositories.store import Store
from repositories.verification import verify
from tests.support.fiches import bloc, export, fiche, load


async def loaded(store: Store) -> list[str]:
    assert [finding async for finding in verify(store)] == []
    assert [finding async for finding in discrepancies(store)] == []
    return [item.code for item in await store.certifications.where({}, sort="title")]


FAULTS = [
    ("a fiche without a number", export(fiche(""), fiche("RNCP2")), "sans numéro", ["RNCP2"]),
    ("a number that is none", export(fiche("ABC"), fiche("RNCP2")), "n’en est pas un", ["RNCP2"]),
    ("a number twice", export(fiche("RNCP2"), fiche("RNCP2", title="Autre")), "déjà passée", ["RNCP2"]),
    (
        "a bloc code twice",
        export(fiche("RNCP2", blocs=bloc("RNCP2BC01") + bloc("RNCP2BC01", "Autre"))),
        "deux contenus",
        ["RNCP2"],
    ),
    ("a bloc without a title", export(fiche("RNCP2", blocs=bloc("RNCP2BC01", " "))), "pas d’intitulé", ["RNCP2"]),
    ("a title too long", export(fiche("RNCP1", title="x" * 1_001), fiche("RNCP2")), "dépasse", ["RNCP2"]),
    (
        "a day that does not exist",
        export(fiche("RNCP1", more="<DATE_EFFET>30/02/2024</DATE_EFFET>"), fiche("RNCP2")),
        "n’existe pas",
        ["RNCP2"],
    ),
    (
        "a duration that is none",
        export(fiche("RNCP1", more="<DUREE_ENREGISTREMENT>cinq ans</DUREE_ENREGISTREMENT>"), fiche("RNCP2")),
        "n’est pas une durée en années",
        ["RNCP2"],
    ),
]


@pytest.mark.parametrize(("content", "reason", "kept"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
async def test_one_fault_spoils_itself_alone(
    one_store: Store, tmp_path: Path, content: str, reason: str, kept: list[str]
) -> None:
    (tmp_path / "export.xml").write_text(content, encoding="utf-8")
    report = await load(one_store, tmp_path / "export.xml")
    assert report.unreadable is None
    assert len(report.refusals) == 1
    assert reason in report.refusals[0].reason
    assert "export.xml, ligne" in report.refusals[0].place
    assert await loaded(one_store) == kept


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>\n'
ENDS = [
    ("truncated", export(fiche("RNCP2"), fiche("RNCP3"))[:-60].encode(), "plus du XML lisible", ["RNCP2"]),
    ("malformed", export(fiche("RNCP2"), "<FICHE><oops>").encode(), "plus du XML lisible", ["RNCP2"]),
    ("wrong encoding", export(fiche("RNCP2"), fiche("RNCP3", title="é")).encode("latin-1"), "XML lisible", ["RNCP2"]),
    ("an entity bomb", export(fiche("RNCP2", title="&b;"), head=BOMB).encode(), "DOCTYPE", []),
    ("an external entity", export(fiche("RNCP2", title="&secret;"), head=OUTSIDE).encode(), "DOCTYPE", []),
    ("an unknown flux", export(fiche("RNCP2"), version="<VERSION_FLUX>9</VERSION_FLUX>").encode(), "inconnue", []),
    ("no flux version", export(fiche("RNCP2"), version="").encode(), "aucune version", []),
    ("another XML", b"<html><body/></html>", "FICHES", []),
    ("empty", b"", "vide", []),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0", "texte", []),
    ("unknown columns", b"a;b\n1;2\n", "aucune table", []),
    ("another JSON", b'{"a": 1}', "aucun format", []),
    ("broken JSON", b'[{"a": ', "JSON lisible", []),
    ("a torn packing", gzip.compress(export(fiche("RNCP2")).encode() * 50)[:-20], "", []),
]


@pytest.mark.parametrize(("content", "reason", "kept"), [case[1:] for case in ENDS], ids=[case[0] for case in ENDS])
async def test_a_file_that_stops_being_readable_is_loaded_up_to_there(
    one_store: Store, tmp_path: Path, content: bytes, reason: str, kept: list[str]
) -> None:
    (tmp_path / "export.xml").write_bytes(content)
    report = await load(one_store, tmp_path / "export.xml")
    assert report.unreadable is not None
    assert reason in report.unreadable
    assert await loaded(one_store) == kept


async def test_a_second_load_completes_an_interrupted_one(one_store: Store, tmp_path: Path) -> None:
    whole = export(*(fiche(f"RNCP{number}", title=f"T{number}") for number in range(1, 450)))
    (tmp_path / "export.xml").write_text(whole[: len(whole) // 2], encoding="utf-8")
    first = await load(one_store, tmp_path / "export.xml")
    assert first.unreadable
    (tmp_path / "export.xml").write_text(whole, encoding="utf-8")
    second = await load(one_store, tmp_path / "export.xml")
    assert second.fiches["unchanged"] == first.fiches["new"]
    assert len(await loaded(one_store)) == 449


async def test_packed_files_load_as_they_are(one_store: Store, tmp_path: Path) -> None:
    content = export(fiche("RNCP2", blocs=bloc("RNCP2BC01")), fiche("RS7", blocs=bloc("01"))).encode()
    (tmp_path / "export-2026-08-16.xml.gz").write_bytes(gzip.compress(content))
    assert (await load(one_store, tmp_path / "export-2026-08-16.xml.gz")).fiches == {"new": 2}
    with zipfile.ZipFile(tmp_path / "export-2026-08-16.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fiches.xml", content)
    assert (await load(one_store, tmp_path / "export-2026-08-16.zip")).fiches == {"unchanged": 2}
    assert {item.code for item in await one_store.blocs.where({})} == {"RNCP2BC01", "RS7 01"}
    [statement] = await one_store.statements.where({"code": "RNCP2"})
    assert [text.text for text in statement.texts] == ["<p>Souder</p>"]


async def test_a_packing_that_swells_beyond_reason_is_not_read_on(one_store: Store, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as stream:
        stream.write(export(fiche("RNCP2"), " " * 1_000)[:-9].encode())
        for _ in range(60):
            stream.write(b"<!--" + b" " * 1_000_000 + b"-->")
    (tmp_path / "export.xml.gz").write_bytes(packed.getvalue())
    report = await load(one_store, tmp_path / "export.xml.gz")
    assert report.unreadable is not None
    assert "grossit" in report.unreadable
    assert await loaded(one_store) == ["RNCP2"]


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 torn"])
def test_what_leads_nowhere_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(Unreadable):
        [list(piece.read(lambda _read: None)) for piece in pieces(tmp_path / "a.zip")]
    with pytest.raises(Unreadable, match="n’existe pas"):
        pieces(tmp_path / "none")


async def test_a_table_whose_lines_are_torn_or_scattered(one_store: Store, tmp_path: Path) -> None:
    table = tmp_path / "export_2024_02_22.csv"
    head = '"Numero_Fiche";"Bloc_Competences_Code";"Bloc_Competences_Libelle"\n'
    table.write_text(
        head + '"RNCP1";"RNCP1BC01";"A"\n"RNCP2";"RNCP2BC01";"B"\n"RNCP1";"RNCP1BC02";"C"\n"";"x";"y"\n"RNCP3";"RN'
    )
    report = await load(one_store, table)
    assert [refusal.reason.split(" :")[0] for refusal in report.refusals] == [
        "la fiche RNCP1 est déjà passée ligne 2",
        "une ligne sans numéro de fiche lisible",
    ]
    assert report.fiches["pending"] == 2
    assert report.unreadable is not None
    assert await loaded(one_store) == []
