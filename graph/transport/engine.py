"""Parses, validates, limits and executes: every text once, every request within its bounds."""

import asyncio
import inspect
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from graph.transport.cost import Cost, cost_of
from graph.transport.limits import Limits, check_cost, check_shape, token_limit_error
from graph.transport.values import RULES, variable_errors
from resolvers.shared.context import Context
from resolvers.shared.errors import ErrorCode, ServiceError, limit_exceeded


@dataclass(frozen=True)
class Prepared:
    """A text that was parsed, validated and found within its limits, or what is wrong with it."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    refusal: ServiceError | None = None


@dataclass
class Engine:
    """One schema and its limits. Prepared texts are kept, the least recently used dropped first."""

    schema: GraphQLSchema
    limits: Limits = field(default_factory=Limits)
    capacity: int = 500
    _kept: OrderedDict[str, Prepared] = field(default_factory=OrderedDict)

    def prepare(self, text: str) -> Prepared:
        """The text parsed, validated and limited; the same text again costs a look-up."""
        known = self._kept.get(text)
        if known is not None:
            self._kept.move_to_end(text)
            return known
        prepared = self._prepare(text)
        if len(text) <= 20_000:
            self._kept[text] = prepared
            while len(self._kept) > self.capacity:
                self._kept.popitem(last=False)
        return prepared

    def _prepare(self, text: str) -> Prepared:
        try:
            document = parse(text, max_tokens=self.limits.tokens)
        except GraphQLError as error:
            if token_limit_error(error, self.limits):
                return Prepared(None, refusal=limit_exceeded(f"La requête dépasse {self.limits.tokens} lexèmes."))
            return Prepared(None, (error,))
        except RecursionError:
            return Prepared(None, refusal=limit_exceeded("La requête est trop imbriquée pour être lue."))
        if errors := validate(self.schema, document, RULES):
            return Prepared(None, tuple(errors))
        try:
            check_shape(document, self.limits)
        except ServiceError as refusal:
            return Prepared(None, refusal=refusal)
        return Prepared(document)

    def is_mutation(self, document: DocumentNode, operation_name: str | None) -> bool:
        """Whether the operation that would run is a mutation, which GET may not ask for."""
        operation = get_operation_ast(document, operation_name)
        return operation is not None and operation.operation is OperationType.MUTATION

    async def run(
        self, document: DocumentNode, variables: Mapping[str, Any], operation_name: str | None, context: Context
    ) -> tuple[ExecutionResult, Cost]:
        """The result of an operation and its cost. Raises LIMIT_EXCEEDED before any resolver, or TIMEOUT."""
        cost = cost_of(self.schema, document, operation_name, variables, self.limits.cost)
        check_cost(cost, self.limits)
        context.variables = variables
        try:
            async with asyncio.timeout(self.limits.seconds):
                result = execute(
                    self.schema,
                    document,
                    context_value=context,
                    variable_values=dict(variables),
                    operation_name=operation_name,
                )
                if inspect.isawaitable(result):
                    result = await result
        except TimeoutError:
            raise ServiceError(
                ErrorCode.TIMEOUT, f"La requête n’a pas abouti en {self.limits.seconds:g} secondes."
            ) from None
        if not isinstance(result, ExecutionResult):
            raise TypeError("incremental results are not part of this API")
        if result.errors and all(error.path is None for error in result.errors):
            result = self._named(result, document, variables, operation_name)
        return result, Cost(cost, self.limits.cost)

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
