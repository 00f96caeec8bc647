"""Certifications, found by any of their codes."""

from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from rules.certification import Certification
from rules.text import folded


class Certifications(Collection[Certification]):
    """Certifications. `keys` holds the look-up key of every code and alias."""

    name = "certifications"
    entity = Certification
    derived_names = frozenset({"keys"})
    indexes = (
        Index((("sort.title", 1),), {"unique": True}),
        Index((("x.keys", 1), ("sort.title", 1))),
        Index((("kind", 1), ("sort.title", 1))),
        Index((("status", 1), ("sort.title", 1))),
        Index((("level", 1), ("sort.title", 1))),
        Index((("cqpi", 1),)),
    )

    def orders(self, entity: Certification) -> Mapping[str, str]:
        """By title, as people read it."""
        return {"title": folded(entity.title)}

    def derived(self, entity: Certification) -> Mapping[str, Any]:
        """The look-up keys."""
        return {"keys": sorted(entity.keys())}

    async def by_codes(self, keys: Iterable[str]) -> dict[str, Certification]:
        """The certifications known under these look-up keys, by key, in one command."""
        wanted = list(dict.fromkeys(keys))
        found = await self.where({"x.keys": {"$in": wanted}}) if wanted else []
        return {key: item for item in found for key in item.keys() & set(wanted)}

    async def matching_cqpi(self, codes: Iterable[str]) -> dict[str, list[Certification]]:
        """The CQPM that match each of these CQPI, by title, in one command."""
        found = await self.where({"cqpi": {"$in": list(codes)}}, sort="title")
        return {code: [item for item in found if item.cqpi == code] for code in codes}
