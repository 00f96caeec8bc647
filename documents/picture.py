"""Pictures in a paper: a code to be scanned, told to those who cannot see it."""

import io
from typing import Any, NamedTuple

import segno
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.shape import CT_Inline
from docx.shared import Mm

_SCALE = 8
"""Points of a module: sharp on paper, small in the file."""


class Picture(NamedTuple):
    """A picture that takes the place of an empty paragraph of a style."""

    style: str
    png: bytes
    words: str
    """What it is, read aloud."""
    side: int
    """Millimetres."""


def code_of(text: str) -> bytes:
    """The PNG of a QR code (ISO/IEC 18004) that holds a text, with its quiet zone; the same bytes for the same text."""
    written = io.BytesIO()
    segno.make(text, error="m", micro=False).save(written, kind="png", scale=_SCALE, border=4)
    return written.getvalue()


def put(document: WordDocument, picture: Picture) -> None:
    """Puts a picture in its place. Raises ValueError where no paragraph has its style."""
    place = next((item for item in document.element.body.iter(qn("w:p")) if _style(item) == picture.style), None)
    if place is None:
        raise ValueError(f"no paragraph of the style {picture.style}")
    relation, image = document.part.get_or_add_image(io.BytesIO(picture.png))
    side = Mm(picture.side)
    inline = CT_Inline.new_pic_inline(1, relation, image.filename or "code.png", side, side)
    inline.docPr.set("descr", picture.words)
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    run = OxmlElement("w:r")
    run.append(drawing)
    place.append(run)


def _style(paragraph: Any) -> str | None:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else None
