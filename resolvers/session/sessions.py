"""Sessions: read within the viewer's scope, programmed, their jury named and convened, their dossiers assigned."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import uuid4

from repositories.unit_of_work import UnitOfWork
from resolvers.shared.changing import OnSession, change_session, draft, given, number_key
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError
from resolvers.shared.mutation import Attempt, Options, perform, refused, shown
from resolvers.shared.paging import Listing, bounds, listing
from rules.base.check import Check
from rules.base.operation import Operation
from rules.base.outcome import Judged
from rules.base.problems import Problem, not_found
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key
from rules.dossier.dossier import Dossier, DossierStatus
from rules.organisation.organisation import Organisation
from rules.session import deliberation, jury
from rules.session.checklist import session_checklist
from rules.session.deliberation import Sitting
from rules.session.jury import MemberRequest, SessionRequest
from rules.session.session import JuryMember, Session, SessionStatus
from rules.views.actions import session_actions
from rules.views.masks import dossier_view, session_view


async def session(context: Context, number: str) -> Session | None:
    """The session of this number, blanks and case forgiven; None outside the viewer's scope."""
    found = await context.store.sessions.by_number(number_key(number), scope=context.scope)
    return session_view(context.viewer, found) if found else None


async def sessions(
    context: Context,
    status: SessionStatus | None = None,
    exam_centre: str | None = None,
    certification: str | None = None,
    from_: date | None = None,
    until: date | None = None,
    late: bool | None = None,
    missing_pieces: bool | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Session]:
    """The viewer's sessions in the order of their days."""
    conditions: dict[str, object | None] = {"exam_centre": exam_centre, "lacks": missing_pieces}
    if certification is not None:
        target = await context.load.certification_by_code.load(code_key(certification))
        conditions["certifications"] = target.code if target else ""
    if late:
        conditions |= context.store.sessions.late(context.today.isoformat())
    if status is not None:
        conditions["status"] = _both(conditions.get("status"), status.value)
    days = {"$gte": from_ and from_.isoformat(), "$lte": until and until.isoformat()}
    conditions["held_on"] = {name: day for name, day in days.items() if day} or None
    within = bounds(first, after, last, before)
    return await listing(
        context.store.sessions,
        "held",
        within,
        conditions,
        context.scope,
        lambda found: session_view(context.viewer, found),
    )


async def schedule(context: Context, *, request: SessionRequest, options: Options) -> Attempt[Session]:
    """Programmes a session (JUR-18)."""

    async def act(unit: UnitOfWork) -> Attempt[Session]:
        found, missing = await _certifications(context, request.certifications)
        code = context.viewer.organisation or ""
        centre = await unit.organisations.get(code)
        number = f"S{request.held_on.year}-{code}"
        made = Session(
            id=uuid4().hex,
            number=number,
            exam_centre=code,
            certifications=tuple(dict.fromkeys(item.code for item in found)),
            held_on=request.held_on,
            time=request.time,
            place=request.place,
        )
        result = jury.schedule(request, found, centre, context.today, lambda: made)
        if problems := [*missing, *result.problems]:
            return refused(problems)
        rank = await unit.number(f"sessions/{request.held_on.year}/{code}")
        numbered = made.evolve(number=f"{number}-{rank:04d}")
        event = draft(Operation.scheduleSession, result.warnings, number=numbered.number, centre=code)
        return Attempt(unit.insert(numbered, event), warnings=result.warnings)

    attempt = await perform(
        context,
        Operation.scheduleSession,
        request,
        options,
        act,
        lambda key: context.store.sessions.get(key, scope=context.scope),
    )
    return shown(attempt, lambda found: session_view(context.viewer, found))


async def request_unions(
    context: Context, *, session: str, unions: Sequence[str], on: date | None, options: Options
) -> Attempt[Session]:
    """Asks the unions to name their members (JUR-01)."""
    codes = [code.strip().upper() for code in unions]
    act = _pure(lambda found: jury.request_unions(found, codes, on or context.today, context.today))
    request = given(session, unions=codes, on=on and on.isoformat())
    return await change_session(context, Operation.requestUnionMembers, request, options, act)


async def name_member(context: Context, *, session: str, member: MemberRequest, options: Options) -> Attempt[Session]:
    """Names a member of the jury (JUR-03 to JUR-07)."""

    async def act(unit: UnitOfWork, found: Session) -> Judged[Session]:
        organisation = await unit.organisations.get(member.organisation.strip().upper())
        if organisation is None:
            return Judged(problems=(_no_organisation(),))
        dossiers = await unit.dossiers.of_session(found.id)
        return jury.name_member(found, member, organisation, dossiers, uuid4().hex, context.today)

    return await change_session(context, Operation.nameJuryMember, given(session, member=member), options, act)


async def replace_member(
    context: Context, *, session: str, replaced: str, member: MemberRequest, options: Options
) -> Attempt[Session]:
    """Swaps a member for another of the same organisation (JUR-02)."""

    async def act(unit: UnitOfWork, found: Session) -> Judged[Session]:
        organisation = await unit.organisations.get(member.organisation.strip().upper())
        if organisation is None:
            return Judged(problems=(_no_organisation(),))
        dossiers = await unit.dossiers.of_session(found.id)
        return jury.replace_member(found, replaced, member, organisation, dossiers, uuid4().hex, context.today)

    request = given(session, replaced=replaced, member=member)
    return await change_session(context, Operation.replaceJuryMember, request, options, act)


