"""How much of the sheet a header or footer takes, roughly: enough to tell one that leaves no room for a letter."""

from docx.oxml.ns import qn
from docx.shared import Emu

from documents.writing import Element

_LINE = 240
"""Twentieths of a point of a line, where nothing says its size."""
_P, _TABLE, _ROW, _CELL, _INLINE = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "wp:inline"))


def height(container: Element) -> int:
    """Twentieths of a point that the paragraphs and tables of a header, a footer or a cell take, one under another."""
    total = 0
    for child in container:
        if child.tag == _P:
            total += _paragraph(child)
        elif child.tag == _TABLE:
            total += sum(map(_row, child.iter(_ROW)))
        elif child.tag == qn("w:sdt"):
            total += sum(map(height, child.findall(qn("w:sdtContent"))))
    return total


def _row(row: Element) -> int:
    said = next(row.iter(qn("w:trHeight")), None)
    least = int(float(said.get(qn("w:val"), 0))) if said is not None else 0
    return max([least, *(height(cell) for cell in row.findall(_CELL))])


def _paragraph(paragraph: Element) -> int:
    """Its lines as far as breaks make them, or its tallest picture, with the space around."""
    lines = 1 + sum(item.get(qn("w:type")) is None for item in paragraph.iter(qn("w:br")))
    size = next((int(float(item.get(qn("w:val"), 0))) for item in paragraph.iter(qn("w:sz"))), 0)
    pictures = [
        Emu(int(item.get("cy"))).twips for inline in paragraph.iter(_INLINE) for item in inline.iter(qn("wp:extent"))
    ]
    spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    around = [spacing.get(qn(f"w:{side}")) for side in ("before", "after")] if spacing is not None else []
    text = lines * max(_LINE, size * 12)
    total: int = max([text, *pictures]) + sum(int(float(item)) for item in around if item)
    return total
