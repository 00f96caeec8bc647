"""Queries for everything that can be read of a type, so that what must not be read shows wherever it is."""

from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from graph.schema.schema import GRAPHQL
from graph.transport.limits import Limits

PUBLIC = frozenset({"Certification", "Organisation", "Referentiel", "Bloc", "Rule", "Capacite"})
"""Types that are open to everyone and hold nothing of people: read by their own fields only."""
WIDE = Limits(tokens=500_000, depth=40, aliases=100_000, cost=10**9, body_bytes=4 * 1024 * 1024, seconds=60)
"""Limits that let such queries pass."""


def everything_of(type_: Any, depth: int, within: tuple[str, ...] = ()) -> str:
    """A selection of every field that can be read without an argument, so many levels down."""
    parts = ["__typename"]
    if isinstance(type_, (GraphQLInterfaceType, GraphQLUnionType)):
        kinds = [kind for kind in GRAPHQL.get_possible_types(type_) if kind.name not in within]
        parts += [f"... on {kind.name} {everything_of(kind, depth, within)}" for kind in kinds[:4]]
    elif isinstance(type_, GraphQLObjectType):
        for name, field in type_.fields.items():
            if any(isinstance(argument.type, GraphQLNonNull) for argument in field.args.values()):
                continue
            parts += _selected(type_.name, name, field, depth, within)
    return "{ " + " ".join(parts) + " }"


def _selected(owner: str, name: str, field: GraphQLField, depth: int, within: tuple[str, ...]) -> list[str]:
    named = get_named_type(field.type)
    alias = f"{owner}_{name}: {name}"
    if is_leaf_type(named):
        return [alias]
    if depth == 0 or within.count(named.name) > 1:
        return []
    below = 0 if named.name in PUBLIC else depth - 1
    return [f"{alias} {everything_of(named, below, (*within, named.name))}"]
