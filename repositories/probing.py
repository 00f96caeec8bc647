"""Tries on a server, with documents of our own, what cannot be told from its version."""

import uuid

from repositories.driver import Document, Driver
from repositories.errors import StoreError, StoreUnavailable
from repositories.lookup_terms import TERMS, TERMS_FIELD, with_beginning

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


async def keeps_snapshots(driver: Driver) -> bool:
    """
    Whether the sessions of a server read one moment without a transaction, hence for longer than one may last.

    Servers that do not know of it accept the wish and read on. Raises StoreUnavailable.
    """
    key = uuid.uuid4().hex
    driver.keeps_snapshots = True
    try:
        async with driver.snapshot() as moment:
            await moment.count(PROBE, {"_id": key})
            await driver.insert_many(PROBE, [{"_id": key}])
            return not await moment.count(PROBE, {"_id": key})
    except StoreUnavailable:
        raise
    except StoreError:
        return False
    finally:
        await driver.delete_many(PROBE, {"_id": key})
