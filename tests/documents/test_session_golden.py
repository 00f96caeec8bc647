"""Every part of the papers of a session, compared with the committed one. To write them: POINCON_WRITE_GOLDEN=1."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from documents.registry import render
from rules.document.document import DocumentKind
from tests.documents.reading import normalised
from tests.documents.samples import session as session_samples
from tests.documents.samples.session import PAPERS

GOLDEN = Path(__file__).parent / "golden"
PARTS = ("docProps/core.xml", "word/document.xml", "word/footer1.xml", "word/header1.xml", "word/header2.xml")
STYLES = [("union_request", "word/styles.xml"), ("minutes", "word/styles.xml")]
"""Styles differ between an upright sheet and one on its side, and no further."""


@pytest.mark.parametrize(("name", "part"), [*((name, part) for name in PAPERS for part in PARTS), *STYLES])
def test_part_is_the_golden_one(name: str, part: str) -> None:
    package = render(PAPERS[name], getattr(session_samples, name)(), None)
    found = normalised(zipfile.ZipFile(io.BytesIO(package)).read(part))
    golden = GOLDEN / name / Path(part).name
    if os.environ.get("POINCON_WRITE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_every_upright_paper_has_the_same_styles() -> None:
    upright = [name for name, kind in PAPERS.items() if kind is not DocumentKind.MINUTES]
    found = {
        zipfile.ZipFile(io.BytesIO(render(PAPERS[name], getattr(session_samples, name)(), None))).read(
            "word/styles.xml"
        )
        for name in upright
    }
    assert len(found) == 1
