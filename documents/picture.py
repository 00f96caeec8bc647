"""Pictures in a paper: a code to be scanned, told to those who cannot see it."""

import io
from typing import Any, NamedTuple

import segno
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.shape import CT_Inline
from docx.shared import Mm

_ANCHOR = (
    f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="180000" distR="0" simplePos="0" relativeHeight="1" '
    'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="left"/></wp:anchor>'
)
_BEFORE_SIZE = 3
"""How many children of an anchor come before its size."""
_SCALE = 8
"""Points of a module: sharp on paper, small in the file."""


class Picture(NamedTuple):
    """A picture that stands at the right of the paragraph of a style."""

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
    """Puts a picture beside its paragraph. Raises ValueError where no paragraph has its style."""
    place = next((item for item in document.element.body.iter(qn("w:p")) if _style(item) == picture.style), None)
    if place is None:
        raise ValueError(f"no paragraph of the style {picture.style}")
    relation, image = document.part.get_or_add_image(io.BytesIO(picture.png))
    side = Mm(picture.side)
    inline = CT_Inline.new_pic_inline(1, relation, image.filename or "code.png", side, side)
    inline.docPr.set("descr", picture.words)
    drawing = OxmlElement("w:drawing")
    drawing.append(_at_the_right(inline))
    run = OxmlElement("w:r")
    run.append(drawing)
    place[0].addnext(run)


def _at_the_right(inline: CT_Inline) -> Any:
    """The same picture against the right margin, the text beside it."""
    anchor = parse_xml(_ANCHOR)
    for place, child in enumerate(list(inline)):
        # What Word wants between the size and the name of a picture that text goes around stands there already.
        anchor.insert(_BEFORE_SIZE if place == 0 else len(anchor), child)
    return anchor


def _style(paragraph: Any) -> str | None:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else None
