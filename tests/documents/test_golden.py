"""Every part of the letters, compared with the committed one. To write them anew: POINCON_WRITE_GOLDEN=1."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from documents.registry import render
from rules.document.document import DocumentKind
from tests.documents.reading import normalised
from tests.documents.samples import letter as letter_samples

GOLDEN = Path(__file__).parent / "golden"
PARTS = (
    "docProps/core.xml",
    "word/document.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/header1.xml",
    "word/header2.xml",
    "word/styles.xml",
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["letter", "at_rncp"])
def test_part_is_the_golden_one(name: str, part: str) -> None:
    package = render(DocumentKind.PARTIAL_VALIDATION_LETTER, getattr(letter_samples, name)(), None)
    found = normalised(zipfile.ZipFile(io.BytesIO(package)).read(part))
    golden = GOLDEN / name / Path(part).name
    if os.environ.get("POINCON_WRITE_GOLDEN") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
