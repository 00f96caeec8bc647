"""The index that each page uses, and the keys it examines: no more than what its filter matches."""

from typing import Any

from repositories.marks import marked, marked_from
from repositories.store import Store
from tests.support.shipped import shipped
from tests.support.walk import furnished_for_juries


def _index_of(plan: Any) -> str:
    """The name of the index at the bottom of a plan; empty for a scan of the collection."""
    while "inputStage" in plan:
        plan = plan["inputStage"]
    name: str = plan.get("indexName", "")
    return name


REGISTERS: list[tuple[str, dict[str, Any], str, str]] = [
    ("certifications", {"sort.title": {"$gt": "c"}}, "sort.title", "sort.title_1"),
    ("certifications", {"x.marks": "kind CQPI"}, "sort.title", "x.marks_1_sort.title_1"),
    ("certifications", marked("keys", ["cqpm:0021"]), "", "x.marks_1_sort.title_1"),
    ("certifications", marked_from("words", "soudeu"), "", "x.marks_1_sort.title_1"),
    ("blocs", {}, "sort.code", "sort.code_1"),
    ("blocs", {"x.marks": "certifications RNCP36376"}, "sort.code", "x.marks_1"),
    ("blocs", marked_from("words", "soudag"), "", "x.marks_1"),
    ("equivalences", {"x.marks": "known True"}, "sort.code", "x.marks_1_sort.code_1"),
    ("equivalences", marked("sides", ["fiche:RNCP37674"]), "", "x.marks_1_sort.code_1"),
    ("equivalences", marked("waits", ["fiche:RNCP1"]), "", "x.marks_1_sort.code_1"),
    ("referentiels", marked("certification", ["MQ 1989 0021"]), "", "x.marks_1"),
    ("statements", marked("key", ["cqpm:0021"]), "", "x.marks_1"),
    ("organisations", {"x.marks": "kind CENTRE"}, "sort.name", "x.marks_1_sort.name_1"),
]


async def test_pages_of_the_registers(one_store: Store) -> None:
    await shipped(one_store)
    for page in REGISTERS:
        await _judge(one_store, *page)


PATH: list[tuple[str, dict[str, Any], str, str]] = [
    ("sessions", {"exam_centre": "UT59"}, "sort.held", "exam_centre_1_sort.held_1"),
    ("sessions", {"x.accounts": "somebody"}, "", "x.accounts_1"),
    ("dossiers", {"session": "s"}, "sort.number", "session_1_sort.number_1"),
    ("dossiers", {"exam_centre": "UT59"}, "sort.number", "exam_centre_1_sort.number_1"),
    ("certificates", {"dossier": {"$in": ["D1"]}}, "", "dossier_1"),
    ("documents", {"session": {"$in": ["s"]}}, "sort.created", "session_1_sort.created_1"),
]


async def test_pages_of_the_path(one_store: Store) -> None:
    await furnished_for_juries(one_store)
    for page in PATH:
        await _judge(one_store, *page)


async def _judge(store: Store, collection: str, filter_: dict[str, Any], order: str, index: str) -> None:
    plan = await store.driver.explain(collection, filter_, [(order, 1)] if order else [], 11)
    assert _index_of(plan["queryPlanner"]["winningPlan"]) == index
    spent = plan["executionStats"]
    assert spent["totalKeysExamined"] <= spent["nReturned"] + 1
