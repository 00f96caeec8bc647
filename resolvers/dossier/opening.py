"""Dossiers opened: the facts beside which a request is judged, and the number that it takes last."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.carrying import around, past_among
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, current, perform, shown, written
from rules.access.viewer import Role
from rules.base.command import cleaned
from rules.base.operation import Operation
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, not_found
from rules.candidate.candidate import Candidate
from rules.certificate.certificate import CertificateState
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.dossier.admission import WITHOUT_LIFE
from rules.dossier.commands import OpenDossier
from rules.dossier.dossier import Dossier, DossierStatus, Route
from rules.dossier.holdings import Judged
from rules.dossier.opening import Award, Opening, completed
from rules.lives.family import ROWS, life_of
from rules.lives.life import Life
from rules.views.masks import dossier_view, held, veiled


async def open_dossier(context: Context, command: OpenDossier, options: Options) -> Refused | Done[Dossier]:
    """Opens a dossier, or says every rule of its life that it breaks."""
    store = context.store

    async def act(unit: UnitOfWork) -> Refused | Done[Dossier]:
        person = await unit.candidates.get(command.candidate, scope=context.scope)
        target = (await unit.certifications.by_codes([key := code_key(command.certification)])).get(key)
        if person is None or target is None:
            return Refused(tuple(_missing(person, target)))
        life = life_of(target.kind, command.route)
        row = life.rows[Operation.openDossier] if life is not None else ROWS[Operation.openDossier][0]
        opening = await _opening(context, unit, person, target, command, life)
        outcome = row.decided(
            person,
            command,
            opening=opening,
            identifier=uuid4().hex,
            checks=life.opening if life is not None else WITHOUT_LIFE,
        )
        outcome = current(person, options, outcome)
        if isinstance(outcome, Refused):
            return outcome
        centre = outcome.entity.exam_centre
        unit.rely_on(target, centre)
        for pinned in (version for version in opening.versions if version.id == outcome.entity.referentiel):
            unit.rely_on(pinned, centre)
        return written(unit, row, await _numbered(unit, outcome))

    outcome = await perform(
        context,
        Operation.openDossier,
        command,
        options,
        act,
        lambda key: store.dossiers.get(key, scope=context.scope),
    )
    return shown(outcome, lambda dossier: dossier_view(context.viewer, dossier))


async def _numbered(unit: UnitOfWork, done: Done[Dossier]) -> Done[Dossier]:
    dossier = done.entity
    year = dossier.opened_on.year
    rank = await unit.number(f"dossiers/{year}/{dossier.exam_centre}")
    number = {"number": f"D{year}-{dossier.exam_centre}-{rank:05d}"}
    others = tuple(Change(change.entity, {**number, **change.facts}) for change in done.others)
    return replace(done, entity=dossier.evolve(**number), others=others)


async def _opening(
    context: Context,
    unit: UnitOfWork,
    person: Candidate,
    target: Certification,
    command: OpenDossier,
    life: Life | None,
) -> Opening:
    store, request = context.store, completed(cleaned(command), context.today)
    centre_code = (command.exam_centre or context.viewer.organisation or "").strip().upper()
    keys = {typed: code_key(typed) for typed in request.target_blocs}
    blocs = await store.blocs.by_codes(list(keys.values())) if keys else {}
    others = await unit.dossiers.of_candidate(person.id)
    past = await past_among(unit, others)
    return Opening(
        request=request,
        candidate=person,
        certification=target,
        versions=tuple(
            version
            for several in (await unit.referentiels.of_certifications(target.codes)).values()
            for version in several
        ),
        bloc_codes={typed: blocs[key].code for typed, key in keys.items() if key in blocs},
        exam_centre=await store.organisations.get(centre_code),
        own_centre=context.viewer.organisation if Role.CENTRE in context.viewer.roles else None,
        by_gtp=Role.GTP in context.viewer.roles,
        **await _known(
            context, unit, person, others, past, request.requested_on.year if life and life.once_a_year else None
        ),
        past=tuple(past),
        given_up=tuple(
            item for item in others if item.certification in target.codes and item.status is DossierStatus.ABANDONNE
        ),
        equivalences=tuple((await around(unit, [target]))[target.code] if past else ()),
        today=context.today,
    )


async def _known(
    context: Context,
    unit: UnitOfWork,
    person: Candidate,
    dossiers: list[Dossier],
    past: list[Judged],
    year: int | None,
) -> dict[str, Any]:
    """
    What the service knows of the person at any centre (INS-11), and what of it may be told to the viewer.

    `past` are those of the dossiers whose result stands, with their versions, which are not read again; `year` is that
    of which requests of VAE are counted (VAE-03). Certificates, which no opening changes, are read
    beside the transaction.
    """
    viewer, scope = context.viewer, context.scope
    issued = (await context.store.certificates.of_candidates([person.id])).get(person.id, [])
    versions = {item.version.id: item.version for item in past}
    decided = {item.referentiel for item in dossiers if item.verdict is not None} - versions.keys()
    awards = [item for item in issued if item.state is not CertificateState.CANCELLED]
    names = Award.model_fields
    requests = (item for item in dossiers if item.route is Route.VAE and item.requested_on.year == year)
    return {
        "vae_requests": tuple(requests),
        "known_dossiers": tuple(dossiers),
        "known_versions": versions | (await unit.referentiels.get_many(decided) if decided else {}),
        "awards": tuple(Award(**{name: getattr(item, name) for name in names}) for item in awards),
        "told": frozenset(
            [item.number for item in dossiers if held(viewer, item) and not veiled(viewer, item)]
            + [item.number for item in issued if scope.everything or item.exam_centre == scope.centre]
        ),
    }


def _missing(person: Candidate | None, target: Certification | None) -> list[Problem]:
    problems: list[Problem] = []
    if person is None:
        problems.append(not_found("Ce candidat n’existe pas parmi les vôtres.", "candidate"))
    if target is None:
        problems.append(not_found("Aucune certification n’est connue sous ce code.", "certification"))
    return problems
