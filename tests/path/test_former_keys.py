"""Idempotency keys: those recorded before commands were values answer as they did, to the same input alone."""

import json
from pathlib import Path as Folder
from typing import Any

import pytest

from graph.schema.base.inputs import input_of
from graph.schema.mutations import MUTATIONS
from repositories.unit_of_work import IDEMPOTENCY
from rules.base.operation import Operation
from rules.base.problems import ProblemCode
from tests.support.walk import HELD, Path, centre, gtp
from tests.support.world import NOW

KEYS = json.loads((Folder(__file__).parent / "former_keys.json").read_text(encoding="utf-8"))
"""What the version before wrote: of each operation, its least input and a full one, with the digest of each."""
ANSWER = {"code": "RULE", "message": "Répondu naguère.", "path": [], "rule": "INS-01"}


async def _asked(path: Path, operation: str, actor: str, given: dict[str, Any]) -> Any:
    name = input_of(MUTATIONS[Operation(operation)].command).__name__
    query = f"mutation($input: {name}!) {{ {operation}(input: $input) {{ problems {{ code message }} }} }}"
    return (await path.api.data(query, {"input": given}, actor))[operation]["problems"]


def test_every_operation_of_then_is_there_twice() -> None:
    asked = [item["operation"] for item in KEYS]
    assert {asked.count(name) for name in asked} == {2}
    assert len(set(asked)) == 31
    assert set(asked) < {name.value for name in MUTATIONS}


@pytest.mark.parametrize("item", KEYS, ids=lambda item: item["operation"])
async def test_a_key_of_the_version_before_answers_as_before(path: Path, item: dict[str, Any]) -> None:
    operation, actor = item["operation"], centre(HELD) if item["actor"] == "CENTRE" else gtp(HELD)
    subject = "CENTRE-UT59" if item["actor"] == "CENTRE" else "GTP-UIMM"
    known = {
        "_id": f"{subject}\0naguère",
        "operation": operation,
        "digest": item["digest"],
        "answer": {"entity": None, "problems": [ANSWER], "warnings": []},
        "at": NOW,
    }
    await path.api.store.driver.insert_many(IDEMPOTENCY, [known])
    given = item["input"] | {"idempotencyKey": "naguère"}
    told = await _asked(path, operation, actor, given)
    assert told == [{"code": ANSWER["code"], "message": ANSWER["message"]}]
    texts = [name for name, value in given.items() if isinstance(value, str) and name not in _CLOSED]
    text = next(iter(texts), "place" if operation == "scheduleSession" else "part")
    other = await _asked(path, operation, actor, given | {text: "autre"})
    assert [problem["code"] for problem in other] == [ProblemCode.IDEMPOTENCY_KEY_REUSED.value]


_CLOSED = frozenset(
    [
        "idempotencyKey",
        "nature",
        "sex",
        "birthDate",
        "route",
        "heldOn",
        "requestedOn",
        "openedOn",
        "sentOn",
        "projectDueOn",
        "on",
        "means",
        "to",
        "kind",
        "decision",
        "convenedOn",
        "informedOn",
        "gtpOn",
        "minutesCopiedOn",
        "answeredOn",
        "time",
        "candidate",
    ]
)
"""Fields in which any other text is no value, or names nothing."""


async def test_what_was_not_given_is_told_from_null(path: Path) -> None:
    """The digest of today is taken over what was given: null is something given."""
    await path.scheduled()
    given = {"session": path.session, "idempotencyKey": "nul"}
    first = await _asked(path, "requestUnionMembers", centre(HELD), given | {"dryRun": False})
    assert await _asked(path, "requestUnionMembers", centre(HELD), given) == first
    other = await _asked(path, "requestUnionMembers", centre(HELD), given | {"requestedOn": None})
    assert [problem["code"] for problem in other] == [ProblemCode.IDEMPOTENCY_KEY_REUSED.value]
