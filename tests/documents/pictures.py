"""Draws the guide's pictures of the papers: `make pictures`. Without LibreOffice or pdftoppm it says so and stops."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from documents.registry import render
from tests.documents.gallery import SHOWN
from tests.documents.guide import pictures
from tests.support.places import ROOT

IMAGES = ROOT / "docs" / "guide" / "images"
_DENSITY = 60
"""Points an inch: a page of text can just be read."""
_TOOLS = ("soffice", "pdftoppm")


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
            _run(["pdftoppm", "-r", str(_DENSITY), "-png", "-l", str(shown.pages), f"{stem}.pdf", stem], drawn)
            pages = sorted(drawn.glob(f"{stem}-[0-9]*.png"), key=lambda page: (len(page.name), page.name))
            for page, called in zip(pages, pictures(shown), strict=True):
                shutil.move(page, IMAGES / called)
    print(f"{len(SHOWN)} papers drawn in {IMAGES.relative_to(ROOT)}.")
    return 0


def _print(folder: Path) -> None:
    """Every paper as PDF, by one run of LibreOffice."""
    for stem, (kind, shown) in SHOWN.items():
        (folder / f"{stem}.docx").write_bytes(render(kind, shown.paper(), None))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    papers = (f"{stem}.docx" for stem in SHOWN)
    _run(["soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", *papers], folder)


def _run(command: Iterable[str], folder: Path) -> None:
    subprocess.run(list(command), cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
