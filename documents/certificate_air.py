"""The room that the words of a recto leave, put between them: a short certificate fills its page as a long one does."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from documents.letterhead import text_width
from documents.package import styles_of
from documents.writing import Element

_SHARES: Mapping[str, int] = {
    "CertificatEmetteur": 2,
    "CertificatNature": 1,
    "CertificatIntitule": 3,
    "CertificatLong": 2,
    "CertificatTresLong": 1,
    "CertificatDelivre": 3,
    "CertificatFait": 1,
    "CertificatEspace": 3,
    "CertificatPresident": 3,
    "CertificatNote": 2,
    "CertificatSignataires": 2,
    "CertificatCertifie": 2,
}
"""Of what room is left, how many parts go above the paragraphs of a style."""
_LINE = 1.2
"""Height of a line, in times the size of its letters."""
_KEPT = 700
"""What is never given away, in twentieths of a point: the rules, and three lines since widths are only estimated."""
_WIDE, _CAPITAL, _ORDINARY, _NARROW = 1.05, 0.75, 0.53, 0.3
"""Widths of signs, in times the size of letters, rather more than they take."""
_SMALL = 0.8
"""Size of small capitals, in times that of the capitals among them."""


class _Look(NamedTuple):
    """What a style makes of a paragraph, in twentieths of a point."""

    size: float
    around: int
    """Above and below."""
    beside: int
    """Left and right."""
    small_capitals: bool


def spread(document: WordDocument, blocks: Sequence[Element]) -> None:
    """Puts what room these paragraphs leave on one page above some of them; nothing where they leave none."""
    looks = {style: _look(document, style) for style in {_style(block) for block in blocks}}
    width = text_width(document)
    taken = sum(_height(_text(block), looks[_style(block)], width) for block in blocks)
    left = _room(document) - taken - _KEPT
    parts = [_SHARES.get(_style(block), 0) for block in blocks]
    if left <= 0 or not sum(parts):
        return
    for block, part in zip(blocks, parts, strict=True):
        if part:
            above = int(left * part / sum(parts)) + _above(document, _style(block))
            block[0].append(OxmlElement("w:spacing", {qn("w:before"): str(above)}))


def _room(document: WordDocument) -> int:
    """From the top margin to the bottom one."""
    section = document.element.body[-1]
    sheet, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return int(sheet.get(qn("w:h"))) - int(margins.get(qn("w:top"))) - int(margins.get(qn("w:bottom")))


def _height(text: str, look: _Look, width: int) -> float:
    within = width - look.beside
    size = look.size * _SMALL if look.small_capitals else look.size
    shown = text.upper() if look.small_capitals else text
    lines = sum(1 + int(sum(map(_wide, line)) * size / within) for line in shown.split("\n"))
    return lines * look.size * _LINE + look.around


def _wide(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return _WIDE
    if sign in "ijlIt.,;:!’'|()[] ":
        return _NARROW
    return _CAPITAL if sign.isupper() or sign in "mwœæ—" else _ORDINARY


def _text(block: Element) -> str:
    marks = {qn("w:br"): "\n", qn("w:tab"): " "}
    return "".join(marks.get(item.tag) or (item.text or "") for item in block.iter(qn("w:t"), *marks))


def _style(block: Element) -> str:
    return str(block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")))


def _look(document: WordDocument, style: str) -> _Look:
    size = _said(document, style, "w:rPr/w:sz", "w:val") or 20
    spaced = (_said(document, style, "w:pPr/w:spacing", side) or 0 for side in ("w:before", "w:after"))
    beside = (_said(document, style, "w:pPr/w:ind", side) or 0 for side in ("w:left", "w:right"))
    small = any(item.find(f"{qn('w:rPr')}/{qn('w:smallCaps')}") is not None for item in _bases(document, style))
    return _Look(size * 10.0, sum(spaced), sum(beside), small)


def _above(document: WordDocument, style: str) -> int:
    return _said(document, style, "w:pPr/w:spacing", "w:before") or 0


def _said(document: WordDocument, style: str, place: str, name: str) -> int | None:
    """What a style says of this, or one that it is based on."""
    path = "/".join(qn(tag) for tag in place.split("/"))
    for item in _bases(document, style):
        found = item.find(path)
        if found is not None and (value := found.get(qn(name))) is not None:
            return int(value)
    return None


def _bases(document: WordDocument, style: str) -> Iterator[Element]:
    known = dict(styles_of(document))
    name: str | None = style
    while name is not None and (item := known.pop(name, None)) is not None:
        yield item
        base = item.find(qn("w:basedOn"))
        name = base.get(qn("w:val")) if base is not None else None
