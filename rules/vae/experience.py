"""
The dossier d'activités: what is wrong with an experience, and what they amount to together (VAE-02, VAE-07).

Time that several experiences share is not counted twice: of a day, no more than a full time, or than the one that
filled it most. A full time is some 1,607 hours a year (the figure that the texts give with VAE-07).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from rules.base.calendar import in_french
from rules.base.parameters import parameter
from rules.base.partial_date import PartialDate
from rules.base.problems import Problem, broken, invalid
from rules.dossier.vae import Experience

MOST_EXPERIENCES = 200
_DAYS_A_YEAR = 365.25


class Total(NamedTuple):
    """What the experiences in relation with the certification amount to."""

    days: int
    """Calendar days that one of them at least covers."""
    hours: int
    years: float
    """In years of full time, to the tenth."""


def total(experiences: Iterable[Experience], until: date) -> Total:
    """The experiences in relation with the certification, taken together until a day, included."""
    spans = [
        (item.starts_on, _last(item, until) + timedelta(days=1), _load(item, until))
        for item in experiences
        if item.related and item.starts_on <= _last(item, until)
    ]
    bounds = sorted({day for start, end, _ in spans for day in (start, end)})
    days, loaded = 0, 0.0
    for start, end in pairwise(bounds):
        loads = [load for first, last, load in spans if first <= start and end <= last]
        if loads:
            length = (end - start).days
            days += length
            loaded += length * max(*loads, min(1.0, sum(loads)))
    year = parameter("full_time_hours", until)
    return Total(days, round(loaded * year / _DAYS_A_YEAR), round(loaded / _DAYS_A_YEAR, 1))


def experience_problems(
    experiences: Sequence[Experience], birth_date: PartialDate | None, today: date
) -> list[Problem]:
    """What is wrong with the experiences, each in its place (VAE-02)."""
    if not experiences:
        return [broken("VAE-02", "Le dossier d’activités décrit une expérience au moins.", "experiences")]
    if len(experiences) > MOST_EXPERIENCES:
        return [invalid(f"Le dossier d’activités compte {MOST_EXPERIENCES} expériences au plus.", "experiences")]
    return [
        problem
        for place, item in enumerate(experiences)
        for problem in _problems(item, birth_date, today, "experiences", str(place))
    ]


def experience_warnings(experiences: Iterable[Experience], begun_on: date, until: date) -> list[Problem]:
    """VAE-07: less than the experience asked for on the day when the VAE began, with what was counted."""
    wanted = parameter("vae_experience_years", begun_on)
    counted = total(experiences, until)
    if counted.years >= wanted:
        return []
    text = (
        f"L’expérience en rapport avec la certification compte {in_words_of(counted)} : "
        f"{wanted} ans étaient demandés pour une VAE commencée le {in_french(begun_on)}."
    )
    return [broken("VAE-07", text, "experiences")]


def in_words_of(counted: Total) -> str:
    """« 5,0 années à temps plein (8 035 heures) »."""
    years = f"{counted.years:.1f}".replace(".", ",")
    plural = "s" if counted.years >= 2 else ""
    hours = f"{counted.hours:,}".replace(",", "\u202f")
    return f"{years} année{plural} à temps plein ({hours} heures)"


def _problems(item: Experience, birth_date: PartialDate | None, today: date, *path: str) -> list[Problem]:
    problems: list[Problem] = []
    if item.starts_on > today:
        text = f"Une expérience ne commence pas après le {in_french(today)}."
        problems.append(broken("VAE-02", text, *path, "startsOn", latest=today))
    elif birth_date is not None and not birth_date.may_precede(item.starts_on):
        problems.append(broken("VAE-02", "L’expérience commence avant la naissance du candidat.", *path, "startsOn"))
    if item.ends_on is not None and item.ends_on < item.starts_on:
        problems.append(broken("VAE-02", "L’expérience finit avant de commencer.", *path, "endsOn"))
    elif item.ends_on is not None and item.ends_on > today:
        text = "Une expérience qui dure encore se déclare sans dernier jour : celui-ci est à venir."
        problems.append(broken("VAE-02", text, *path, "endsOn", latest=today))
    if (item.hours is None) == (item.share is None):
        text = "Une expérience dit ses heures en tout, ou sa quotité de travail en pour cent : l’une des deux."
        problems.append(broken("VAE-02", text, *path, "hours"))
    if item.share is not None and not 1 <= item.share <= 100:
        problems.append(broken("VAE-02", "La quotité de travail va de 1 à 100 pour cent.", *path, "share"))
    if item.hours is not None and not problems and not 1 <= item.hours <= 24 * _length(item, today):
        text = f"Le nombre d’heures va de 1 à {24 * _length(item, today)}, ce que durent ces jours."
        problems.append(broken("VAE-02", text, *path, "hours"))
    return problems


def _last(item: Experience, until: date) -> date:
    return min(item.ends_on or until, until)


def _length(item: Experience, until: date) -> int:
    return (_last(item, until) - item.starts_on).days + 1


def _load(item: Experience, until: date) -> float:
    """The part of a full time that an experience fills, each of its days."""
    if item.share is not None:
        return item.share / 100
    return (item.hours or 0) / _length(item, until) * _DAYS_A_YEAR / float(parameter("full_time_hours", until))
