"""A certified copy cannot be taken for the original: marked on every page, signed as a copy (CER-03)."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from documents.pdf import to_pdf
from documents.registry import render
from rules.document.document import DocumentKind
from tests.documents.reading import lines, plain
from tests.documents.samples import certificate as samples
from tests.documents.samples import certificate_extremes as extremes

_VML = "{urn:schemas-microsoft-com:vml}textpath"


def copy() -> bytes:
    return render(DocumentKind.CERTIFIED_COPY, samples.copy(), None)


def headers(package: bytes) -> list[etree._Element]:
    archive = zipfile.ZipFile(io.BytesIO(package))
    names = sorted(name for name in archive.namelist() if name.startswith("word/header"))
    return [etree.fromstring(archive.read(name)) for name in names]


@pytest.mark.rule("CER-03")
def test_every_header_bears_the_mark() -> None:
    """Recto and verso: its rank and its day above the text, and across the page behind it."""
    found = headers(copy())
    assert len(found) == 2, "one for the recto and one for the others"
    for header in found:
        above = "".join(text.text or "" for text in header.iter(qn("w:t"))).replace("\u00a0", " ")
        [across] = [words.replace("\u00a0", " ") for shape in header.iter(_VML) if (words := shape.get("string"))]
        assert "Copie certifiée conforme n° 2, délivrée le 15 janvier 2027" in above
        assert across == "Copie certifiée conforme n° 2 du 15 janvier 2027"
    original = render(DocumentKind.CERTIFICATE, samples.cqpm_rncp(), None)
    assert all(
        "Copie" not in "".join(header.itertext()) and not list(header.iter(_VML)) for header in headers(original)
    )


def test_it_says_what_the_certificate_says_but_for_who_signs_it() -> None:
    original = lines(render(DocumentKind.CERTIFICATE, samples.cqpm_rncp(), None))
    first, last = (
        next(n for n, line in enumerate(original) if text in line) for text in ("Fait à Paris", "RNCP00001,")
    )
    copied = lines(copy())
    assert copied[: first + 1] == original[: first + 1]
    assert copied[-len(original[last:]) :] == original[last:]
    signed = copied[first + 1 : -len(original[last:])]
    assert "le président du jury de délibération, Camille Démonstration ; le président de l’UIMM" in signed[0]
    assert signed[1:] == [
        "Copie certifiée conforme à l’original, le 15 janvier 2027",
        "par la directrice du centre",
        "Signature et cachet du centre d’examen",
    ]


def test_its_frame_is_another() -> None:
    for package, line, colour in (
        (copy(), "single", "9C1C1C"),
        (render(DocumentKind.CERTIFICATE, samples.cqpm_rncp(), None), "double", "1F4E79"),
    ):
        body = etree.fromstring(zipfile.ZipFile(io.BytesIO(package)).read("word/document.xml"))
        [borders] = body.iter(qn("w:pgBorders"))
        assert {(side.get(qn("w:val")), side.get(qn("w:color"))) for side in borders} == {(line, colour)}


@pytest.mark.libreoffice
def test_every_page_of_the_pdf_bears_the_mark(tool: Callable[[str], str], tmp_path: Path) -> None:
    tool("soffice")
    path = tmp_path / "copy.pdf"
    path.write_bytes(to_pdf(render(DocumentKind.CERTIFIED_COPY, extremes.copy(), None)))
    said = subprocess.run([tool("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True).stdout
    pages = said.decode().split("\f")[:-1]
    assert len(pages) > 3
    assert [plain("Copie certifiée conforme n° 2").upper() in plain(page).upper() for page in pages] == [True] * len(
        pages
    )
