"""How the tests of papers read a PDF, and what a value holds that it should say."""

import subprocess
from collections.abc import Callable
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any

from documents.letterhead import Letterhead
from documents.pdf import to_pdf
from documents.registry import render
from documents.text import known_date, long_date
from rules.base.entity import Value
from rules.base.partial_date import PartialDate
from rules.document.document import DocumentKind

Tool = Callable[[str], str]


def pages(kind: DocumentKind, paper: Value, letterhead: Letterhead, tool: Tool, folder: Path) -> list[str]:
    """The text of each page of the paper's PDF."""
    tool("soffice")
    path = folder / "paper.pdf"
    path.write_bytes(to_pdf(render(kind, paper, letterhead)))
    said = subprocess.run([tool("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    return said.stdout.decode().split("\f")[:-1]


def texts(found: Any) -> list[str]:
    """Every text and day of a value, however deep."""
    if isinstance(found, Value):
        return [text for name in type(found).model_fields for text in texts(getattr(found, name))]
    if isinstance(found, tuple):
        return [text for item in found for text in texts(item)]
    if isinstance(found, date):
        return [long_date(found)]
    if isinstance(found, PartialDate):
        return [known_date(found)]
    if isinstance(found, Enum | bool | time | int) or found is None:
        return []
    return [found]
