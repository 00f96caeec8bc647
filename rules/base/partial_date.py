"""
A date of the civil registry, known to the day, the month or the year, and never completed by guess (PRD-04).

It is written 1992-11-03, 1992-11 or 1992; some registries write 00 for what they do not know, which is read alike.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from rules.base.calendar import MONTHS, in_french

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, with its month and its day where they are known. Raises ValueError for what no calendar has."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day is of no month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def read(cls, text: str) -> "PartialDate":
        """The date that a text writes, 00 or nothing standing for what is not known. Raises ValueError."""
        parts = _WRITTEN.fullmatch(text)
        if parts is None:
            raise ValueError("this is no date, whole or partial")
        return cls(int(parts["year"]), int(parts["month"] or 0) or None, int(parts["day"] or 0) or None)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """A date known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The first day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def wider(self) -> tuple["PartialDate", ...]:
        """The same, known less: to the month, to the year."""
        months = (PartialDate(self.year, self.month),) if self.day is not None else ()
        return (*months, PartialDate(self.year)) if self.month is not None else ()

    def isoformat(self) -> str:
        """As it is stored and exchanged: 1992-11-03, 1992-11, 1992."""
        known = (self.year, self.month, self.day)
        return "-".join(f"{part:0{width}d}" for part, width in zip(known, (4, 2, 2), strict=True) if part is not None)

    def in_french(self) -> str:
        """As French prose writes it: « 3 novembre 1992 », « novembre 1992 », « 1992 »."""
        if self.day is not None:
            return in_french(self.first)
        return f"{MONTHS[self.month - 1]} {self.year}" if self.month is not None else str(self.year)

    @property
    def preposition(self) -> str:
        """What comes between « né » and the date: « le 3 novembre 1992 », « en novembre 1992 », « en 1992 »."""
        return "en" if self.day is None else "le"

    def may_precede(self, day: date) -> bool:
        """Whether some day that it may be comes before this one."""
        return self.first < day

    def may_be(self, other: "PartialDate") -> bool:
        """Whether both may be one day: then one covers the other."""
        return self.first <= other.last and other.first <= self.last

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validated, serialization=core_schema.plain_serializer_function_ser_schema(PartialDate.isoformat)
        )


def _validated(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate.of(value)
    if isinstance(value, str):
        return PartialDate.read(value)
    raise ValueError("this is no date, whole or partial")
