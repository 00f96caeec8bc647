"""What introspection would yield, counted beforehand: every type, field and value, each where it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    InlineFragmentNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    get_argument_values,
    get_named_type,
)
from graphql.execution.values import VariableValues

ROOTS: Mapping[str, GraphQLField] = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
"""Where introspection begins."""
_OBJECT = 2
"""What an object or a list weighs, a plain value being one: it takes at least twice the time."""


class _Enough(Exception):
    """More was visited than anybody accepts."""


@dataclass
class Yield:
    """
    Counts what the introspection of one operation yields: its objects and lists, two plain values as one of them.

    What is asked of a type is counted once, wherever it is met again; and no further than `maximum` allows, since what
    is visited is yielded.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    values: VariableValues
    maximum: int
    visited: int = 0
    known: dict[tuple[int, int], int] = field(default_factory=dict)

    def of(self, node: FieldNode) -> int:
        """What is under a root, in objects; no matter how much above `maximum`, where there is more."""
        try:
            return -(-self._field(node, None, ROOTS[node.name.value]) // _OBJECT)
        except _Enough:
            return self.maximum + 1

    def _field(self, node: FieldNode, source: Any, definition: GraphQLField) -> int:
        named = get_named_type(definition.type)
        if not isinstance(named, GraphQLObjectType) or definition.resolve is None:
            return 1
        try:
            given = get_argument_values(definition, node, self.values)
        except GraphQLError:
            return 1
        value = definition.resolve(source, SimpleNamespace(schema=self.schema), **given)
        if value is None:
            return 1
        if "[" in str(definition.type):
            return _OBJECT + sum(self._object(node.selection_set, item, named) for item in value)
        return self._object(node.selection_set, value, named)

    def _object(self, selection_set: SelectionSetNode | None, value: Any, type_: GraphQLObjectType) -> int:
        place = (id(selection_set), id(value)) if isinstance(value, GraphQLType) else None  # pairs come and go
        if place in self.known:
            return self.known[place]
        count = _OBJECT + self._selections(selection_set, value, type_)
        if place is not None:
            self.known[place] = count
        return count

    def _selections(self, selection_set: SelectionSetNode | None, value: Any, type_: GraphQLObjectType) -> int:
        count = 0
        for item in selection_set.selections if selection_set else ():
            if isinstance(item, FieldNode):
                self.visited += 1
                if self.visited > self.maximum * _OBJECT:
                    raise _Enough
                definition = type_.fields.get(item.name.value)
                count += self._field(item, value, definition) if definition else 1
            elif isinstance(item, FragmentSpreadNode):
                count += self._selections(self.fragments[item.name.value].selection_set, value, type_)
            elif isinstance(item, InlineFragmentNode):
                count += self._selections(item.selection_set, value, type_)
        return count
