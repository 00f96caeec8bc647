"""A specimen of each paper, to try a letterhead on: every field filled as its type asks, nothing about anybody."""

from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from rules.base.entity import Value
from rules.base.partial_date import PartialDate

_DAY = date(2026, 1, 15)
_SCALARS: Mapping[type, Any] = {
    str: "Exemple",
    int: 1,
    bool: True,
    date: _DAY,
    time: time(9),
    PartialDate: PartialDate.of(_DAY),
}


def specimen(type_: type[Value]) -> Value:
    """
    A value of this class, whatever may be left out filled too; whether such a paper would ever be due is not asked.

    Raises KeyError on a field of a kind that no paper has had yet.
    """
    return type_.model_construct(**{name: _of(info.annotation) for name, info in type_.model_fields.items()})


def _of(type_: Any) -> Any:
    origin, inside = get_origin(type_), get_args(type_)
    if origin in {UnionType, Union}:
        return _of(next(item for item in inside if item is not NoneType))
    if origin is tuple:
        return (_of(inside[0]),)
    if issubclass(type_, Value):
        return specimen(type_)
    return next(iter(type_)) if issubclass(type_, Enum) else _SCALARS[type_]
