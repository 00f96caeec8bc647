"""How the tests of papers make and read PDF, and what a value holds that it should say."""

import asyncio
import subprocess
from collections.abc import Callable, Hashable, Mapping
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any

from documents.pdf import PdfError, to_pdfs
from documents.text import known_date, long_date
from rules.base.entity import Value
from rules.base.partial_date import PartialDate

Tool = Callable[[str], str]
_TIMEOUT = 300.0
"""Seconds for a hundred papers on a busy machine."""


class Prints:
    """PDF of many papers, each under a name, by one run of LibreOffice: its start takes longer than ten letters."""

    def __init__(self, papers: Mapping[Hashable, bytes], tool: Tool, folder: Path) -> None:
        tool("soffice")
        self._reader, self._folder, self._ranks = tool("pdftotext"), folder, {name: n for n, name in enumerate(papers)}
        self._made = asyncio.run(to_pdfs(list(papers.values()), timeout=_TIMEOUT))

    def path(self, name: Hashable) -> Path:
        """Where the PDF of this name is."""
        rank = self._ranks[name]
        made, path = self._made[rank], self._folder / f"{rank}.pdf"
        if isinstance(made, PdfError):
            raise made
        path.write_bytes(made)
        return path

    def pages(self, name: Hashable) -> list[str]:
        """The text of each of its pages."""
        said = subprocess.run([self._reader, "-raw", str(self.path(name)), "-"], capture_output=True, check=True)
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
