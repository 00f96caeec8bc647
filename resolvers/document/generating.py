"""Papers rendered from what is stored: issued once, kept with their digest, never made again otherwise (CER-03)."""

import hashlib
from uuid import uuid4

from documents.letters import render
from repositories.unit_of_work import UnitOfWork
from resolvers.document.composers import COMPOSERS, PaperRequest, Unfit
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, perform, written
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import invalid
from rules.document.commands import GenerateDocument
from rules.document.document import Document
from rules.lives.common import COMMON


async def generate(context: Context, command: GenerateDocument, options: Options) -> Refused | Done[Document]:
    """Makes a paper and keeps it. Issued with the same bytes before, it is given again; nothing issued changes."""
    row = COMMON.rows[Operation.generateDocument]
    request = _request(command)

    async def act(unit: UnitOfWork) -> Refused | Done[Document]:
        compose = COMPOSERS.get(request.kind)
        if compose is None:
            return Refused((invalid("Ce document ne se produit pas encore.", "kind"),))
        try:
            subject = await compose(context, unit, request)
        except Unfit as unfit:
            return Refused((unfit.problem,))
        except ValueError as error:
            return Refused((invalid(_words(error)),))
        data = render(request.kind, subject.paper, None)
        digest = hashlib.sha256(data).hexdigest()
        issued = await unit.documents.where({"sha256": digest, "kind": request.kind.value, "part": subject.part})
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
        outcome = row.decided(made, command, issued=issued[0] if issued else None)
        if isinstance(outcome, Refused) or issued:
            return outcome
        unit.keep(digest, data)
        return written(unit, row, Done(outcome.entity, facts=outcome.facts, rules=subject.rules))

    return await perform(
        context,
        Operation.generateDocument,
        command,
        options,
        act,
        lambda key: context.store.documents.get(key, scope=context.scope),
    )


def _request(command: GenerateDocument) -> PaperRequest:
    signatory = command.signatory
    return PaperRequest(
        kind=command.kind,
        dossier=command.dossier,
        session=command.session,
        certificate=command.certificate,
        part=command.part,
        signatory_name=signatory.name if signatory else None,
        signatory_quality=signatory.quality if signatory else None,
    )


def _words(error: ValueError) -> str:
    """The French sentence of a value that refuses to be made."""
    found = str(error)
    lines = [line.strip() for line in found.splitlines() if line.strip().startswith("Value error, ")]
    return lines[0].removeprefix("Value error, ").partition(" [type=")[0] if lines else found
