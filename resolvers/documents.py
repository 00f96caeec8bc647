"""Documents: rendered once from a stored entity, kept with their digest, served as they were issued."""

import hashlib

from uuid import uuid4

from documents.letters import render
from repositories.unit_of_work import UnitOfWork
from resolvers.context import Context
from rules.access import Operation
from rules.document import Document, DocumentKind
from rules.dossier import Dossier
from rules.event import EventDraft
from rules.letter import PartialValidationLetter


def url_of(context: Context, document: Document) -> str:
    """Where the document is served."""
    return f"{context.base_url}/documents/{document.id}"


async def content(context: Context, key: str) -> tuple[Document, bytes] | None:
    """A document and its bytes; None when it does not exist for the viewer (scope, GTP-06) or has lost its bytes.

    Raises INTERNAL, through the store, when the bytes no longer match their digest.
    """
    document = await context.store.documents.get(key, scope=context.scope)
    if document is None:
        return None
    dossier = await context.store.dossiers.by_number(document.dossier, scope=context.scope)
    if dossier is None or not context.result_visible(dossier):
        return None
    data = await context.store.contents.read(document.sha256)
    return (document, data) if data is not None else None


def issue_letter(unit: UnitOfWork, context: Context, dossier: Dossier, letter: PartialValidationLetter) -> Document:
    """Renders the partial-validation letter of a dossier (LET-02, LET-03) and hands it to the unit of work."""
    data = render(DocumentKind.PARTIAL_VALIDATION_LETTER, letter, None)
    document = Document(
        id=uuid4().hex,
        kind=DocumentKind.PARTIAL_VALIDATION_LETTER,
        dossier=dossier.number,
        candidate=dossier.candidate,
        exam_centre=dossier.exam_centre,
        file_name=f"validation-partielle-{dossier.number}.docx",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        created_on=context.now,
    )
    unit.keep(document.sha256, data)
    return unit.insert(
        document,
        EventDraft(
            action=Operation.loadDemonstration,
            facts={"what": "lettre de validation partielle", "dossier": dossier.number, "sha256": document.sha256},
            rules=("LET-02", "LET-03", "CON-02"),
        ),
    )
