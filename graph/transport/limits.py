"""What one request may ask: tokens, depth, aliases and cost, judged before any resolver runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_object_type,
)
from graphql.type import GraphQLNamedType, is_interface_type

from resolvers.shared.errors import limit_exceeded
from resolvers.shared.paging import DEFAULT, LONGEST

NODES_CAP = 100


@dataclass(frozen=True)
class Limits:
    """The bounds of one request; each refusal names the bound and its value."""

    tokens: int = 4_000
    depth: int = 16
    """One more than what the explorer asks of introspection."""
    aliases: int = 60
    cost: int = 50_000
    body_bytes: int = 256 * 1024
    seconds: float = 15.0


@dataclass(frozen=True)
class _Shape:
    depth: int
    aliases: int


def check_shape(document: DocumentNode, limits: Limits) -> None:
    """Raises LIMIT_EXCEEDED when the document is too deep or holds too many aliases; needs a validated document."""
    fragments = _fragments(document)
    shape = _Shape(0, 0)
    for operation in _operations(document):
        measured = _shape(operation.selection_set, fragments, {})
        shape = _Shape(max(shape.depth, measured.depth), max(shape.aliases, measured.aliases))
    if shape.depth > limits.depth:
        raise limit_exceeded(f"La requête a {shape.depth} niveaux ; la limite est {limits.depth}.")
    if shape.aliases > limits.aliases:
        raise limit_exceeded(f"La requête a {shape.aliases} alias ; la limite est {limits.aliases}.")


def cost_of(
    schema: GraphQLSchema, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]
) -> int:
    """
    The static cost of an operation: one for each object that it could read, lists counted at their page's size.

    An unpaged list counts ten. Needs a validated document.
    """
    operation = next(
        (item for item in _operations(document) if operation_name is None or _name(item) == operation_name), None
    )
    if operation is None:
        return 0
    root = schema.get_root_type(operation.operation)
    return _cost(schema, operation.selection_set, root, _fragments(document), variables, {}) if root else 0


def check_cost(cost: int, limits: Limits) -> None:
    """Raises LIMIT_EXCEEDED when an operation could read too much."""
    if cost > limits.cost:
        raise limit_exceeded(f"La requête a un coût de {cost} ; la limite est {limits.cost}.")


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [item for item in document.definitions if isinstance(item, OperationDefinitionNode)]


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {item.name.value: item for item in document.definitions if isinstance(item, FragmentDefinitionNode)}


def _name(operation: OperationDefinitionNode) -> str | None:
    return operation.name.value if operation.name else None


def _shape(
    selection_set: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode], known: dict[str, _Shape]
) -> _Shape:
    depth, aliases = 0, 0
    for item in selection_set.selections if selection_set else ():
        if isinstance(item, FieldNode):
            inner = _shape(item.selection_set, fragments, known)
            depth = max(depth, inner.depth + 1)
            aliases += inner.aliases + (1 if item.alias else 0)
            continue
        if isinstance(item, InlineFragmentNode):
            inner = _shape(item.selection_set, fragments, known)
        elif isinstance(item, FragmentSpreadNode):
            name = item.name.value
            if name not in known:
                known[name] = _shape(fragments[name].selection_set, fragments, known)
            inner = known[name]
        else:
            continue
        depth, aliases = max(depth, inner.depth), aliases + inner.aliases
    return _Shape(depth, aliases)


def _cost(
    schema: GraphQLSchema,
    selection_set: SelectionSetNode | None,
    parent: GraphQLNamedType,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
    known: dict[tuple[str, str], int],
) -> int:
    total = 0
    for item in selection_set.selections if selection_set else ():
        if isinstance(item, FieldNode):
            total += _field_cost(schema, item, parent, fragments, variables, known)
        elif isinstance(item, InlineFragmentNode):
            named = schema.get_type(item.type_condition.name.value) if item.type_condition else parent
            total += _cost(schema, item.selection_set, named or parent, fragments, variables, known)
        elif isinstance(item, FragmentSpreadNode):
            fragment = fragments[item.name.value]
            key = (item.name.value, parent.name)
            if key not in known:
                named = schema.get_type(fragment.type_condition.name.value) or parent
                known[key] = _cost(schema, fragment.selection_set, named, fragments, variables, known)
            total += known[key]
    return total


def _field_cost(
    schema: GraphQLSchema,
    field: FieldNode,
    parent: GraphQLNamedType,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
    known: dict[tuple[str, str], int],
) -> int:
    definition = parent.fields.get(field.name.value) if is_object_type(parent) or is_interface_type(parent) else None
    if definition is None:
        return 0
    named = get_named_type(definition.type)
    if not is_composite_type(named):
        return 0
    inner = _cost(schema, field.selection_set, named, fragments, variables, known)
    return 1 + inner * _multiplier(field, named.name, str(definition.type), variables)


def _multiplier(field: FieldNode, type_name: str, type_text: str, variables: Mapping[str, Any]) -> int:
    if type_name.endswith("Connection"):
        sizes = [
            _integer(argument.value, variables)
            for argument in field.arguments or ()
            if argument.name.value in {"first", "last"}
        ]
        return min(max([size for size in sizes if size is not None], default=DEFAULT), LONGEST)
    if type_text.startswith("[") and type_name.endswith("Edge"):
        return 1
    if "[" in type_text and field.name.value not in {"nodes", "edges"}:
        return 10
    return 1


def _integer(value: object, variables: Mapping[str, Any]) -> int | None:
    if isinstance(value, IntValueNode):
        return max(1, int(value.value[:9]))
    if isinstance(value, VariableNode):
        given = variables.get(value.name.value)
        return max(1, given) if isinstance(given, int) else None
    return None


def token_limit_error(error: GraphQLError, limits: Limits) -> bool:
    """Whether parsing stopped because the document has too many tokens."""
    return str(limits.tokens) in error.message and "token" in error.message
