"""The sheet of a certificate: on its side, framed inside what ordinary printers reach, marked where it is a copy."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from documents.certificate_air import spread
from documents.framing import lay_on_side
from documents.letterhead import blank, text_width
from documents.margins import headers, write_footers
from documents.package import describe, to_bytes
from documents.picture import Picture, put
from documents.text import NBSP
from documents.watermark import watermark
from documents.writing import Element, paragraph
from rules.papers.common import ExamCentre

_FRAME = 31
"""Points from the edge of the sheet to its frame, the most that Word knows: 11 mm, which ordinary printers reach."""
_SIDE = 1_304
"""Left and right margins, in twentieths of a point: 23 mm, 12 of them inside the frame."""
_MARGINS = {"w:top": 1_134, "w:bottom": 1_304, "w:header": 907, "w:footer": 850}
"""Margins, so that nothing stands on the frame: 20, 23, 16 and 15 mm."""
_COLOURS = {False: "1F4E79", True: "9C1C1C"}
"""Of the frame of an original, and of a copy."""


class Mark(NamedTuple):
    """What tells a copy from the original, on every page, recto and verso."""

    line: str
    """Above the text."""
    across: str
    """From one corner to the other, behind the text."""


def certificate_sheet(
    words: Callable[[int], tuple[Sequence[Element], Sequence[Element]]],
    *,
    centre: ExamCentre,
    reminder: str,
    title: str,
    on: date,
    demonstration: bool,
    picture: Picture | None,
    mark: Mark | None,
) -> bytes:
    """
    The .docx of both sides, which get the width of the text in twentieths of a point.

    It is on our own paper whatever the centre, which the recto names at its foot; what room the words of the recto
    leave goes between them. `picture` stands in the paragraph of its style; `title` and `on` become the file's
    properties.
    """
    document = blank(None, "certificates", restyled=True)
    lay_on_side(document, narrowest=_SIDE, widest=_SIDE)
    _keep_inside(document)
    _name_centre(document, centre, reminder)
    write_footers(document, None, demonstration=demonstration, of=" sur ")
    if mark is not None:
        for header in headers(document):
            header.append(paragraph("CertificatCopie", mark.line))
            header[-1].append(watermark(mark.across))
    end = document.element.body[-1]
    recto, verso = words(text_width(document))
    spread(document, recto)
    for block in (*recto, *verso):
        end.addprevious(block)
    if picture is not None:
        put(document, picture)
    _frame(end, copy=mark is not None)
    describe(document, title=title, author=centre.name, on=on)
    return to_bytes(document)


def _keep_inside(document: WordDocument) -> None:
    """Margins wide enough for nothing to stand on the frame."""
    margins = document.element.body[-1].find(qn("w:pgMar"))
    for side, wide in _MARGINS.items():
        margins.set(qn(side), str(wide))


def _name_centre(document: WordDocument, centre: ExamCentre, reminder: str) -> None:
    """The centre at the foot of the recto, and above the next pages beside the number of the certificate."""
    section = document.sections[0]
    section.first_page_header.part.element.append(paragraph("CertificatSansEntete"))
    section.first_page_footer.part.element.append(paragraph("CertificatPied", f"Centre d’examen{NBSP}: {centre.name}"))
    section.header.part.element.append(paragraph("CourrierRappel", centre.name, "\t", reminder))


def _frame(section: Element, *, copy: bool) -> None:
    """A double rule around the page, as diplomas have; a copy has a single one, of another colour."""
    borders = OxmlElement("w:pgBorders", attrs={qn("w:offsetFrom"): "page"})
    line = {"val": "single" if copy else "double", "sz": "8", "space": str(_FRAME), "color": _COLOURS[copy]}
    for side in ("top", "left", "bottom", "right"):
        borders.append(OxmlElement(f"w:{side}", attrs={qn(f"w:{name}"): value for name, value in line.items()}))
    section.find(qn("w:pgMar")).addnext(borders)
