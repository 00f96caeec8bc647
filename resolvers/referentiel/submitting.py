"""Référentiels submitted: a projet kept for the GTP, or what public sources lack filled in at once."""

from typing import NamedTuple

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt, Options, perform, refused, revision_problems
from rules.access.viewer import Role
from rules.base.event import EventDraft
from rules.base.operation import Operation
from rules.base.problems import ProblemCode, not_found
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.referentiel.form import form_problems, size_problems
from rules.referentiel.opportunity import SubmissionNature
from rules.referentiel.referentiel import Bloc, Referentiel, newest
from rules.referentiel.submission import SubmissionRequest, Submitting, blocs_of, cleaned
from rules.referentiel.submitting import judged
from rules.views.masks import version_view

_RULES = {
    SubmissionNature.CREATION: ("REF-02", "REF-06"),
    SubmissionNature.REVISION: ("REF-02", "REF-06"),
    SubmissionNature.COMPLETION: ("REF-12", "REF-13"),
}


class _Made(NamedTuple):
    """What a submission makes, for a dry run to show although nothing is written."""

    versions: list[Referentiel]
    blocs: list[Bloc]


async def submit_referentiel(context: Context, request: SubmissionRequest, options: Options) -> Attempt[Certification]:
    """
    Submits a référentiel, or says every rule that it breaks (rules.referentiel.submitting).

    A new version is written, never an old one changed. The certification is written too, so that two submissions at
    once are judged one after the other. Whoever read a version that is no longer the last is not told besides that
    their request says nothing new: it may have when they wrote it.
    """
    made = _Made([], [])

    async def act(unit: UnitOfWork) -> Attempt[Certification]:
        nonlocal made
        if problems := size_problems(request):
            return refused(problems)
        form = form_problems(request)
        key = code_key(request.certification)
        target = (await unit.certifications.by_codes([key])).get(key)
        if target is None:
            return refused([not_found("Aucune certification n’est connue sous ce code.", "certification"), *form])
        submitting = await _submitting(context, unit, target, cleaned(request))
        version, problems, warnings = judged(submitting)
        if stale := revision_problems(target, options):
            problems = [item for item in problems if item.code is not ProblemCode.DUPLICATE or item.path]
        if version is None or stale or form:
            return refused([*stale, *form, *problems])
        blocs = blocs_of(version, await unit.blocs.get_many(part.bloc for part in version.composition))
        versions = [*submitting.versions, version]
        made = _Made(versions, blocs)
        draft = _event(version, tuple(warning.rule for warning in warnings if warning.rule))
        unit.insert(version, draft)
        await _joined(unit, blocs)
        last = newest(versions)
        completeness = last.completeness if last is not None else target.completeness
        stored = unit.update(target.evolve(completeness=completeness), draft)
        return Attempt(stored, warnings=tuple(warnings))

    attempt = await perform(
        context, Operation.submitReferentiel, request, options, act, context.store.certifications.get
    )
    if options.dry_run and attempt.entity is not None:
        _show(context, attempt.entity, made)
    return attempt


async def _submitting(
    context: Context, unit: UnitOfWork, target: Certification, request: SubmissionRequest
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


def _event(version: Referentiel, warned: tuple[str, ...]) -> EventDraft:
    """What the journal says: codes alone, none of the texts."""
    submission = version.submission
    assert submission is not None  # noqa: S101  (a submitted version has one)
    return EventDraft(
        action=Operation.submitReferentiel,
        facts={
            "nature": submission.nature.value,
            "referentiel": version.id,
            "digest": version.digest,
            "by": submission.organisation or "GTP",
        },
        rules=(*_RULES[submission.nature], *warned),
    )


def _show(context: Context, certification: Certification, made: _Made) -> None:
    """Lets the rest of the answer read what a dry run did not write."""
    load = context.load
    versions = [seen for version in made.versions if (seen := version_view(context.viewer, version))]
    load.versions_of.prime(certification.code, versions)
    for version in versions:
        load.referentiel.prime(version.id, version)
    for bloc in made.blocs:
        load.bloc.prime(bloc.code, bloc)
