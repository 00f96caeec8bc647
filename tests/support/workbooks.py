"""Workbooks as spreadsheets write them, as small as a test needs them."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

Lines = Sequence[Sequence[Any]]


def workbook(hidden: Sequence[str] = (), **sheets: Lines) -> bytes:
    """A workbook of these sheets by name, those named hidden being so."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
        if name in hidden:
            sheet.sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
