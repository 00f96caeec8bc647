"""The paper a letter is written on: ours, or the one that a centre uploaded, made ready to receive a letter."""

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from documents.package import opened, repacked, to_bytes
from documents.writing import Element

_SHIPPED = files("documents") / "letterheads"
_FIRST = ("[Content_Types].xml", "_rels/.rels")

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 500

_MILLIMETRE = 1440 / 25.4
_TEXT_BELOW_WINDOW = round(92 * _MILLIMETRE)
"""Where the text may start without showing in the window of an envelope: 92 mm from the top of the sheet."""
_DEFAULT_HEADER_ENDS = round(29 * _MILLIMETRE)
"""Where the text would start under the default letterhead, its centre's name on one line."""
_TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
_ACTIVE = ("vbaProject", "activeX", "embeddings", "macro")


class LetterheadError(ValueError):
    """The file cannot serve as a letterhead; the message says why, in French."""


def blank(letterhead: bytes | None) -> WordDocument:
    """A document without a word in it, on this letterhead or on ours, with every style that letters use.

    Raises LetterheadError.
    """
    return opened(_ours() if letterhead is None else _theirs(letterhead))


@cache
def _ours() -> bytes:
    document = opened(repacked(_shipped_parts()))
    _add_styles(document, text_starts=_DEFAULT_HEADER_ENDS)
    return to_bytes(document)


@lru_cache(maxsize=32)
def _theirs(letterhead: bytes) -> bytes:
    _check(letterhead)
    try:
        document = opened(letterhead)
        section = _emptied(document)
        _drop_template(document)
        _add_styles(document, text_starts=_number(section, "w:pgMar", "w:top", 1418))
    except Exception as error:  # a damaged package fails in as many ways as it has parts
        raise LetterheadError("Le papier à en-tête n’est pas un document Word lisible (.docx).") from error
    _refuse_links(document)
    return to_bytes(document)


def text_width(document: WordDocument) -> int:
    """Width between the margins, in twentieths of a point."""
    section = document.element.body.find(qn("w:sectPr"))
    left, right = (_number(section, "w:pgMar", side, 1247) for side in ("w:left", "w:right"))
    return max(_number(section, "w:pgSz", "w:w", 11906) - left - right, 4000)


def _shipped_parts() -> Iterator[tuple[str, bytes]]:
    found = dict(_walk(_SHIPPED / "default", ""))
    for name in (*_FIRST, *sorted(found.keys() - set(_FIRST))):
        yield name, found[name]


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()


def _check(letterhead: bytes) -> None:
    """Refuses what must not even be opened: not a zip, a bomb, a file that holds code."""
    if len(letterhead) > LARGEST:
        raise LetterheadError("Le papier à en-tête dépasse 10 Mo.")
    try:
        with zipfile.ZipFile(io.BytesIO(letterhead)) as archive:
            entries = archive.infolist()
            content_types = (
                archive.read("[Content_Types].xml") if sum(e.file_size for e in entries) <= LARGEST_UNPACKED else None
            )
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise LetterheadError("Le papier à en-tête n’est pas un document Word (.docx).") from error
    if content_types is None or len(entries) > MOST_PARTS:
        raise LetterheadError("Le papier à en-tête est trop volumineux une fois décompressé.")
    if any(mark in entry.filename for entry in entries for mark in _ACTIVE) or b"macroEnabled" in content_types:
        raise LetterheadError("Le papier à en-tête contient des macros ou des objets incorporés : retirez-les.")
    if CONTENT_TYPE.WML_DOCUMENT_MAIN.encode() not in content_types:
        raise LetterheadError(
            "Le papier à en-tête n’est pas un document Word (.docx) : un modèle .dotx s’enregistre en .docx."
        )


def _emptied(document: WordDocument) -> Element:
    """Keeps of the body only its first section's properties (A4 where it has none), which name headers and footers."""
    body = document.element.body
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


def _drop_template(document: WordDocument) -> None:
    """Forgets the template that the file was made from: a path on a disk, fetched when the letter is opened."""
    settings = document.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        settings.remove(attached)
    relationships = document.settings.part.rels
    for key in [key for key, found in relationships.items() if found.reltype == _TEMPLATE]:
        del relationships[key]


def _refuse_links(document: WordDocument) -> None:
    """A letter that fetches a picture from elsewhere would tell that place who reads it."""
    package = document.part.package
    for part in package.iter_parts() if package is not None else ():
        for found in part.rels.values():
            if found.is_external and found.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                raise LetterheadError(
                    "Le papier à en-tête va chercher un fichier ailleurs : incorporez l’image ou l’objet lié."
                )


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
    found = section.find(qn(tag))
    written = found.get(qn(name)) if found is not None else None
    return int(float(written)) if written is not None else default
