"""Uploaded Word files and workbooks: those that would do something to whoever opens them are refused, with why."""

import io

import openpyxl
import pytest

from documents.piece_checks import piece_faults
from tests.support.office import RELS, changed, linked, plain


def workbook() -> bytes:
    """An empty workbook."""
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"",
        plain(),
        workbook(),
        linked("attachedTemplate", "file:///C:\\Users\\x\\Normal.dotm"),
        linked("attachedTemplate", "Normal.dotm"),
    ],
)
def test_what_anybody_writes_is_taken(data: bytes) -> None:
    assert piece_faults(data) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed({"word/vbaProject.bin": b"x"}), "macros"),
        (changed({"word/embeddings/oleObject1.bin": b"x"}), "objets incorporés"),
        (changed({"word/activeX/activeX1.xml": b"<x/>"}), "macros"),
        (linked("attachedTemplate", "https://exemple.test/modele.dotm"), "ailleurs"),
        (linked("attachedTemplate", "file://serveur/modele.dotm"), "ailleurs"),
        (linked("attachedTemplate", "\\\\serveur\\modele.dotm"), "ailleurs"),
        (linked("image", "http://exemple.test/vu.png"), "ailleurs"),
        (linked("oleObject", "https://exemple.test/x"), "ailleurs"),
        (linked("frame", "https://exemple.test/x"), "ailleurs"),
        (changed({"../../etc/cron.d/x": b"x"}), "hors du fichier"),
        (changed({"C:\\x.bat": b"x"}), "hors du fichier"),
        (changed({"word/WORD.xml": b"<x/>", "word/word.xml": b"<x/>"}), "deux fois"),
        (changed({"word/x.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "DOCTYPE"),
        (changed({"word/x.xml": b" " * (50 * 1024 * 1024 + 1)}), "volumineux"),
        (changed({f"word/{rank}.xml": b"" for rank in range(2_001)}), "volumineux"),
        (changed({RELS: b"<x"}), "abîmé"),
        (plain()[:-40], "abîmé"),
    ],
)  # fmt: skip
def test_what_would_do_something_is_refused_with_why(data: bytes, said: str) -> None:
    faults = piece_faults(data)
    assert any(said in fault for fault in faults), faults
