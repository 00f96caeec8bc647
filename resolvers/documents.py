"""Documents: rendered once from a stored entity, kept with their digest, served as they were issued."""

from resolvers.context import Context
from rules.document import Document


def url_of(context: Context, document: Document) -> str:
    """Where the document is served."""
    return f"{context.base_url}/documents/{document.id}"


async def content(context: Context, key: str) -> tuple[Document, bytes] | None:
    """
    A document and its bytes; None when it does not exist for the viewer (scope, GTP-06) or has lost its bytes.

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
