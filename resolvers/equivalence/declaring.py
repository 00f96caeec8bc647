"""Equivalences declared by the GTP: the ends are found, what was declared before between them is taken up (EQ-01)."""

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, current, perform, written
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.equivalence.declaring import DeclareEquivalence, asked_keys, declared_ids
from rules.equivalence.equivalence import Equivalence
from rules.lives.common import COMMON


async def declare_equivalence(
    context: Context, command: DeclareEquivalence, options: Options
) -> Refused | Done[Equivalence]:
    """Declares an equivalence, declares it anew, or says every reason why not."""
    row = COMMON.rows[Operation.declareEquivalence]

    async def act(unit: UnitOfWork) -> Refused | Done[Equivalence]:
        codes, parts = asked_keys(command)
        certifications = await unit.certifications.by_codes(codes) if codes else {}
        blocs = await unit.blocs.by_codes(parts) if parts else {}
        stored = await unit.equivalences.get_many(declared_ids(command, certifications, blocs))
        outcome = row.decided(None, command, certifications=certifications, blocs=blocs, stored=stored)
        if stored:
            outcome = current(next(iter(stored.values())), options, outcome)
        return outcome if isinstance(outcome, Refused) else written(unit, row, outcome)

    return await perform(context, Operation.declareEquivalence, command, options, act, context.store.equivalences.get)
