"""What stands around the text of a letter: the centre's name above, the page number and notices below."""

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import Section

from documents.logo import Logo, put_logo, room_above
from documents.text import NBSP
from documents.writing import Element, Field, paragraph
from rules.papers.common import ExamCentre

_PAGE_FIELD = re.compile(r"\bPAGE\b")
DEMONSTRATION = (
    f"Document de démonstration, sans valeur{NBSP}: Poinçon est un logiciel non officiel, que l’UIMM ne cautionne pas."
)


def write_letterhead(document: WordDocument, centre: ExamCentre, reminder: str, logo: Logo | None = None) -> None:
    """Fills the headers of our own letterhead: the centre on the first page, a reminder of it on the next ones."""
    section = document.sections[0]
    first = section.first_page_header.part.element
    contact = f" {NBSP}·{NBSP} ".join(centre.address_lines)
    if logo is not None:
        put_logo(document, first, logo, centre.name, room_above(centre.name, contact))
    first.append(paragraph("CourrierEntete", centre.name))
    # The coloured rule hangs under this line, which is there even without an address.
    first.append(paragraph("CourrierCoordonnees", contact))
    section.header.part.element.append(paragraph("CourrierRappel", centre.name, "\t", reminder))


def write_footers(
    document: WordDocument, letterhead: bytes | Logo | None, *, demonstration: bool, of: str = "/"
) -> None:
    """
    Adds the page number « x/y » to every footer, and the notice of a demonstration; `of` stands between both numbers.

    A centre's letterhead that numbers its pages already keeps its own way of doing so.
    """
    section = document.sections[0]
    numbered = isinstance(letterhead, bytes) and _numbers_pages(section)
    if numbered and not demonstration:
        return
    number = () if numbered else ("\t", f"Page{NBSP}", Field("PAGE"), of, Field("NUMPAGES"))
    for footer in _shown(document, section, "footer"):
        footer.append(paragraph("CourrierPied", *((DEMONSTRATION,) if demonstration else ()), *number))


def headers(document: WordDocument) -> Iterator[Element]:
    """Every header that some page shows, made where the letterhead has none."""
    return _shown(document, document.sections[0], "header")


def _shown(document: WordDocument, section: Section, kind: str) -> Iterator[Element]:
    """Every header, or footer, that some page shows, made where the letterhead has none."""
    shown = [getattr(section, kind)]
    if section.different_first_page_header_footer:
        shown.append(getattr(section, f"first_page_{kind}"))
    if document.settings.odd_and_even_pages_header_footer:
        shown.append(getattr(section, f"even_page_{kind}"))
    for margin in shown:
        new = margin.is_linked_to_previous
        element = margin.part.element
        if new:
            for child in list(element):
                element.remove(child)
        yield element


def _numbers_pages(section: Section) -> bool:
    for margin in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        if margin.is_linked_to_previous:
            continue
        element = margin.part.element
        instructions = [field.text or "" for field in element.iter(qn("w:instrText"))]
        instructions += [field.get(qn("w:instr")) or "" for field in element.iter(qn("w:fldSimple"))]
        if any(map(_PAGE_FIELD.search, instructions)):
            return True
    return False
