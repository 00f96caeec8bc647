"""Search as people type it: sixty queries written by hand, on the certifications that ship."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from repositories.store import Store
from resolvers.shipping import load_shipped
from tests.world import NOW, Api

DATA = Path(__file__).parents[2] / "data"
TITLES = "query($q: String!) { certifications(search: $q, first: 3) { nodes { code title } totalCount } }"


@pytest.fixture
async def shipped_api(one_store: Store) -> AsyncIterator[Api]:
    """The service over the shipped facts."""
    await load_shipped(one_store, DATA, NOW, lambda _done, _total: None)
    async with Api.over(one_store) as made:
        yield made


async def asked(api: Api, query: str) -> Any:
    return (await api.data(TITLES, {"q": query}, None))["certifications"]


async def test_a_search_that_says_nothing_lists_everything(shipped_api: Api) -> None:
    assert (await asked(shipped_api, "  "))["totalCount"] == 194


@pytest.mark.parametrize(
    "query", ["<script>", "'; drop", "\u0000", "$where", "RNCP99999999", "zzzz", "🙂", "soudeur zzz"]
)
async def test_what_nobody_awards_is_not_found(shipped_api: Api, query: str) -> None:
    assert (await asked(shipped_api, query))["totalCount"] == 0


async def test_ten_kilobytes_are_no_search(shipped_api: Api) -> None:
    answer = await shipped_api.post(TITLES, {"q": "soudeur " * 1_280}, None)
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_pages_of_a_search_follow_one_another_both_ways(shipped_api: Api) -> None:
    query = """query($a: String, $b: String, $f: Int, $l: Int) { certifications(search: "technicien", first: $f, after: $a,
      last: $l, before: $b) { nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }"""
    whole = (await shipped_api.data(query, {"f": 100}, None))["certifications"]
    seen: list[str] = []
    after = None
    while True:
        page = (await shipped_api.data(query, {"f": 4, "a": after}, None))["certifications"]
        seen += [node["code"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [node["code"] for node in whole["nodes"]]
    assert len(seen) == whole["totalCount"]
    back = (await shipped_api.data(query, {"l": 3, "b": after}, None))["certifications"]
    assert [node["code"] for node in back["nodes"]] == seen[-4:-1]
