"""Parses, validates, limits and executes: every text once, every request within its bounds."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    get_operation_ast,
    parse,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping

from graph.transport.composing import executed
from graph.transport.cost import Cost, cost_of
from graph.transport.limits import Limits, check_cost, check_shape, check_written, root_fields, token_limit_error
from graph.transport.texts import Prepared, Texts
from graph.transport.values import MOST_ERRORS, RULES, variable_errors
from graph.transport.watching import seen
from resolvers.shared.context import Context
from resolvers.shared.errors import ServiceError, limit_exceeded

MERGED = 20_000
"""Comparisons of fields that are merged: ten fragments that overlap take some two thousand."""
overlapping.MAX_COMPLEXITY_BUDGET = MERGED
_ABORTED = "Validation aborted."
_TOO_DEEP = "La requête est trop imbriquée pour être lue ; la limite est de {} niveaux."
ASIDE = 150
"""Characters from which a text, which takes some milliseconds, is prepared in a thread while others are answered."""
_PREPARING = ThreadPoolExecutor(1, "texts")
"""One text at a time: whoever answers waits for one thread at most."""


class Chosen(NamedTuple):
    """The operation of a text that would run, as it is watched."""

    type: str
    """Query or mutation; unknown where the text has none of the name that was asked for."""
    field: str
    """The root field that it asks for, or « several »."""
    name: str | None = None
    """The name that the client's developer gave it."""

    @property
    def is_mutation(self) -> bool:
        """Whether it writes, which GET may not ask for."""
        return self.type == OperationType.MUTATION.value


@dataclass
class Engine:
    """One schema and its limits."""

    schema: GraphQLSchema
    limits: Limits = field(default_factory=Limits)
    texts: Texts = field(default_factory=lambda: Texts(Limits.texts_bytes))
    """What was prepared, shared with the engines of the other schemas."""

    async def prepare(self, text: str) -> Prepared:
        """The text parsed, validated and limited; the same text again costs a look-up."""
        known = self.texts.get(self.schema, text)
        if known is not None:
            return known
        if len(text) < ASIDE:
            prepared = self._prepare(text)
        else:
            prepared = await asyncio.get_running_loop().run_in_executor(_PREPARING, self._prepare, text)
        self.texts.keep(self.schema, text, prepared)
        return prepared

    def _prepare(self, text: str) -> Prepared:
        try:
            document = parse(text, max_tokens=self.limits.tokens, allow_empty_selection_sets=False)
        except GraphQLError as error:
            if token_limit_error(error, self.limits):
                return Prepared(None, refusal=limit_exceeded(f"La requête dépasse {self.limits.tokens} lexèmes."))
            return Prepared(None, (error,))
        except RecursionError:
            return Prepared(None, refusal=limit_exceeded(_TOO_DEEP.format(self.limits.depth)))
        try:
            check_written(document, self.limits)
            errors = validate(self.schema, document, RULES, max_errors=MOST_ERRORS)
            if any(error.message == _ABORTED for error in errors):
                raise limit_exceeded(f"La requête a trop de champs à rapprocher ; la limite est {MERGED}.")
            if errors:
                return Prepared(None, tuple(errors))
            check_shape(document, self.limits)
        except ServiceError as refusal:
            return Prepared(None, refusal=refusal)
        return Prepared(document)

    def chosen(self, document: DocumentNode, operation_name: str | None) -> Chosen:
        """The operation that would run."""
        operation = get_operation_ast(document, operation_name)
        if operation is None:
            return Chosen("unknown", "none")
        fields = root_fields(document, operation)
        only = fields.pop() if len(fields) == 1 else "several"
        return Chosen(operation.operation.value, only, operation.name.value if operation.name else None)

    def cost(self, document: DocumentNode, variables: Mapping[str, Any], operation_name: str | None) -> Cost:
        """What an operation costs. Raises LIMIT_EXCEEDED."""
        cost = cost_of(self.schema, document, operation_name, variables, self.limits.cost)
        seen().cost = cost
        check_cost(cost, self.limits)
        return Cost(cost, self.limits.cost)

    async def run(
        self,
        document: DocumentNode,
        variables: Mapping[str, Any],
        operation_name: str | None,
        cost: Cost,
        context: Context,
    ) -> ExecutionResult:
        """The result of an operation of this cost, which is taken from the client's ration. Raises RATE_LIMITED."""
        await context.spend_cost(cost.announced)
        context.variables = variables
        result = await executed(self.schema, document, variables, operation_name, context)
        if result.errors and all(error.path is None for error in result.errors):
            result = self._named(result, document, variables, operation_name)
        return result

    def _named(
        self, result: ExecutionResult, document: DocumentNode, variables: Mapping[str, Any], operation_name: str | None
    ) -> ExecutionResult:
        """The answer to variables that do not do, each error naming its field."""
        operation = get_operation_ast(document, operation_name)
        try:
            errors = variable_errors(self.schema, document, operation, variables) if operation else []
        except RecursionError:
            errors = []
        return ExecutionResult(data=None, errors=errors) if errors else result
