"""Papers rendered from what is stored: issued once, kept with their digest, never made again otherwise (CER-03)."""

import hashlib
from uuid import uuid4

from documents.registry import REGISTRY, render
from repositories.unit_of_work import UnitOfWork
from resolvers.document.subjects import PaperRequest, load_subject
from resolvers.shared.changing import given
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt, Options, perform, refused
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.base.problems import invalid
from rules.document.document import Document
from rules.papers.asked import problem_of


async def generate(context: Context, *, request: PaperRequest, options: Options) -> Attempt[Document]:
    """Makes a paper and keeps it. Issued with the same bytes before, it is given again; nothing issued changes."""

    async def act(unit: UnitOfWork) -> Attempt[Document]:
        row = REGISTRY.get(request.kind)
        if row is None:
            return refused([invalid("Ce document ne se produit pas encore.", "kind")])
        try:
            subject = await load_subject(context, unit, row.about, request)
            paper = row.compose(subject.content, request)
        except ValueError as refusal:
            return refused([problem_of(refusal)])
        data = render(request.kind, paper, None)
        digest = hashlib.sha256(data).hexdigest()
        issued = await unit.documents.where({"sha256": digest, "kind": request.kind.value, "part": paper.part})
        if issued:
            return Attempt(issued[0])
        made = Document(
            id=uuid4().hex,
            kind=request.kind,
            part=paper.part,
            file_name=row.file_name(paper, subject.number),
            size=len(data),
            sha256=digest,
            created_on=context.now,
            **subject.kept,
        )
        unit.keep(digest, data)
        facts = {"kind": request.kind.value, "sha256": digest, "of": request.dossier or request.session or ""}
        event = EventDraft(action=Operation.generateDocument, facts=facts, rules=paper.rules)
        return Attempt(unit.insert(made, event))

    return await perform(
        context,
        Operation.generateDocument,
        given("", request=request),
        options,
        act,
        lambda key: context.store.documents.get(key, scope=context.scope),
    )