async def convene(context: Context, *, session: str, on: date | None, options: Options) -> Attempt[Session]:
    """Convenes the jury (JUR-01, JUR-02)."""
    act = _pure(lambda found: jury.convene(found, on or context.today, context.today))
    request = given(session, on=on and on.isoformat())
    return await change_session(context, Operation.conveneJury, request, options, act)


async def inform_cprefp(context: Context, *, session: str, on: date | None, options: Options) -> Attempt[Session]:
    """Informs the CPREFP of the members and the calendar (JUR-09)."""
    act = _pure(lambda found: jury.inform_cprefp(found, on or context.today, context.today))
    request = given(session, on=on and on.isoformat())
    return await change_session(context, Operation.informCprefp, request, options, act)


async def postpone(
    context: Context, *, session: str, held_on: date, time: str | None, place: str | None, reason: str, options: Options
) -> Attempt[Session]:
    """Moves a session to another day (JUR-19)."""
    act = _pure(lambda found: jury.postpone(found, held_on, time, place, reason, context.today))
    request = given(session, held_on=held_on.isoformat(), time=time, place=place, reason=reason)
    return await change_session(context, Operation.postponeSession, request, options, act)


async def cancel(context: Context, *, session: str, reason: str, options: Options) -> Attempt[Session]:
    """Cancels a session; its dossiers may go to another."""

    async def act(unit: UnitOfWork, found: Session) -> Sitting:
        result = jury.cancel(found, reason)
        freed = [
            dossier.evolve(session=None, status=DossierStatus.EVALUE)
            for dossier in await unit.dossiers.of_session(found.id)
        ]
        return Sitting(result.entity, tuple(freed), result.problems)

    return await change_session(context, Operation.cancelSession, given(session, reason=reason), options, act)


async def assign(
    context: Context, *, session: str, add: Sequence[str], remove: Sequence[str], options: Options
) -> Attempt[Session]:
    """Brings dossiers before a session, or takes them from it (EVA-06, JUR-06, JUR-19)."""

    async def act(unit: UnitOfWork, found: Session) -> Sitting:
        keys = [number_key(number) for number in (*add, *remove)]
        known = await unit.dossiers.by_numbers(keys, scope=context.scope)
        missing = [
            not_found("Ce dossier n’existe pas parmi les vôtres.", field, str(place))
            for field, numbers in (("add", add), ("remove", remove))
            for place, number in enumerate(numbers)
            if number_key(number) not in known
        ]
        if missing:
            return Sitting(problems=tuple(missing))
        here = await unit.dossiers.of_session(found.id)
        wanted, unwanted = _each(known, add), _each(known, remove)
        return deliberation.assign(found, wanted, unwanted, here)

    request = given(session, add=list(add), remove=list(remove))
    return await change_session(context, Operation.assignDossiers, request, options, act)


async def certifications_of(context: Context, session: Session) -> list[Certification]:
    """The qualifications that the session judges (JUR-18)."""
    found = await context.load.certification.load_many(list(session.certifications))
    return [item for item in found if isinstance(item, Certification)]


async def exam_centre_of(context: Context, session: Session) -> Organisation:
    """The session's centre d'examen. Raises INTERNAL when the store has lost it."""
    found = await context.load.organisation.load(session.exam_centre)
    if found is None:
        raise ServiceError(ErrorCode.INTERNAL, f"La session {session.number} désigne un objet qui manque.")
    return found


async def organisation_of(context: Context, member: JuryMember) -> Organisation:
    """The organisation that names a member. Raises INTERNAL when the store has lost it."""
    found = await context.load.organisation.load(member.organisation)
    if found is None:
        raise ServiceError(ErrorCode.INTERNAL, f"L’organisation {member.organisation} manque.")
    return found


async def dossiers_of(
    context: Context,
    session: Session,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Dossier]:
    """The dossiers that the session judges, by number, as the viewer may see them (JUR-08)."""
    return await listing(
        context.store.dossiers,
        "number",
        bounds(first, after, last, before),
        {"session": session.id},
        context.scope,
        lambda found: dossier_view(context.viewer, found),
    )


def checklist(context: Context, session: Session) -> list[Check]:
    """What the rules ask of the session on the business date."""
    return session_checklist(session, context.today)


def next_actions(context: Context, session: Session) -> list[Operation]:
    """The operations that the viewer could run now on this session."""
    return session_actions(context.viewer, session, context.today)


async def _certifications(context: Context, codes: Sequence[str]) -> tuple[list[Certification], list[Problem]]:
    keys = [code_key(code) for code in codes[:50]]
    known = await context.store.certifications.by_codes(keys) if keys else {}
    problems = [
        not_found("Aucune certification n’est connue sous ce code.", "certifications", str(place))
        for place, key in enumerate(keys)
        if key not in known
    ]
    return [known[key] for key in keys if key in known], problems


def _pure(judge: Callable[[Session], Judged[Session]]) -> OnSession:
    async def act(_unit: UnitOfWork, found: Session) -> Judged[Session]:
        return judge(found)

    return act


def _each(known: Mapping[str, Dossier], numbers: Sequence[str]) -> list[Dossier]:
    return list({(dossier := known[number_key(number)]).id: dossier for number in numbers}.values())


def _both(wanted: object, status: str) -> object:
    """One state, and among those of a condition already there; nothing has a state of no list."""
    if isinstance(wanted, Mapping):
        return status if status in wanted["$in"] else {"$in": []}
    return status


def _no_organisation() -> Problem:
    return not_found("Aucune organisation n’est connue sous ce code.", "organisation")
