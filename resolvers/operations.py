"""Every operation that changes something, by its name: the rows of the lives, and what has a resolver of its own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from resolvers.archive.purging import purge_archives
from resolvers.candidate.merging import merge_candidates
from resolvers.candidate.registering import register_candidate
from resolvers.candidate.table import register_candidates
from resolvers.document.generating import generate
from resolvers.document.packing import generate_pack
from resolvers.dossier.opening import open_dossier
from resolvers.equivalence.declaring import declare_equivalence
from resolvers.organisation.letterheads import upload_letterhead
from resolvers.referentiel.submitting import submit_referentiel
from resolvers.session.programming import schedule
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options
from resolvers.shared.previews import previewed
from resolvers.shared.running import Outcome, run
from rules.base.command import Command
from rules.base.operation import Operation

_OWN: Mapping[Operation, Callable[[Context, Any, Options], Awaitable[Outcome]]] = {
    Operation.submitReferentiel: submit_referentiel,
    Operation.declareEquivalence: declare_equivalence,
    Operation.registerCandidate: register_candidate,
    Operation.registerCandidates: register_candidates,
    Operation.mergeCandidates: merge_candidates,
    Operation.openDossier: open_dossier,
    Operation.scheduleSession: schedule,
    Operation.uploadLetterhead: upload_letterhead,
    Operation.purgeArchives: purge_archives,
    Operation.generateDocument: generate,
    Operation.generatePack: generate_pack,
}
"""Those that make something new, or act on two things, whose world is not that of one thing found."""


async def execute(context: Context, operation: Operation, command: Command, options: Options) -> Outcome:
    """What an operation comes to; a dry run shows a preview, under a key of its own."""
    own = _OWN.get(operation)
    outcome = await (own(context, command, options) if own else run(context, operation, command, options))
    return previewed(outcome) if options.dry_run else outcome
