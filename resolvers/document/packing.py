"""The papers of a session issued in one request, in one transaction: all of them say what it was at one revision."""

import asyncio
from collections.abc import Sequence
from typing import cast
from uuid import uuid4

from documents.registry import REGISTRY, About
from repositories.unit_of_work import UnitOfWork
from resolvers.document.issuing import Draft, Drafting, issue, rendered
from resolvers.document.packs import visible
from resolvers.document.subjects import Subject, awarded_of, decisions_of, results_of
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, current, perform, written
from rules.base.command import cleaned, faults
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import Problem, invalid, not_found
from rules.base.text import number_key
from rules.document.commands import GenerateDocument, GeneratePack
from rules.document.document import MATERIAL, Document
from rules.document.pack import Pack, PackFault, PackFormat
from rules.lives.common import COMMON
from rules.papers.asked import problem_of
from rules.papers.pack import Topic, Wanted, named, too_many, wanted
from rules.papers.result import Result
from rules.session.session import Session
from rules.views.actions import may
from rules.views.masks import papers_problem

_NAMED_BY = {About.SESSION: "session", About.DECISIONS: "session", About.DOSSIER: "dossier"}
"""The field of `generateDocument` that names what a paper is about; a certificate's is of its own name."""


async def generate_pack(context: Context, command: GeneratePack, options: Options) -> Refused | Done[Pack]:
    """Issues the papers of a session that are asked for, and keeps which they are; what cannot be made is named."""
    row, read = COMMON.rows[Operation.generatePack], cleaned(command)

    async def act(unit: UnitOfWork) -> Refused | Done[Pack]:
        session = await unit.sessions.by_number(number_key(command.session), scope=context.scope)
        if session is None or not may(context.viewer, row, session):
            return Refused((not_found("Cette session n’existe pas parmi les vôtres.", "session"),))
        if wrong := faults(command):
            return Refused(tuple(wrong))
        if problem := papers_problem(context.viewer, session) or _no_press(context, command):
            return Refused((problem,))
        held, refused = await _composed(context, unit, session, read)
        if problem := too_many(len(held)):
            return Refused((problem,))
        for reused in (paper for _, paper in held if isinstance(paper, Document) and paper.kind in MATERIAL):
            unit.rely_on(reused)  # which is not to be destroyed meanwhile
        issued, unprinted = await _issued(context, unit, held)
        outcome = row.decided(
            session,
            command,
            papers=named(issued),
            faults=[*refused, *unprinted],
            identifier=uuid4().hex,
            now=context.now,
            today=context.today,
        )
        outcome = current(session, options, outcome)
        if isinstance(outcome, Refused):
            return outcome
        if command.format is PackFormat.PDF:
            unit.print(outcome.entity.id)
        return written(unit, row, outcome)

    outcome = await perform(context, Operation.generatePack, command, options, act, lambda key: visible(context, key))
    if context.press is not None:
        context.press.wake()
    return outcome


def _no_press(context: Context, command: GeneratePack) -> Problem | None:
    if command.format is PackFormat.ZIP or context.press is not None:
        return None
    text = "Ce service ne fait pas de PDF, faute de LibreOffice : demandez une archive zip, ou faites-l’y installer."
    return invalid(text, "format")


async def _composed(
    context: Context, unit: UnitOfWork, session: Session, command: GeneratePack
) -> tuple[list[tuple[Wanted, Document | Draft]], list[tuple[PackFault, Problem]]]:
    """The papers that the pack is to hold, issued before or yet to be, and those that cannot be made."""
    topics = await _topics(context, unit, session)
    own = await unit.documents.of_sessions([session.id])
    theirs = await unit.documents.of_dossiers(sorted({topic.dossier for topic, _ in topics if topic.dossier}))
    issued = [document for several in (*own.values(), *theirs.values()) for document in several]
    drafting = Drafting(context, unit)
    held: list[tuple[Wanted, Document | Draft]] = []
    refused: list[tuple[PackFault, Problem]] = []
    for topic, subject in topics:
        for item in wanted(topic, issued, command, context.today):
            paper = item.issued or await _drafted(drafting, item, subject, command)
            if not isinstance(paper, Problem):
                held.append((item, paper))
            elif item.due is not None:
                refused.append((item.fault(paper), paper))
    return held, refused


async def _issued(
    context: Context, unit: UnitOfWork, held: Sequence[tuple[Wanted, Document | Draft]]
) -> tuple[list[tuple[Wanted, Document]], list[tuple[PackFault, Problem]]]:
    """The same papers, all of them issued, and those that cannot be printed on their letterhead."""
    drafts = [paper for _, paper in held if isinstance(paper, Draft)]
    contents = await asyncio.to_thread(lambda: [_printed(draft) for draft in drafts])
    pairs = list(zip(drafts, contents, strict=True))
    outcomes = iter(await issue(context, unit, [(draft, data) for draft, data in pairs if isinstance(data, bytes)]))
    contents_of = iter(contents)
    issued: list[tuple[Wanted, Document]] = []
    refused: list[tuple[PackFault, Problem]] = []
    for item, paper in held:
        made = next(contents_of) if isinstance(paper, Draft) else paper
        document = next(outcomes).entity if isinstance(made, bytes) else made
        if isinstance(document, Problem):
            refused.append((item.fault(document), document))
        elif document is not None:
            issued.append((item, document))
    return issued, refused


def _printed(draft: Draft) -> bytes | Problem:
    try:
        return rendered(draft)
    except ValueError as refusal:
        return problem_of(refusal)


async def _drafted(drafting: Drafting, item: Wanted, subject: Subject, command: GeneratePack) -> Draft | Problem:
    """The paper composed, or why it cannot be."""
    named_by = _NAMED_BY.get(REGISTRY[item.kind].about, "certificate")
    one = GenerateDocument.model_validate({**item.alone(command), named_by: item.topic.number})
    try:
        return await drafting.draft(one, subject, item.basis)
    except ValueError as refusal:
        return problem_of(refusal)


async def _topics(context: Context, unit: UnitOfWork, session: Session) -> list[tuple[Topic, Subject]]:
    """What the papers are about, in the order of the pack: the jury, then each candidate with their certificates."""
    jury = await decisions_of(context, unit, session)
    own = await unit.dossiers.where({"session": session.id}, scope=context.scope, sort="number")
    letters = await results_of(context, unit, own)
    results = [cast(Result, subject.content) for subject in letters]
    pairs = [(certificate, result) for result in results for certificate in result.certificates]
    proofs = iter(await awarded_of(context, unit, pairs))
    topics = [(Topic(session, session.number), jury)]
    for subject, result in zip(letters, results, strict=True):
        who, number = result.candidate.listed_name, result.dossier.number
        topics.append((Topic(result.dossier, number, who, number), subject))
        topics += [(Topic(item, item.number, who, number), next(proofs)) for item in result.certificates]
    return topics
