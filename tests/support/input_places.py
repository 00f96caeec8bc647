"""Whether the path of a problem is a place of the input that it is about, as the schema has it."""

from collections.abc import Iterable
from typing import Any

from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from graph.schema.schema import GRAPHQL


def strays(operation: str, payload: Any) -> list[str]:
    """The paths of the problems and warnings of a payload that are no place of the operation's input, dotted."""
    told = [*payload["problems"], *payload.get("warnings", ())]
    paths = (item["path"] for item in told if "path" in item)
    return [".".join(path) for path in paths if not is_place(operation, path)]


def is_place(operation: str, path: Iterable[str]) -> bool:
    """Whether a path leads to a field of a mutation's input, or to an item of one of its lists; empty, to the whole."""
    mutation = GRAPHQL.mutation_type
    assert mutation is not None
    type_: Any = mutation.fields[operation].args["input"].type
    for name in path:
        type_ = _inside(type_, name)
        if type_ is None:
            return False
    return True


def _inside(type_: Any, name: str) -> Any:
    """The type at a name or a rank inside a type; None where there is no such place."""
    if isinstance(type_, GraphQLNonNull):
        return _inside(type_.of_type, name)
    if isinstance(type_, GraphQLList):
        return type_.of_type if name.isdecimal() else None
    field = type_.fields.get(name) if isinstance(type_, GraphQLInputObjectType) else None
    return field.type if field else None
