"""What is wrong with the values of a request, told in French with the argument or the input field that holds each."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    ValueNode,
    ValuesOfCorrectTypeRule,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    VisitorAction,
    is_input_type,
    print_ast,
    specified_rules,
    type_from_ast,
    visit,
)
from graphql.utilities import validate_input_literal, validate_input_value

from resolvers.shared.errors import ErrorCode, ServiceError

Path = tuple[str, ...]

MOST_ERRORS = 50
"""Bad values that one answer tells at most."""
MOST_VALUES = 30
"""Values of a closed list that a message names at most."""

_EXPECTED: Mapping[str, str] = {
    "Int": "n’est pas un entier de -2147483648 à 2147483647",
    "Float": "n’est pas un nombre",
    "Boolean": "n’est ni true ni false",
    "String": "n’est pas un texte",
    "ID": "n’est pas un identifiant",
}


class NamedValuesRule(ValuesOfCorrectTypeRule):
    """The rule of the specification on values in the text, its errors naming their argument or input field."""

    _holder = ""

    def enter_argument(self, node: ArgumentNode, *_args: Any) -> None:
        """Notes the argument whose value comes next."""
        self._holder = node.name.value

    def enter_variable_definition(self, node: VariableDefinitionNode, *_args: Any) -> None:
        """Notes the variable whose default comes next."""
        self._holder = node.variable.name.value

    def is_valid_value_node(self, node: ValueNode, input_type: GraphQLInputType | None) -> VisitorAction:
        """Reports what is wrong with a value and does not go into it again."""
        if input_type:
            for error, path in _literal_errors(node, input_type):
                at = (self._holder, *path)
                self.report_error(_told(error, at, _leaf(input_type, path), _written(error), error.nodes))
        return self.SKIP


RULES = [NamedValuesRule if rule is ValuesOfCorrectTypeRule else rule for rule in specified_rules]
"""The rules of the specification."""


def variable_errors(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> list[GraphQLError]:
    """What is wrong with the variables of an operation, each value named by the argument that it is given to."""
    return list(islice(_variable_errors(schema, document, operation, variables), MOST_ERRORS))


def _variable_errors(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> Iterator[GraphQLError]:
    for definition in operation.variable_definitions or ():
        name, type_ = definition.variable.name.value, type_from_ast(schema, definition.type)
        if not is_input_type(type_) or (name not in variables and not _demanded(definition, type_)):
            continue
        place = next(_uses(document, name), (name,))
        given = variables.get(name)
        for error, path in _value_errors(given, type_):
            value = _at(given, path)
            yield _told(error, (*place, *path), _leaf(type_, path), value, [definition])


def _told(error: GraphQLError, at: Path, leaf: Any, value: Any, nodes: Any) -> GraphQLError:
    """The error as clients read it: a value that does not do is INVALID_INPUT, a shape that does not BAD_REQUEST."""
    field = ".".join(at)
    message, code = f"« {field} » : {_shape(error)}", ErrorCode.BAD_REQUEST
    if value is not None and not isinstance(value, dict | list) and leaf is not None:
        message, code = f"« {field} » : {_reason(error, leaf, value)}", ErrorCode.INVALID_INPUT
    return GraphQLError(message, nodes, original_error=ServiceError(code, message, field))


def _shape(error: GraphQLError) -> str:
    missing = error.message.startswith("Expected value of non-null type")
    return "une valeur est attendue." if missing else error.message


def _demanded(definition: VariableDefinitionNode, type_: GraphQLInputType) -> bool:
    return isinstance(type_, GraphQLNonNull) and definition.default_value is None


def _reason(error: GraphQLError, leaf: GraphQLScalarType | GraphQLEnumType, value: Any) -> str:
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if isinstance(cause, ServiceError):
        return cause.message
    shown = f"« {str(value)[:40]} »"
    if isinstance(leaf, GraphQLEnumType):
        values = [*leaf.values]
        left = "…" if len(values) > MOST_VALUES else ""
        bare = " (sans guillemets)" if str(value).startswith('"') else ""
        return f"{shown} n’est pas l’une des valeurs de {leaf.name}{bare} : {', '.join(values[:MOST_VALUES])}{left}."
    return f"{shown} {_EXPECTED.get(leaf.name, f'n’est pas une valeur de {leaf.name}')}."


def _leaf(type_: Any, path: Sequence[str]) -> GraphQLScalarType | GraphQLEnumType | None:
    """The scalar or the enum at a place of an input type; None where there is none."""
    for step in path:
        type_ = _bare(type_)
        if isinstance(type_, GraphQLList):
            type_ = type_.of_type if step.isdigit() else _bare(type_.of_type)
        if isinstance(type_, GraphQLInputObjectType) and step in type_.fields:
            type_ = type_.fields[step].type
    while isinstance(type_ := _bare(type_), GraphQLList):
        type_ = type_.of_type
    return type_ if isinstance(type_, GraphQLScalarType | GraphQLEnumType) else None


def _bare(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def _at(value: Any, path: Sequence[str]) -> Any:
    for step in path:
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _written(error: GraphQLError) -> str | None:
    """The value as the text has it; None for what is no single value."""
    node = error.nodes[0] if error.nodes else None
    if not isinstance(node, ValueNode) or isinstance(node, ObjectValueNode | ListValueNode):
        return None
    return None if node.kind == "null_value" else print_ast(node)


def _literal_errors(node: ValueNode, type_: GraphQLInputType) -> list[tuple[GraphQLError, Path]]:
    errors: list[tuple[GraphQLError, Path]] = []
    validate_input_literal(node, type_, lambda error, path: errors.append((error, _path(path))), None, None, False)
    return errors


def _value_errors(value: Any, type_: GraphQLInputType) -> list[tuple[GraphQLError, Path]]:
    errors: list[tuple[GraphQLError, Path]] = []
    validate_input_value(value, type_, lambda error, path: errors.append((error, _path(path))))
    return errors


def _path(path: Sequence[str | int]) -> Path:
    return tuple(map(str, path))


def _uses(document: DocumentNode, variable: str) -> Iterator[Path]:
    """Where a variable is given: the argument, and the input field within it."""
    arguments: list[ArgumentNode] = []

    class Arguments(Visitor):
        def enter_argument(self, node: ArgumentNode, *_args: Any) -> None:
            arguments.append(node)

    visit(document, Arguments())
    for argument in arguments:
        yield from _places(argument.value, (argument.name.value,), variable)


def _places(node: ValueNode, at: Path, variable: str) -> Iterator[Path]:
    if isinstance(node, VariableNode) and node.name.value == variable:
        yield at
    elif isinstance(node, ObjectValueNode):
        for field in node.fields:
            yield from _places(field.value, (*at, field.name.value), variable)
    elif isinstance(node, ListValueNode):
        for rank, item in enumerate(node.values):
            yield from _places(item, (*at, str(rank)), variable)
