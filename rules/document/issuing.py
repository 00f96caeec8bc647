"""A paper issued: once for the same bytes, which never change (CER-03)."""

from rules.base.outcome import Done
from rules.document.commands import GenerateDocument
from rules.document.document import Document


def issue(document: Document, command: GenerateDocument, *, issued: Document | None) -> Done[Document]:
    """
    The document as it was `issued` before with the same bytes; else this one.

    Where the facts have changed since and the paper says the same, that is noted: it is due no more.
    """
    facts = {"kind": command.kind.value, "sha256": document.sha256, "of": _of(command)}
    if issued is None:
        return Done(document, facts=facts)
    if not document.basis or issued.basis in {None, document.basis}:
        return Done(issued)
    return Done(issued.evolve(basis=document.basis), facts=facts)


def _of(command: GenerateDocument) -> str:
    """What it is about, by its number."""
    return command.dossier or command.session or command.certificate or ""
