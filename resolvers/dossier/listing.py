"""Dossiers in lists: filtered, searched and ordered by what the viewer sees of them (GTP-06, JUR-08)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from repositories.conditions import Among
from repositories.dossier import Case, Standing
from resolvers.candidate.reading import candidates
from resolvers.certification.reading import certifications
from resolvers.shared.conditions import Days, among, between, certifications_among, organisations
from resolvers.shared.context import Context
from resolvers.shared.paging import LONGEST, SEARCH, Listing, Order, bounds, listing
from resolvers.shared.searching import MOST, as_number, page_of, typed
from rules.access.scope import Scope, seats_of
from rules.base.text import folded, number_key
from rules.certification.search import beginning, ranked
from rules.dossier.dossier import Dossier, DossierStatus, JuryDecision, Outcome, Route
from rules.lives.family import LIVES
from rules.views.lists import Sight, sight_of
from rules.views.masks import dossier_view

Conditions = Mapping[str, object | None]
Match = tuple[int, str, Mapping[str, str]]

NUMBER = Order("number")
_SEATS = 5_000
"""Dossiers of one account's juries among which a seat is looked for."""
_TOGETHER = 100
"""People whose dossiers are asked for by one command."""
_NAMED, _AIMED = 20_000_000, 30_000_000
"""Ranks of what is found by a name, and by a certification: after what is found by its number."""


