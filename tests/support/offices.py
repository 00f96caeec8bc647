"""Programs that stand for LibreOffice: one that prints at once, one that hangs, one that fails on some papers."""

import os
from pathlib import Path

import pytest

_PRINTS = """#!/bin/sh
# What is asked for after --outdir: the folder, then the papers.
while [ "$1" != "--outdir" ]; do shift; done
folder=$2
shift 2
echo $# >>"{runs}"
for paper; do
  {each}
  cp "{page}" "$folder/$(basename "$paper" .docx).pdf"
done
"""
PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
"""


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, each: str = ":") -> Path:
    """Puts a program in the place of LibreOffice, which does this before each paper; the file that counts its runs."""
    page, runs = folder / "page.pdf", folder / "runs"
    page.write_bytes(PAGE)
    program = folder / "soffice"
    program.write_text(_PRINTS.format(runs=runs, page=page, each=each))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return runs
