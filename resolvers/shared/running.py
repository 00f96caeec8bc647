"""
Runs the operations of a life: what it acts on is found in the viewer's scope, its row decides, what changed is written.

An operation is a command, a row and a pure function; what the function needs beside them is read by name (NEEDS of
resolvers.shared.needs). Only what makes something new, or shows more than it changes, has a resolver of its own.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from repositories.unit_of_work import UnitOfWork
from resolvers.shared import seats
from resolvers.shared.context import Context
from resolvers.shared.mutation import Options, current, perform, shown, written
from resolvers.shared.needs import NEEDS, World, centre_of
from rules.access.viewer import Viewer
from rules.base.command import Command
from rules.base.entity import Entity
from rules.base.operation import Operation
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import not_found
from rules.base.text import number_key
from rules.certificate.certificate import Certificate
from rules.certificate.number import certificate_key, certificate_number, read_certificate_number
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.dossier.dossier import Dossier
from rules.lives.family import ROWS, as_of, elsewhere, life_of_entity
from rules.lives.life import Subject
from rules.lives.telling import told_of
from rules.session.session import Session
from rules.views.masks import dossier_view, in_seats_of, in_words_of, session_view, unveiled

Outcome = Refused | Done[Any]


class _Kind(NamedTuple):
    """How one kind of subject is found, found again, and shown."""

    find: Callable[[World, str], Awaitable[Entity | None]]
    again: Callable[[Context, str], Awaitable[Any]]
    view: Callable[[Context, Any], Any]
    missing: str


async def run(context: Context, operation: Operation, command: Command, options: Options) -> Outcome:
    """What an operation on something that exists comes to, written unless it is refused or a dry run."""
    subject = ROWS[operation][0].subject
    kind, name = _KINDS[subject], getattr(command, subject.value)
    find = _held_or_proposed if operation is Operation.transferDossier else kind.find

    async def act(unit: UnitOfWork) -> Outcome:
        world = World(context, unit, command)
        stored = await find(world, name)
        if stored is None:
            return Refused((not_found(kind.missing, subject.value),))
        row = life_of_entity(stored).rows.get(operation)
        if row is None:
            refused: Outcome = current(stored, options, elsewhere(stored, operation))
            return named_for(context.viewer, stored, refused) if isinstance(stored, Dossier) else refused
        target = as_of(stored, context.today) if isinstance(stored, Dossier) else stored
        facts = {need: await NEEDS[need](world, row, target) for need in row.needs}
        outcome = current(stored, options, row.decided(target, command, **facts))
        if isinstance(stored, Dossier):
            outcome = named_for(context.viewer, stored, outcome)
        elif isinstance(stored, Session) and "presented" in facts:
            outcome = seated_for(context.viewer, stored, facts["presented"].values(), outcome)
        if isinstance(outcome, Refused):
            return outcome
        if isinstance(stored, Dossier):
            outcome = replace(outcome, entity=told_of_time(unit, stored, outcome.entity, context.today))
        told = {**told_of(command, row.told), **outcome.facts}
        return written(unit, row, await numbered(world, replace(outcome, facts=told)))

    outcome = await perform(context, operation, command, options, act, lambda key: kind.again(context, key))
    if isinstance(outcome, Done) and not options.dry_run and any(map(unveiled, _sessions(outcome))):
        await context.reseat()  # the last decision shows in its answer the names that it unveils (JUR-08)
    return shown(outcome, lambda entity: kind.view(context, entity))


def named_for(viewer: Viewer, dossier: Dossier, outcome: Outcome) -> Outcome:
    """The outcome, in which the dossier is named as the viewer knows it (JUR-08)."""
    if isinstance(outcome, Refused):
        return Refused(tuple(in_words_of(viewer, dossier, problem) for problem in outcome.problems))
    return replace(outcome, warnings=tuple(in_words_of(viewer, dossier, warning) for warning in outcome.warnings))


def seated_for(viewer: Viewer, session: Session, dossiers: Iterable[Dossier], outcome: Outcome) -> Outcome:
    """The outcome, in which the dossiers of a session are named as the viewer knows them (JUR-08)."""
    known = list(dossiers)
    if isinstance(outcome, Refused):
        return Refused(tuple(in_seats_of(viewer, session, known, problem) for problem in outcome.problems))
    told = tuple(in_seats_of(viewer, session, known, warning) for warning in outcome.warnings)
    return replace(outcome, warnings=told)


def _sessions(done: Done[Any]) -> list[Session]:
    """The sessions that an operation changed, the one that it is about among them."""
    own = [done.entity] if isinstance(done.entity, Session) else []
    return own + done.changed(Session)


def told_of_time(unit: UnitOfWork, stored: Dossier, decided: Dossier, today: date) -> Dossier:
    """What was decided, at the revision that follows an event of its own for what time had made of it before."""
    life = life_of_entity(stored)
    timely = life.with_time(stored, today)
    if timely is None or life.told_as is None:
        return decided
    return decided.evolve(revision=written(unit, life.rows[life.told_as], timely).entity.revision)


async def numbered(world: World, done: Done[Any]) -> Done[Any]:
    """The outcome with its certificates numbered (NUM-03): numbers are taken last, in one command, without gap."""
    waiting = [item for item in done.changed(Certificate) if not item.number]
    if not waiting:
        return done
    years = Counter(item.issued_on.year for item in waiting)
    ranks = {year: iter(await world.unit.numbers(f"certificates/{year}", years[year])) for year in sorted(years)}
    centre = await centre_of(world, waiting[0].exam_centre)
    department = (centre.department if centre else None) or ""
    taken: dict[str | None, str] = {}
    """From the number of what is replaced to that of what replaces it."""

    def named(change: Change) -> Change:
        certificate = change.entity
        if not isinstance(certificate, Certificate) or certificate.number:
            return change
        former, on = read_certificate_number(certificate.replaces or ""), certificate.issued_on
        number = certificate_number(on, former.department if former else department, next(ranks[on.year]))
        taken[certificate.replaces] = number
        return Change(certificate.evolve(id=certificate_key(number) or number, number=number), change.facts)

    def naming(entity: Entity) -> Entity:
        """What is replaced names what replaces it (CER-09)."""
        by = taken.get(entity.number) if isinstance(entity, Certificate) else None
        return entity.evolve(replaced_by=by) if by else entity

    others = [named(change) for change in done.others]
    return replace(
        done,
        entity=naming(done.entity),
        others=tuple(Change(naming(change.entity), change.facts) for change in others),
    )


async def _dossier(world: World, number: str) -> Dossier | None:
    return await seats.by_number(world.unit.dossiers, world.context, number)


async def _session(world: World, number: str) -> Session | None:
    return await world.unit.sessions.by_number(number_key(number), scope=world.context.scope)


async def _certificate(world: World, number: str) -> Certificate | None:
    key = certificate_key(number)
    return await world.unit.certificates.get(key, scope=world.context.scope) if key else None


async def _held_or_proposed(world: World, number: str) -> Dossier | None:
    return await seats.held_or_proposed(world.unit.dossiers, world.context, number)


async def _certification(world: World, code: str) -> Certification | None:
    key = code_key(code)
    return (await world.unit.certifications.by_codes([key])).get(key)


_KINDS: Mapping[Subject, _Kind] = {
    Subject.CERTIFICATION: _Kind(
        _certification,
        lambda context, key: context.store.certifications.get(key),
        lambda _context, certification: certification,
        "Aucune certification n’est connue sous ce code.",
    ),
    Subject.CANDIDATE: _Kind(
        lambda world, key: world.unit.candidates.get(key, scope=world.context.scope),
        lambda context, key: context.store.candidates.get(key, scope=context.scope),
        lambda _context, candidate: candidate,
        "Ce candidat n’existe pas parmi les vôtres.",
    ),
    Subject.DOSSIER: _Kind(
        _dossier,
        lambda context, key: seats.by_key(context.store.dossiers, context, key),
        lambda context, dossier: dossier_view(context.viewer, dossier),
        "Ce dossier n’existe pas parmi les vôtres.",
    ),
    Subject.SESSION: _Kind(
        _session,
        lambda context, key: context.store.sessions.get(key, scope=context.scope),
        lambda context, session: session_view(context.viewer, session),
        "Cette session n’existe pas parmi les vôtres.",
    ),
    Subject.CERTIFICATE: _Kind(
        _certificate,
        lambda context, key: context.store.certificates.get(key, scope=context.scope),
        lambda _context, certificate: certificate,
        "Ce certificat n’existe pas parmi les vôtres.",
    ),
}
"""How each kind of subject is found."""
