"""Letters, from what they say to the bytes of a Word file: the same bytes for the same letter, whenever it is made."""

from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document as WordDocument

from documents import certificate, result_letters, session_papers
from documents.letterhead import blank, text_width
from documents.margins import write_footers, write_letterhead
from documents.package import describe, to_bytes
from documents.partial_validation import body
from documents.text import cleaned
from rules.base.entity import Value
from rules.document.document import DocumentKind
from rules.papers.partial_validation import PartialValidationLetter


class UnknownKindError(ValueError):
    """No paper of this kind is made here from this entity."""


def render(kind: DocumentKind, entity: Value, letterhead: bytes | None) -> bytes:
    """
    The .docx of this kind that says what `entity` says, on a centre's letterhead or, with None, on ours.

    Deterministic: neither the clock nor the machine shows. Raises LetterheadError (French message) on a letterhead
    that cannot serve, UnknownKindError on a kind that has no paper yet or does not go with the entity.
    """
    found = _PAPERS.get(kind)
    if found is None or not isinstance(entity, found[0]):
        raise UnknownKindError(f"Aucun document {kind.value} ne se fait à partir de {type(entity).__name__}.")
    return found[1](cleaned(entity), letterhead)


def _partial_validation(letter: PartialValidationLetter, letterhead: bytes | None) -> bytes:
    document = blank(letterhead)
    if letterhead is None:
        write_letterhead(document, letter.centre, f"Dossier {letter.reference}")
    write_footers(document, demonstration=letter.demonstration)
    _fill(document, body(letter, text_width(document)))
    describe(
        document,
        title=f"Validation partielle, dossier {letter.reference}",
        author=letter.centre.name,
        on=letter.gtp_on,
    )
    return to_bytes(document)


def _fill(document: WordDocument, blocks: list[Any]) -> None:
    """Puts the blocks before the section's properties, which close the body."""
    end = document.element.body[-1]
    for block in blocks:
        end.addprevious(block)


_PAPERS: Mapping[DocumentKind, tuple[type[Value], Callable[[Any, bytes | None], bytes]]] = {
    DocumentKind.PARTIAL_VALIDATION_LETTER: (PartialValidationLetter, _partial_validation),
    **session_papers.PAPERS,
    **result_letters.PAPERS,
    **certificate.PAPERS,
}
