"""
Bytes destroyed within a unit of work: those of papers and files that nothing names any more, and what was printed of
them.

Bytes are kept once for all that has them, so that whoever names them and whoever destroys them meet: each writes them.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from repositories.blobs import BLOBS
from repositories.driver import Document, Driver
from repositories.printing import PRINTINGS, PRINTS

HELD = "held"
"""The field in which units mark bytes that are named once more; it means nothing by itself."""


async def hold(driver: Driver, digests: Iterable[str], transaction: Any) -> set[str]:
    """Marks those of these bytes that are there, which meets whoever destroys them; which they are."""
    wanted = {"_id": {"$in": list(digests)}}
    known = await driver.find(BLOBS, wanted, projection={"_id": 1}, transaction=transaction)
    there = {document["_id"] for document in known}
    if there:
        marks: list[tuple[Mapping[str, Any], Document]] = [({"_id": key}, {HELD: uuid.uuid4().hex}) for key in there]
        await driver.update_many(BLOBS, marks, transaction=transaction)
    return there


async def destroy(driver: Driver, digests: Iterable[str], packs: Iterable[str], transaction: Any) -> None:
    """
    Destroys the bytes of these digests, and the files printed of these packs, once what named them says so.

    Bytes that something else still names stay, and so does what was printed of them.
    """
    gone, printed = await _unnamed(driver, set(digests), transaction), set(packs)

    async def among(name: str, field: str, keys: set[str]) -> list[Document]:
        query = {field: {"$in": sorted(keys)}}
        return await driver.find(name, query, transaction=transaction) if keys else []

    waiting = await among(PRINTINGS, "_id", printed)
    parts = {part for document in waiting for part in document.get("parts", ())}
    others = (document for document in await among(PRINTINGS, "parts", parts) if document["_id"] not in printed)
    kept = {part for document in others for part in document["parts"]}
    pdf = await among(PRINTS, "_id", gone)
    for name, keys in (
        (PRINTINGS, {document["_id"] for document in waiting}),
        (PRINTS, {document["_id"] for document in pdf}),
        (BLOBS, gone | (parts - kept) | {document["pdf"] for document in pdf}),
    ):
        if keys:
            await driver.delete_many(name, {"_id": {"$in": sorted(keys)}}, transaction=transaction)


async def _unnamed(driver: Driver, digests: set[str], transaction: Any) -> set[str]:
    """Those of these bytes that no paper, file or letterhead names; the others are marked as named."""
    if not digests:
        return set()
    among = {"$in": sorted(digests)}
    named: set[str] = set()
    for name in ("documents", "files"):
        query = {"sha256": among, "destroyed_on": None}
        found = await driver.find(name, query, projection={"sha256": 1}, transaction=transaction)
        named |= {document["sha256"] for document in found}
    query = {"letterheads.sha256": among}
    for document in await driver.find("organisations", query, projection={"letterheads": 1}, transaction=transaction):
        named |= {item.get("sha256") for item in document["letterheads"]} & digests
    if named:
        await hold(driver, named, transaction)
    return digests - named
