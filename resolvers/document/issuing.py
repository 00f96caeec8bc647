"""
The one way in which papers are issued: composed, rendered, kept under their digest, told to the journal (CER-03).

What is issued is never made again otherwise: a paper of the same bytes is the one that was issued before.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from documents.letterhead import Letterhead as Sheet
from documents.registry import REGISTRY, render
from repositories.unit_of_work import UnitOfWork
from resolvers.document.subjects import Subject
from resolvers.organisation.letterheads import letterhead_of, version_in_use
from resolvers.shared.context import Context
from resolvers.shared.mutation import written
from resolvers.shared.watching import watched_paper
from rules.base.command import cleaned
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.document.commands import GenerateDocument, Signatory
from rules.document.document import BY_DELEGATION, MATERIAL, Document
from rules.dossier.dossier import Dossier
from rules.lives.common import COMMON
from rules.organisation.letterhead import DefaultSignatory, Letterhead
from rules.papers.asked import Asked, Unfit, destroyed_problem
from rules.papers.common import Paper
from rules.papers.duties import basis_of, papers_of


@dataclass(frozen=True)
class Draft:
    """A paper composed, and yet to be issued."""

    command: GenerateDocument
    subject: Subject
    paper: Paper
    sheet: Sheet
    """What it is printed on."""
    version: int | None
    """The version of its centre's letterhead that this is; None for our own paper."""
    basis: str
    """A digest of the facts that it is made from; empty where nothing asks for it."""

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return REGISTRY[self.command.kind].file_name(self.paper, self.subject.number)


class Drafting:
    """Composes the papers of one request, on the letterheads of their centres, each read once."""

    def __init__(self, context: Context, unit: UnitOfWork) -> None:
        self._context, self._unit = context, unit
        self._read: dict[str, tuple[Letterhead | None, Sheet]] = {}

    async def draft(self, command: GenerateDocument, subject: Subject, basis: str | None = None) -> Draft:
        """
        The paper that is asked for. Raises ValueError, of which rules.papers.asked.problem_of says why.

        Its basis is looked for among the papers that are due of its subject, where the caller does not know it.
        """
        if (problem := destroyed_problem(subject.entity, command.kind)) is not None:
            raise Unfit(problem)
        if command.kind in MATERIAL and isinstance(subject.entity, Dossier):
            self._unit.rely_on(subject.entity)  # whose archives are not to be destroyed meanwhile
        listed = REGISTRY[command.kind]
        version, sheet = (None, None) if listed.national else await self._letterhead(subject.kept["exam_centre"])
        paper = listed.compose(subject.content, _asked(cleaned(command), version))
        number = version.version if version is not None else None
        if basis is None:
            basis = basis_of(papers_of(subject.entity, self._context.today), command.kind, paper.part)
        return Draft(command, subject, paper, sheet, number, basis)

    async def _letterhead(self, centre: str) -> tuple[Letterhead | None, Sheet]:
        if centre not in self._read:
            version = await version_in_use(self._unit, centre)
            self._read[centre] = version, await letterhead_of(self._context, version)
        return self._read[centre]


def rendered(draft: Draft) -> bytes:
    """Its .docx. Raises LetterheadError."""
    with watched_paper(draft.command.kind):
        return render(draft.command.kind, draft.paper, draft.sheet)


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
            letterhead=draft.version,
            **draft.subject.kept,
        )
        outcome = row.decided(document, draft.command, issued=issued[0] if issued else None)
        if isinstance(outcome, Done) and outcome.entity not in issued:
            if not issued:
                unit.keep(digest, data)
            outcome = written(unit, row, Done(outcome.entity, facts=outcome.facts, rules=paper.rules))
        outcomes.append(outcome)
    return outcomes


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
