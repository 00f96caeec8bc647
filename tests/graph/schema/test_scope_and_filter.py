"""A filter and the viewer's scope intersect: asking for more than one sees gives nothing, never something else."""

from collections.abc import Mapping
from typing import Any

import pytest

from repositories.filters import intersection
from repositories.paging import Bounds
from repositories.store import Store
from rules.access.scope import scope_of
from rules.access.viewer import Role, Viewer
from tests.support.walk import CQPM, HELD, MEMBER, PRESIDENT, Path, as_, centre, gtp
from tests.support.world import TODAY, Api, token

DOSSIERS = "query($f: DossierFilter) { dossiers(filter: $f) { totalCount nodes { number examCentre { code } } } }"
SESSIONS = "query($f: SessionFilter) { sessions(filter: $f) { totalCount nodes { number } } }"


def test_two_conditions_on_one_key_are_both_kept() -> None:
    assert intersection({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
    assert intersection({"a": 1}, {"a": 1}) == {"a": 1}
    assert intersection({"a": 1}, {"a": 2}, {"a": 3}) == {"a": 1, "$and": [{"a": 2}, {"a": 3}]}
    assert intersection({"a": 1, "$and": [{"c": 1}]}, {"a": 2}) == {"a": 1, "$and": [{"c": 1}, {"a": 2}]}
    assert intersection({"a": {"$gt": 1}}, {"a": {"$gt": "b"}}) == {"a": {"$gt": 1}, "$and": [{"a": {"$gt": "b"}}]}


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ({"$in": [1, 2]}, 1, 1),
        (1, {"$in": [1, 2]}, 1),
        (1, {"$eq": 1}, 1),
        ({"$in": [1, 2]}, {"$in": [2, 1, 3]}, {"$in": [1, 2]}),
        ({"$gt": 1}, {"$lt": 3}, {"$gt": 1, "$lt": 3}),
        ({"$gt": 1}, {"$gt": 2}, {"$gt": 2}),
        ({"$gte": "b", "$lt": "d"}, {"$gt": "a", "$lt": "c"}, {"$gte": "b", "$gt": "a", "$lt": "c"}),
        ({"$gt": 1}, 2, {"$gt": 1, "$eq": 2}),
        ({"$in": [1]}, 2, {"$in": [1], "$eq": 2}),
        ({"b": 1}, {"$exists": True}, {"$eq": {"b": 1}, "$exists": True}),
    ],
)
def test_two_conditions_become_one_where_it_says_the_same(one: object, other: object, both: object) -> None:
    assert intersection({"a": one}, {"a": other}) == {"a": both}


def test_two_lists_of_keys_become_those_in_both() -> None:
    assert intersection({"_id": {"$in": [1, 2]}}, {"_id": {"$in": [2, 3]}}) == {"_id": {"$in": [2]}}
    assert intersection({"_id": {"$in": [1, 2]}}, {"_id": 3}) == {"_id": {"$in": []}}
    assert intersection({"a": {"$in": [1, 2]}}, {"a": {"$in": [2, 3]}})["$and"] == [{"a": {"$in": [2, 3]}}]


@pytest.mark.parametrize("one", [1, {"$in": [1, 2]}, {"$gt": 1}, {"$gt": 2, "$lt": 4}, {"$ne": 1}, {"$exists": True}])
@pytest.mark.parametrize("other", [2, {"$in": [1, 2, 3]}, {"$in": [3]}, {"$lte": 2}, {"$ne": 3}, {"$in": []}])
async def test_what_meets_both_is_found_in_one_value_and_in_lists(one_store: Store, one: object, other: object) -> None:
    values = [1, 2, 3, 4, None, [], [1], [1, 3], [2, 4], [1, 2, 3]]
    await one_store.driver.insert_many("files", [{"_id": rank, "a": value} for rank, value in enumerate(values)])

    async def found(filter_: Mapping[str, object]) -> set[int]:
        return {item["_id"] for item in await one_store.driver.find("files", filter_)}

    assert await found(intersection({"a": one}, {"a": other})) == await found({"a": one}) & await found({"a": other})


