"""How the tests of papers read what was made."""

import io

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from documents.text import printable


def normalised(part: bytes) -> str:
    """The part one element a line, so that a difference reads as one."""
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def plain(text: str) -> str:
    """Text without blanks, the hyphens that pdftotext drops at line ends, and ẞ, which it puts on a line of its own."""
    return "".join(printable(text).translate(dict.fromkeys(map(ord, "-ẞ"))).split())


def lines(package: bytes) -> list[str]:
    """Every paragraph of the body, with plain blanks, a tab being one and a line break another."""
    body = Document(io.BytesIO(package)).element.body
    marks = {qn("w:t"): lambda e: e.text or "", qn("w:tab"): lambda _: " ", qn("w:br"): lambda _: " "}
    return [
        "".join(marks[e.tag](e) for run in p.iter(qn("w:r")) for e in run if e.tag in marks).replace("\xa0", " ")
        for p in body.iter(qn("w:p"))
    ]


def said(package: bytes) -> str:
    return "\n".join(lines(package))


def rows(package: bytes, heading: str) -> list[list[str]]:
    """The rows of the table whose first heading this is, without the header."""
    document = Document(io.BytesIO(package))
    for table in document.tables:
        found = [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows]
        if heading in found[0]:
            return found[1:]
    raise AssertionError(heading)
