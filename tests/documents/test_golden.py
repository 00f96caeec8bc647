"""Every part of the letters, compared with the committed one. To write them anew: POINCON_WRITE_GOLDEN=1."""

import io
import os
import zipfile
from pathlib import Path

import letter_samples
import pytest
from lxml import etree

from documents.letters import render
from rules.document import DocumentKind

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


def normalised(part: bytes) -> str:
    """The part one element a line, so that a difference reads as one."""
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


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
