"""The register of what was destroyed, seen by the centre that ordered it (ARC-04)."""

from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from rules.access.scope import Scope
from rules.archive.purge import Purge


class Purges(Collection[Purge]):
    """Purges."""

    name = "purges"
    entity = Purge
    of_centres = True
    indexes = (
        Index((("exam_centre", 1), ("sort.made", 1))),
        Index((("lines.dossier", 1),)),
    )

    def orders(self, entity: Purge) -> Mapping[str, str]:
        """Oldest first."""
        return {"made": entity.at.isoformat()}

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre sees its own; a candidate or a jury none."""
        if scope.everything:
            return {}
        return {"exam_centre": scope.centre} if scope.centre is not None else None

    async def of_dossiers(self, numbers: Iterable[str]) -> list[Purge]:
        """Those that speak of one of these dossiers, oldest first, in one command."""
        return await self.where({"lines.dossier": {"$in": sorted(set(numbers))}}, sort="made")
