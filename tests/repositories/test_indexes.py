"""The index that each page uses, and the keys it examines: no more than what its filter matches."""

from typing import Any

import pytest

from repositories.conditions import Among, Between
from repositories.dossier import Standing
from repositories.errors import StoreError
from repositories.filters import intersection
from repositories.lookup_terms import TERMS, with_any_term
from repositories.paging import Bounds
from repositories.probing import PROBE, joins_bounds
from repositories.store import Store
from rules.access.scope import EVERYTHING, Scope
from tests.support.listed import certificates, listed
from tests.support.shipped import shipped
from tests.support.walk import furnished_for_juries
from tests.support.writing import write


def _index_of(plan: Any) -> str:
    """The name of the index at the bottom of a plan; empty for a scan of the collection."""
    while inner := plan.get("inputStage") or next(iter(plan.get("inputStages", ())), None):
        plan = inner
    name: str = plan.get("indexName", "")
    return name


REGISTERS: list[tuple[str, dict[str, Any], str, str]] = [
    ("certifications", {"sort.title": {"$gt": "c"}}, "sort.title", "sort.title_1"),
    ("certifications", {"x.marks": "kind CQPI"}, "sort.title", "x.marks_1_sort.title_1"),
    ("certifications", with_any_term("keys", ["cqpm:0021"]), "", "x.marks_1_sort.title_1"),
    ("blocs", {}, "sort.code", "sort.code_1"),
    ("blocs", {"x.marks": "certifications RNCP36376"}, "sort.code", "x.marks_1"),
    ("equivalences", {"x.marks": "known True"}, "sort.code", "x.marks_1_sort.code_1"),
    ("equivalences", with_any_term("sides", ["fiche:RNCP37674"]), "", "x.marks_1_sort.code_1"),
    ("equivalences", with_any_term("waits", ["fiche:RNCP1"]), "", "x.marks_1_sort.code_1"),
    ("referentiels", with_any_term("certification", ["MQ 1989 0021"]), "", "x.marks_1"),
    ("statements", with_any_term("key", ["cqpm:0021"]), "", "x.marks_1"),
    ("organisations", {"x.marks": "kind CENTRE"}, "sort.name", "x.marks_1_sort.name_1"),
]


async def test_pages_of_the_registers(one_store: Store) -> None:
    await shipped(one_store)
    for page in REGISTERS:
        await _judge(one_store, *page)
    for search in SEARCHES:
        await _judge_search(one_store, *search)


SEARCHES: list[tuple[str, str, dict[str, Any], str]] = [
    ("certifications", "soudeu", {}, "x.marks_1_sort.title_1"),
    ("certifications", "soudeu", {"kind": "CQPM"}, "x.marks_1_sort.title_1"),
    ("blocs", "soudag", {}, "x.marks_1"),
]


async def _judge_search(store: Store, name: str, beginning: str, conditions: dict[str, Any], index: str) -> None:
    """
    A search by words reads the words that begin so, and finds the same as a reading of everything.

    The embedded store explains no filter of several keys, though it is led by one: there the term is judged alone.
    """
    collection = next(item for item in store.collections if item.name == name)
    filter_ = collection.begun(beginning, conditions)
    everything = await store.driver.find(name, {})
    begun = {item["_id"]: sum(word.startswith(beginning) for word in item["x"]["words"]) for item in everything}
    met = {item["_id"] for item in await store.driver.find(name, conditions)}
    found = {hit.id for hit in await collection.hits(beginning, conditions)}
    assert found == {key for key in met if begun[key]} != set()
    judged = {TERMS: filter_[TERMS]} if store.driver.joins_bounds else filter_
    plan = await store.driver.explain(name, judged, (), 0)
    assert _index_of(plan["queryPlanner"]["winningPlan"]) == index
    assert plan["executionStats"]["totalKeysExamined"] <= sum(begun.values()) + 1 < len(everything)


PATH: list[tuple[str, dict[str, Any], str, str]] = [
    ("sessions", {"exam_centre": "UT59"}, "sort.held", "exam_centre_1_sort.held_1"),
    ("sessions", {"x.accounts": "somebody"}, "", "x.accounts_1"),
    ("dossiers", {"session": "s"}, "sort.number", "session_1_sort.number_1"),
    ("dossiers", {"exam_centre": "UT59"}, "sort.number", "exam_centre_1_sort.number_1"),
    ("certificates", {"dossier": {"$in": ["D1"]}}, "", "dossier_1"),
    ("documents", {"session": {"$in": ["s"]}}, "sort.created", "session_1_sort.created_1"),
]

