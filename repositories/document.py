"""What is known of issued documents; their bytes are in blobs.py."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from repositories.filters import union
from rules.access.scope import EVERYTHING, Scope
from rules.document.document import NAMELESS, OF_CERTIFICATIONS, Document


class Documents(Collection[Document]):
    """Issued documents, seen by whoever sees what they are about."""

    name = "documents"
    entity = Document
    of_centres = True
    indexes = (
        Index((("dossier", 1), ("sort.created", 1))),
        Index((("session", 1), ("sort.created", 1))),
        Index((("certificate", 1), ("sort.created", 1))),
        Index((("sha256", 1),)),
    )

    def orders(self, entity: Document) -> Mapping[str, str]:
        """Oldest first."""
        return {"created": entity.created_on.isoformat()}

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """
        A centre sees its documents, a candidate those of their dossiers, a jury those of its sessions.

        Before its last decision, a jury sees those that name no candidate (JUR-08).
        """
        if scope.everything:
            return {}
        nameless = {"session": {"$in": list(scope.veiled)}, "kind": {"$in": sorted(kind.value for kind in NAMELESS)}}
        return union(
            *([{"exam_centre": scope.centre}] if scope.centre is not None else []),
            *([{"candidate": scope.candidate}] if scope.candidate is not None else []),
            *([{"session": {"$in": list(scope.sessions)}}] if scope.sessions else []),
            *([nameless] if scope.veiled else []),
        )

    async def get_many(self, keys: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, Document]:
        """The documents of these keys in the scope; in another command those of certifications, which are nobody's."""
        wanted = list(dict.fromkeys(keys))
        documents = await super().get_many(wanted, scope=scope)
        if left := [key for key in wanted if key not in documents] if not scope.everything else []:
            kinds = {"$in": sorted(kind.value for kind in OF_CERTIFICATIONS)}
            documents |= {item.id: item for item in await self.where({"_id": {"$in": left}, "kind": kinds})}
        return documents

    async def of_dossiers(self, numbers: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, list[Document]]:
        """The documents of these dossiers, oldest first, in one command."""
        return await self._grouped("dossier", numbers, scope)

    async def of_sessions(self, keys: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, list[Document]]:
        """The documents of these sessions, oldest first, in one command."""
        return await self._grouped("session", keys, scope)

    async def of_certificates(self, keys: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, list[Document]]:
        """The documents of these certificates, oldest first, in one command."""
        return await self._grouped("certificate", keys, scope)

    async def _grouped(self, field: str, keys: Iterable[str], scope: Scope) -> dict[str, list[Document]]:
        grouped: defaultdict[str, list[Document]] = defaultdict(list)
        for document in await self.where({field: {"$in": list(keys)}}, scope=scope, sort="created"):
            grouped[getattr(document, field)].append(document)
        return dict(grouped)
