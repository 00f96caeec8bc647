"""Logos of centres: their pixels alone, small, printed at the head of our own paper."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image, PngImagePlugin

from documents.letterhead_checks import LetterheadError
from documents.logo import LARGEST, Logo, room_above, taken
from documents.registry import render
from documents.trial import logo_of
from rules.document.document import DocumentKind
from tests.documents.samples import letter
from tests.documents.samples import session as papers
from tests.support.letterheads import picture


def on(logo: Logo) -> bytes:
    return render(DocumentKind.PARTIAL_VALIDATION_LETTER, letter.letter(), logo)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_it_heads_the_first_page_of_our_own_paper(kind: str, findings: Callable[[bytes], list[str]]) -> None:
    logo, faults = logo_of(picture(900, 300, kind))
    assert faults == []
    assert logo is not None
    package = on(logo)
    assert findings(package) == []
    assert on(logo) == package
    document = Document(io.BytesIO(package))
    [shape] = document.sections[0].first_page_header._element.xpath(".//wp:inline")
    assert (shape.extent.cx, shape.extent.cy) == (Mm(54), Mm(18))
    assert "Logo" in shape.docPr.get("descr")
    first = [item.text for item in document.sections[0].first_page_header.paragraphs]
    assert first[1].startswith("UIMM territoriale")
    spacing = document.styles["Courrier repères"].paragraph_format.space_before
    assert spacing == pytest.approx(Mm(92 - 27 - 18), abs=Mm(0.2))


def test_papers_on_their_side_bear_it_too(findings: Callable[[bytes], list[str]]) -> None:
    package = render(DocumentKind.MINUTES, papers.minutes(), taken(picture(300, 300)))
    assert findings(package) == []
    assert any(name.startswith("word/media/") for name in zipfile.ZipFile(io.BytesIO(package)).namelist())


def test_what_else_the_file_says_is_left_behind() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "Pris chez Dupont, 3 rue Secrète")
    plain = taken(picture(300, 120) + b"<script>")
    assert taken(picture(300, 120, pnginfo=notes)) == plain
    assert b"script" not in plain.png
    exif = Image.Exif()
    exif[0x010E] = "Secrète"
    assert taken(picture(300, 120, "JPEG", exif=exif, quality=95)) == taken(picture(300, 120, "JPEG", quality=95))


def test_it_makes_room_for_a_long_name() -> None:
    logo = taken(picture(300, 300))
    heights = [logo.size(room_above("U" * long, "a" * long))[1].mm for long in (20, 100, 200, 500)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == pytest.approx(18, abs=0.1)
    assert 5 <= heights[-1] < heights[1] + 0.1


def test_a_large_one_becomes_small() -> None:
    with Image.open(io.BytesIO(taken(picture(5000, 1000)).png)) as image:
        assert image.width <= 1_500


def _animated() -> bytes:
    frames = [Image.new("RGB", (60, 60), (shade, 0, 0)) for shade in (0, 90)]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    return written.getvalue()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"", "PNG ou JPEG"),
        (lambda: b"<svg/>", "PNG ou JPEG"),
        (_animated, "PNG ou JPEG"),
        (lambda: picture(300, 120)[:200], "abîmée"),
        (lambda: picture(300, 120, "JPEG")[:900], "abîmée"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG ou JPEG|abîmée"),
        (lambda: picture(6_001, 600), "6000 points"),
        (lambda: picture(39, 39), "moins de 40"),
        (lambda: picture(2_000, 100), "moins de 5 mm"),
        (lambda: picture(60, 600), "moins de 5 mm"),
        (lambda: picture(60, 60) + b"\0" * LARGEST, "dépasse 2 Mio"),
    ],
)
def test_what_cannot_serve_is_refused_in_french(make: Callable[[], Any], reason: str) -> None:
    with pytest.raises(LetterheadError, match=reason):
        taken(make())
    logo, faults = logo_of(make())
    assert logo is None
    assert all(fault.endswith(".") for fault in faults)
