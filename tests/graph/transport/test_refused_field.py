"""A refusal nulls its own field: what else was asked for in the same request is answered."""

import pytest

from graph.schema.schema import GRAPHQL
from rules.access.viewer import Role
from rules.views.rights import OPERATIONS
from tests.support.world import CENTRE, PLAIN, Api, token

ROOTS = GRAPHQL.query_type.fields if GRAPHQL.query_type else {}
PAGES = [name for name, root in ROOTS.items() if OPERATIONS[name] and "Connection" in str(root.type)]
"""Guarded lists; a single object was always null where it is refused."""
HOME = """{ viewer { today } mine: PAGE { totalCount } certification(code: "MQ 1989 0021") { code } }"""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("role", "code"), [(Role.BRANCH_PARTNER, "FORBIDDEN"), (None, "UNAUTHENTICATED")])
async def test_a_page_of_three_roots_keeps_two_when_one_is_refused(
    api: Api, name: str, role: Role | None, code: str
) -> None:
    headers = {"Authorization": f"Bearer {token(role)}"} if role else {}
    answer = await api.client.post("/graphql", json={"query": HOME.replace("PAGE", name)}, headers=headers)
    assert answer.status_code == 200
    told = answer.json()
    assert told["data"] == {"viewer": {"today": "2026-11-23"}, "mine": None, "certification": {"code": PLAIN}}
    (error,) = told["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["mine"], code)


def test_every_guarded_root_may_be_null() -> None:
    assert {"candidates", "dossiers", "sessions"} <= set(PAGES)
    assert [name for name in ROOTS if OPERATIONS[name] and str(ROOTS[name].type).endswith("!")] == []


async def test_the_same_page_is_whole_for_whoever_may(api: Api) -> None:
    told = await api.post(HOME.replace("PAGE", "dossiers"), None, CENTRE)
    assert told["data"]["mine"] == {"totalCount": 0}
    assert "errors" not in told


async def test_a_bad_argument_nulls_its_field_alone(api: Api) -> None:
    told = await api.post("{ dossiers(first: 0) { totalCount } viewer { today } }")
    assert told["data"] == {"dossiers": None, "viewer": {"today": "2026-11-23"}}
    assert [error["path"] for error in told["errors"]] == [["dossiers"]]