NATIONAL, CENTRE = EVERYTHING, Scope(centre="UT59")
OWN, SEATS = Scope(candidate="c1"), Scope(sessions=("veiled",))
NUMBERED, NUMBERED_OF = "x.marks_1_sort.number_1", "exam_centre_1_sort.number_1"

# Each condition and each order of the lists of the path: what is asked, in whose scope, in which order, by which index.
# The embedded store takes the first index that begins with what leads, and sorts what it read.
LISTS: list[tuple[str, dict[str, Any], Scope, str, str]] = [
    ("dossiers", {}, NATIONAL, "number", "sort.number_1"),
    ("dossiers", {}, NATIONAL, "opened", "sort.opened_1"),
    ("dossiers", {}, NATIONAL, "requested", "sort.requested_1"),
    ("dossiers", {}, CENTRE, "number", NUMBERED_OF),
    ("dossiers", {}, CENTRE, "opened", "exam_centre_1_sort"),
    ("dossiers", {}, CENTRE, "requested", "exam_centre_1_sort"),
    ("dossiers", {}, OWN, "number", "candidate_1_sort.number_1"),
    ("dossiers", {}, SEATS, "number", "session_1_sort.number_1"),
    ("dossiers", {"exam_centre": Among(("UT62",))}, NATIONAL, "number", NUMBERED_OF),
    ("dossiers", {"candidate": Among(("c2",))}, NATIONAL, "number", "candidate_1_sort.number_1"),
    ("dossiers", {"session": Among(("veiled",))}, NATIONAL, "number", "session_1_sort.number_1"),
    ("dossiers", {"certification": Among(("RNCP36376",))}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"standing": Standing(("VALIDE",), "2026-11-23")}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"told_standing": Standing(("VALIDE",), "2026-11-23")}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"decision": Among(("NA",))}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"told_decision": Among(("NA",))}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"outcome": Among(("PARTIAL",))}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"told_outcome": Among(("PARTIAL",))}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"route": Among(("FORMATION",))}, NATIONAL, "number", NUMBERED),
    ("dossiers", {"opened_on": Between("2026-02-01", "2026-02-28")}, NATIONAL, "number", "sort.opened_1"),
    ("dossiers", {"requested_on": Between("2026-02-01", "2026-02-28")}, NATIONAL, "number", "sort.requested_1"),
    ("dossiers", {"engaged_on": Between("2026-02-01", "2026-02-28")}, NATIONAL, "number", NUMBERED),
    ("sessions", {}, NATIONAL, "held", "sort.held_1"),
    ("sessions", {}, NATIONAL, "number", "sort.number_1"),
    ("sessions", {}, CENTRE, "held", "exam_centre_1_sort.held_1"),
    ("sessions", {"status": Among(("TENUE",))}, NATIONAL, "held", "x.marks_1_sort.held_1"),
    ("sessions", {"certifications": Among(("MQ 1989 0021",))}, NATIONAL, "held", "x.marks_1_sort.held_1"),
    ("sessions", {"lacks": True}, NATIONAL, "held", "x.marks_1_sort.held_1"),
    ("sessions", {"late": "2027-06-01"}, NATIONAL, "held", "x.marks_1_sort.held_1"),
    ("sessions", {"held_on": Between("2026-11-20", None)}, NATIONAL, "held", "sort.held_1"),
    ("certificates", {}, NATIONAL, "number", "sort.number_1"),
    ("certificates", {}, CENTRE, "number", NUMBERED_OF),
    ("certificates", {}, OWN, "number", "candidate_1_sort.number_1"),
    ("certificates", {"kind": Among(("CQPM",))}, NATIONAL, "number", NUMBERED),
    ("certificates", {"state": Among(("DELIVERED",))}, NATIONAL, "number", NUMBERED),
    ("certificates", {"certification": Among(("MQ 1989 0021",))}, NATIONAL, "number", NUMBERED),
    ("certificates", {"bloc": Among(("RNCP36376BC01",))}, NATIONAL, "number", NUMBERED),
    ("certificates", {"delivered": True}, NATIONAL, "number", NUMBERED),
    ("certificates", {"issued_on": Between("2026-11-02", "2026-11-03")}, NATIONAL, "number", NUMBERED),
]


