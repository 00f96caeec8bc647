"""Référentiels submitted: a projet kept for the GTP, or what public sources lack filled in at once."""

from typing import NamedTuple

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, perform, revision_problems, written
from resolvers.shared.previews import preview_of
from rules.access.viewer import Role
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.base.problems import ProblemCode, not_found
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.lives.common import COMMON
from rules.referentiel.commands import SubmitReferentiel
from rules.referentiel.form import form_problems, size_problems
from rules.referentiel.referentiel import Bloc, Referentiel
from rules.referentiel.submission import Submitting, blocs_of, cleaned
from rules.views.masks import version_view


class _Made(NamedTuple):
    """What a submission makes, for a dry run to show although nothing is written."""

    versions: list[Referentiel]
    """The stored ones, then the one that is submitted."""
    blocs: list[Bloc]


async def submit_referentiel(
    context: Context, command: SubmitReferentiel, options: Options
) -> Refused | Done[Certification]:
    """
    Submits a référentiel, or says every rule that it breaks (rules.referentiel.submitting).

    Whoever read a version that is no longer the last is not told besides that their request says nothing new: it may
    have when they wrote it.
    """
    submitted = _Made([], [])
    row = COMMON.rows[Operation.submitReferentiel]

    async def act(unit: UnitOfWork) -> Refused | Done[Certification]:
        nonlocal submitted
        if problems := size_problems(command):
            return Refused(tuple(problems))
        key = code_key(command.certification)
        target = (await unit.certifications.by_codes([key])).get(key)
        if target is None:
            unknown = not_found("Aucune certification n’est connue sous ce code.", "certification")
            return Refused((unknown, *form_problems(command)))
        submitting = await _submitting(context, unit, target, cleaned(command))
        outcome = row.decided(target, command, submitting=submitting)
        if stale := revision_problems(target, options):
            told = [item for item in outcome.problems if item.code is not ProblemCode.DUPLICATE or item.path]
            return Refused((*stale, *told))
        if isinstance(outcome, Refused):
            return outcome
        [version] = outcome.changed(Referentiel)
        blocs = blocs_of(version, await unit.blocs.get_many(part.bloc for part in version.composition))
        submitted = _Made([*submitting.versions, version], blocs)
        await _joined(unit, blocs)
        return written(unit, row, outcome)

    outcome = await perform(
        context, Operation.submitReferentiel, command, options, act, context.store.certifications.get
    )
    if options.dry_run and outcome.entity is not None:
        _show(context, outcome.entity, submitted)
    return outcome


async def _submitting(
    context: Context, unit: UnitOfWork, target: Certification, request: SubmitReferentiel
) -> Submitting:
    viewer = context.viewer
    acts_for = viewer.organisation if Role.RESOURCE_CENTRE in viewer.roles else None
    keys = [code_key(part.code) for part in request.composition if part.code]
    return Submitting(
        request=request,
        certification=target,
        versions=tuple((await unit.referentiels.of_certifications([target.code])).get(target.code, [])),
        blocs=await unit.blocs.by_codes(keys),
        organisation=await unit.organisations.get(acts_for) if acts_for else None,
        gtp=Role.GTP in viewer.roles,
        today=context.today,
    )


async def _joined(unit: UnitOfWork, blocs: list[Bloc]) -> None:
    """Writes the blocs as they are to be, and tells the equivalences that waited for one of them."""
    keys = {code_key(bloc.code) for bloc in blocs}
    for bloc in blocs:
        unit.put(bloc)
    for item in await unit.equivalences.waiting_for(keys) if keys else ():
        unit.put(item.evolve(missing=tuple(sorted(set(item.missing) - keys))))


def _show(context: Context, certification: Certification, submitted: _Made) -> None:
    """Lets the rest of the answer read what a dry run did not write."""
    load = context.load
    new = submitted.versions[-1].id
    views = [seen for version in submitted.versions if (seen := version_view(context.viewer, version))]
    versions = [preview_of(seen) if seen.id == new else seen for seen in views]
    load.versions_of.prime(certification.code, versions)
    for version in versions:
        load.referentiel.prime(version.id, version)
    for bloc in submitted.blocs:
        load.bloc.prime(bloc.code, preview_of(bloc))
