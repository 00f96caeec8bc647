"""What is known of issued documents; their bytes are in contents.py."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.collection import Collection, Index
from rules.access import EVERYTHING, Scope
from rules.document import Document


class Documents(Collection[Document]):
    """Issued documents, seen by whoever sees their dossier."""

    name = "documents"
    entity = Document
    indexes = (Index((("dossier", 1), ("sort.created", 1))), Index((("sha256", 1),)))

    def orders(self, entity: Document) -> Mapping[str, str]:
        """Oldest first."""
        return {"created": entity.created_on.isoformat()}

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """A centre sees the documents of its dossiers, a candidate those of theirs."""
        if scope.everything:
            return {}
        if scope.centre is not None:
            return {"exam_centre": scope.centre}
        return {"candidate": scope.candidate} if scope.candidate is not None else None

    async def of_dossiers(self, numbers: Iterable[str], *, scope: Scope = EVERYTHING) -> dict[str, list[Document]]:
        """The documents of these dossiers, oldest first, in one command."""
        documents: defaultdict[str, list[Document]] = defaultdict(list)
        for document in await self.where({"dossier": {"$in": list(numbers)}}, scope=scope, sort="created"):
            documents[document.dossier].append(document)
        return dict(documents)
