"""Stored filters that meet: what one may see, what one asks for, and where a page goes on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from repositories.driver import Document

_TIGHTEST: Mapping[str, Callable[..., Any]] = {"$gt": max, "$gte": max, "$lt": min, "$lte": min}
"""Of two bounds by one operator, which says both."""


def intersection(*filters: Mapping[str, Any]) -> Document:
    """
    The stored filter of what meets every one of these, whatever keys they share.

    Two conditions on one key become one where that says the same: a `$and` keeps the embedded store from every index.
    Elsewhere the first stays in its place, where an index may serve it.
    """
    joined: Document = {}
    beside: list[Document] = []
    for filter_ in filters:
        for key, value in filter_.items():
            if key == "$and":
                beside.extend(value)
            elif key not in joined:
                joined[key] = value
            elif (both := _both(key, joined[key], value)) is not None:
                joined[key] = both
            else:
                beside.append({key: value})
    return {**joined, "$and": beside} if beside else joined


def _both(key: str, one: Any, other: Any) -> Any:
    """The one condition on a key that says both, be its value a list or not; None where none does."""
    first, second = _operators(one), _operators(other)
    if first == second:
        return one
    some, others = _values(first), _values(second)
    if some is not None and others is not None:
        if all(value in others for value in some):
            return one
        if all(value in some for value in others):
            return other
        if key == "_id":  # which is never a list
            return {"$in": [value for value in some if value in others]}
    shared = {name: _tightest(name, first[name], second[name]) for name in first.keys() & second.keys()}
    return None if None in shared.values() else {**first, **second, **shared}


def _tightest(operator: str, one: Any, other: Any) -> Any:
    """The one bound that says both, of a value and of a list alike; None for what is no bound of one kind."""
    choose = _TIGHTEST.get(operator)
    if choose is None or type(one) is not type(other) or not isinstance(one, (str, int, float)):
        return None
    return choose(one, other)


def _operators(condition: Any) -> Mapping[str, Any]:
    """A condition in the form that names its operators."""
    if isinstance(condition, Mapping) and condition and all(name.startswith("$") for name in condition):
        return condition
    return {"$eq": condition}


def _values(condition: Mapping[str, Any]) -> Sequence[Any] | None:
    """The values of which one is asked for; None where the condition is of another kind."""
    if condition.keys() == {"$eq"}:
        return [condition["$eq"]]
    return condition["$in"] if condition.keys() == {"$in"} else None


def union(*filters: Mapping[str, Any]) -> Document | None:
    """The stored filter of what meets one of these at least; None of none."""
    if len(filters) < 2:
        return dict(filters[0]) if filters else None
    return {"$or": [dict(filter_) for filter_ in filters]}
