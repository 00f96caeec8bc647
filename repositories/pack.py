"""Packs of papers, seen by their centre."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from rules.access.scope import EVERYTHING, Scope
from rules.document.pack import Pack


class Packs(Collection[Pack]):
    """Packs."""

    name = "packs"
    entity = Pack
    of_centres = True
    indexes = (Index((("session", 1), ("sort.created", 1))),)

    def orders(self, entity: Pack) -> Mapping[str, str]:
        """Oldest first."""
        return {"created": entity.created_on.isoformat()}

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre sees its own; a candidate or a jury none."""
        if scope.everything:
            return {}
        return {"exam_centre": scope.centre} if scope.centre is not None else None

    async def of_sessions(self, keys: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, list[Pack]]:
        """The packs of these sessions, oldest first, in one command."""
        grouped: defaultdict[str, list[Pack]] = defaultdict(list)
        for pack in await self.where({"session": {"$in": list(keys)}}, scope=scope, sort="created"):
            grouped[pack.session].append(pack)
        return dict(grouped)
