"""The whole store as compressed JSON lines, and back: for safe-keeping and for moving between servers."""

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from bson import json_util

from repositories import layout
from repositories.census import CENSUS
from repositories.driver import Document
from repositories.errors import StoreError
from repositories.export_file import reading, writing
from repositories.store import Store

BATCH = 500
FORMAT = "poincon-export-1"
_PREPARED = (layout.COLLECTION, CENSUS)
"""What a store that was only prepared holds."""


async def export_store(store: Store, file: Path, recipients: Sequence[str] = ()) -> int:
    """
    Writes every document of every collection; how many.

    The store is to be one moment's (Store.snapshot) where others may write meanwhile. `recipients` are the public keys
    of age that it is encrypted for. Raises StoreError.
    """
    count = 0
    with writing(file, recipients) as lines:
        lines.write(json_util.dumps({"format": FORMAT}) + "\n")
        for name in sorted(await store.driver.collections()):
            async for document in _documents(store, name):
                lines.write(json_util.dumps({"collection": name, "document": document}) + "\n")
                count += 1
        lines.write(json_util.dumps({"documents": count}) + "\n")
    return count


async def restore_store(store: Store, file: Path, identities: Sequence[str] = ()) -> int:
    """
    Reads an export into an empty, prepared store; how many documents.

    Raises StoreError on a store that holds something, or a file that is not a whole export; nothing is written then.
    """
    for name in await store.driver.collections():
        if name not in _PREPARED and await store.driver.count(name, {}):
            raise StoreError("le magasin n’est pas vide : une restauration se fait dans un magasin neuf")
    expected = sum(1 for _ in _lines(file, identities))
    for name in _PREPARED:
        await store.driver.delete_many(name, {})
    for name, documents in _batches(file, identities):
        await store.driver.insert_many(name, documents)
    return expected


async def _documents(store: Store, name: str) -> AsyncIterator[Document]:
    async for batch in store.driver.stream(name, BATCH, sort=[("_id", 1)]):
        for document in batch:
            yield document


def _lines(file: Path, identities: Sequence[str]) -> Iterator[tuple[str, Document]]:
    """The documents of an export with their collections. Raises StoreError when it is no export, or is cut."""
    count, whole = 0, False
    try:
        with reading(file, identities) as lines:
            if json_util.loads(next(lines, "{}")).get("format") != FORMAT:
                raise StoreError("ce fichier n’est pas un export de Poinçon")
            for line in lines:
                item = json_util.loads(line)
                if "documents" in item:
                    whole = item["documents"] == count
                    break
                count += 1
                yield item["collection"], item["document"]
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        raise StoreError("ce fichier ne peut pas être lu comme un export") from None
    if not whole:
        raise StoreError("cet export est incomplet")


def _batches(file: Path, identities: Sequence[str]) -> Iterator[tuple[str, list[Document]]]:
    name, batch = "", list[Document]()
    for collection, document in _lines(file, identities):
        if batch and (collection != name or len(batch) == BATCH):
            yield name, batch
            batch = []
        name = collection
        batch.append(document)
    if batch:
        yield name, batch
