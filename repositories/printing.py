"""
The queue of PDF to be made, kept in the store: which packs wait, how far each is, and who works at them.

One press serves every process: whoever holds its lease prints, pack after pack, and somebody else goes on where a
holder was killed. A paper is printed once, whatever the packs that hold it. Nothing here is told to the journal: all
of it can be made again from what was issued.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from repositories.driver import Driver
from repositories.errors import Passing
from rules.document.pack import Printing

PRINTINGS = "printings"
"""The collection of packs to be printed, and of the lease."""
PRINTS = "prints"
"""The collection that says which bytes are the PDF of which."""
LEASE = timedelta(minutes=5)
"""For how long the press is kept without a sign of life of its holder: longer than one of its steps may take."""
_PRESS = "press"


def waiting(pack: str, at: datetime) -> dict[str, Any]:
    """The stored document of a pack that waits to be printed."""
    return {"_id": pack, "asked": at, "over": False}


class Printings:
    """The queue."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    async def get_many(self, packs: Iterable[str]) -> dict[str, Printing]:
        """How far these packs are; those that are not to be printed are left out."""
        documents = await self._driver.find(PRINTINGS, {"_id": {"$in": list(packs)}})
        return {
            document["_id"]: Printing.model_validate(
                {name: document[name] for name in Printing.model_fields if name in document}
            )
            for document in documents
        }

    async def next(self) -> str | None:
        """The pack that has waited longest; None where none waits."""
        documents = await self._driver.find(PRINTINGS, {"over": False}, sort=[("asked", 1)], limit=1)
        return documents[0]["_id"] if documents else None

    async def waiting(self) -> int:
        """How many packs wait, those that are being printed included."""
        return await self._driver.count(PRINTINGS, {"over": False})

    async def take(self, holder: str, now: datetime) -> bool:
        """Whether the press is the holder's from now on, for LEASE: theirs already, free, or left by its last one."""
        lease = {"$set": {"by": holder, "until": now + LEASE}}
        if await self._driver.update_one(PRINTINGS, {"_id": _PRESS, "by": holder}, lease):
            return True
        try:
            await self._driver.update_one(PRINTINGS, {"_id": _PRESS, "until": {"$lt": now}}, lease, upsert=True)
        except Passing:
            return False
        return True

    async def leave(self, holder: str, now: datetime) -> None:
        """Gives the press back."""
        await self._driver.update_one(PRINTINGS, {"_id": _PRESS, "by": holder}, {"$set": {"until": now - LEASE}})

    async def tell(self, pack: str, printing: Printing) -> None:
        """Keeps how far a pack is."""
        over = bool(printing.parts) or printing.failure is not None
        fields = {**printing.model_dump(), "parts": list(printing.parts), "over": over}
        await self._driver.update_one(PRINTINGS, {"_id": pack}, {"$set": fields})

    async def printed(self, documents: Sequence[str]) -> Mapping[str, str]:
        """The digests of the PDF of these documents, by their own."""
        found = await self._driver.find(PRINTS, {"_id": {"$in": list(dict.fromkeys(documents))}})
        return {item["_id"]: item["pdf"] for item in found}

    async def keep(self, document: str, pdf: str) -> None:
        """Says which bytes are the PDF of a document; the first that were made stay."""
        await self._driver.update_one(PRINTS, {"_id": document}, {"$setOnInsert": {"pdf": pdf}}, upsert=True)
