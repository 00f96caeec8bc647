"""A paper rendered from what is stored (CER-03)."""

from documents.registry import REGISTRY
from repositories.unit_of_work import UnitOfWork
from resolvers.document.issuing import Draft, issue, rendered
from resolvers.document.subjects import load_subject
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, perform
from rules.base.command import cleaned
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import invalid
from rules.document.commands import GenerateDocument, Signatory
from rules.document.document import Document
from rules.papers.asked import Asked, problem_of
from rules.papers.duties import basis_of, papers_of


async def generate(context: Context, command: GenerateDocument, options: Options) -> Refused | Done[Document]:
    """Makes a paper and keeps it. Issued with the same bytes before, it is given again; nothing issued changes."""
    read = cleaned(command)

    async def act(unit: UnitOfWork) -> Refused | Done[Document]:
        listed = REGISTRY.get(command.kind)
        if listed is None:
            return Refused((invalid("Ce document ne se produit pas encore.", "kind"),))
        try:
            subject = await load_subject(context, unit, listed.about, command)
            paper = listed.compose(subject.content, asked(read.part, read.signatory))
        except ValueError as refusal:
            return Refused((problem_of(refusal),))
        basis = basis_of(papers_of(subject.entity, context.today), command.kind, paper.part)
        draft = Draft(command, subject, paper, basis)
        [outcome] = await issue(context, unit, [(draft, rendered(draft))])
        return outcome

    return await perform(
        context,
        Operation.generateDocument,
        command,
        options,
        act,
        lambda key: context.store.documents.get(key, scope=context.scope),
    )


def asked(part: str | None, signatory: Signatory | None) -> Asked:
    """Which paper of several, and who signs it, in the terms of the papers."""
    return Asked(
        part=part,
        signatory_name=signatory.name if signatory else None,
        signatory_quality=signatory.quality if signatory else None,
    )
