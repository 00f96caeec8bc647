"""Entities as stored documents: legal dates as ISO text, instants as UTC, enums by value, tuples as lists."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from rules.base.entity import Value
from rules.base.partial_date import PartialDate

_AS_IT_IS = frozenset({str, int, bool, float})
"""What most values are."""


def encoded(value: Any) -> Any:
    """A value of an entity in the terms of BSON, which has instants but no calendar dates."""
    if value is None or type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Value):
        return {name: encoded(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, (date, PartialDate)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): encoded(item) for key, item in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(encoded(item) for item in value)
    return value


def canonical(value: Any) -> Any:
    """A stored value in the terms of JSON, for digests: instants become text."""
    if value is None or type(value) in _AS_IT_IS:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, Mapping):
        return {key: canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return [canonical(item) for item in value]
    return value
