"""A paper issued: once for the same bytes, which never change (CER-03), and outdated by what changes (CER-07)."""

from collections.abc import Iterable, Sequence
from datetime import date

from rules.base.outcome import Change, Done
from rules.document.commands import GenerateDocument
from rules.document.document import Document, DocumentKind


def issue(document: Document, command: GenerateDocument, *, issued: Document | None) -> Done[Document]:
    """
    The document as it was `issued` before with the same bytes; else this one.

    Where the facts have changed since, or it was said to be outdated, and it says the same, that is noted: it counts.
    """
    facts = {"kind": command.kind.value, "sha256": document.sha256, "of": _of(command)}
    if issued is None:
        return Done(document, facts=facts)
    same = not document.basis or issued.basis in {None, document.basis}
    if same and issued.outdated_on is None:
        return Done(issued)
    return Done(issued.evolve(basis=document.basis, outdated_on=None), facts=facts)


def _of(command: GenerateDocument) -> str:
    """What it is about, by its number."""
    return command.dossier or command.session or command.certificate or command.certification or ""


def outdated(documents: Iterable[Document], today: date) -> list[Document]:
    """Those that still counted, to be printed anew from today (CER-07, CER-09)."""
    standing = (item for item in documents if item.outdated_on is None and item.destroyed_on is None)
    return [item.evolve(outdated_on=today) for item in standing]


def outdated_summaries(issued: Sequence[Document], today: date) -> tuple[Change, ...]:
    """The états récapitulatifs among these papers, to be printed anew: what they say of a seat has changed (EVA-06)."""
    summaries = (item for item in issued if item.kind is DocumentKind.EVALUATION_SUMMARY)
    return tuple(Change(item) for item in outdated(summaries, today))
