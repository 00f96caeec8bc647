"""Lists over HTTP: several values, ranges of days, searches and orders of dossiers, sessions and certificates."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from graph.schema.base.relay import global_id
from repositories.store import Store
from rules.access.viewer import Role
from tests.support.listed import OWN, SEATED, certificates, dossiers, listed
from tests.support.stores import World
from tests.support.world import BLOCS, PLAIN, REGISTERED, TODAY, Api, token
from tests.support.writing import write

QUERY = """query($f: %(name)sFilter, $s: String%(order)s, $n: Int, $a: String) {
  list: %(root)s(filter: $f, search: $s%(by)s, first: $n, after: $a) {
    totalCount nodes { number } pageInfo { endCursor hasNextPage } } }"""
GTP = token(Role.GTP, None, today=TODAY)
ME = token(Role.CANDIDATE, None, candidate=OWN, today=TODAY)
CENTRE = token(Role.CENTRE, today=TODAY)
JURY = token(Role.JURY_MEMBER, None, subject=SEATED, today=TODAY)


async def _world(store: Store) -> None:
    await listed(store)
    await write(store, *certificates())


@pytest.fixture
def world() -> World:
    """Dossiers in every state, two sessions, twenty certificates."""
    return _world


@pytest.fixture
async def lists(one_store: Store) -> AsyncIterator[Api]:
    """The service over them."""
    async with Api.over(one_store) as api:
        yield api


def _query(root: str) -> str:
    name = root[:-1].capitalize()
    ordered = root != "certificates"
    return QUERY % {
        "name": name,
        "root": root,
        "order": f", $o: {name}Order" if ordered else "",
        "by": ", orderBy: $o" if ordered else "",
    }


async def numbers(api: Api, root: str, actor: str = GTP, **variables: Any) -> list[str]:
    """The numbers of a list, which counts them too."""
    page = (await api.data(_query(root), {"n": 100, **variables}, actor))["list"]
    assert page["totalCount"] == len(page["nodes"])
    return [node["number"] for node in page["nodes"]]


async def refused(api: Api, root: str, **variables: Any) -> str:
    """The code of the error of a list."""
    answer = await api.post(_query(root), variables, GTP)
    code: str = answer["errors"][0]["extensions"]["code"]
    return code


WHOLE = dossiers()
DOSSIERS: list[tuple[dict[str, Any], Any]] = [
    ({"status": "OUVERT"}, None),
    ({"route": ["FORMATION"]}, lambda item: item.route.value == "FORMATION"),
    ({"route": ["VAE", "FORMATION"]}, lambda _: True),
    ({"certification": ["rncp 36376", "inconnue"]}, lambda item: item.certification == REGISTERED),
    ({"certification": ["inconnue"]}, lambda _: False),
    ({"certification": []}, lambda _: False),
    ({"examCentre": "ut62"}, lambda item: item.exam_centre == "UT62"),
    ({"examCentre": ["UT59", "UT62"]}, lambda _: True),
    ({"session": "S2026-UT59-0001"}, lambda item: item.session == "veiled"),
    ({"candidate": global_id("Candidate", "c2")}, lambda item: item.candidate == "c2"),
    ({"candidate": [global_id("Dossier", "d001"), "x"]}, lambda _: False),
    ({"openedOn": {"from": "2026-03-01"}}, lambda item: item.opened_on.isoformat() >= "2026-03-01"),
    ({"openedOn": {"until": "2026-03-03"}}, lambda item: item.opened_on.isoformat() <= "2026-03-03"),
    ({"openedOn": {"from": "2026-03-03", "until": "2026-03-03"}}, lambda item: item.opened_on.isoformat() == "2026-03-03"),
    ({"openedOn": {}}, lambda _: True),
    ({"requestedOn": {"from": "2026-02-02", "until": "2026-03-02"}}, lambda item: 2 <= item.requested_on.month <= 3),
    ({"engagedOn": {"from": "2026-02-01", "until": "2026-02-28"}}, lambda item: item.engaged_on.month == 2),
    ({"decision": ["A"], "outcome": ["PARTIAL"]}, lambda _: False),
    ({"decision": "NA", "openedOn": {"from": "2026-05-01"}}, lambda item: item.decision and item.decision.value == "NA" and item.opened_on.month >= 5),
]  # fmt: skip


async def test_each_condition_on_dossiers_keeps_what_it_says(lists: Api) -> None:
    for asked, kept in DOSSIERS:
        expected = [item.number for item in sorted(WHOLE, key=lambda item: item.number) if kept and kept(item)]
        for order in (None, {"field": "OPENED_ON"}, {"field": "REQUESTED_ON", "direction": "DESC"}):
            found = await numbers(lists, "dossiers", f=asked, o=order)
            if kept is None:
                assert len(found) == 2, asked
            else:
                assert sorted(found) == expected, (asked, order)


async def test_a_range_and_a_cursor_on_one_key_are_both_kept(lists: Api) -> None:
    asked = {"openedOn": {"from": "2026-02-01", "until": "2026-08-31"}}
    for direction in ("ASC", "DESC"):
        order = {"field": "OPENED_ON", "direction": direction}
        everything = await numbers(lists, "dossiers", f=asked, o=order)
        walked, after = [], None
        while True:
            page = (await lists.data(_query("dossiers"), {"f": asked, "o": order, "n": 4, "a": after}, GTP))["list"]
            walked += [node["number"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert walked == everything
        assert len(everything) > 8


async def test_a_cursor_is_of_one_order(lists: Api) -> None:
    orders: list[dict[str, Any]] = [
        {"o": {"field": field, "direction": direction}} for field in ("NUMBER", "OPENED_ON", "REQUESTED_ON")
        for direction in ("ASC", "DESC")
    ] + [{"s": "UT59"}]  # fmt: skip
    for one in orders:
        page = (await lists.data(_query("dossiers"), {"n": 3, **one}, GTP))["list"]
        cursor = page["pageInfo"]["endCursor"]
        for other in orders:
            answer = await lists.post(_query("dossiers"), {"n": 3, "a": cursor, **other}, GTP)
            codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
            assert codes == ([] if one == other else ["INVALID_INPUT"]), (one, other)
    held = (await lists.data(_query("sessions"), {"n": 1}, GTP))["list"]["pageInfo"]["endCursor"]
    assert await refused(lists, "sessions", a=held, o={"field": "NUMBER"}) == "INVALID_INPUT"


async def test_what_nobody_asks_for_is_refused(lists: Api) -> None:
    assert await refused(lists, "dossiers", f={"examCentre": ["UT59"] * 101}) == "INVALID_INPUT"
    assert (
        await refused(lists, "dossiers", f={"openedOn": {"from": "2026-02-02", "until": "2026-02-01"}})
        == "INVALID_INPUT"
    )
    assert await refused(lists, "dossiers", s="x" * 201) == "INVALID_INPUT"
    assert await numbers(lists, "dossiers", s="—") == []
    assert await numbers(lists, "dossiers", s=" ") == await numbers(lists, "dossiers")


async def test_dossiers_are_searched_by_any_part_of_a_name_beside_their_conditions(lists: Api) -> None:
    other = sorted(item.number for item in WHOLE if item.candidate == "c2")
    for search in ("lefevre", "Lefèvre Anne", "anne"):
        assert await numbers(lists, "dossiers", s=search) == other
        assert await numbers(lists, "dossiers", s=search, f={"examCentre": "UT62"}) == other[-1:]
        assert await numbers(lists, "dossiers", s=search, f={"candidate": global_id("Candidate", OWN)}) == []
        assert await numbers(lists, "dossiers", ME, s=search) == [], "it is another's"
    descending = {"field": "NUMBER", "direction": "DESC"}
    assert await numbers(lists, "dossiers", s="anne", o=descending) == other[::-1]
    assert await numbers(lists, "dossiers", token(Role.CENTRE, "UT62", today=TODAY), s="UT59") == []


async def test_sessions_by_state_day_and_place_in_both_orders(lists: Api) -> None:
    first, second = "S2026-UT59-0001", "S2026-UT59-0002"
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({}, [second, first]),
        ({"o": {"field": "NUMBER"}}, [first, second]),
        ({"o": {"field": "HELD_ON", "direction": "DESC"}}, [first, second]),
        ({"f": {"status": ["TENUE", "CLOSE"]}}, [first]),
        ({"f": {"status": ["TENUE", "DELIBEREE"], "certification": [PLAIN, REGISTERED]}}, [second, first]),
        ({"f": {"heldOn": {"from": "2026-11-11"}}}, [first]),
        ({"f": {"heldOn": {"from": "2026-11-10", "until": "2026-11-10"}}}, [second]),
        ({"f": {"examCentre": ["UT62"]}}, []),
        ({"s": "s2026 ut59 0002"}, [second]),
        ({"s": "0001"}, [first]),
        ({"s": "tourcoing", "o": {"field": "NUMBER"}}, [first, second]),
        ({"s": "lycee colb", "f": {"status": "TENUE"}}, [first]),
        ({"s": "roubaix"}, []),
    ]  # fmt: skip
    for actor in (GTP, CENTRE, JURY):
        for asked, expected in cases:
            assert await numbers(lists, "sessions", actor, **asked) == expected, asked
    assert await numbers(lists, "sessions", token(Role.CENTRE, "UT62", today=TODAY), s="tourcoing") == []


async def test_certificates_are_listed_inside_the_scope(lists: Api) -> None:
    whole = sorted(certificates(), key=lambda item: item.id)
    own = [item.number for item in whole if item.candidate == OWN]
    assert await numbers(lists, "certificates") == [item.number for item in whole]
    assert await numbers(lists, "certificates", ME) == own
    assert await numbers(lists, "certificates", CENTRE) == [item.number for item in whole if item.exam_centre == "UT59"]
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"kind": ["BLOC", "CQPI"]}, lambda item: item.kind.value == "BLOC"),
        ({"state": ["DELIVERED", "CANCELLED"]}, lambda item: item.state.value != "ISSUED"),
        ({"delivered": True}, lambda item: item.delivery is not None),
        ({"delivered": False, "state": "ISSUED"}, lambda item: item.state.value == "ISSUED"),
        ({"certification": REGISTERED}, lambda item: item.certification == REGISTERED),
        ({"bloc": [BLOCS[0], "x"]}, lambda item: item.bloc == BLOCS[0]),
        ({"examCentre": "UT62"}, lambda item: item.exam_centre == "UT62"),
        ({"candidate": global_id("Candidate", "c2")}, lambda item: item.candidate == "c2"),
        ({"issuedOn": {"from": "2026-11-19"}}, lambda item: item.issued_on.day >= 19),
        ({"issuedOn": {"until": "2026-11-03"}, "kind": "CQPM"}, lambda item: item.issued_on.day in {1, 3}),
    ]
    for asked, kept in cases:
        assert await numbers(lists, "certificates", f=asked) == [item.number for item in whole if kept(item)], asked
    for search in (own[0], own[0].replace(" ", "").lower(), own[0].replace(" ", "-")):
        assert await numbers(lists, "certificates", s=search) == own[:1]
        assert await numbers(lists, "certificates", token(Role.CENTRE, "UT2A", today=TODAY), s=search) == []
    assert len(await numbers(lists, "certificates", s="MC 2026 11")) == 20
    for actor in (JURY, token(Role.ADVISER, None), token(Role.REPORTING)):
        answer = await lists.post("{ certificates { totalCount } }", None, actor)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_public_lists_take_several_values(lists: Api) -> None:
    data = await lists.data(
        """{ a: organisations(filter: {kind: [UIMM, UIMM_TERRITORIALE], department: ["62", "2A"]}) { nodes { code } }
        b: organisations(filter: {kind: []}) { totalCount } c: certifications(filter: {kind: [CQPI, DIPLOMA]}) { nodes { kind } }
        d: certifications(filter: {kind: [CQPM, DIPLOMA], status: [ACTIVE, EN_VEILLE]}) { nodes { kind } }
        e: blocs(filter: {certification: ["RNCP36376", "MQ 2010 0277"]}) { totalCount }
        f: certifications(filter: {kind: [CQPM, CQPI]}, search: "technicien") { totalCount }
        g: certifications(filter: {level: [3, 4], list: [A, B], department: ["59"]}) { totalCount } }""",
        None,
        None,
    )
    assert [node["code"] for node in data["a"]["nodes"]] == ["UT2A", "UT62"]
    assert data["b"]["totalCount"] == 0
    assert {node["kind"] for node in data["c"]["nodes"]} == {"CQPI", "DIPLOMA"}
    assert {node["kind"] for node in data["d"]["nodes"]} == {"CQPM"}
    assert data["e"]["totalCount"] == 4
    assert data["f"]["totalCount"] == 2
    assert data["g"]["totalCount"] == 0
