"""Draws the guide's pictures of the papers: `make pictures`. Without LibreOffice or pdftoppm it says so and stops."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.pdf import to_pdf
from documents.registry import render
from tests.documents.gallery import GALLERY, Kind, Shown
from tests.documents.guide import pictures
from tests.support.places import ROOT

IMAGES = ROOT / "docs" / "guide" / "images"
_DENSITY = 60
"""Points an inch: a page of text can just be read."""


def draw(kind: Kind, shown: Shown, folder: Path) -> None:
    """Draws the first pages of a paper. Raises PdfError; ValueError where it has fewer."""
    source = folder / "paper.pdf"
    source.write_bytes(to_pdf(render(kind.kind, shown.paper(), None)))
    command = ["pdftoppm", "-r", str(_DENSITY), "-png", "-l", str(shown.pages), str(source), str(folder / "page")]
    subprocess.run(command, check=True)
    drawn = sorted(folder.glob("page-*.png"))
    for page, name in zip(drawn, pictures(shown), strict=True):
        shutil.move(page, IMAGES / name)


def main() -> int:
    """Draws every picture, and takes away those that the guide shows no more."""
    missing = [tool for tool in ("soffice", "pdftoppm") if shutil.which(tool) is None]
    if missing:
        print(f"Pictures are left as they are: {', '.join(missing)} not installed.")
        return 0
    IMAGES.mkdir(parents=True, exist_ok=True)
    kept = set()
    for kind in GALLERY:
        for shown in (*kind.ordinary, *kind.extreme):
            with tempfile.TemporaryDirectory(prefix="poincon-pictures-") as folder:
                draw(kind, shown, Path(folder))
            kept.update(pictures(shown))
            print(f"{shown.stem}: {shown.pages}")
    for old in IMAGES.glob("*.png"):
        if old.name not in kept:
            old.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
