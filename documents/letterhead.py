"""The paper a letter is written on: ours, or the one that a centre uploaded, made ready to receive a letter."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from documents.letterhead_checks import LetterheadError, check_file, check_links
from documents.package import opened, repacked, to_bytes
from documents.writing import Element

_SHIPPED = files("documents") / "letterheads"
_FIRST = ("[Content_Types].xml", "_rels/.rels")

_MILLIMETRE = 1440 / 25.4
_TEXT_BELOW_WINDOW = round(92 * _MILLIMETRE)
"""Where the text may start without showing in the window of an envelope: 92 mm from the top of the sheet."""
_DEFAULT_HEADER_ENDS = round(27 * _MILLIMETRE)
"""Where the text would start under the default letterhead, its centre's name on one line."""
_TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def blank(letterhead: bytes | None) -> WordDocument:
    """
    A document without a word in it, on this letterhead or on ours, with every style that letters use.

    Raises LetterheadError.
    """
    return opened(_ours() if letterhead is None else _theirs(letterhead))


@cache
def _ours() -> bytes:
    document = opened(repacked(_shipped_parts()))
    _add_styles(document, text_starts=_DEFAULT_HEADER_ENDS)
    return to_bytes(document)


@lru_cache(maxsize=8)
def _theirs(letterhead: bytes) -> bytes:
    check_file(letterhead)
    try:
        document = opened(letterhead)
        body = document.element.body
        # Read now, or made where the file has none, so that whatever is damaged shows.
        _ = (document.styles, document.settings, document.core_properties, document.sections)
    except Exception as error:  # a damaged package fails in as many ways as it has parts
        raise LetterheadError("Le papier à en-tête n’est pas un document Word lisible (.docx).") from error
    if body is None:
        raise LetterheadError("Le papier à en-tête n’est pas un document Word lisible (.docx).")
    section = _emptied(body)
    _drop_leftovers(document)
    _add_styles(document, text_starts=_number(section, "w:pgMar", "w:top", 1418))
    check_links(document)
    return to_bytes(document)


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


def _emptied(body: Element) -> Element:
    """Keeps of the body only its first section's properties (A4 where it has none), which name headers and footers."""
    section = deepcopy(next(body.iter(qn("w:sectPr")), None))
    if section is None:
        section = deepcopy(opened(_ours()).element.body.find(qn("w:sectPr")))
        for reference in [child for child in section if child.get(qn("r:id")) is not None]:
            section.remove(reference)
    for change in section.findall(qn("w:sectPrChange")):
        section.remove(change)
    for child in list(body):
        body.remove(child)
    body.append(section)
    return section


def _drop_leftovers(document: WordDocument) -> None:
    """
    Forgets the template that the file was made from, a path on a disk that is fetched when the letter is opened,
    and Word 2010's second copy of the styles, which would lack those of the letter.
    """
    settings = document.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        settings.remove(attached)
    for part, kind in (
        (document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS), _TEMPLATE),
        (document.part, _EFFECTS),
    ):
        for key in [key for key, relation in part.rels.items() if relation.reltype == kind]:
            del part.rels[key]


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
