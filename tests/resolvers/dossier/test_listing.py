"""GTP-06 and JUR-08 in lists: what is filtered, searched, counted and ordered by is what the viewer sees."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from itertools import chain, combinations
from operator import attrgetter
from typing import Any

import pytest

from repositories.store import Store
from resolvers.dossier.listing import dossiers
from resolvers.shared.context import Context
from resolvers.shared.paging import Listing, Order
from rules.access.viewer import Role
from rules.dossier.dossier import Dossier, DossierStatus, JuryDecision, Outcome
from rules.views.masks import judged_on
from tests.support.listed import OWN, VIEWERS, adviser_who_sits, listed, seen_by
from tests.support.stores import World

D = DossierStatus
TOGETHER = [
    (),
    (D.RECEVABLE, D.EVALUE),
    (D.RECEVABILITE_EN_INSTRUCTION, D.EVALUE),
    (D.RECEVABLE, D.RECEVABILITE_EN_INSTRUCTION, D.DELIBERE),
    (D.PRESENTE_AU_JURY, D.DELIBERE),
    (D.PRESENTE_AU_JURY, D.VALIDE),
    tuple(D),
]

ORDERS = ["number", "opened", "requested"]


@pytest.fixture
def world() -> World:
    """Dossiers in every state."""
    return listed


async def everybody(store: Store) -> list[Context]:
    """What each viewer asks in."""
    return [*[await seen_by(store, name) for name in VIEWERS], await adviser_who_sits(store)]


async def whole(context: Context, **asked: Any) -> tuple[list[Dossier], int]:
    """Every dossier of a list, page after page, and its count."""
    nodes: list[Dossier] = []
    page: Listing[Dossier] = await dossiers(context, first=100, **asked)
    nodes += page.nodes
    while page.has_next:
        page = await dossiers(context, first=100, after=page.edges[-1].cursor, **asked)
        nodes += page.nodes
    return nodes, await page.count()


async def _judge(context: Context, seen: list[Dossier], kept: Callable[[Dossier], bool], **asked: Any) -> None:
    nodes, count = await whole(context, **asked)
    assert [item.number for item in nodes] == [item.number for item in seen if kept(item)], asked
    assert nodes == [item for item in seen if kept(item)]
    assert count == len(nodes)


@pytest.mark.rule("GTP-06", "JUR-08")
async def test_state_by_state_each_viewer_filters_by_what_they_see(one_store: Store) -> None:
    for context in await everybody(one_store):
        seen, _ = await whole(context)
        for states in chain(((status,) for status in D), TOGETHER):
            await _judge(context, seen, lambda item, some=states: item.status in some, status=states)  # type: ignore[misc]


@pytest.mark.rule("GTP-06")
async def test_a_result_is_filtered_by_for_whoever_sees_it(one_store: Store) -> None:
    for context in await everybody(one_store):
        seen, _ = await whole(context)
        for decision in JuryDecision:
            await _judge(context, seen, lambda item, one=decision: item.decision is one, decision=[decision])  # type: ignore[misc]
        for some in combinations(Outcome, 2):
            await _judge(context, seen, lambda item, some=some: item.outcome in some, outcome=some)  # type: ignore[misc]
        asked = {"decision": [JuryDecision.A], "status": [D.TRANSMIS, D.VALIDE]}
        both = [item for item in seen if item.decision is JuryDecision.A and item.status in asked["status"]]
        await _judge(context, seen, lambda item, both=both: item in both, **asked)  # type: ignore[misc]


@pytest.mark.rule("GTP-06")
async def test_a_candidate_s_deliberated_dossier_is_before_the_jury(one_store: Store) -> None:
    me = await seen_by(one_store, "candidate")
    assert await whole(me, status=[D.DELIBERE, D.TRANSMIS, D.COMPLEMENT_DEMANDE]) == ([], 0)
    before, _ = await whole(me, status=[D.PRESENTE_AU_JURY])
    stored = await one_store.dossiers.get_many([item.id for item in before])
    told = {D.PRESENTE_AU_JURY, D.DELIBERE, D.TRANSMIS, D.COMPLEMENT_DEMANDE}
    assert {item.status for item in stored.values()} == told
    assert {item.decision for item in before} == {None}


@pytest.mark.parametrize("key", ORDERS)
async def test_an_order_is_that_of_what_is_seen_both_ways(one_store: Store, key: str) -> None:
    of = {"number": "number", "opened": "opened_on", "requested": "requested_on"}[key]
    for name, descending in (("gtp", False), ("gtp", True), ("candidate", True), ("member", False)):
        context, order = await seen_by(one_store, name), Order(key, descending)
        seen, count = await whole(context)
        seated = name == "member"
        place = attrgetter(
            "anonymous_number" if seated and of == "number" else of, "anonymous_number" if seated else "id"
        )
        expected = sorted(seen, key=place, reverse=descending)
        assert await whole(context, order_by=order) == (expected, count)
        page = await dossiers(context, last=7, order_by=order)
        back = page.nodes
        while page.has_previous:
            page = await dossiers(context, last=7, before=page.edges[0].cursor, order_by=order)
            back = page.nodes + back
        assert back == expected


@pytest.mark.rule("JUR-08")
async def test_a_jury_searches_by_number_and_by_no_name(one_store: Store) -> None:
    for name, by_name in (("gtp", True), ("centre", True), ("candidate", True), ("adviser", True), ("member", False),
                          ("president", False), ("reporting", False)):  # fmt: skip
        context = await seen_by(one_store, name)
        seen, _ = await whole(context)
        for search in ("Ñandú", "nandu"):
            nodes, count = await whole(context, search=search)
            own = {item.id for item in seen if item.candidate == OWN} if by_name else set()
            assert ({item.id for item in nodes}, count) == (own, len(own)), (name, search)
        for search in ("MQ 1989 0021", "maintenance"):
            nodes, _ = await whole(context, search=search)
            assert bool(nodes) == (by_name and bool(seen)), (name, search)
        if seen:
            one = seen[-1]
            parts = [one.number[:6]] if by_name is False else [str(int(one.number[-5:]))]
            for search in (one.number, one.number.lower().replace("-", " "), *parts):
                nodes, _ = await whole(context, search=search)
                assert one in nodes, (name, search)


@pytest.mark.rule("JUR-08")
async def test_no_cursor_of_a_jury_holds_a_number_or_an_identifier(one_store: Store) -> None:
    context = await seen_by(one_store, "member")
    stored = await one_store.dossiers.where({"session": "veiled"})
    orders: list[dict[str, Any]] = [{"order_by": Order(key, way)} for key in ORDERS for way in (False, True)]
    for asked in ({}, *orders, {"search": stored[0].anonymous_number}):
        page = await dossiers(context, first=100, **asked)
        cursors = [urlsafe_b64decode(edge.cursor + "==").decode() for edge in page.edges]
        assert cursors
        assert not [text for text in cursors for item in stored if item.id in text or item.number in text], asked


@pytest.mark.rule("JUR-08")
async def test_a_veiled_number_is_found_by_its_seat_alone(one_store: Store) -> None:
    stored = await one_store.dossiers.where({"session": "veiled"})
    for context in (await seen_by(one_store, "member"), await adviser_who_sits(one_store)):
        for item in stored:
            nodes, _ = await whole(context, search=item.number)
            assert item.id not in {judged_on(one).id for one in nodes}, "its number is not known"


@pytest.mark.rule("JUR-08")
async def test_no_filter_joins_a_person_to_an_anonymous_number(one_store: Store) -> None:
    for context in (await seen_by(one_store, "member"), await adviser_who_sits(one_store)):
        veiled = [item for item in (await whole(context))[0] if item.session == "veiled"]
        assert veiled
        for asked in ({"candidate": [OWN]}, {"search": "Ñandú"}):
            nodes, _ = await whole(context, **asked)
            assert not [item for item in nodes if item.session == "veiled"], asked
    unveiled, _ = await whole(await seen_by(one_store, "member"), candidate=[OWN])
    assert {item.session for item in unveiled} == {"unveiled"}
    everything, _ = await whole(await seen_by(one_store, "gtp"), candidate=[OWN])
    assert {item.session for item in everything} == {"veiled", "unveiled", None}


async def test_a_session_that_one_does_not_see_tells_nothing_of_its_dossiers(one_store: Store) -> None:
    for name, expected in (("gtp", True), ("centre", True), ("member", True), ("candidate", False), ("adviser", False)):
        nodes, count = await whole(await seen_by(one_store, name), session=["s2026-ut59-0001", "inconnue"])
        assert (bool(nodes), bool(count)) == (expected, expected), name
        assert {item.session for item in nodes} <= {"veiled"}


def test_every_role_that_lists_dossiers_is_tried() -> None:
    tried = frozenset[Role]().union(*(viewer.roles for viewer in VIEWERS.values()))
    assert tried >= {Role.ADMINISTRATOR, Role.GTP, Role.CENTRE, Role.CANDIDATE, Role.ADVISER, Role.JURY_MEMBER,
                     Role.JURY_PRESIDENT}  # fmt: skip
