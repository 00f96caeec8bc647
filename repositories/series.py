"""The numbers that a unit of work takes: told when they are asked for, taken when it writes."""

from repositories.driver import Document, Driver, Filter
from repositories.errors import StaleRevision

COUNTERS = "counters"


class Numbers:
    """
    Series of numbers from 1, without gap: what a unit that writes nothing was told goes to the next.

    A number is read in the unit's snapshot. Taking it names the one before, so that nobody else can have taken it.
    """

    def __init__(self, driver: Driver, transaction: object) -> None:
        self._driver, self._transaction = driver, transaction
        self._last: dict[str, int] = {}
        self._told: dict[str, int] = {}

    @property
    def series(self) -> list[str]:
        """The series of which it told a number."""
        return list(self._told)

    async def next(self, series: str, count: int) -> list[int]:
        """The next numbers of a series; one reading of it, whatever is asked afterwards."""
        if series not in self._last:
            known = await self._driver.find(COUNTERS, {"_id": series}, limit=1, transaction=self._transaction)
            self._last[series] = int(known[0]["value"]) if known else 0
        first = self._told.get(series, self._last[series]) + 1
        self._told[series] = first + count - 1
        return list(range(first, first + count))

    async def take(self) -> None:
        """Takes every number that was told. Raises Passing where somebody else was faster."""
        new: list[Document] = []
        moved: list[tuple[Filter, Document]] = []
        for series, told in self._told.items():
            last = self._last[series]
            if last:
                moved.append(({"_id": series, "value": last}, {"value": told}))
            else:
                new.append({"_id": series, "value": told})
        if new:
            await self._driver.insert_many(COUNTERS, new, transaction=self._transaction)
        if moved and await self._driver.update_many(COUNTERS, moved, transaction=self._transaction) != len(moved):
            raise StaleRevision(COUNTERS)
