"""Documents: rendered once from a stored entity, kept with their digest, served as they were issued."""

from resolvers.shared.context import Context
from rules.certificate.certificate import Certificate
from rules.document.document import Document
from rules.referentiel.referentiel import version_id
from rules.session.session import Session


def url_of(context: Context, document: Document) -> str:
    """Where the document is served."""
    return f"{context.base_url}/documents/{document.id}"


def download_url(context: Context, document: Document) -> str:
    """Where a browser opens it without a token, for some minutes: whoever has the link reads this document alone."""
    if context.links is None:
        return url_of(context, document)
    return f"{url_of(context, document)}?lien={context.links.signed(document.id, context.now)}"


async def linked(context: Context, key: str, link: str) -> tuple[Document, bytes] | None:
    """The document that a signed link opens, and its bytes; None where the link is not good, or is no more."""
    if context.links is None or not context.links.opens(key, link, context.now):
        return None
    document = await context.store.documents.get(key)
    data = await context.store.blobs.read(document.sha256) if document else None
    return (document, data) if document is not None and data is not None else None


async def visible(context: Context, key: str) -> Document | None:
    """
    The document of this key; None where it, or what it is about, does not exist for the viewer.

    A result waits for the GTP, a name for the jury's last decision, a projet for the GTP's (GTP-06, JUR-08, REF-06).
    """
    document = await context.store.documents.get(key, scope=context.scope)
    if document is None:
        return None
    if document.dossier is not None:
        dossier = await context.store.dossiers.by_number(document.dossier, scope=context.scope)
        return document if dossier is not None and context.paper_visible(dossier, document) else None
    if document.certification is not None:
        version = await context.load.referentiel.load(version_id(document.certification, int(document.part)))
        return document if version is not None and context.version_paper_visible(version, document) else None
    session = await context.load.session.load(document.session) if document.session else None
    return document if session is not None and context.session_paper_visible(session, document) else None


async def content(context: Context, key: str) -> tuple[Document, bytes] | None:
    """
    A document and its bytes; None when it does not exist for the viewer or has lost its bytes.

    Raises INTERNAL, through the store, when the bytes no longer match their digest.
    """
    document = await visible(context, key)
    data = await context.store.blobs.read(document.sha256) if document else None
    return (document, data) if document is not None and data is not None else None


async def of_session(context: Context, session: Session) -> list[Document]:
    """The papers of a session; for its jury, before the last decision, those that name no candidate (JUR-08)."""
    issued = await context.load.documents_of_session.load(session.id) or []
    return [document for document in issued if context.session_paper_visible(session, document)]


async def of_certificate(context: Context, certificate: Certificate) -> list[Document]:
    """The papers of a certificate: itself and its certified copies (CER-03)."""
    return await context.load.documents_of_certificate.load(certificate.id) or []
