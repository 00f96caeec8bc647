"""The paper a letter is written on: ours, or the one that a centre uploaded, made ready to receive a letter."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from documents.letterhead_checks import LetterheadError, check_carried, check_file
from documents.letterhead_cleaning import drop_leftovers, emptied, margins
from documents.letterhead_content import check_margins, check_relations
from documents.letterhead_height import height
from documents.letterhead_looks import check_looks
from documents.logo import Logo
from documents.package import copied, opened, repacked, to_bytes
from documents.writing import Element

_SHIPPED = files("documents") / "letterheads"
_FIRST = ("[Content_Types].xml", "_rels/.rels")

_MILLIMETRE = 1440 / 25.4
_TEXT_BELOW_WINDOW = round(92 * _MILLIMETRE)
"""Where the text may start without showing in the window of an envelope: 92 mm from the top of the sheet."""
_DEFAULT_HEADER_ENDS = round(27 * _MILLIMETRE)
"""Where the text would start under the default letterhead, its centre's name on one line."""

Letterhead = bytes | Logo | None
"""What a paper is printed on: the Word file of a centre, our own paper with a logo, or our own."""


def blank(letterhead: Letterhead, *beside: str, restyled: bool = False) -> WordDocument:
    """
    A document without a word in it, on this letterhead or on ours, with every style that letters use.

    `beside` name the files of the styles that come on top; the document's own can be changed where it is `restyled`.
    Raises LetterheadError.
    """
    if isinstance(letterhead, bytes):
        sheet = _theirs(letterhead)
    else:
        sheet = _ours(0 if letterhead is None else letterhead.size()[1].twips)
    return copied(_styled(sheet, beside), restyled=restyled)


@lru_cache(maxsize=32)
def _styled(package: bytes, beside: tuple[str, ...]) -> bytes:
    if not beside:
        return package
    document = opened(package)
    for name in beside:
        _add_beside(document, name)
    return to_bytes(document)


@cache
def _styles(name: str) -> tuple[Element, ...]:
    return tuple(parse_xml((_SHIPPED / f"{name}.xml").read_bytes()).iter(qn("w:style")))


def _add_beside(document: WordDocument, name: str) -> None:
    """Adds the styles of this file to those of letters, except those that the letterhead has already."""
    styles = document.styles.element
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    for style in _styles(name):
        if style.get(qn("w:styleId")) not in known:
            styles.append(deepcopy(style))


@lru_cache(maxsize=64)
def _ours(logo: int) -> bytes:
    """Our own, where a logo of so many twentieths of a point stands at its head."""
    document = opened(repacked(_shipped_parts()))
    _add_styles(document, text_starts=_DEFAULT_HEADER_ENDS + logo)
    return to_bytes(document)


@lru_cache(maxsize=8)
def _theirs(letterhead: bytes) -> bytes:
    check_file(letterhead)
    try:
        return _prepared(letterhead)
    except LetterheadError:
        raise
    except Exception as error:  # a damaged package fails in as many ways as it has parts
        raise LetterheadError("Le papier à en-tête n’est pas un document Word lisible (.docx).") from error


def _prepared(letterhead: bytes) -> bytes:
    """A centre's own, without its text, with the styles of letters; refused for what would fetch, run or hide."""
    document = opened(letterhead)
    # Read now, or made where the file has none, so that whatever is damaged shows.
    _ = (document.styles, document.settings, document.sections)
    check_relations(document)
    section = emptied(document, opened(_ours(0)).element.body.find(qn("w:sectPr")))
    check_margins(document, margins(document))
    drop_leftovers(document)
    _ = document.core_properties  # new ones: those of the file name whoever made it
    ends = [height(part.element) for part in margins(document) if part.element.tag == qn("w:hdr")]
    below = _number(section, "w:pgMar", "w:header", 0) + max(ends, default=0)
    _add_styles(document, text_starts=max(_number(section, "w:pgMar", "w:top", 1418), below))
    prepared = to_bytes(document)
    check_carried(prepared)
    check_looks(document, _written_in())
    return prepared


@cache
def _written_in() -> frozenset[str]:
    """The identifiers of the styles that letters and papers are written in."""
    return frozenset(
        str(style.get(qn("w:styleId")))
        for name in ("styles.xml", "papers.xml")
        for style in parse_xml((_SHIPPED / name).read_bytes()).iter(qn("w:style"))
    )


def text_width(document: WordDocument) -> int:
    """Width between the margins, in twentieths of a point."""
    section = document.element.body.find(qn("w:sectPr"))
    left, right = (_number(section, "w:pgMar", side, 1247) for side in ("w:left", "w:right"))
    return max(_number(section, "w:pgSz", "w:w", 11906) - left - right, 4000)


def _shipped_parts() -> Iterator[tuple[str, bytes]]:
    entries = dict(_walk(_SHIPPED / "default", ""))
    for name in (*_FIRST, *sorted(entries.keys() - set(_FIRST))):
        yield name, entries[name]


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()


def _add_styles(document: WordDocument, *, text_starts: int) -> None:
    """Adds the styles that letters use, except those that the letterhead has already, under the same identifier."""
    styles = document.styles.element
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    normal = _default_paragraph_style(styles)
    width = text_width(document)
    for style in list(parse_xml((_SHIPPED / "styles.xml").read_bytes())):
        if style.get(qn("w:styleId")) in known:
            continue
        for base in style.iter(qn("w:basedOn")):
            if base.get(qn("w:val")) == "Normal":
                base.set(qn("w:val"), normal) if normal else style.remove(base)
        for tab in style.iter(qn("w:tab")):
            if tab.get(qn("w:val")) == "right":
                tab.set(qn("w:pos"), str(width))
        if style.get(qn("w:styleId")) == "CourrierReperes":
            spacing = next(style.iter(qn("w:spacing")))
            spacing.set(qn("w:before"), str(max(_TEXT_BELOW_WINDOW - text_starts, 240)))
        styles.append(style)


def _default_paragraph_style(styles: Element) -> str | None:
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true", "on"}:
            return str(style.get(qn("w:styleId")))
    return None


def _number(section: Element, tag: str, name: str, default: int) -> int:
    measured = section.find(qn(tag))
    written = measured.get(qn(name)) if measured is not None else None
    return int(float(written)) if written is not None else default