async def dossiers(
    context: Context,
    status: Sequence[DossierStatus] | None = None,
    route: Sequence[Route] | None = None,
    certification: Sequence[str] | None = None,
    exam_centre: Sequence[str] | None = None,
    session: Sequence[str] | None = None,
    candidate: Sequence[str] | None = None,
    decision: Sequence[JuryDecision] | None = None,
    outcome: Sequence[Outcome] | None = None,
    requested_on: Days | None = None,
    opened_on: Days | None = None,
    engaged_on: Days | None = None,
    search: str | None = None,
    order_by: Order | None = None,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Listing[Dossier]:
    """The viewer's dossiers in an order, that of their numbers by default; under `search`, the closest first."""
    query, sight = typed(search), sight_of(context.viewer)
    order = _order(sight, order_by or (NUMBER if query is None else SEARCH))
    within = bounds(first, after, last, before, order)
    states = among(status, "status")
    conditions = {
        "route": among(route, "route"),
        "certification": await certifications_among(context, certification, "certification"),
        "exam_centre": organisations(exam_centre, "examCentre"),
        "session": await _sessions(context, session),
        "requested_on": between(requested_on, "requestedOn"),
        "opened_on": between(opened_on, "openedOn"),
        "engaged_on": between(engaged_on, "engagedOn"),
        **_seen(
            sight,
            {
                "standing": states and Standing(states.values, context.today.isoformat()),
                "decision": among(decision, "decision"),
                "outcome": among(outcome, "outcome"),
            },
        ),
        **_of_people(sight, among(candidate, "candidate")),
    }
    if query is not None:
        matches = await _matches(context, sight, query, conditions)
        tie = _order(sight, NUMBER).key
        scope = _scope(context, sight)
        return await page_of(context.store.dossiers, matches, within, scope, order, _view(context), tie)
    return await listing(context.store.dossiers, order, within, conditions, _scope(context, sight), _view(context))


def _order(sight: Sight, order: Order) -> Order:
    """The order as a jury may have it: by seats, so that no cursor holds a number or an identifier (JUR-08)."""
    if not sight.seated or order == SEARCH:
        return order
    return replace(order, key="seat" if order.key == NUMBER.key else f"seat_{order.key}")


def _scope(context: Context, sight: Sight) -> Scope:
    return seats_of(context.scope) if sight.seated else context.scope


def _view(context: Context) -> Any:
    return lambda dossier: dossier_view(context.viewer, dossier)


def _seen(sight: Sight, asked: Conditions) -> Conditions:
    """Conditions on what a mask may change, as conditions on what the viewer sees of it (GTP-06)."""
    stored = {name: value for name, value in asked.items() if value is not None}
    told = {f"told_{name}": value for name, value in stored.items()}
    meant = [Case(case.within, case.without, told if case.told else stored) for case in sight.cases]
    return meant[0].conditions if len(meant) == 1 or not stored else {"cases": meant}


def _of_people(sight: Sight, people: Among | None) -> Conditions:
    """Dossiers of these people, but for those whose person the viewer may not know (JUR-08)."""
    if people is None:
        return {}
    return {"candidate": people, "veiled": sight.veiled or None}


async def _sessions(context: Context, numbers: Sequence[str] | None) -> Among | None:
    """The sessions of these numbers that exist for the viewer: through another, nothing is found."""
    if (asked := among(numbers, "session")) is None:
        return None
    known = await context.store.sessions.by_numbers(map(number_key, asked.values), scope=context.scope)
    return Among(tuple(session.id for session in known.values()))


async def _matches(context: Context, sight: Sight, query: str, conditions: Conditions) -> list[Match]:
    """What a search finds: by number or seat, by the names and the certification for whoever reads names."""
    asked = {name: value for name, value in conditions.items() if value is not None}
    matches = await _by_number(context, query, asked)
    if sight.seated:
        matches += await _by_seat(context, query, asked)
    else:
        matches += await _by_name(context, sight, query, asked)
        matches += await _by_certification(context, query, asked)
    best: dict[str, Match] = {}
    for match in matches:
        best.setdefault(match[1], match)
    return list(best.values())


async def _by_number(context: Context, query: str, asked: Conditions) -> list[Match]:
    """Of dossiers whose number the viewer reads: those of a veiled session are outside the scope."""
    number = as_number(query)
    start = beginning(number)
    hits = await context.store.dossiers.hits(start, asked, context.scope) if start else []
    return [(rank, hit.id, hit.sort) for rank, hit in ranked(number, hits)]


async def _by_seat(context: Context, query: str, asked: Conditions) -> list[Match]:
    """Of the dossiers of the juries that the account sits in: by the number that they have there."""
    seat = as_number(query)
    scope = seats_of(context.scope)
    places = await context.store.dossiers.places(asked, scope=scope, order="seat", limit=_SEATS)
    return [(0, key, sort) for key, sort in places if seat and folded(sort["seat"]).startswith(seat)]


async def _by_name(context: Context, sight: Sight, query: str, asked: Conditions) -> list[Match]:
    """Of the people whom the same search of candidates finds, in their order."""
    people: list[str] = []
    page = await candidates(context, search=query, first=LONGEST)
    while True:
        people += [person.id for person in page.nodes]
        if not page.has_next or len(people) >= MOST:
            break
        page = await candidates(context, search=query, first=LONGEST, after=page.edges[-1].cursor)
    matches: list[Match] = []
    for start in range(0, len(people), _TOGETHER):
        several = Among(tuple(people[start : start + _TOGETHER]))
        of_these = await _places(context, asked, _of_people(sight, several))
        matches += [(_NAMED, key, sort) for key, sort in of_these]
        if len(matches) >= MOST:
            break
    return matches


async def _by_certification(context: Context, query: str, asked: Conditions) -> list[Match]:
    """Of the certifications that the same search of certifications finds, among those that dossiers aim at."""
    kinds = list(dict.fromkeys(kind for kind, _ in LIVES))
    page = await certifications(context, kind=kinds, search=query, first=LONGEST)
    codes = Among(tuple(item.code for item in page.nodes))
    aimed = await _places(context, asked, {"certification": codes}) if codes.values else []
    return [(_AIMED, key, sort) for key, sort in aimed]


async def _places(context: Context, asked: Conditions, more: Conditions) -> list[tuple[str, Mapping[str, str]]]:
    """The first dossiers by number that meet the conditions, those that are asked twice met twice."""
    both = {**asked, **{name: value for name, value in more.items() if value is not None}}
    for name in asked.keys() & more.keys():
        one, other = asked[name], more[name]
        if isinstance(one, Among) and isinstance(other, Among):
            both[name] = Among(tuple(value for value in one.values if value in other.values))
    return await context.store.dossiers.places(both, scope=context.scope, order=NUMBER.key, limit=MOST)
