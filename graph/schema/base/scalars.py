"""The scalars of the API: a calendar date, whole or partial, and an instant."""

import re
from datetime import UTC, date, datetime
from typing import Any

import strawberry
from strawberry.types.scalar import ScalarDefinition

from resolvers.shared.errors import invalid_input
from rules.base.partial_date import PartialDate

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _parse_date(value: Any) -> date:
    """A date of the calendar written YYYY-MM-DD; the refusal names what was received."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise invalid_input(f"« {_shown(value)} » n’est pas une date du calendrier de la forme 2026-11-23.")


def _parse_partial_date(value: Any) -> PartialDate:
    """A date known to the day, the month or the year; registries' zeros are read as what is not known."""
    try:
        return PartialDate.read(value)
    except (TypeError, ValueError):
        text = f"« {_shown(value)} » n’est pas une date de la forme 1992-11-03, 1992-11 ou 1992 (PRD-04)."
        raise invalid_input(text) from None


def _shown(value: Any) -> str:
    """What was received, cut, without what no answer could hold."""
    return "".join(letter for letter in str(value)[:40] if letter.isprintable())


def _parse_instant(value: Any) -> datetime:
    """An instant with its offset, as RFC 3339 writes it; returned in UTC."""
    try:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise invalid_input(f"« {_shown(value)} » n’est pas un instant de la forme 2026-11-23T08:00:00Z.")


def _write_instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


SCALARS: dict[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date",
        description="Date du calendrier, ISO 8601 (AAAA-MM-JJ) ; le jour est celui de Paris (DAT-01).",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=date.isoformat,
        parse_value=_parse_date,
    ),
    PartialDate: strawberry.scalar(
        name="PartialDate",
        description=(
            "Date connue au jour, au mois ou à l’année : 1992-11-03, 1992-11, 1992 ; lue aussi comme l’état civil "
            "l’écrit, 1992-11-00 ou 1992-00-00 (PRD-04)."
        ),
        specified_by_url="https://www.loc.gov/standards/datetime/",
        serialize=PartialDate.isoformat,
        parse_value=_parse_partial_date,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="Instant en temps universel (UTC), RFC 3339.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=_write_instant,
        parse_value=_parse_instant,
    ),
}
