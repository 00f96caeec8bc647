"""What an uploaded letterhead must not be: something else than Word, a bomb, a program, a spy."""

import io
import re
import zipfile
import zlib

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 500

_ACTIVE = ("vbaProject", "activeX", "embeddings", "macro")
_FETCHING_FIELD = re.compile(r"\b(INCLUDE\w*|DDE\w*|LINK|IMPORT|DATABASE|RD)\b", re.IGNORECASE)


class LetterheadError(ValueError):
    """The file cannot serve as a letterhead; the message says why, in French."""


def check_file(letterhead: bytes) -> None:
    """Refuses what must not even be opened: not a zip, a bomb, a file that holds code. Raises LetterheadError."""
    if len(letterhead) > LARGEST:
        raise LetterheadError("Le papier à en-tête dépasse 5 Mo.")
    try:
        with zipfile.ZipFile(io.BytesIO(letterhead)) as archive:
            entries = archive.infolist()
            content_types = (
                archive.read("[Content_Types].xml") if sum(e.file_size for e in entries) <= LARGEST_UNPACKED else None
            )
    except (
        zipfile.BadZipFile,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise LetterheadError("Le papier à en-tête n’est pas un document Word (.docx).") from error
    if content_types is None or len(entries) > MOST_PARTS:
        raise LetterheadError("Le papier à en-tête est trop volumineux une fois décompressé.")
    if any(mark in entry.filename for entry in entries for mark in _ACTIVE) or b"macroEnabled" in content_types:
        raise LetterheadError("Le papier à en-tête contient des macros ou des objets incorporés : retirez-les.")
    if CONTENT_TYPE.WML_DOCUMENT_MAIN.encode() not in content_types:
        raise LetterheadError(
            "Le papier à en-tête n’est pas un document Word (.docx) : un modèle .dotx s’enregistre en .docx."
        )


def check_links(document: WordDocument) -> None:
    """
    Refuses what fetches something from elsewhere: that place would learn who reads the letter, or change its looks.

    Hyperlinks, which wait for a click, are welcome. Raises LetterheadError.
    """
    package = document.part.package
    if package is None:
        return
    links = [relation for part in package.iter_parts() for relation in part.rels.values()] + list(package.rels.values())
    fetched = any(relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK for relation in links)
    if fetched or any(_FETCHING_FIELD.search(instructions) for instructions in _fields(document)):
        raise LetterheadError(
            "Le papier à en-tête va chercher un fichier ailleurs : incorporez l’image ou l’objet lié."
        )


def _fields(document: WordDocument) -> list[str]:
    """The field instructions of each header and footer, joined: a field may be spread over several runs."""
    section = document.sections[0]
    margins = (
        section.header,
        section.footer,
        section.first_page_header,
        section.first_page_footer,
        section.even_page_header,
        section.even_page_footer,
    )
    elements = [margin.part.element for margin in margins if not margin.is_linked_to_previous]
    return [
        "".join(field.text or "" for field in element.iter(qn("w:instrText")))
        + " ".join(field.get(qn("w:instr")) or "" for field in element.iter(qn("w:fldSimple")))
        for element in elements
    ]
