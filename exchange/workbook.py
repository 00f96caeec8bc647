"""
Workbooks (.xlsx), read as a stream: their sheets as texts are, line by line.

A cell comes as the text that a person would type: a day as `31/08/2029`, a number without its useless decimals, a
formula as the value that was last computed.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import repeat
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from exchange.reading import Unreadable
from exchange.tables import Record, Sheet

MOST_INSIDE = 500_000_000
"""Bytes that a workbook may hold once unpacked."""
MOST_TIMES = 200
"""How many times its size it may grow."""
LEAST = 50_000_000
LOCKED = b"\xd0\xcf\x11\xe0"
"""How a file begins that a password protects, or that is of the format before 2007."""
_HEAD = "xl/workbook.xml"
_FORMULA = re.compile(rb"<f[ >/]")
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    ParseError,
    OSError,
)


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is a workbook."""
    return _HEAD in archive.namelist()


def sheets(stream: IO[bytes]) -> Iterator[Sheet]:
    """
    The sheets of a workbook, in their order; each is to be read before the next.

    Raises Unreadable for what is none, what is protected, and what would swell beyond reason; records do where the
    workbook is torn.
    """
    if stream.read(len(LOCKED)) == LOCKED:
        text = "le classeur est protégé par un mot de passe, ou d’un format antérieur à 2007 : enregistrez-le en .xlsx"
        raise Unreadable(text)
    stream.seek(0)
    formulas = _inspected(stream)
    with _told(), _book(stream, computed=True) as book:
        if not formulas:
            for sheet in book.worksheets:
                yield Sheet(sheet.title, _records(sheet), hidden=sheet.sheet_state != "visible")
            return
        with _book(stream, computed=False) as written:
            for sheet, beside in zip(book.worksheets, written.worksheets, strict=True):
                yield Sheet(sheet.title, _records(sheet, beside), hidden=sheet.sheet_state != "visible")


def _inspected(stream: IO[bytes]) -> bool:
    """Whether a workbook has formulas. Raises Unreadable for one that is not to be opened."""
    with _told(), zipfile.ZipFile(stream) as archive:
        inside = archive.infolist()
        packed, whole = sum(item.compress_size for item in inside), sum(item.file_size for item in inside)
        if whole > min(MOST_INSIDE, max(packed * MOST_TIMES, LEAST)):
            raise Unreadable("le classeur grossit au-delà de toute raison une fois ouvert : il n’est pas lu")
        for item in inside:
            if item.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(item).read(4_096):
                raise Unreadable("un type de document (DOCTYPE) n’a pas sa place dans un classeur")
        return any(_calculates(archive.open(item)) for item in inside if item.filename.startswith("xl/worksheets/"))


def _calculates(sheet: IO[bytes]) -> bool:
    before = b""
    while data := sheet.read(1 << 20):
        if _FORMULA.search(before + data):
            return True
        before = data[-2:]
    return False


@contextmanager
def _told() -> Iterator[None]:
    """Says in French that a workbook is none, or is torn."""
    try:
        yield
    except _UNREADABLE as error:
        raise Unreadable(f"le classeur est abîmé ou n’en est pas un ({type(error).__name__})") from None


@contextmanager
def _book(stream: IO[bytes], *, computed: bool) -> Iterator[Any]:
    book = load_workbook(stream, read_only=True, data_only=computed, keep_links=False)
    try:
        yield book
    finally:
        book.close()


def _records(sheet: Any, written: Any = None) -> Iterator[Record]:
    """
    The lines of a sheet that are not blank, beside the same sheet as its formulas are written, where it has some.

    Raises Unreadable for a formula whose value was never computed: what it is worth cannot be guessed.
    """
    with _told():
        beside = written.iter_rows(values_only=True) if written is not None else repeat(())
        for line, (cells, formulas) in enumerate(zip(sheet.iter_rows(values_only=True), beside, strict=False), start=1):
            texts = [_text(value) for value in cells]
            for place, formula in enumerate(formulas):
                if formula is not None and cells[place] is None:
                    what = "une formule dont la valeur n’a pas été calculée"
                    raise Unreadable(f"ligne {line}, colonne {place + 1} : {what}")
            if any(texts):
                yield line, texts


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
