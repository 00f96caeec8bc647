"""Draws the guide's pictures of the papers: `make pictures`. Without LibreOffice or pdftoppm it says so and stops."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.pdf import PdfError, to_pdfs
from documents.registry import render
from tests.documents.gallery import SHOWN
from tests.documents.guide import pictures
from tests.support.places import ROOT

IMAGES = ROOT / "docs" / "guide" / "images"
_DENSITY = 60
"""Points an inch: a page of text can just be read."""
_TOOLS = ("soffice", "pdftoppm")
_TIMEOUT = 600.0
"""Seconds for all of them."""


def main() -> int:
    """Draws every picture, and takes away those that the guide shows no more."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"Pictures are left as they are: {', '.join(missing)} not installed.")
        return 0
    with tempfile.TemporaryDirectory(prefix="poincon-pictures-") as name:
        drawn = Path(name)
        _print(drawn)
        IMAGES.mkdir(parents=True, exist_ok=True)
        for old in IMAGES.glob("*.png"):
            old.unlink()
        for stem, (_, shown) in SHOWN.items():
            command = ["pdftoppm", "-r", str(_DENSITY), "-png", "-l", str(shown.pages), f"{stem}.pdf", stem]
            subprocess.run(command, cwd=drawn, check=True)
            pages = sorted(drawn.glob(f"{stem}-[0-9]*.png"), key=lambda page: (len(page.name), page.name))
            for page, called in zip(pages, pictures(shown), strict=True):
                shutil.move(page, IMAGES / called)
    print(f"{len(SHOWN)} papers drawn in {IMAGES.relative_to(ROOT)}.")
    return 0


def _print(folder: Path) -> None:
    """Every paper as PDF, by one run of LibreOffice. Raises PdfError."""
    made = [render(kind, shown.paper(), None) for kind, shown in SHOWN.values()]
    for stem, printed in zip(SHOWN, asyncio.run(to_pdfs(made, timeout=_TIMEOUT)), strict=True):
        if isinstance(printed, PdfError):
            raise printed
        (folder / f"{stem}.pdf").write_bytes(printed)


if __name__ == "__main__":
    sys.exit(main())
