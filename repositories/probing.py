"""Tries on a server, with documents of our own, what cannot be told from its version."""

import uuid

from repositories.errors import StoreError, StoreUnavailable
from repositories.lookup_terms import TERMS, TERMS_FIELD, with_beginning
from repositories.mongo import Document, Driver

PROBE = "probe"
"""A collection of documents that are tried and removed."""
_ENOUGH = 20
"""Documents among which a reading of one is told from a reading of all."""


async def joins_bounds(driver: Driver) -> bool:
    """
    Whether two plain bounds on a list lead to what lies between them with less reading than `$elemMatch` does.

    They do on the embedded store, which reads the whole collection for `$elemMatch`. Elsewhere two elements of a list
    may meet one bound each, so that the index is read to its end. A server that does not explain itself is of the
    others.
    Raises StoreUnavailable.
    """
    key = uuid.uuid4().hex
    documents: list[Document] = [
        {"_id": f"{key} {rank}", "x": {TERMS_FIELD: [f"{key} {end}{rank:02d}" for end in "amz"]}}
        for rank in range(_ENOUGH)
    ]
    sought = f"m{_ENOUGH // 2}"
    await driver.index(PROBE, [(TERMS, 1)], {})
    await driver.insert_many(PROBE, documents)
    try:
        plain, matched = [
            await _examined(driver, with_beginning(key, sought, joined=joined)) for joined in (True, False)
        ]
    except StoreUnavailable:
        raise
    except StoreError:
        return False
    finally:
        await driver.delete_many(PROBE, {"_id": {"$in": [document["_id"] for document in documents]}})
    return plain < matched


async def _examined(driver: Driver, filter_: Document) -> int:
    """The keys and documents that a server reads for a filter."""
    spent = (await driver.explain(PROBE, filter_, (), 0)).get("executionStats", {})
    return int(spent.get("totalKeysExamined", 0)) + int(spent.get("totalDocsExamined", 0))
