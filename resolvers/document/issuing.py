"""
The one way in which papers are issued: composed, rendered, kept under their digest, told to the journal (CER-03).

What is issued is never made again otherwise: a paper of the same bytes is the one that was issued before.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from documents.registry import REGISTRY, render
from repositories.unit_of_work import UnitOfWork
from resolvers.document.subjects import Subject
from resolvers.shared.context import Context
from resolvers.shared.mutation import written
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.document.commands import GenerateDocument
from rules.document.document import Document
from rules.lives.common import COMMON
from rules.papers.common import Paper


@dataclass(frozen=True)
class Draft:
    """A paper composed, and yet to be issued."""

    command: GenerateDocument
    subject: Subject
    paper: Paper
    basis: str

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return REGISTRY[self.command.kind].file_name(self.paper, self.subject.number)


def rendered(draft: Draft) -> bytes:
    """Its .docx."""
    return render(draft.command.kind, draft.paper, None)


async def issue(
    context: Context, unit: UnitOfWork, drafts: Sequence[tuple[Draft, bytes]]
) -> list[Refused | Done[Document]]:
    """What issuing each of these papers comes to, in their order: new, or as before with the same bytes."""
    row = COMMON.rows[Operation.generateDocument]
    digests = [hashlib.sha256(data).hexdigest() for _, data in drafts]
    known: defaultdict[tuple[str, object, str], list[Document]] = defaultdict(list)
    for item in await unit.documents.where({"sha256": {"$in": sorted(set(digests))}}):
        if item.outdated_on is None:
            known[item.sha256, item.kind, item.part].append(item)
    outcomes: list[Refused | Done[Document]] = []
    for (draft, data), digest in zip(drafts, digests, strict=True):
        kind, paper = draft.command.kind, draft.paper
        issued = known[digest, kind, paper.part]
        document = Document(
            id=uuid4().hex,
            kind=kind,
            part=paper.part,
            file_name=draft.file_name,
            size=len(data),
            sha256=digest,
            created_on=context.now,
            on=context.today,
            basis=draft.basis,
            **draft.subject.kept,
        )
        outcome = row.decided(document, draft.command, issued=issued[0] if issued else None)
        if isinstance(outcome, Done) and outcome.entity not in issued:
            if not issued:
                unit.keep(digest, data)
            outcome = written(unit, row, Done(outcome.entity, facts=outcome.facts, rules=paper.rules))
        outcomes.append(outcome)
    return outcomes
