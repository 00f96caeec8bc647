"""What happened to an entity, from the journal."""

from collections.abc import Callable

from repositories.journal import Stretch
from resolvers.shared.context import Context
from resolvers.shared.paging import Edge, Listing, bounds, cursor_of
from rules.base.event import Event
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier
from rules.rulebook.rule import RULEBOOK, Rule
from rules.session.session import Session
from rules.views.masks import judged_on, only_judges


async def of_certification(
    context: Context, certification: Certification, first: int | None = None, after: str | None = None
) -> Listing[Event]:
    """The events of a certification, oldest first."""
    return await _history(context, f"certifications/{certification.id}", first, after)


async def of_dossier(
    context: Context, dossier: Dossier, first: int | None = None, after: str | None = None
) -> Listing[Event]:
    """
    The events of a dossier, oldest first; without their rules, which may tell the result, until it is shown.

    None for who only judges it: what was before would tell of a former jury (GTP-07, JUR-08).
    """
    if only_judges(context.viewer, judged_on(dossier)):
        return await _history(context, "", first, after)
    told = context.result_visible(dossier)
    return await _history(context, f"dossiers/{dossier.id}", first, after, shown=_whole if told else _without_rules)


async def of_session(
    context: Context, session: Session, first: int | None = None, after: str | None = None
) -> Listing[Event]:
    """The events of a session, oldest first; without the numbers of its dossiers until they are unveiled (JUR-08)."""
    unveiled = context.viewer.jury.get(session.id, True)
    return await _history(context, f"sessions/{session.id}", first, after, shown=_whole if unveiled else _unnamed)


def rules_of(_context: Context, event: Event) -> list[Rule]:
    """The rules that played a part in an event."""
    return [RULEBOOK[identifier] for identifier in event.rules if identifier in RULEBOOK]


def _whole(event: Event) -> Event:
    return event


def _without_rules(event: Event) -> Event:
    return event.evolve(rules=())


def _unnamed(event: Event) -> Event:
    return event.evolve(facts={name: fact for name, fact in event.facts.items() if name not in {"added", "removed"}})


async def _history(
    context: Context,
    aggregate: str,
    first: int | None,
    after: str | None,
    *,
    shown: Callable[[Event], Event] = _whole,
) -> Listing[Event]:
    within = bounds(first, after, None, None)
    size = within.first or 0
    events = await context.load.events.load(Stretch(aggregate, _sequence(within.after), size + 1)) or []
    events = [shown(event) for event in events]

    async def count() -> int:
        return await context.load.event_count.load(aggregate) or 0

    return Listing(
        edges=[Edge(cursor_of(f"{event.sequence}\0"), event) for event in events[:size]],
        has_next=len(events) > size,
        has_previous=bool(events) and events[0].sequence > 1,
        count=count,
    )


def _sequence(key: str | None) -> int:
    number = (key or "0").partition("\0")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0