async def test_a_centre_that_asks_for_another_s_dossiers_gets_none(path: Path) -> None:
    own = await path.dossier("Ici")
    for code, expected in (("UT59", [own]), ("UT62", []), ("$ne", [])):
        found = await path.api.data(DOSSIERS, {"f": {"examCentre": code}}, centre(HELD))
        assert [node["number"] for node in found["dossiers"]["nodes"]] == expected
        assert found["dossiers"]["totalCount"] == len(expected)
    await path.convened(own)
    for code, expected in (("UT59", [path.session]), ("UT62", [])):
        found = await path.api.data(SESSIONS, {"f": {"examCentre": code}}, centre(HELD))
        assert [node["number"] for node in found["sessions"]["nodes"]] == expected


async def test_each_session_shows_its_own_dossiers_to_who_sits_in_two(path: Path) -> None:
    first, second = await path.dossier("Un"), await path.dossier("Deux")
    await path.held(first)
    one = path.session
    await path.held(second)
    query = "query($n: String!) { session(number: $n) { dossiers { totalCount nodes { number } } } }"
    for account, role in ((PRESIDENT, Role.JURY_PRESIDENT), (MEMBER, Role.JURY_MEMBER)):
        actor = as_(role, HELD, None, subject=account)
        for session, dossier in ((one, first), (path.session, second)):
            found = (await path.api.data(query, {"n": session}, actor))["session"]["dossiers"]
            assert found == {"totalCount": 1, "nodes": [{"number": await path.seat(dossier)}]}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.GTP, Role.CENTRE, Role.CANDIDATE, Role.JURY_MEMBER])
async def test_no_key_of_a_scope_is_replaced_by_a_filter(path: Path, role: Role) -> None:
    """Every collection, every key that its scope of this role uses."""
    number = await path.dossier("Vue")
    await path.convened(number)
    store = path.api.store
    session = await store.sessions.by_number(path.session)
    dossier = await store.dossiers.by_number(number)
    assert session is not None
    assert dossier is not None
    viewer = Viewer(
        roles=frozenset({role}),
        organisation="UT59",
        candidate=dossier.candidate,
        jury={session.id: True} if role is Role.JURY_MEMBER else {},
        today=TODAY,
    )
    scope, seen = scope_of(viewer), 0
    for collection in (store.candidates, store.dossiers, store.sessions, store.certificates, store.documents):
        keys = collection.scope_filter(scope)
        whole = {item.id for item in await collection.where(keys)} if keys is not None else set()
        order = next(iter(collection.orders(next(iter(await collection.where({})))))) if whole else None
        for key in keys or {}:
            seen += 1
            for value in ("UT62", "inconnu", {"$exists": True}, {"$ne": "x"}, dossier.candidate, session.id, "UT59"):
                asked = {key: value}
                alone = {item.id for item in await collection.where(asked)}
                assert {item.id for item in await collection.where(asked, scope=scope)} == alone & whole
                assert await collection.count(asked, scope=scope) == len(alone & whole)
                if order is not None:
                    page = await collection.page(order=order, bounds=Bounds(first=100), filter=asked, scope=scope)
                    assert {item.id for _, item in page.items} == alone & whole
    assert seen == {Role.ADMINISTRATOR: 0, Role.GTP: 0, Role.CENTRE: 5, Role.CANDIDATE: 4, Role.JURY_MEMBER: 4}[role]


async def test_a_candidate_that_asks_for_a_centre_sees_their_own_of_it(path: Path) -> None:
    number = await path.dossier("Moi")
    await path.dossier("Autre")
    dossier = await path.api.store.dossiers.by_number(number)
    assert dossier is not None
    me = as_(Role.CANDIDATE, HELD, None, candidate=dossier.candidate)
    for filter_, expected in (({"examCentre": "UT59"}, [number]), ({"examCentre": "UT62"}, []), ({}, [number])):
        found = await path.api.data(DOSSIERS, {"f": filter_}, me)
        assert [node["number"] for node in found["dossiers"]["nodes"]] == expected
    everything = await path.api.data(DOSSIERS, {"f": {"certification": CQPM}}, gtp(HELD))
    assert everything["dossiers"]["totalCount"] == 2


async def test_a_visitor_s_filter_on_what_is_closed_is_refused(api: Api) -> None:
    for actor in (None, token(Role.REPORTING)):
        answer: Any = await api.post(DOSSIERS, {"f": {"examCentre": "UT59"}}, actor)
        assert answer["errors"][0]["extensions"]["code"] in {"UNAUTHENTICATED", "FORBIDDEN"}
