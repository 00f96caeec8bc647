"""A paper rendered from what is stored (CER-03)."""

from documents.registry import REGISTRY
from repositories.unit_of_work import UnitOfWork
from resolvers.document.issuing import Drafting, issue, rendered
from resolvers.document.subjects import load_subject
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, perform
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import invalid
from rules.document.commands import GenerateDocument
from rules.document.document import Document
from rules.papers.asked import problem_of


async def generate(context: Context, command: GenerateDocument, options: Options) -> Refused | Done[Document]:
    """Makes a paper and keeps it. Issued with the same bytes before, it is given again; nothing issued changes."""

    async def act(unit: UnitOfWork) -> Refused | Done[Document]:
        listed = REGISTRY.get(command.kind)
        if listed is None:
            return Refused((invalid("Ce document ne se produit pas encore.", "kind"),))
        try:
            subject = await load_subject(context, unit, listed.about, command)
            draft = await Drafting(context, unit).draft(command, subject)
            data = rendered(draft)
        except ValueError as refusal:
            return Refused((problem_of(refusal),))
        [outcome] = await issue(context, unit, [(draft, data)])
        return outcome

    return await perform(
        context,
        Operation.generateDocument,
        command,
        options,
        act,
        lambda key: context.store.documents.get(key, scope=context.scope),
    )
