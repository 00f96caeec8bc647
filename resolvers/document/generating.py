"""Papers rendered from what is stored: issued once, kept with their digest, never made again otherwise (CER-03)."""

import hashlib
from uuid import uuid4

from documents.registry import REGISTRY, render
from repositories.unit_of_work import UnitOfWork
from resolvers.document.subjects import load_subject
from resolvers.organisation.letterheads import letterhead_of, version_in_use
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, perform, written
from rules.base.command import cleaned
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import invalid
from rules.document.commands import GenerateDocument, Signatory
from rules.document.document import BY_DELEGATION, Document
from rules.lives.common import COMMON
from rules.organisation.letterhead import DefaultSignatory, Letterhead
from rules.papers.asked import Asked, problem_of
from rules.papers.duties import basis_of, papers_of


async def generate(context: Context, command: GenerateDocument, options: Options) -> Refused | Done[Document]:
    """Makes a paper and keeps it. Issued with the same bytes before, it is given again; nothing issued changes."""
    row = COMMON.rows[Operation.generateDocument]

    async def act(unit: UnitOfWork) -> Refused | Done[Document]:
        listed = REGISTRY.get(command.kind)
        if listed is None:
            return Refused((invalid("Ce document ne se produit pas encore.", "kind"),))
        try:
            subject = await load_subject(context, unit, listed.about, command)
            version = await version_in_use(unit, subject.kept["exam_centre"])
            paper = listed.compose(subject.content, _asked(cleaned(command), version))
            data = render(command.kind, paper, None if listed.national else await letterhead_of(context, version))
        except ValueError as refusal:
            return Refused((problem_of(refusal),))
        digest = hashlib.sha256(data).hexdigest()
        same = await unit.documents.where({"sha256": digest, "kind": command.kind.value, "part": paper.part})
        issued = [item for item in same if item.outdated_on is None]
        document = Document(
            id=uuid4().hex,
            kind=command.kind,
            part=paper.part,
            file_name=listed.file_name(paper, subject.number),
            size=len(data),
            sha256=digest,
            created_on=context.now,
            on=context.today,
            basis=basis_of(papers_of(subject.entity, context.today), command.kind, paper.part),
            letterhead=version.version if version is not None and not listed.national else None,
            **subject.kept,
        )
        outcome = row.decided(document, command, issued=issued[0] if issued else None)
        if isinstance(outcome, Refused) or outcome.entity in issued:
            return outcome
        if not issued:
            unit.keep(digest, data)
        return written(unit, row, Done(outcome.entity, facts=outcome.facts, rules=paper.rules))

    return await perform(
        context,
        Operation.generateDocument,
        command,
        options,
        act,
        lambda key: context.store.documents.get(key, scope=context.scope),
    )


def _asked(command: GenerateDocument, letterhead: Letterhead | None) -> Asked:
    """What is asked of the paper; signed as the centre usually does where the request says nothing of it."""
    signatory: Signatory | DefaultSignatory | None = command.signatory
    if "signatory" not in command.model_fields_set and letterhead is not None:
        signatory = letterhead.referent if command.kind in BY_DELEGATION else letterhead.signatory
    return Asked(
        part=command.part,
        signatory_name=signatory.name if signatory else None,
        signatory_quality=signatory.quality if signatory else None,
        signatory_civility=signatory.civility if signatory else None,
        questions=command.questions,
    )
