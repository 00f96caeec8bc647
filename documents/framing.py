"""A paper of a session around its words: letterhead, styles, orientation, footers, properties, bytes."""

from collections.abc import Callable, Iterable
from datetime import date

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from documents.letterhead import Letterhead, blank, text_width
from documents.margins import write_footers, write_letterhead
from documents.package import describe, to_bytes
from documents.writing import Element, bound
from rules.papers.common import ExamCentre

_SIDE = 850
"""The widest left and right margins of a sheet on its side, in twentieths of a point: 15 mm."""


def framed(
    words: Callable[[int], Iterable[Element]],
    letterhead: Letterhead,
    *,
    centre: ExamCentre,
    reminder: str,
    title: str,
    on: date,
    demonstration: bool,
    landscape: bool = False,
    beside: str | None = None,
) -> bytes:
    """
    The .docx that holds `words`, which get the width of the text in twentieths of a point.

    `beside` names the file of the styles that come on top of those of papers. `reminder` heads the pages after the
    first on our own letterhead; `title` and `on` become the file's properties.
    Raises LetterheadError.
    """
    document = blank(letterhead, *filter(None, ("papers", beside)), restyled=landscape)
    if landscape:
        lay_on_side(document)
    if not isinstance(letterhead, bytes):
        write_letterhead(document, centre, reminder, letterhead)
    write_footers(document, letterhead, demonstration=demonstration, of=" sur ")
    end = document.element.body[-1]
    for block in bound(words(text_width(document))):
        end.addprevious(block)
    describe(document, title=title, author=centre.name, on=on)
    return to_bytes(document)


def lay_on_side(document: WordDocument, *, narrowest: int = 0, widest: int = _SIDE) -> None:
    """
    Lays the sheet of a document that is restyled on its side; what stood at the right edge stays there.

    Its left and right margins stay between `narrowest` and `widest`, in twentieths of a point: narrow for a wide table.
    """
    before = text_width(document)
    section = document.sections[0]
    element = document.element.body[-1]
    size, margins = element.find(qn("w:pgSz")), element.find(qn("w:pgMar"))
    if size is None or section.page_width is None or section.page_height is None:
        return
    if int(size.get(qn("w:w"))) < int(size.get(qn("w:h"))):
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    for side in ("w:left", "w:right") if margins is not None else ():
        margins.set(qn(side), str(max(narrowest, min(int(float(margins.get(qn(side), _SIDE))), widest))))
    after = str(text_width(document))
    for tab in document.styles.element.iter(qn("w:tab")):
        if tab.get(qn("w:val")) == "right" and tab.get(qn("w:pos")) == str(before):
            tab.set(qn("w:pos"), after)
