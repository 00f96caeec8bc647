"""A paper issued: once for the same bytes, which never change (CER-03), and outdated by what is rectified (CER-07)."""

from collections.abc import Iterable
from datetime import date

from rules.base.outcome import Done
from rules.document.commands import GenerateDocument
from rules.document.document import Document


def issue(document: Document, command: GenerateDocument, *, issued: Document | None) -> Done[Document]:
    """The document as it was `issued` before with the same bytes; else this one."""
    if issued is not None:
        return Done(issued)
    of = command.dossier or command.session or ""
    return Done(document, facts={"kind": command.kind.value, "sha256": document.sha256, "of": of})


def outdated(documents: Iterable[Document], today: date) -> list[Document]:
    """Those that still counted, to be printed anew from today (CER-07, CER-09)."""
    return [item.evolve(outdated_on=today) for item in documents if item.outdated_on is None]
