"""What filters ask for, checked, as conditions of the store: several values, ranges of days, codes in any print."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from repositories.conditions import Among, Between
from resolvers.shared.context import Context
from resolvers.shared.errors import invalid_input
from rules.certification.certification import Certification
from rules.certification.identifiers import code_key

MOST_VALUES = 100
"""Values that one condition takes at most."""
_LONGEST = 200


class Days(NamedTuple):
    """From one day to another, both included; None where there is no bound on that side."""

    start: date | None = None
    end: date | None = None


def among(values: Sequence[object] | None, name: str) -> Among | None:
    """
    One of these values; None where nothing is asked, while an empty list is met by nothing.

    Raises INVALID_INPUT for more values than anybody asks for.
    """
    if values is None:
        return None
    if len(values) > MOST_VALUES:
        raise invalid_input(f"« {name} » compte au plus {MOST_VALUES} valeurs.")
    return Among(tuple(dict.fromkeys(value.value if isinstance(value, Enum) else value for value in values)))


def organisations(values: Sequence[str] | None, name: str) -> Among | None:
    """The same of codes of organisations, in any case."""
    return among(values if values is None else [value.strip().upper()[:_LONGEST] for value in values], name)


def between(days: Days | None, name: str) -> Between | None:
    """The days of a range. Raises INVALID_INPUT for one that ends before it begins."""
    if days is None or days == Days():
        return None
    if days.start is not None and days.end is not None and days.start > days.end:
        raise invalid_input(f"« {name} » finit avant de commencer.")
    return Between(days.start and days.start.isoformat(), days.end and days.end.isoformat())


async def certifications_among(context: Context, codes: Sequence[str] | None, name: str) -> Among | None:
    """The certifications known by these codes or aliases, with their fiches (REG-02): those of none meet nothing."""
    if among(codes, name) is None:
        return None
    known = await context.load.certification_by_code.load_many([code_key(code) for code in codes or ()])
    certifications = [item for item in known if isinstance(item, Certification)]
    return Among(tuple(dict.fromkeys(code for item in certifications for code in item.codes)))


async def blocs_among(context: Context, codes: Sequence[str] | None, name: str) -> Among | None:
    """The blocs known by these codes."""
    if among(codes, name) is None:
        return None
    known = await context.store.blocs.by_codes(code_key(code) for code in codes or ())
    return Among(tuple(dict.fromkeys(bloc.code for bloc in known.values())))
