"""Certificates, seen by their centre and their candidate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.filters import union
from repositories.lookup_terms import TERMS
from repositories.searching import numbered
from rules.access.scope import EVERYTHING, Scope
from rules.certificate.certificate import Certificate


class Certificates(Collection[Certificate]):
    """
    Certificates, whose identifier is the key of their number (NUM-03).

    Their terms: the words of the number, what is filtered by, and `delivered`, whether they were ever handed over.
    """

    name = "certificates"
    entity = Certificate
    derived_names = frozenset({"delivered"})
    of_centres = True
    claimed = ("id",)
    term_names = ("bloc", "certification", "issued_on", "kind", "state", "delivered")
    indexes = (
        Index((("sort.number", 1),)),
        Index((("exam_centre", 1), ("sort.number", 1))),
        Index((("candidate", 1), ("sort.number", 1))),
        Index((("dossier", 1),)),
        Index(((TERMS, 1), ("sort.number", 1))),
    )

    def orders(self, entity: Certificate) -> Mapping[str, str]:
        """By number."""
        return {"number": entity.id}

    def derived(self, entity: Certificate) -> Mapping[str, Any]:
        """The words of the number, and whether it was handed over."""
        return {"delivered": entity.delivery is not None, **numbered(entity.number)}

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre sees the certificates of its dossiers, a candidate theirs; a jury none."""
        if scope.everything:
            return {}
        return union(
            *([{"exam_centre": scope.centre}] if scope.centre is not None else []),
            *([{"candidate": scope.candidate}] if scope.candidate is not None else []),
        )

    async def of_dossiers(self, numbers: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, list[Certificate]]:
        """The certificates of these dossiers, by number, in one command."""
        return await self._grouped("dossier", numbers, scope)

    async def of_candidates(self, keys: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, list[Certificate]]:
        """The certificates of these candidates, by number, in one command."""
        return await self._grouped("candidate", keys, scope)

    async def _grouped(self, field: str, keys: Iterable[str], scope: Scope) -> dict[str, list[Certificate]]:
        grouped: defaultdict[str, list[Certificate]] = defaultdict(list)
        for certificate in await self.where({field: {"$in": list(keys)}}, scope=scope, sort="number"):
            grouped[getattr(certificate, field)].append(certificate)
        return dict(grouped)
