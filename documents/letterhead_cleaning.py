"""A letterhead without what a letter must not carry: the file's own text, its history, its settings, its author."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from documents.writing import Element

_KEPT = frozenset(
    {
        RELATIONSHIP_TYPE.STYLES,
        RELATIONSHIP_TYPE.SETTINGS,
        RELATIONSHIP_TYPE.THEME,
        RELATIONSHIP_TYPE.FONT_TABLE,
        RELATIONSHIP_TYPE.NUMBERING,
    }
)
"""What else of the document a letter is written with, beside the headers and footers of its section."""
_OF_SECTION = frozenset(
    map(qn, ("w:headerReference", "w:footerReference", "w:pgSz", "w:pgMar", "w:pgBorders", "w:titlePg"))
)
_BEFORE = re.compile(r"z-index:\s*\d+")
_SETTINGS = tuple(
    map(
        qn,
        (
            *("w:attachedTemplate", "w:linkStyles", "w:mailMerge", "w:documentProtection", "w:writeProtection"),
            *("w:trackRevisions", "w:docVars", "w:rsids", "w:footnotePr", "w:endnotePr", "w:updateFields"),
            *("w:saveThroughXslt", "w:attachedSchema", "w:documentType"),
        ),
    )
)
"""What ties a letter to a template, to other files, to its reader's patience, or to who typed the letterhead."""


def emptied(document: WordDocument, otherwise: Element) -> Element:
    """
    Keeps of the body its first section's properties alone, which name headers and footers; those of `otherwise` where
    the file has none. The section.
    """
    body = document.element.body
    section = deepcopy(next(body.iter(qn("w:sectPr")), None))
    if section is None:
        section = deepcopy(otherwise)
        for reference in [child for child in section if child.get(qn("r:id")) is not None]:
            section.remove(reference)
    for child in [child for child in section if child.tag not in _OF_SECTION]:
        section.remove(child)
    for child in list(body):
        body.remove(child)
    body.append(section)
    for background in document.element.findall(qn("w:background")):
        document.element.remove(background)
    return section


def drop_leftovers(document: WordDocument) -> None:
    """Forgets every part that a letter does not use, and the settings that are not for its readers."""
    settings = document.settings.element
    for tag in _SETTINGS:
        for item in settings.findall(tag):
            settings.remove(item)
    used = {value for item in document.element.body.iter("*") for value in (item.get(qn("r:id")),) if value}
    document_part, package = document.part, document.part.package
    _forget(document_part, lambda key, kind: key in used or kind in _KEPT)
    _forget(document_part.part_related_by(RELATIONSHIP_TYPE.SETTINGS), lambda _key, _kind: False)
    if package is not None:
        _forget(package, lambda _key, kind: kind == RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for margin in margins(document):
        # What is drawn before the text would hide it.
        for anchor in margin.element.iter(qn("wp:anchor")):
            anchor.set("behindDoc", "1")
        for shape in margin.element.iter("{urn:schemas-microsoft-com:vml}*"):
            if shape.get("style"):
                shape.set("style", _BEFORE.sub("z-index:-1", shape.get("style")))


def margins(document: WordDocument) -> Iterator[XmlPart]:
    """The headers and footers that some page may show."""
    section = document.sections[0]
    for margin in (
        section.header,
        section.footer,
        section.first_page_header,
        section.first_page_footer,
        section.even_page_header,
        section.even_page_footer,
    ):
        if not margin.is_linked_to_previous:
            yield margin.part


def _forget(holder: Any, keep: Callable[[str, str], bool]) -> None:
    """Drops the relations of a part, or of the package, that are not to be kept."""
    for key in [key for key, relation in holder.rels.items() if not keep(key, relation.reltype)]:
        del holder.rels[key]