async def test_lists_of_the_path(one_store: Store) -> None:
    """What a list asks for leads the server: each key of the filter that has an index, alone where the server needs it."""
    await listed(one_store)
    await write(one_store, *certificates())
    for name, asked, scope, order, index in LISTS:
        collection = next(item for item in one_store.collections if item.name == name)
        filter_ = intersection(collection.scope_filter(scope) or {}, collection.filtered(asked))
        assert not {"$and", "$or"} & filter_.keys(), (name, asked)
        matching = await collection.page(order=order, bounds=Bounds(first=100), filter=asked, scope=scope)
        assert matching.items or name == "sessions", (name, asked, "the world has one")
        led = {key: value for key, value in filter_.items() if key in _LEADING[name]}
        plan = await one_store.driver.explain(name, led, [(f"sort.{order}", 1)], 11)
        assert _index_of(plan["queryPlanner"]["winningPlan"]).startswith(index), (name, asked)
        assert plan["executionStats"]["totalKeysExamined"] <= max(plan["executionStats"]["nReturned"], 11) + 1


_LEADING = {
    "dossiers": {TERMS, "exam_centre", "candidate", "session", "sort.opened", "sort.requested"},
    "sessions": {TERMS, "exam_centre", "sort.held"},
    "certificates": {TERMS, "exam_centre", "candidate"},
}
"""What of a filter has an index: the embedded store explains no filter of several keys, though it is led by one."""


# What one asks for beside what one may see, on one key.
SCOPED: list[tuple[str, dict[str, Any], str, str]] = [
    ("candidates", intersection({"birth_date": {"$gte": "1990"}}, {"birth_date": {"$lt": "2000"}}), "", "birth_date_1_sort.name_1"),
    ("dossiers", intersection({"exam_centre": {"$in": ["UT59", "UT62"]}}, {"exam_centre": "UT59"}), "", "exam_centre_1_sort.number_1"),
    ("dossiers", intersection({"session": "s"}, {"session": {"$in": ["r", "s"]}}), "sort.number", "session_1_sort.number_1"),
    ("certificates", intersection({"candidate": {"$in": ["c", "d"]}}, {"candidate": "c"}), "", "candidate_1_sort.number_1"),
    ("sessions", intersection({"_id": {"$in": ["r", "s"]}}, {"_id": {"$in": ["s", "t"]}}), "", "_id_"),
    ("candidates", intersection({"_id": {"$in": ["c", "d"]}}, {"_id": "c"}), "", "_id_"),
]  # fmt: skip


async def test_pages_of_the_path(one_store: Store) -> None:
    await furnished_for_juries(one_store)
    for page in (*PATH, *SCOPED):
        await _judge(one_store, *page)


async def _judge(store: Store, collection: str, filter_: dict[str, Any], order: str, index: str) -> None:
    plan = await store.driver.explain(collection, filter_, [(order, 1)] if order else [], 11)
    assert _index_of(plan["queryPlanner"]["winningPlan"]) == index
    spent = plan["executionStats"]
    assert spent["totalKeysExamined"] <= spent["nReturned"] + 1


async def test_the_form_of_a_search_is_what_the_server_reads_best(store: Store) -> None:
    """The probe takes the form that reads least, whatever else is in its collection, and leaves nothing of its own."""
    await store.driver.insert_many(PROBE, [{"_id": "other", "x": {"marks": ["a", "z"]}}])
    spent = {}
    for joined in (True, False):
        store.driver.joins_bounds = joined
        spent[joined] = await _spent_among_sixty(store)
    assert await joins_bounds(store.driver) == (spent[True] < spent[False])
    assert min(spent.values()) <= 2
    assert [item["_id"] for item in await store.driver.find(PROBE, {})] == ["other"]


async def _spent_among_sixty(store: Store) -> int:
    name = "organisations"
    await store.driver.delete_many(name, {})
    words = [{"_id": f"{rank}", "x": {"marks": [f"words {end}{rank}" for end in "amz"]}} for rank in range(60)]
    await store.driver.insert_many(name, words)
    filter_ = store.organisations.begun("m30", {})
    spent = (await store.driver.explain(name, {TERMS: filter_[TERMS]}, (), 0))["executionStats"]
    return int(spent["totalKeysExamined"] + spent["totalDocsExamined"])


async def test_a_server_that_does_not_explain_itself_is_searched_as_mongodb_is(
    one_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_arguments: Any) -> Any:
        raise StoreError("not here")

    monkeypatch.setattr(one_store.driver, "explain", refused)
    assert not await joins_bounds(one_store.driver)
    assert await one_store.driver.count(PROBE, {}) == 0
