"""Executes one operation: by slices between which others are served, and so that it leaves nothing behind."""

import asyncio
from collections.abc import Mapping
from functools import partial
from inspect import CORO_CREATED, getcoroutinestate
from types import CoroutineType
from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLSchema
from graphql.execution import Executor

from resolvers.shared.context import Context
from resolvers.shared.pace import Pace, paced


async def executed(
    schema: GraphQLSchema,
    document: DocumentNode,
    variables: Mapping[str, Any],
    operation_name: str | None,
    context: Context,
) -> ExecutionResult:
    """The result of an operation; whatever it comes to, nothing of it works on afterwards."""
    with paced() as pace:
        composer = Composer.build(schema, document, None, context, dict(variables), operation_name, pace=pace)
        if isinstance(composer, Composer):
            return await composer.result()
        assert isinstance(composer, list)  # noqa: S101 - what graphql-core says of variables that do not do
        return ExecutionResult(data=None, errors=composer)


class Composer(Executor[None]):
    """graphql-core's executor, which would compose in one go and leave what stands beside a refused field to itself."""

    def __init__(self, *arguments: Any, pace: Pace, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._pace = pace
        self._made: list[CoroutineType[Any, Any, Any]] = []
        self.is_awaitable = self._awaits  # type: ignore[assignment]

    async def result(self) -> ExecutionResult:
        """What the operation comes to."""
        try:
            result: Any = self.execute_operation()
            if self.is_awaitable(result):
                result = await result
        finally:
            self._leave()
        if not isinstance(result, ExecutionResult):
            raise TypeError("incremental results are not part of this API")
        return result

    def execute_collected_subfields(
        self,
        parent_type: Any,
        source_value: Any,
        path: Any,
        grouped_field_set: Any,
        _defer: Any,
        position: None,
    ) -> Any:
        """The fields of one object, in a round to come where this one has had its slice."""
        compose = partial(self.execute_fields, parent_type, source_value, path, grouped_field_set, position)
        if self._pace.over():
            return self._promised(self._pace.later(lambda: self._told(compose())))
        return compose()

    def complete_list_item_value(self, item: Any, complete_results: list[Any], *where: Any) -> bool:
        """One item of a list; whether it is to be awaited."""
        awaited = super().complete_list_item_value(item, complete_results, *where)
        if awaited:
            self._told(complete_results[-1])
        return awaited

    async def _promised(self, composed: "asyncio.Future[Any]") -> Any:
        fields = await composed
        return await fields if self.is_awaitable(fields) else fields

    def _told(self, value: Any) -> Any:
        """A value; coroutines are remembered, since not all come to be awaited."""
        if isinstance(value, CoroutineType):
            self._made.append(value)
        return value

    def _awaits(self, value: Any) -> bool:
        """Whether a value can be awaited."""
        return isinstance(self._told(value), CoroutineType) or hasattr(value, "__await__")

    def _leave(self) -> None:
        """Ends what works on beside a field that was refused, and what has not begun and never will."""
        for future in list(self.background_futures):
            future.add_done_callback(_dropped)
            future.cancel()
        idle = [coroutine for coroutine in self._made if getcoroutinestate(coroutine) == CORO_CREATED]
        if idle:
            begun = {task.get_coro() for task in asyncio.all_tasks()}
            for coroutine in idle:
                if coroutine not in begun:
                    coroutine.close()


def _dropped(future: "asyncio.Future[Any]") -> None:
    """So that nothing is said of an end that nobody waits for."""
    if not future.cancelled():
        future.exception()
