"""The people of a centre: found by any part of any of their names, by a birth date as far as it is known."""

from typing import Any

import pytest

from repositories.lookup_terms import TERMS
from repositories.store import Store
from tests.support.world import CENTRE, OTHER_CENTRE, Api, furnished

QUERY = """query($search: String, $filter: CandidateFilter, $first: Int, $after: String) {
  candidates(search: $search, filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { lastName } } }"""
PEOPLE: tuple[dict[str, str], ...] = (
    {"lastName": "Lambert", "usedName": "Moreau", "firstNames": "Claire", "birthDate": "1980-02-01"},
    {"lastName": "Le Goff", "firstNames": "Yann", "birthDate": "1980-02"},
    {"lastName": "N’Diaye", "firstNames": "Awa Claire", "birthDate": "1980"},
    {"lastName": "Łukasiewicz", "firstNames": "Jean Philippe Arnaud Maximilien", "birthDate": "1981-02-01"},
)


@pytest.fixture
async def people(api: Api) -> Api:
    """Four people of a centre, and one of another."""
    for given in PEOPLE:
        await api.candidate(**given)
    await api.candidate(OTHER_CENTRE, lastName="Lambert", firstNames="Ailleurs")
    return api


async def _names(api: Api, as_: str = CENTRE, **given: Any) -> list[str]:
    listed = (await api.data(QUERY, given, as_))["candidates"]
    assert listed["totalCount"] == len(listed["nodes"])
    return [node["lastName"] for node in listed["nodes"]]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("lambert", ["Lambert"]), ("MOREAU", ["Lambert"]), ("claire moreau", ["Lambert"]), ("mor clai", ["Lambert"]),
        ("claire", ["Lambert", "N’Diaye"]), ("goff", ["Le Goff"]), ("legoff", ["Le Goff"]), ("le go", ["Le Goff"]),
        ("yann le goff", ["Le Goff"]), ("ndiaye", ["N’Diaye"]), ("N'DIAYE", ["N’Diaye"]), ("diaye awa", ["N’Diaye"]),
        ("lukas", ["Łukasiewicz"]), ("maximilien łukasiewicz", ["Łukasiewicz"]), ("arn phil", ["Łukasiewicz"]),
        ("l", ["Lambert", "Le Goff", "Łukasiewicz"]), ("ambert", []), ("lambert yann", []), ("---", []),
        ("  ", ["Lambert", "Le Goff", "Łukasiewicz", "N’Diaye"]), ("a\ufffeb$gt", []), ("Ailleurs", []),
    ],
)  # fmt: skip
async def test_any_part_of_any_name_finds_a_person(people: Api, search: str, names: list[str]) -> None:
    assert await _names(people, search=search) == names


@pytest.mark.parametrize(
    ("born", "names"),
    [
        ("1980-02-01", ["Lambert"]), ("1980-02", ["Lambert", "Le Goff"]), ("1980-02-00", ["Lambert", "Le Goff"]),
        ("1980", ["Lambert", "Le Goff", "N’Diaye"]), ("1981", ["Łukasiewicz"]), ("1979", []),
    ],
)  # fmt: skip
async def test_a_partial_date_keeps_those_it_covers(people: Api, born: str, names: list[str]) -> None:
    assert await _names(people, filter={"birthDate": born}) == names


async def test_a_search_a_filter_and_the_scope_meet(people: Api) -> None:
    assert await _names(people, search="claire", filter={"birthDate": "1980-02"}) == ["Lambert"]
    assert await _names(people, OTHER_CENTRE, search="lambert ail") == ["Lambert"]
    assert await _names(people, OTHER_CENTRE, search="claire") == []


async def test_a_search_is_read_page_by_page(people: Api) -> None:
    first = (await people.data(QUERY, {"search": "l", "first": 2}))["candidates"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    after = first["pageInfo"]["endCursor"]
    rest = (await people.data(QUERY, {"search": "l", "first": 2, "after": after}))["candidates"]
    names = [node["lastName"] for page in (first, rest) for node in page["nodes"]]
    assert names == ["Lambert", "Le Goff", "Łukasiewicz"]


async def test_more_than_anybody_types_is_refused(api: Api) -> None:
    answer = await api.post(QUERY, {"search": "x" * 201})
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


@pytest.mark.parametrize("bad", ["1992-13", "92", "hier"])
async def test_what_is_no_date_is_named(api: Api, bad: str) -> None:
    answer = await api.post(QUERY, {"filter": {"birthDate": bad}})
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert f"« {bad} » n’est pas une date de la forme 1992-11-03, 1992-11 ou 1992" in answer["errors"][0]["message"]


async def test_a_search_is_led_by_the_index_of_words(store: Store) -> None:
    """On both stores, it reads the words that begin so and no others; the embedded one explains one key alone."""
    await furnished(store)
    async with Api.over(store) as api:
        for given in (*PEOPLE, *({"lastName": f"Nom {letter}"} for letter in "abcdefghijkl")):
            await api.candidate(**given)
        assert await _names(api, search="claire moreau") == ["Lambert"]
    filter_ = store.candidates.filtered({"words": ["moreau", "clai"]})
    judged = {TERMS: filter_[TERMS]} if store.driver.joins_bounds else filter_
    plan = await store.driver.explain("candidates", judged, (), 0)
    assert plan["executionStats"]["totalKeysExamined"] <= 2
