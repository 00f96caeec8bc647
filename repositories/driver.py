"""What the collections need of a driver: one small Protocol, so that no other file knows which one it is."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

DriverName = Literal["motor", "pymongo"]
Document = dict[str, Any]
Filter = Mapping[str, Any]
Sort = Sequence[tuple[str, int]]


class Driver(Protocol):
    """What the collections need of a driver; every call may raise the errors of repositories.errors."""

    patience: float
    """Seconds for which what is read, and what is committed, is asked again while the server is away."""
    joins_bounds: bool
    """How the server reads lists best, as Store.prepare found out (repositories.probing)."""
    keeps_snapshots: bool
    """Whether its sessions may read one moment without a transaction, likewise found out."""
    broken_at: float
    """When the server last could not reach its own files (StoreBroken), in the time of time.monotonic."""

    async def find(
        self,
        collection: str,
        filter_: Filter,
        *,
        projection: Mapping[str, int] | None = None,
        sort: Sort = (),
        limit: int = 0,
        transaction: Any = None,
    ) -> list[Document]:
        """The documents that match, in order."""

    def stream(self, collection: str, size: int, *, sort: Sort = ()) -> AsyncIterator[list[Document]]:
        """Every document of a collection, so many at a time, in one reading of it."""

    async def count(self, collection: str, filter_: Filter, *, transaction: Any = None) -> int:
        """How many documents match."""

    async def insert_many(self, collection: str, documents: Sequence[Document], *, transaction: Any = None) -> None:
        """Inserts all, or raises AlreadyThere."""

    async def update_one(
        self,
        collection: str,
        filter_: Filter,
        update: Mapping[str, Any],
        *,
        upsert: bool = False,
        transaction: Any = None,
    ) -> int:
        """Updates the first match; the number of documents matched."""

    async def update_many(
        self,
        collection: str,
        updates: Sequence[tuple[Filter, Document]],
        *,
        unset: Collection[str] = (),
        transaction: Any = None,
    ) -> int:
        """
        Sets the fields of one document for each filter, all in one command; the number of documents matched.

        Each loses the fields `unset`, where it has them.
        """

    async def tally(self, collection: str, key: str, by: int, now: datetime, until: datetime) -> tuple[int, datetime]:
        """
        Adds to a counter that is over at some time, `until` where it begins; what it comes to, and that time.

        It is not journaled. Raises AlreadyThere for one that is over but still there, or that somebody began meanwhile.
        """

    async def delete_many(self, collection: str, filter_: Filter, *, transaction: Any = None) -> int:
        """Deletes the matches; their number."""

    async def explain(self, collection: str, filter_: Filter, sort: Sort, limit: int) -> Document:
        """How the server would run this find."""

    async def collections(self) -> list[str]:
        """The names of the database's collections."""

    async def create(self, collection: str) -> None:
        """Makes an empty collection, if it is not there yet: another instance may be making it too."""

    async def index(self, collection: str, keys: Sort, options: Mapping[str, Any]) -> None:
        """Makes an index, if it is not there yet."""

    async def indexes(self, collection: str) -> dict[str, Document]:
        """The indexes of a collection by name, each with the options that somebody chose."""

    async def drop_index(self, collection: str, name: str) -> None:
        """Removes an index."""

    async def ping(self) -> None:
        """A round trip; raises StoreUnavailable when nobody answers."""

    async def drop(self) -> None:
        """Removes the whole database."""

    async def close(self) -> None:
        """Closes every connection."""

    def transaction(self) -> Any:
        """
        An asynchronous context manager that gives a transaction; commits at its end, aborts on an exception.

        Raises OutcomeUnknown for a commit of which the server does not say whether it landed.
        """

    def snapshot(self) -> Any:
        """An asynchronous context manager that gives a driver whose readings are all of one moment; it never writes."""
