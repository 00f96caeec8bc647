"""The bytes of issued documents, kept once under their SHA-256."""

import hashlib

from repositories.driver import Driver
from repositories.errors import StoreError

BLOBS = "contents"
"""The collection of bytes, under the name that stores have given it from the first."""


class Blobs:
    """Bytes by their digest. What entities name is written through a unit of work."""

    name = BLOBS

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    async def holds(self, sha256: str) -> bool:
        """Whether the bytes under a digest are there and still match it."""
        try:
            return await self.read(sha256) is not None
        except StoreError:
            return False

    async def read(self, sha256: str) -> bytes | None:
        """The bytes under a digest; None when there are none. Raises StoreError when they no longer match it."""
        documents = await self._driver.find(self.name, {"_id": sha256}, limit=1)
        if not documents:
            return None
        data = bytes(documents[0]["data"])
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"the stored bytes of {sha256} have changed")
        return data

    async def keep(self, data: bytes) -> str:
        """Keeps bytes that no entity names, outside of any unit of work; their digest."""
        sha256 = hashlib.sha256(data).hexdigest()
        await self._driver.update_one(self.name, {"_id": sha256}, {"$setOnInsert": {"data": data}}, upsert=True)
        return sha256
