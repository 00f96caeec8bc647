"""Two records of one person merged, with all that was done under the other (PRD-05)."""

from collections.abc import Iterable
from typing import TypeVar

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.carrying import carriable_anew
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, current, perform, written
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.candidate.candidate import Candidate
from rules.candidate.merging import MergeCandidates
from rules.lives.common import COMMON

T = TypeVar("T")


async def merge_candidates(context: Context, command: MergeCandidates, options: Options) -> Refused | Done[Candidate]:
    """Merges two records: refused where one is unknown or merged already, or where a jury would learn who they are."""
    row = COMMON.rows[Operation.mergeCandidates]

    async def act(unit: UnitOfWork) -> Refused | Done[Candidate]:
        records = await unit.candidates.records([command.kept, command.merged])
        kept, merged = records.get(command.kept), records.get(command.merged)
        dossiers = [item for key in records for item in await unit.dossiers.of_candidate(key)]
        judging = await unit.sessions.get_many({item.session for item in dossiers if item.session})
        moving = [item.number for item in dossiers if item.candidate == command.merged]
        outcome = row.decided(
            kept,
            command,
            merged=merged,
            former=list((await unit.candidates.records(merged.former_ids if merged else ())).values()),
            dossiers=dossiers,
            sessions=judging,
            certificates=_flat((await unit.certificates.of_candidates([command.merged])).values()),
            documents=_flat((await unit.documents.of_dossiers(moving)).values()),
            carriable=await carriable_anew(unit, dossiers),
            today=context.today,
        )
        outcome = current(kept, options, outcome) if kept is not None else outcome
        return outcome if isinstance(outcome, Refused) else written(unit, row, outcome)

    return await perform(
        context,
        Operation.mergeCandidates,
        command,
        options,
        act,
        lambda key: context.store.candidates.get(key, scope=context.scope),
    )


def _flat(several: Iterable[list[T]]) -> list[T]:
    return [item for some in several for item in some]
