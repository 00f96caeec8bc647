"""What the file of each mutation asks: who may, what is refused and left alone, and what two at once come to."""

import asyncio
from typing import Any

from graph.schema.mutations import MUTATIONS
from rules.access.viewer import Role
from rules.base.command import Revision
from rules.base.operation import Operation
from tests.support.asking import SUBJECTS, ask
from tests.support.walk import GTP, HELD, Path, as_, gtp, shown_by

Told = tuple[str, str]
"""A message: the rule that it names, or its code where it names none; and its place in the input, dotted."""


def told(payload: Any) -> list[Told]:
    """The problems of a payload, in order; a rule is named where the code says so, and only there."""
    for problem in payload["problems"]:
        assert (problem["code"] == "RULE") == (problem["rule"] is not None), problem
        assert problem["message"].endswith("."), problem
    return [
        (problem["rule"]["id"] if problem["rule"] else problem["code"], ".".join(problem["path"]))
        for problem in payload["problems"]
    ]


def warned(payload: Any) -> list[str]:
    """The rules that the warnings of a payload name, in order, of one that has no problem."""
    assert payload["problems"] == [], payload["problems"]
    return [warning["rule"]["id"] for warning in payload["warnings"]]


async def seen(path: Path, kind: str, number: str, fields: str, actor: str | None = None) -> Any:
    """What a session, a dossier or a certificate shows of these fields, to the GTP unless somebody else reads."""
    query = f"query($n: String!) {{ {kind}(number: $n) {{ {fields} }} }}"
    return (await path.api.data(query, {"n": number}, actor or gtp(GTP)))[kind]


async def refusal(path: Path, operation: str, actor: str, **given: Any) -> list[Told]:
    """What is told of a call that must be refused, once it is sure that nothing was written, its subject least of all."""
    asked = {**await _revision(path, operation, given), **given}
    before = await _written(path, operation, given)
    payload = await path.call(operation, actor, **asked)
    assert payload[shown_by(operation)] is None, payload
    assert payload["warnings"] == []
    assert await _written(path, operation, given) == before
    return told(payload)


async def roles_that_may(path: Path, operation: str, **given: Any) -> set[Role]:
    """The roles that may ask for an operation; every other is forbidden it, and a visitor told to sign in."""
    before = await _written(path, operation, given)
    may = set()
    for role in (None, *Role):
        answer = await ask(path, operation, as_(role, HELD, candidate="x") if role else "", dryRun=True, **given)
        if role and isinstance(answer, dict):
            may.add(role)
            continue
        assert [error["extensions"]["code"] for error in answer] == ["FORBIDDEN" if role else "UNAUTHENTICATED"], role
    assert await _written(path, operation, given) == before
    return may


async def at_once(path: Path, operation: str, actor: str, *given: dict[str, Any]) -> tuple[list[Any], list[list[Told]]]:
    """What calls made at the same time come to: what those that landed show, and what the others are told."""
    asked = [{**await _revision(path, operation, item), **item} for item in given]
    payloads = await asyncio.gather(*(path.call(operation, actor, **item) for item in asked))
    landed = [payload[shown_by(operation)] for payload in payloads if not payload["problems"]]
    return landed, [told(payload) for payload in payloads if payload["problems"]]


async def _revision(path: Path, operation: str, given: dict[str, Any]) -> dict[str, int]:
    """The revision that decisions, signatures and validations say they have read."""
    if MUTATIONS[Operation(operation)].command.revision is not Revision.MUST:
        return {}
    kind = SUBJECTS[operation]
    return {"expectedRevision": (await seen(path, kind, given[kind], "revision"))["revision"]}


async def _written(path: Path, operation: str, given: dict[str, Any]) -> tuple[int, Any]:
    """How many events there are, and the revision of what an operation is about."""
    kind = SUBJECTS.get(operation)
    revision = await seen(path, kind, given[kind], "revision") if kind else None
    return await path.api.store.driver.count("events", {}), revision
