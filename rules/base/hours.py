"""Hours of the day as they are typed: `09:30`."""

import re

from rules.base.problems import Problem, invalid

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def hour_problems(hour: str | None, *path: str) -> list[Problem]:
    """What is wrong with an hour; nothing where none is given."""
    if hour is not None and not _HOUR.fullmatch(hour):
        return [invalid("L’heure s’écrit HH:MM, de 00:00 à 23:59.", *path)]
    return []
