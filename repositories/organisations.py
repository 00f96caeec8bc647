"""Organisations."""

from collections.abc import Mapping
from typing import Any

from repositories.collection import Collection, Index
from rules.organisation import Organisation
from rules.text import folded


class Organisations(Collection[Organisation]):
    """Organisations, by code."""

    name = "organisations"
    entity = Organisation
    derived_names = frozenset({"name_key"})
    indexes = (
        Index((("sort.name", 1),), {"unique": True}),
        Index((("x.name_key", 1), ("sort.name", 1))),
        Index((("kind", 1), ("sort.name", 1))),
        Index((("department", 1), ("sort.name", 1))),
    )

    def orders(self, entity: Organisation) -> Mapping[str, str]:
        """By name, as people read it."""
        return {"name": folded(entity.name)}

    def derived(self, entity: Organisation) -> Mapping[str, Any]:
        """The name without case or accents."""
        return {"name_key": folded(entity.name)}
