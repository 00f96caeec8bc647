"""Référentiels: immutable versions of certifications."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from repositories.collection import Collection, Index
from rules.referentiel import Referentiel


class Referentiels(Collection[Referentiel]):
    """Versions of référentiels."""

    name = "referentiels"
    entity = Referentiel
    indexes = (Index((("certification", 1), ("version", 1)), {"unique": True}),)

    def orders(self, entity: Referentiel) -> Mapping[str, str]:
        """By certification and version."""
        return {"code": f"{entity.certification}@{entity.version:04d}"}

    async def of_certifications(self, codes: Iterable[str]) -> dict[str, list[Referentiel]]:
        """Every version of these certifications, oldest first, in one command."""
        versions: defaultdict[str, list[Referentiel]] = defaultdict(list)
        for version in await self.where({"certification": {"$in": list(codes)}}):
            versions[version.certification].append(version)
        return {code: sorted(found, key=lambda version: version.version) for code, found in versions.items()}
