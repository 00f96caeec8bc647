"""Cursors and idempotency keys that nobody was given: a page of what one may see, one effect, or a refusal."""

import base64
import itertools
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from resolvers.shared.mutation import LONGEST_KEY
from tests.support.fuzzing import judged, long, short
from tests.support.generated import walked
from tests.support.stores import Stores
from tests.support.walk import GTP, centre
from tests.support.world import REGISTER, Api

pytestmark = pytest.mark.xdist_group("fuzz")
LISTS = ("certifications", "blocs", "candidates", "dossiers", "sessions", "certificates", "organisations")
SIDES = st.sampled_from((("first", "after"), ("last", "before")))
TEXTS = st.text(max_size=8) | st.sampled_from(("\0", "~", "number+\0", "\uffff", "9" * 40))

Given = Mapping[str, Mapping[str, str]]
"""What each list holds for a centre: from a cursor to the identifier of its item."""
_ranks = itertools.count()


def _named(rank: int) -> str:
    """A name of letters alone for each rank."""
    return "".join(chr(97 + int(digit)) for digit in str(rank))


@pytest.fixture(scope="module")
async def api(stores: Stores) -> AsyncIterator[Api]:
    """The service over three dossiers certified by one session."""
    async with stores.lent("motor", walked) as store, Api.over(store) as made:
        yield made


@pytest.fixture(scope="module")
async def lists(api: Api) -> Given:
    """What each list gives."""
    given: dict[str, dict[str, str]] = {}
    for name in LISTS:
        data = await api.data(f"{{ {name}(first: 100) {{ edges {{ cursor node {{ id }} }} }} }}", None, centre(GTP))
        given[name] = {edge["cursor"]: edge["node"]["id"] for edge in data[name]["edges"]}
    return given


def _changed(cursor: str, at: int, put: str) -> str:
    """A cursor whose key says something else."""
    key = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    place = at % (len(key) + 1)
    made = (key[:place] + put + key[place + len(put) :]).encode(errors="replace")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


async def pages(api: Api, lists: Given, name: str, sides: tuple[str, str], cursor: str) -> None:
    """A page of the list, all of which one sees, or that the cursor is none of its own."""
    note(f"{name} {sides} {cursor!r}")
    size, side = sides
    query = f"query($c: String) {{ {name}({size}: 3, {side}: $c) {{ nodes {{ id }} }} }}"
    headers = {"Authorization": f"Bearer {centre(GTP)}"}
    asked = {"query": query, "variables": {"c": cursor}}
    body = judged(await api.client.post("/graphql", json=asked, headers=headers))
    if "errors" in body:
        assert [error["extensions"]["code"] for error in body["errors"]] == ["INVALID_INPUT"], body
        return
    assert {node["id"] for node in body["data"][name]["nodes"]} <= {*lists[name].values()}


async def once(api: Api, key: str) -> None:
    """Under one key, the same input is done once, another is refused; a key that cannot be one is told."""
    note(repr(key))
    person = {
        "lastName": f"Clef {_named(next(_ranks))}", "firstNames": "Ana", "sex": "F", "birthDate": "1990-05-01", "birthTown": "Lille",
        "birthDepartment": "59", "department": "59", "idempotencyKey": key,
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {centre(GTP)}"}

    async def register(**changes: Any) -> Any:
        asked = {"query": REGISTER, "variables": {"input": {**person, **changes}}}
        return judged(await api.client.post("/graphql", json=asked, headers=headers))["data"]["registerCandidate"]

    first = await register()
    events = await api.store.driver.count("events", {})
    again = await register()
    assert await api.store.driver.count("events", {}) == events
    assert again == first
    if not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
        assert [problem["path"] for problem in first["problems"]] == [["idempotencyKey"]]
        return
    assert first["problems"] == []
    other = await register(firstNames="Une Autre")
    assert [problem["code"] for problem in other["problems"]] == ["IDEMPOTENCY_KEY_REUSED"]


@short(60)
@given(st.sampled_from(LISTS), st.sampled_from(LISTS), SIDES, st.integers(0, 99), TEXTS)
async def test_any_cursor(
    api: Api, lists: Given, name: str, other: str, sides: tuple[str, str], at: int, put: str
) -> None:
    held = [*lists[other]]
    assume(held)
    await pages(api, lists, name, sides, _changed(held[at % len(held)], at, put))


@short(40)
@given(st.sampled_from(LISTS), SIDES, st.text(max_size=60))
async def test_any_text_as_a_cursor(api: Api, lists: Given, name: str, sides: tuple[str, str], text: str) -> None:
    await pages(api, lists, name, sides, text)


KEYS = st.text(max_size=20) | st.text("é\u0301 .$\0\n", max_size=6) | st.text(min_size=195, max_size=205)


@short(30)
@given(KEYS)
async def test_any_idempotency_key(api: Api, key: str) -> None:
    await once(api, key)


@pytest.mark.soak
@long(5_000)
@given(st.sampled_from(LISTS), st.sampled_from(LISTS), SIDES, st.integers(0, 99), TEXTS)
async def test_any_cursor_at_length(
    api: Api, lists: Given, name: str, other: str, sides: tuple[str, str], at: int, put: str
) -> None:
    held = [*lists[other]]
    assume(held)
    await pages(api, lists, name, sides, _changed(held[at % len(held)], at, put))


@pytest.mark.soak
@long(2_000)
@given(KEYS)
async def test_any_idempotency_key_at_length(api: Api, key: str) -> None:
    await once(api, key)
