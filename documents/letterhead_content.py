"""What a letterhead must not hold once it is open: what fetches, what runs, what leads elsewhere unasked."""

from collections.abc import Iterable, Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from documents.letterhead_checks import LetterheadError
from documents.letterhead_fields import fields
from documents.writing import Element

Relation = Any
"""What leads from a part to another; python-docx keeps its class to itself."""
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ACTIVE = frozenset(
    {
        *("vbaproject", "wordvbadata", "control", "activexcontrolbinary", "oleobject", "package", "afchunk"),
        *("subdocument", "attachedtoolbars", "keymapcustomizations", "extensibility", "usercustomization"),
        *("webextension", "taskpanes", "webextensiontaskpanes", "transform"),
    }
)
"""Last words of the types of relations that lead to what runs, or to another document within this one."""
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/x-emf", "image/x-wmf"})
_VECTOR = "image/svg+xml"
_OBJECTS = frozenset(map(qn, ("w:object", "w:control", "w:altChunk", "w:subDoc")))
_CLICKS = frozenset({qn("w:hyperlink"), qn("a:hlinkClick"), qn("a:hlinkHover")})
_CLICKED = ("https://", "http://", "mailto:")
_ALLOWED_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "HYPERLINK", "IF", "SYMBOL", "TITLE", "AUTHOR", "="}
)

_FETCHES = "Le papier à en-tête va chercher un fichier ailleurs : incorporez l’image ou l’objet lié."
_RUNS = "Le papier à en-tête contient des macros ou des objets incorporés : retirez-les."
_TEMPLATE_AFAR = "Le papier à en-tête est attaché à un modèle distant : détachez-le de ce modèle."
_LEADS = "Le papier à en-tête contient un lien qui n’ouvre ni une page Web ni un courriel : retirez-le."
_SCRIPTED = "Le papier à en-tête contient une image SVG active : enregistrez-la en PNG."
_FIELD = "Le papier à en-tête contient un champ « {} », qui change ou va chercher ce qu’il affiche : retirez-le."


def check_relations(document: WordDocument) -> None:
    """
    Refuses what the file fetches or runs, wherever it stands: that place would learn who reads the letter.

    Hyperlinks, which wait for a click, are welcome where they open a page or a message. The template on the disk of
    whoever made the file is no fault: it is forgotten. Raises LetterheadError with every reason.
    """
    reasons = dict.fromkeys(reason for relation in _relations(document) for reason in _of_relation(relation))
    if reasons:
        raise LetterheadError(*reasons)


def check_margins(document: WordDocument, margins: Iterable[Part]) -> None:
    """Refuses what the headers and footers that are kept show by fetching, running or computing it: LetterheadError."""
    reasons: dict[str, None] = {}
    for part in margins:
        if isinstance(part, XmlPart):
            reasons |= dict.fromkeys((*_of_elements(part), *_of_fields(part.element)))
        reasons |= dict.fromkeys(reason for item in part.rels.values() for reason in _of_shown(item))
    if reasons:
        raise LetterheadError(*reasons)


def _relations(document: WordDocument) -> Iterator[Relation]:
    package = document.part.package
    if package is None:
        return
    yield from package.rels.values()
    for part in package.iter_parts():
        yield from part.rels.values()


def _of_relation(relation: Relation) -> Iterator[str]:
    last = relation.reltype.rsplit("/", 1)[-1].casefold()
    if last in _ACTIVE:
        yield _RUNS
    elif not relation.is_external:
        return
    elif relation.reltype == TEMPLATE:
        target = relation.target_ref.casefold().replace("\\", "/")
        if target.startswith("//") or ("://" in target and not target.startswith("file:///")):
            yield _TEMPLATE_AFAR
    elif relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
        yield _FETCHES
    elif not relation.target_ref.strip().casefold().startswith(_CLICKED):
        yield _LEADS


def _of_elements(part: XmlPart) -> Iterator[str]:
    """What an element runs, or reads from elsewhere without a click."""
    outside = {key for key, relation in part.rels.items() if relation.is_external}
    for element in part.element.iter("*"):
        if element.tag in _OBJECTS:
            yield _RUNS
        for name, value in element.attrib.items():
            if name.startswith(_RELATIONS):
                if value in outside and element.tag not in _CLICKS:
                    yield _FETCHES
            elif name.rsplit("}", 1)[-1] in {"src", "href", "althref"} and _is_address(value):
                yield _FETCHES


def _is_address(value: str) -> bool:
    return ":" in value or value.startswith(("//", "\\\\"))


def _of_fields(element: Element) -> Iterator[str]:
    for name in fields(element):
        if name not in _ALLOWED_FIELDS:
            yield _FIELD.format(name[:30]) if name.isascii() and name.isalpha() else _FIELD.format("calculé")


def _of_shown(relation: Relation) -> Iterator[str]:
    """What a header leads to: pictures and hyperlinks, nothing else."""
    if relation.is_external:
        return
    kind = relation.target_part.content_type
    if relation.reltype != RELATIONSHIP_TYPE.IMAGE or kind not in _PICTURES | {_VECTOR}:
        yield _RUNS
    elif kind == _VECTOR and _is_scripted(relation.target_part.blob):
        yield _SCRIPTED


def _is_scripted(picture: bytes) -> bool:
    """Whether an SVG holds a program, or leads outside itself; one that cannot be read is held to."""
    try:
        elements = list(parse_xml(picture).iter("*"))
    except (ValueError, SyntaxError):
        return True
    for element in elements:
        if element.tag.rsplit("}", 1)[-1] in {"script", "foreignObject", "style", "set", "animate"}:
            return True
        for name, value in element.attrib.items():
            local = name.rsplit("}", 1)[-1].casefold()
            if local.startswith("on") or (local == "href" and not value.startswith(("#", "data:image/"))):
                return True
            if "url(" in value and "url(#" not in value:
                return True
    return False
