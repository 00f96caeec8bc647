"""Inputs that lists share: ranges of days and directions, and what resolvers make of a filter and of an order."""

from collections.abc import Awaitable, Callable
from datetime import date
from enum import Enum
from typing import Any

import strawberry

from graph.schema.base.enums import describe
from graph.schema.base.relay import key_of
from resolvers.shared.conditions import Days
from resolvers.shared.context import Context
from resolvers.shared.paging import Order


@strawberry.input(
    description="Des jours, du premier au dernier, compris tous deux ; sans borne d’un côté s’il est nul."
)
class DateRange:
    """A range of days."""

    from_: date | None = strawberry.field(name="from", default=None, description="Ce jour-là ou après.")
    until: date | None = strawberry.field(default=None, description="Ce jour-là ou avant.")


class OrderDirection(Enum):
    """Which way an order goes."""

    ASC = "ASC"
    DESC = "DESC"


describe(
    OrderDirection,
    "Sens d’un ordre.",
    {"ASC": "Du plus petit au plus grand, du plus ancien au plus récent.", "DESC": "L’inverse."},
)


def filtered(resolver: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """The resolver with the conditions of a filter spread into its keyword arguments, in the terms of resolvers."""

    async def call(
        context: Context,
        filter: Any = None,  # noqa: A002
        order_by: Any = None,
        **values: Any,
    ) -> Any:
        conditions = {name: _meant(name, value) for name, value in vars(filter).items()} if filter is not None else {}
        order = {"order_by": _order(order_by)} if order_by is not None else {}
        return await resolver(context, **conditions, **order, **values)

    return call


def _meant(name: str, value: Any) -> Any:
    if isinstance(value, DateRange):
        return Days(value.from_, value.until)
    if name == "candidate" and value is not None:
        return [key_of(identifier, "Candidate") for identifier in value]
    return value


def _order(asked: Any) -> Order:
    return Order(asked.field.value, descending=asked.direction is OrderDirection.DESC)
