"""Candidates registered by a centre (INS-01, PRD-01)."""

from uuid import uuid4

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.drawn import anonymous_number
from resolvers.shared.mutation import Options, perform, written
from rules.base.command import cleaned, faults
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.candidate.candidate import Candidate
from rules.candidate.commands import RegisterCandidate
from rules.candidate.identity import sought_keys
from rules.lives.common import COMMON


async def register_candidate(
    context: Context, command: RegisterCandidate, options: Options
) -> Refused | Done[Candidate]:
    """Registers a person: refused with every fault at once, warned of a likely duplicate, wherever it is."""
    row = COMMON.rows[Operation.registerCandidate]

    async def act(unit: UnitOfWork) -> Refused | Done[Candidate]:
        read, sound = cleaned(command), not faults(command)
        likely = sought_keys((read.last_name, read.used_name), read.first_names, read.birth_date)
        outcome = row.decided(
            None,
            command,
            viewer=context.viewer,
            known=await unit.candidates.known_as(likely) if sound else 0,
            identifier=uuid4().hex,
            anonymous_number=anonymous_number(),
            today=context.today,
        )
        return outcome if isinstance(outcome, Refused) else written(unit, row, outcome)

    return await perform(
        context,
        Operation.registerCandidate,
        command,
        options,
        act,
        lambda key: context.store.candidates.get(key, scope=context.scope),
    )
