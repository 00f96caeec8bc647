"""A letterhead tried on a specimen of every paper before a centre may use it."""

import io
import zipfile

from docx.oxml.parser import parse_xml

from documents.letterhead import Letterhead
from documents.letterhead_checks import LetterheadError
from documents.logo import Logo, taken
from documents.registry import REGISTRY
from documents.specimens import specimen


def letterhead_faults(data: bytes) -> list[str]:
    """Why a Word file cannot serve as a letterhead, each reason a French sentence; empty where every paper prints."""
    try:
        return _tried(data)
    except LetterheadError as error:
        return list(error.reasons)


def logo_of(data: bytes) -> tuple[Logo | None, list[str]]:
    """The logo that a file holds, or why it cannot serve, each reason a French sentence."""
    try:
        logo = taken(data)
        return logo, _tried(logo)
    except LetterheadError as error:
        return None, list(error.reasons)


def _tried(letterhead: Letterhead) -> list[str]:
    """
    The papers that do not print on it, each as a sentence: none of their words may be missing.

    Raises LetterheadError where the letterhead itself is refused.
    """
    faults = []
    for kind, row in REGISTRY.items():
        if row.national:
            continue
        paper = specimen(row.value)
        try:
            whole = _words(row.render(paper, letterhead)) == _words(row.render(paper, None))
        except LetterheadError:
            raise
        except Exception:  # whatever a file that was never seen before does to a paper, it is refused
            whole = False
        if not whole:
            faults.append(f"Sur ce papier à en-tête, un document ne s’imprime pas en entier : {kind.words}")
    return faults


def _words(package: bytes) -> list[str]:
    """Every paragraph of the text, those of tables among them."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        body = parse_xml(archive.read("word/document.xml"))
    return ["".join(item.itertext()) for item in body.iter("{*}p")]
