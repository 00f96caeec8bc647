"""Uploaded files, seen by their organisation; their bytes are in blobs.py."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from repositories.collection import Collection, Index
from repositories.conditions import Among
from repositories.paging import Bounds
from rules.access.scope import Scope
from rules.file.file import TABLES, UploadedFile


class Files(Collection[UploadedFile]):
    """Uploaded files."""

    name = "files"
    entity = UploadedFile
    of_centres = True
    indexes = (
        Index((("sha256", 1),)),
        Index((("organisation", 1), ("sort.uploaded", 1))),
    )

    def orders(self, entity: UploadedFile) -> Mapping[str, str]:
        """Oldest first."""
        return {"uploaded": entity.uploaded_on.isoformat()}

    def centre(self, entity: UploadedFile) -> str | None:
        """The organisation that it is of; whoever has none, a candidate, keeps theirs with nobody's."""
        return entity.organisation

    def scope_filter(self, scope: Scope) -> Mapping[str, Any] | None:
        """An organisation sees its files; a candidate none."""
        if scope.everything:
            return {}
        return {"organisation": scope.centre} if scope.centre is not None else None

    async def tables_of(self, organisation: str, before: date, most: int) -> list[UploadedFile]:
        """The tables that an organisation uploaded before a day and that are not destroyed, oldest first, so many."""
        page = await self.page(
            order="uploaded",
            bounds=Bounds(first=most, before=before.isoformat()),
            filter={"organisation": organisation, "media_type": Among(tuple(sorted(TABLES))), "destroyed_on": None},
        )
        return [file for _, file in page.items]
