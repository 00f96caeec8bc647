"""The schema against what clients were promised, and against its committed text."""

import re
from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, GraphQLSchema, build_schema, print_schema
from graphql.utilities import find_breaking_changes

from graph.schema.schema import GRAPHQL
from tests.support.node_tools import run_node
from tests.support.places import ROOT

HERE = Path(__file__).parent


def _broken() -> set[str]:
    """What the schema does not keep of the promise, as coordinates; `promised` marks what was left open."""
    promised = build_schema((HERE / "contract.graphql").read_text(encoding="utf-8"))
    found = set()
    for change in find_breaking_changes(promised, GRAPHQL):
        if ".promised was removed" in change.description or "PROMISED was removed" in change.description:
            continue
        if change.type.name == "REQUIRED_INPUT_FIELD_ADDED":
            continue  # the fields of inputs are the implementation's to design
        found.add(change.description)
    return found | _stricter(promised)


def _stricter(promised: GraphQLSchema) -> set[str]:
    """Fields that a refusal, a mask or another family must be able to leave null, and that cannot be here."""
    return {
        f"Field {name}.{field} is never null."
        for name, type_ in promised.type_map.items()
        if not isinstance(type_, GraphQLInputObjectType)
        for field, definition in getattr(type_, "fields", {}).items()
        if not isinstance(definition.type, GraphQLNonNull) and isinstance(_served(name, field), GraphQLNonNull)
    }


def _served(name: str, field: str) -> object:
    """The type of a field as it is served; None where it is not."""
    definition = getattr(GRAPHQL.type_map.get(name), "fields", {}).get(field)
    return definition and definition.type


def test_every_promise_is_kept_or_named_as_not_built_yet() -> None:
    pending = set((HERE / "contract_pending.txt").read_text(encoding="utf-8").splitlines())
    assert _broken() == pending, "update contract_pending.txt: it only ever gets shorter"


def test_what_each_kind_adds_is_there() -> None:
    assert {"category", "cqpi"} <= GRAPHQL.type_map["Cqpm"].fields.keys()  # type: ignore[attr-defined]
    assert {"cqpms", "signatories"} <= GRAPHQL.type_map["Cqpi"].fields.keys()  # type: ignore[attr-defined]


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    committed = (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert committed == print_schema(GRAPHQL) + "\n", "run `make schema`"


def test_nothing_lacks_its_french_description() -> None:
    missing = []
    for type_ in GRAPHQL.type_map.values():
        if type_.name.startswith("__") or type_.name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        if not type_.description:
            missing.append(type_.name)
        for name, value in getattr(type_, "values", {}).items():
            if not value.description:
                missing.append(f"{type_.name}.{name}")
        for name, field in getattr(type_, "fields", {}).items():
            if not field.description:
                missing.append(f"{type_.name}.{name}")
            for argument, definition in getattr(field, "args", {}).items():
                if not definition.description:
                    missing.append(f"{type_.name}.{name}({argument}:)")
    assert missing == []


def test_descriptions_are_in_french_typography() -> None:
    text = print_schema(GRAPHQL)
    descriptions = re.findall(r'"""(.*?)"""', text, flags=re.S)
    assert [text for text in descriptions if "'" in text] == []


@pytest.mark.node
def test_the_linter_of_schemas_finds_nothing() -> None:
    done = run_node("lint.mjs", str(ROOT / "schema.graphql"))
    assert done.returncode == 0, done.stderr
