"""The papers that are due of what is shown, judged from what is stored and what was issued already."""

from collections.abc import Sequence

from resolvers.shared.context import Context
from rules.base.entity import Entity
from rules.base.operation import Operation
from rules.certificate.certificate import Certificate
from rules.document.document import Document
from rules.dossier.dossier import Dossier
from rules.papers.due_paper import DuePaper
from rules.papers.duties import left, papers_of
from rules.session.session import Session
from rules.views.actions import issues_papers
from rules.views.masks import judged_on

Subject = Dossier | Session | Certificate


async def due_papers(context: Context, subject: Subject) -> list[DuePaper]:
    """The papers that the viewer has to make of it now, in the order of the path."""
    if not issues_papers(context.viewer, subject):
        return []
    papers = papers_of(judged_on(subject), context.today)
    return left(papers, await issued_of(context, subject)) if papers else []


async def with_papers(context: Context, subject: Subject, actions: Sequence[Operation]) -> list[Operation]:
    """These next actions, and to make a paper where one is due; of a session, all of them at once too."""
    due = await due_papers(context, subject)
    several = [Operation.generatePack] if isinstance(judged_on(subject), Session) else []
    return [*actions, *([Operation.generateDocument, *several] if due else [])]


async def issued_of(context: Context, subject: Entity) -> list[Document]:
    """The papers issued of it, by whichever centre held it then; one command for all that an answer asks for."""
    load, judged = context.load, judged_on(subject)
    if isinstance(judged, Dossier):
        return await load.issued_of.load(judged.number) or []
    if isinstance(judged, Session):
        return await load.documents_of_session.load(judged.id) or []
    return await load.documents_of_certificate.load(judged.id) or []
