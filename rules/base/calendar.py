"""Counting days and months as the regulation does (DAT-01)."""

import calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def days_before(day: date, days: int) -> date:
    """The last day that is in time when something is due `days` calendar days before `day`."""
    return day - timedelta(days=days)


def days_after(day: date, days: int) -> date:
    """The day so many calendar days later."""
    return day + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """The same day number `months` months later, or that month's last day where it has none (DAT-01)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day `years` years later; 29 February becomes the 28th in a common year (DAT-01)."""
    return months_after(day, 12 * years)


def paris_day(instant: datetime) -> date:
    """The calendar day of an aware instant in Europe/Paris, which decides what day it is (DAT-01)."""
    return instant.astimezone(PARIS).date()


def utc_now() -> datetime:
    """The present instant, in UTC, to the millisecond that the store keeps. For the outer rooms only."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def in_french(day: date) -> str:
    """A date as French prose writes it: « 1er février 2027 », « 23 novembre 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def outside(period: tuple[date, date], holes: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """What is left of a period, whose first and last days are included, without the days of these others."""
    left, day = [], timedelta(days=1)
    first, last = period
    for start, end in sorted(holes):
        if end < first or start > last:
            continue
        if start > first:
            left.append((first, start - day))
        if end >= last:
            return left
        first = max(first, end + day)
    return [*left, (first, last)]
