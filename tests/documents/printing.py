"""How the tests of papers read a PDF."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from documents.letterhead import Letterhead
from documents.pdf import to_pdf
from documents.registry import render
from rules.base.entity import Value
from rules.document.document import DocumentKind

Tool = Callable[[str], str]


def pages(kind: DocumentKind, paper: Value, letterhead: Letterhead, tool: Tool, folder: Path) -> list[str]:
    """The text of each page of the paper's PDF."""
    tool("soffice")
    path = folder / "paper.pdf"
    path.write_bytes(to_pdf(render(kind, paper, letterhead)))
    said = subprocess.run([tool("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    return said.stdout.decode().split("\f")[:-1]
