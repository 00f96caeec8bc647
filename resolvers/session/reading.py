"""Sessions, read within the viewer's scope."""

from collections.abc import Callable, Sequence

from resolvers.document.due import with_papers
from resolvers.file.files import theirs
from resolvers.shared.conditions import Days, among, between, certifications_among, organisations
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError, there
from resolvers.shared.paging import SEARCH, Listing, Order, bounds, listing
from resolvers.shared.searching import searched, typed
from rules.access.scope import seats_of
from rules.base.check import Check
from rules.base.operation import Operation
from rules.base.text import number_key
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier
from rules.file.file import UploadedFile
from rules.organisation.organisation import Organisation
from rules.session.session import (
    Absence,
    DepartedMember,
    JuryMember,
    Link,
    Minutes,
    Piece,
    Rectification,
    Session,
    SessionStatus,
    UnionRequest,
)
from rules.views.actions import session_actions, session_lines
from rules.views.masks import dossier_view, session_view

HELD = Order("held")


async def session(context: Context, number: str) -> Session | None:
    """The session of this number, blanks and case forgiven; None outside the viewer's scope."""
    session = await context.store.sessions.by_number(number_key(number), scope=context.scope)
    return session_view(context.viewer, session) if session else None


async def sessions(
    context: Context,
    status: Sequence[SessionStatus] | None = None,
    exam_centre: Sequence[str] | None = None,
    certification: Sequence[str] | None = None,
    held_on: Days | None = None,
    late: bool | None = None,
    missing_pieces: bool | None = None,
    search: str | None = None,
    order_by: Order | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Session]:
    """The viewer's sessions in an order, that of their days by default; under `search`, the closest first."""
    query = typed(search)
    order = order_by or (HELD if query is None else SEARCH)
    within = bounds(first, after, last, before, order)
    conditions: dict[str, object | None] = {
        "status": among(status, "status"),
        "exam_centre": organisations(exam_centre, "examCentre"),
        "certifications": await certifications_among(context, certification, "certification"),
        "held_on": between(held_on, "heldOn"),
        "lacks": missing_pieces,
        "late": context.today.isoformat() if late else None,
    }
    if query is not None:
        return await searched(context.store.sessions, query, within, conditions, context.scope, order, _view(context))
    return await listing(context.store.sessions, order, within, conditions, context.scope, _view(context))


def _view(context: Context) -> Callable[[Session], Session]:
    return lambda session: session_view(context.viewer, session)


async def certifications_of(context: Context, session: Session) -> list[Certification]:
    """The qualifications that the session judges (JUR-18)."""
    certifications = await context.load.certification.load_many(list(session.certifications))
    return [item for item in certifications if isinstance(item, Certification)]


async def exam_centre_of(context: Context, session: Session) -> Organisation:
    """The session's centre d'examen. Raises INTERNAL when the store has lost it."""
    return there(await context.load.organisation.load(session.exam_centre), f"La session {session.number}")


async def organisation_of(context: Context, member: JuryMember) -> Organisation:
    """The organisation that names a member. Raises INTERNAL when the store has lost it."""
    organisation = await context.load.organisation.load(member.organisation)
    if organisation is None:
        raise ServiceError(ErrorCode.INTERNAL, f"L’organisation {member.organisation} manque.")
    return organisation


async def departed_organisation_of(context: Context, member: DepartedMember) -> Organisation | None:
    """The organisation that had named a member; None where the service has none of its code."""
    return await context.load.organisation.load(member.organisation)


async def dossier_of(context: Context, item: Absence | Link) -> Dossier | None:
    """The dossier of a link or an absence, where it exists for the viewer; a jury is told of none (JUR-08)."""
    return await context.load.dossier.load(item.dossier) if item.dossier else None


async def union_of(context: Context, request: UnionRequest) -> Organisation | None:
    """The union asked for members; None where the service has none of its code."""
    return await context.load.organisation.load(request.union)


async def qualification_of(context: Context, item: Piece | Minutes) -> Certification | None:
    """The qualification that a piece or minutes are of (JUR-18); None for a piece of the whole session."""
    return await context.load.certification.load(item.certification) if item.certification else None


async def signed_qualification_of(context: Context, minutes: Minutes) -> Certification:
    """The qualification whose minutes they are. Raises INTERNAL when the store has lost it."""
    certification = await qualification_of(context, minutes)
    if certification is None:
        raise ServiceError(ErrorCode.INTERNAL, f"La certification {minutes.certification} manque.")
    return certification


async def file_of(context: Context, piece: Piece) -> UploadedFile | None:
    """The file of a piece, for whoever may read it: a jury that sees the piece reads no name in it (JUR-08)."""
    file = await context.load.file.load(piece.file)
    return file if file is not None and theirs(context, file) else None


async def rectified_dossier_of(context: Context, rectification: Rectification) -> Dossier | None:
    """The dossier that a rectification is about, where it exists for the viewer (CER-07)."""
    number = rectification.dossier
    return await context.load.dossier_by_number.load(number) if number is not None else None


async def dossiers_of(
    context: Context,
    session: Session,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Dossier]:
    """
    The dossiers that the session judges, or judged before another did (GTP-07), by number.

    By seat where their names are hidden (JUR-08).
    """
    hidden = session.id in context.scope.veiled
    return await listing(
        context.store.dossiers,
        "seat" if hidden else "number",
        bounds(first, after, last, before),
        {"session": session.id} if hidden else {"judged_in": session.id},
        seats_of(context.scope) if hidden else context.scope,
        lambda dossier: dossier_view(context.viewer, dossier),
    )


def checklist(context: Context, session: Session) -> list[Check]:
    """What the rules ask of the session on the business date."""
    return session_lines(session, context.today)


async def next_actions(context: Context, session: Session) -> list[Operation]:
    """The operations that the viewer could run now on this session."""
    actions = session_actions(context.viewer, session, context.today)
    return await with_papers(context, session, actions)
