"""Organisations."""

from collections.abc import Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.lookup_terms import TERMS
from repositories.searching import searchable
from rules.base.text import folded
from rules.organisation.organisation import Organisation


class Organisations(Collection[Organisation]):
    """Organisations, by code."""

    name = "organisations"
    entity = Organisation
    term_names = ("department", "kind")
    indexes = (
        Index((("sort.name", 1),)),
        Index(((TERMS, 1), ("sort.name", 1))),
    )

    def orders(self, entity: Organisation) -> Mapping[str, str]:
        """By name, as people read it."""
        return {"name": folded(entity.name)}

    def derived(self, entity: Organisation) -> Mapping[str, Any]:
        """The words of the name."""
        return searchable(entity.name, (entity.code,))
