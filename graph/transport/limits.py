"""What one request may ask: tokens, depth, aliases and cost, judged before any resolver runs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
)

from resolvers.shared.errors import limit_exceeded
from rules.file.file import LARGEST


@dataclass(frozen=True)
class Limits:
    """The bounds of one request, then those of all together; each refusal names the bound and its value."""

    tokens: int = 4_000
    depth: int = 16
    """One more than what the explorer asks of introspection."""
    aliases: int = 60
    repeated: int = 50
    """Times that one name is written in one place."""
    directives: int = 5
    """Directives in one place."""
    operations: int = 20
    """Operations in one text."""
    cost: int = 50_000
    body_bytes: int = 256 * 1024
    body_seconds: float = 15.0
    seconds: float = 15.0
    """That an operation may take once it has a place, the store's work included."""
    mutation_seconds: float = 45.0
    """The same of a mutation: longer than a replica set takes to elect another primary."""
    file_seconds: float = 120.0
    """That the body of an uploaded file may take to come."""

    working: int = 32
    """Requests that work at once."""
    dear: int = 1_000
    """Cost above which an operation is a dear one."""
    dear_working: int = 8
    """Dear operations that work at once, beside the others."""
    dear_share: int = 4
    """Of these, those of one client."""
    dear_waiting: int = 64
    """Dear operations that wait for a place."""
    waiting: int = 400
    """Requests that wait for a place."""
    share: int = 16
    """Places of one client, by account or else by address."""
    pending: int = 100
    """Requests of one client, at work or waiting."""
    patience: float = 10.0
    """Seconds that a request waits for a place, of either kind, before it is told to come back."""
    account_seconds: float = 5.0
    """In which it must be known who asks."""
    upload_bytes: int = 8 * LARGEST
    """Memory for the bodies of files, of all uploads together."""
    connections: int = 1_000
    address_connections: int = 250
    """The same of one address, but that of a proxy."""
    head_bytes: int = 16 * 1024
    """The line and the headers of a request."""
    head_seconds: float = 10.0
    """That a connection has to say what it wants, and between two requests."""
    send_seconds: float = 20.0
    """In which an answer must have been read, or 64 KiB of what is left of it."""
    texts_bytes: int = 32 * 1024 * 1024
    """Memory for the texts that were prepared, of every schema together."""


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


def check_written(document: DocumentNode, limits: Limits) -> None:
    """Raises LIMIT_EXCEEDED for what is written over and over, which is long to judge; needs no validated document."""
    operations = len(_operations(document))
    if operations > limits.operations:
        raise limit_exceeded(f"La requête a {operations} opérations ; la limite est {limits.operations}.")
    nodes: list[Node] = [*document.definitions]
    while nodes:
        node = nodes.pop()
        given = len(getattr(node, "directives", None) or ())
        if given > limits.directives:
            text = f"La requête a {given} directives au même endroit ; la limite est {limits.directives}."
            raise limit_exceeded(text)
        selection_set = getattr(node, "selection_set", None)
        selections = selection_set.selections if selection_set else ()
        names = Counter((item.alias or item.name).value for item in selections if isinstance(item, FieldNode))
        for name, times in names.most_common(1):
            if times > limits.repeated:
                text = f"La requête demande {times} fois « {name} » au même endroit ; la limite est {limits.repeated}."
                raise limit_exceeded(text)
        nodes += [*selections, *(getattr(node, "variable_definitions", None) or ())]


def check_cost(cost: int, limits: Limits) -> None:
    """Raises LIMIT_EXCEEDED when an operation could read too much."""
    if cost > limits.cost:
        raise limit_exceeded(f"La requête a un coût de {cost} ; la limite est {limits.cost}.")


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> set[str]:
    """The names of the fields that an operation asks for at its root; needs a validated document."""
    fragments, names, waiting = _fragments(document), set(), [operation.selection_set]
    while waiting:
        for item in waiting.pop().selections:
            if isinstance(item, FieldNode):
                names.add(item.name.value)
            elif isinstance(item, InlineFragmentNode):
                waiting.append(item.selection_set)
            elif isinstance(item, FragmentSpreadNode) and item.name.value in fragments:
                waiting.append(fragments.pop(item.name.value).selection_set)
    return names


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [item for item in document.definitions if isinstance(item, OperationDefinitionNode)]


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {item.name.value: item for item in document.definitions if isinstance(item, FragmentDefinitionNode)}


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


def token_limit_error(error: GraphQLError, limits: Limits) -> bool:
    """Whether parsing stopped because the document has too many tokens."""
    return str(limits.tokens) in error.message and "token" in error.message
