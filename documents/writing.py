"""Words put into Word: paragraphs, tables and fields as Open XML, named by style and never formatted one by one."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

Element = Any
"""An lxml element; python-docx leaves its own classes untyped."""

# Resolved once: a letter asks for them hundreds of times.
_P, _PPR, _PSTYLE, _R, _RPR, _RSTYLE, _T, _TAB, _BR, _VAL = map(
    qn, ("w:p", "w:pPr", "w:pStyle", "w:r", "w:rPr", "w:rStyle", "w:t", "w:tab", "w:br", "w:val")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHARACTER = 125
"""Width of a character in a cell, margins of the cell included, in twentieths of a point: more than most take."""
_MOST_LINES = 30
"""Lines of a row that surely fit on one page, be it on its side."""
_BOUND = {"CourrierCorps": "CourrierCorpsLie", "CourrierListe": "CourrierListeLiee"}
"""The style that keeps a paragraph with the next one, for each of those that may come before a closing formula."""
_KEPT = 2
"""How many rows stay with the foot of a table."""
_PIECES = re.compile(r"([\t\n])")


class Strong(str):
    """Text that stands out, by a character style."""

    __slots__ = ()


class Field(str):
    """The instruction of a field that the reader's software computes: `PAGE`, `NUMPAGES`."""

    __slots__ = ()


Cell = str | Sequence[str]
"""What one cell of a table says: a text, or runs of which some stand out."""


class Column(NamedTuple):
    """One column of a table: its heading and its width in twentieths of a point."""

    heading: str
    width: int


def paragraph(style: str, *runs: str) -> Element:
    """A paragraph of this style; in the runs a tab is a tab and a line end a line break."""
    element = OxmlElement("w:p")
    properties = _below(element, _PPR)
    _below(properties, _PSTYLE).set(_VAL, style)
    for run in runs:
        if isinstance(run, Field):
            _write_field(element, run)
        else:
            _write_run(element, run, "CourrierImportant" if isinstance(run, Strong) else None)
    return element


def bound(blocks: Iterable[Element]) -> list[Element]:
    """The same, what is said last bound to the closing formula: a signature never stands alone on a page."""
    found = list(blocks)
    for before, block in pairwise(found):
        if _style_of(block) == "CourrierPolitesse" and (style := _BOUND.get(_style_of(before))):
            before[0][0].set(_VAL, style)
    return found


def _style_of(element: Element) -> str:
    return element[0][0].get(_VAL, "") if element.tag == _P else ""


def window(element: Element) -> Element:
    """
    The same paragraph, moved to where the windows of DL and C5 envelopes show it: 105 mm from the left edge of the
    sheet and 57 mm from its top, 85 mm wide; the text goes on below it.

    Said on the paragraph and not in its style, where LibreOffice does not look for it.
    """
    frame = {
        "w": "4820",
        "hSpace": "142",
        "wrap": "notBeside",
        "vAnchor": "page",
        "hAnchor": "page",
        "x": "5954",
        "y": "3232",
    }
    element[0][0].addnext(OxmlElement("w:framePr", {qn(f"w:{name}"): value for name, value in frame.items()}))
    return element


def table(
    description: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    style: str = "CourrierCellule",
    height: int | None = None,
    foot: Sequence[Element] = (),
    bound: str = "PapierCelluleLiee",
) -> Element:
    """
    A table whose first row is repeated on every page, and whose rows are not cut in two unless they are very long.

    `description` is read aloud to those who cannot see the table; `style` is that of the text in the cells, `height`
    the least height of a row, in twentieths of a point, where something is to be written by hand. `foot` are the
    paragraphs of a last row over the whole width, a signature, which the rows before it, of the style `bound`, do not
    leave: a table does not keep with what follows it in every reader, while its rows do.
    """
    element = OxmlElement("w:tbl")
    properties = OxmlElement("w:tblPr")
    element.append(properties)
    for tag, attributes in (
        ("w:tblStyle", {"w:val": "CourrierTableau"}),
        ("w:tblW", {"w:w": str(sum(column.width for column in columns)), "w:type": "dxa"}),
        ("w:tblLayout", {"w:type": "fixed"}),
        ("w:tblLook", {"w:val": "0020", "w:firstRow": "1", "w:noHBand": "1", "w:noVBand": "1"}),
        ("w:tblDescription", {"w:val": description}),
    ):
        properties.append(OxmlElement(tag, {qn(name): value for name, value in attributes.items()}))
    grid = OxmlElement("w:tblGrid")
    element.append(grid)
    for column in columns:
        grid.append(OxmlElement("w:gridCol", {qn("w:w"): str(column.width)}))
    element.append(_row([column.heading for column in columns], columns, style, heading=True))
    listed = list(rows)
    for rank, row in enumerate(listed, 1):
        kept = bound if foot and rank > len(listed) - _KEPT else style
        element.append(_row(row, columns, kept, height=height))
    if foot:
        element.append(_foot(foot, columns))
    return element


def _foot(paragraphs: Sequence[Element], columns: Sequence[Column]) -> Element:
    """The last row of a table, over all of its columns."""
    row = OxmlElement("w:tr")
    _below(_below(row, qn("w:trPr")), qn("w:cantSplit"))
    cell = _below(row, qn("w:tc"))
    properties = _below(cell, qn("w:tcPr"))
    width = _below(properties, qn("w:tcW"))
    width.set(qn("w:w"), str(sum(column.width for column in columns)))
    width.set(qn("w:type"), "dxa")
    _below(properties, qn("w:gridSpan")).set(_VAL, str(len(columns)))
    cell.extend(paragraphs)
    return row


def _row(
    cells: Sequence[Cell], columns: Sequence[Column], style: str, *, heading: bool = False, height: int | None = None
) -> Element:
    row = OxmlElement("w:tr")
    properties = _below(row, qn("w:trPr"))
    if _lines(cells, columns) <= _MOST_LINES:  # a reader would cut off what overflows the page
        _below(properties, qn("w:cantSplit"))
    if height is not None:
        _below(properties, qn("w:trHeight")).set(_VAL, str(height))
    if heading:
        _below(properties, qn("w:tblHeader"))
    for content, column in zip(cells, columns, strict=True):
        cell = _below(row, qn("w:tc"))
        width = _below(_below(cell, qn("w:tcPr")), qn("w:tcW"))
        width.set(qn("w:w"), str(column.width))
        width.set(qn("w:type"), "dxa")
        cell.append(paragraph(style, *((content,) if isinstance(content, str) else content)))
    return row


def _lines(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many lines the longest cell takes at most, roughly."""
    return max(
        sum(1 + len(line) * _CHARACTER // column.width for line in "".join(content).split("\n"))
        for content, column in zip(cells, columns, strict=True)
    )


def _write_run(into: Element, text: str, style: str | None) -> None:
    run = _below(into, _R)
    if style is not None:
        _below(_below(run, _RPR), _RSTYLE).set(_VAL, style)
    for piece in _PIECES.split(text):
        if piece == "\t":
            _below(run, _TAB)
        elif piece == "\n":
            _below(run, _BR)
        elif piece:
            written = _below(run, _T)
            written.text = piece
            written.set(_SPACE, "preserve")


def _write_field(into: Element, instruction: str) -> None:
    field = OxmlElement("w:fldSimple", {qn("w:instr"): f" {instruction} "})
    into.append(field)
    # What stands there until the reader's software has counted the pages.
    _write_run(field, "1", None)


def _below(parent: Element, tag: str) -> Element:
    child = parent.makeelement(tag)
    parent.append(child)
    return child
