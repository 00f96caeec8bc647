"""Papers rendered from what is stored: issued once, kept with their digest, never made again otherwise (CER-03)."""

import hashlib
from uuid import uuid4

from documents.registry import render
from repositories.unit_of_work import UnitOfWork
from resolvers.document.composers import COMPOSERS, PaperRequest, Unfit
from resolvers.shared.changing import given
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt, Options, perform, refused
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.base.problems import invalid
from rules.document.document import Document


async def generate(context: Context, *, request: PaperRequest, options: Options) -> Attempt[Document]:
    """Makes a paper and keeps it. Issued with the same bytes before, it is given again; nothing issued changes."""

    async def act(unit: UnitOfWork) -> Attempt[Document]:
        compose = COMPOSERS.get(request.kind)
        if compose is None:
            return refused([invalid("Ce document ne se produit pas encore.", "kind")])
        try:
            subject = await compose(context, unit, request)
        except Unfit as unfit:
            return refused([unfit.problem])
        except ValueError as error:
            return refused([invalid(_words(error))])
        data = render(request.kind, subject.paper, None)
        digest = hashlib.sha256(data).hexdigest()
        issued = await unit.documents.where({"sha256": digest, "kind": request.kind.value, "part": subject.part})
        if issued:
            return Attempt(issued[0])
        made = Document(
            id=uuid4().hex,
            kind=request.kind,
            dossier=subject.dossier,
            candidate=subject.candidate,
            session=subject.session,
            certificate=subject.certificate,
            part=subject.part,
            exam_centre=subject.exam_centre,
            file_name=subject.file_name,
            size=len(data),
            sha256=digest,
            created_on=context.now,
        )
        unit.keep(digest, data)
        facts = {"kind": request.kind.value, "sha256": digest, "of": request.dossier or request.session or ""}
        event = EventDraft(action=Operation.generateDocument, facts=facts, rules=subject.rules)
        return Attempt(unit.insert(made, event))

    return await perform(
        context,
        Operation.generateDocument,
        given("", request=request),
        options,
        act,
        lambda key: context.store.documents.get(key, scope=context.scope),
    )


def _words(error: ValueError) -> str:
    """The French sentence of a value that refuses to be made."""
    found = str(error)
    lines = [line.strip() for line in found.splitlines() if line.strip().startswith("Value error, ")]
    return lines[0].removeprefix("Value error, ").partition(" [type=")[0] if lines else found
