"""
What an operation costs, told before it runs: what it could read, and never less than the store commands it may send.

A page costs its size, whether its rows are shown or only counted. Every field that reads the store costs the commands
that one object of it may send: loaders then send fewer, one for all the rows of a level. What a plain list holds is
estimated, since its rows share their loaders. Introspection costs what it yields. What is not counted: a mutation that
the store runs again because another writer was faster; and the counters of requests and cost, of which one command
serves many requests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    get_variable_values,
    is_composite_type,
)
from graphql.execution.values import VariableValues
from graphql.type import GraphQLNamedType

from graph.transport.introspection import ROOTS, Yield
from resolvers.shared.paging import DEFAULT, LONGEST

ACCOUNT = 2
"""Commands before the operation: what the store says of an account that sits on juries, or acts for candidates."""
MUTATION = 40
"""Commands of a mutation: what it finds and judges by, one for each kind of thing it writes, the seats read again."""
DEAR: Mapping[str, int] = {"openDossier": 60, "purgeArchives": 55}
"""
The same of mutations that read and write more: archives are those of whole dossiers, with their people and bytes; the
first dossier that a centre opens for a certification is judged twice (repositories.reliance).
"""
SEARCHED = 4
"""Commands of a list with conditions: a code looked up, two readings of the words of a search, the page."""
LISTS: Mapping[str, int] = {"dossiers": 30, "certificates": 8}
"""
The same of lists that look up more: dossiers are searched by number, by the names of 500 people, a hundred at a time,
and by certifications; certificates have blocs too.
"""
COMMANDS: Mapping[str, int] = {
    "node": 3,
    "nodes": 3,
    "acquired": 2,
    "blocs": 2,
    "carryOver": 4,
    "holdings": 4,
    "predecessors": 2,
    "successors": 2,
    "sourceTexts": 2,
    "checklist": 2,
    "nextActions": 1,
    "totalCount": 1,
    "worklist": 12,
}
"""Commands of one object's field, where they are not one for a field with fields of its own and none for another."""
RATIONED: Mapping[str, int] = {"verifyCertificate": 2, "_entities": 2}
"""Commands of a field that takes from a ration, whatever it names: what is taken, and until when it is used up."""
ROWS: Mapping[str, int] = {"Certificate": 50}
"""Rows of a plain list by its type, where more than one command for each may hang on them."""
PLAIN = 10
"""Rows of any other plain list."""

_SIZES = frozenset({"first", "last"})
_NAMED = frozenset({"ids", "representations"})
_Fielded = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Cost:
    """What an operation was announced to cost, and the most that is accepted."""

    announced: int
    maximum: int


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
    maximum: int,
) -> int:
    """
    The cost of an operation with its variables, the defaults of both and of arguments included.

    Introspection that would yield more than `maximum` is not counted any further. Needs a validated document.
    """
    operation = next((item for item in _operations(document) if operation_name in {None, _name(item)}), None)
    root = schema.get_root_type(operation.operation) if operation else None
    if operation is None or root is None:
        return ACCOUNT
    values = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    if not isinstance(values, VariableValues):
        return ACCOUNT  # what cannot be read is refused before anything runs
    fragments = {item.name.value: item for item in document.definitions if isinstance(item, FragmentDefinitionNode)}
    return ACCOUNT + _Counted(schema, fragments, values, maximum).selections(operation.selection_set, root, 1)


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [item for item in document.definitions if isinstance(item, OperationDefinitionNode)]


def _name(operation: OperationDefinitionNode) -> str | None:
    return operation.name.value if operation.name else None


@dataclass
class _Counted:
    """One operation being counted; fragments once for each size of page that they are spread in."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    values: VariableValues
    maximum: int
    known: dict[tuple[str, int], int] = field(default_factory=dict)
    introspection: Yield = field(init=False)

    def __post_init__(self) -> None:
        self.introspection = Yield(self.schema, self.fragments, self.values, self.maximum)

    def selections(self, selection_set: SelectionSetNode | None, parent: GraphQLNamedType, rows: int) -> int:
        """The cost of what is selected on one object; of its rows, for a page of so many."""
        total = 0
        for item in selection_set.selections if selection_set else ():
            if isinstance(item, FieldNode):
                total += self._field(item, parent, rows)
            elif isinstance(item, InlineFragmentNode):
                named = self.schema.get_type(item.type_condition.name.value) if item.type_condition else None
                total += self.selections(item.selection_set, named or parent, rows)
            elif isinstance(item, FragmentSpreadNode):
                total += self._spread(item.name.value, parent, rows)
        return total

    def _spread(self, name: str, parent: GraphQLNamedType, rows: int) -> int:
        if (name, rows) not in self.known:
            fragment = self.fragments[name]
            named = self.schema.get_type(fragment.type_condition.name.value)
            self.known[name, rows] = self.selections(fragment.selection_set, named or parent, rows)
        return self.known[name, rows]

    def _field(self, node: FieldNode, parent: GraphQLNamedType, rows: int) -> int:
        name = node.name.value
        if name in ROOTS:
            return self.introspection.of(node)
        definition = parent.fields.get(name) if isinstance(parent, _Fielded) else None
        if definition is None:
            return 0
        named = get_named_type(definition.type)
        if not is_composite_type(named):
            return COMMANDS.get(name, 0)
        if _is_page(parent) and name in {"nodes", "edges"}:
            return rows * self.selections(node.selection_set, named, 1)
        commands = self._commands(name, definition, parent)
        if _is_page(named):
            size = self._size(definition, node)
            return commands + size + self.selections(node.selection_set, named, size)
        several = self._named(definition, node)
        inner = self.selections(node.selection_set, named, 1)
        once = RATIONED.get(name, 0)
        if several is not None:
            return once + several * (commands + inner)
        return once + commands + inner * (ROWS.get(named.name, PLAIN) if "[" in str(definition.type) else 1)

    def _commands(self, name: str, definition: GraphQLField, parent: GraphQLNamedType) -> int:
        if parent is self.schema.mutation_type:
            return DEAR.get(name, MUTATION)
        if "filter" in definition.args or "search" in definition.args:
            return LISTS.get(name, SEARCHED)
        return COMMANDS.get(name, 0 if _is_page(parent) else 1)

    def _size(self, definition: GraphQLField, node: FieldNode) -> int:
        """The size of a page, as its resolver will have it."""
        given = self._given(definition, node, _SIZES)
        sizes = [value for name in _SIZES if isinstance(value := given.get(name), int)]
        return min(max(1, *sizes), LONGEST) if sizes else DEFAULT

    def _named(self, definition: GraphQLField, node: FieldNode) -> int | None:
        """How many objects are asked for by name; None where that is not what the field takes, or all are asked for."""
        given = self._given(definition, node, _NAMED)
        counts = [len(value) for name in _NAMED if isinstance(value := given.get(name), list)]
        return max(1, *counts) if counts else None

    def _given(self, definition: GraphQLField, node: FieldNode, names: frozenset[str]) -> Mapping[str, Any]:
        if names.isdisjoint(definition.args):
            return {}
        try:
            return get_argument_values(definition, node, self.values)
        except GraphQLError:
            return {}  # the field is refused before its resolver


def _is_page(type_: GraphQLNamedType) -> bool:
    return type_.name.endswith("Connection")
