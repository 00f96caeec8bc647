"""
Where people are born: codes of departments in their time, and a place that agrees with itself (PRD-04).

The codes are dated data (departments.toml). One that had gone before the birth cannot be right; one that came after it
is how papers of today name the place, and is warned of.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from rules.base.calendar import days_after, in_french
from rules.base.entity import Value
from rules.base.partial_date import PartialDate
from rules.base.problems import Problem, broken, invalid
from rules.base.text import folded

FRANCE = "France"
_FRANCE = frozenset({"france", "fr", "fra", "france metropolitaine", "republique francaise"})
LONGEST_COUNTRY = 60
"""Characters: what is longer is no country, and is refused as such."""
_ABROAD = "99"
"""What registers write instead of a department for a birth abroad."""


class Period(Value):
    """A code in use from a day to another: what it named, and by which law or register, all outside the texts."""

    codes: tuple[str, ...]
    label: str
    start: date | None = None
    end: date | None = None
    instead: str | None = None
    """The code of the place before the first day, or after the last."""
    then: str | None = None
    """What the place was, where the code means another one today: it is printed beside it."""
    country: str | None = None
    """The country that the place is in today, where that is not France."""
    outside: str

    def may_hold(self, born: PartialDate) -> bool:
        """Whether the code was in use on some day that the birth may be of."""
        return (self.start is None or self.start <= born.last) and (self.end is None or born.first <= self.end)

    def is_in(self, country: str) -> bool:
        """Whether a country as it is typed is that of the place: France, an overseas territory by name, or its own."""
        said = folded(country)
        named = {folded(name) for name in (self.label, self.country, self.then) if name is not None}
        return said in _FRANCE or said in named


def _read() -> dict[str, tuple[Period, ...]]:
    content = tomllib.loads(files(__package__).joinpath("departments.toml").read_text(encoding="utf-8"))
    by_code: dict[str, tuple[Period, ...]] = {}
    for item in content["period"]:
        period = Period(**item)
        for code in period.codes:
            by_code[code] = (*by_code.get(code, ()), period)
    return by_code


DEPARTMENTS: Mapping[str, tuple[Period, ...]] = _read()
"""Every code with its periods."""
_OVERSEAS: Mapping[str, tuple[str, ...]] = {
    folded(period.label): tuple(
        code for code, held in DEPARTMENTS.items() if any(item.label == period.label for item in held)
    )
    for code, periods in DEPARTMENTS.items()
    for period in periods
    if len(code) > 2
}
"""The overseas territories by their folded names, with their codes."""


def in_france(country: str) -> bool:
    """Whether a country, as it is typed, is France."""
    return folded(country) in _FRANCE


def department_code(typed: str) -> str:
    """A code as it is kept: without blanks, its letter in capitals."""
    return "".join(typed.split()).upper()


def shown_department(code: str, born: PartialDate) -> str:
    """A code as it is printed: beside it what the place was, where the code means another one today."""
    then = next((item.then for item in DEPARTMENTS.get(code, ()) if item.then and item.may_hold(born)), None)
    return f"{code}, {then}" if then else code


def present_department_problems(typed: str, today: date) -> list[Problem]:
    """What is wrong with the department on which a candidate depends: it is one of today's (INS-01)."""
    code, day = department_code(typed), PartialDate.of(today)
    if any(item.may_hold(day) for item in DEPARTMENTS.get(code, ())):
        return []
    gone = next((item for item in DEPARTMENTS.get(code, ()) if item.end is not None), None)
    if gone is None:
        return [_unknown("Le département", "department")]
    return [invalid(f"Le code {code} n’est plus en usage{_since(gone)}.", "department")]


def place_problems(department: str | None, country: str, born: PartialDate) -> list[Problem]:
    """What is wrong with a place of birth: a department missing, unknown, gone before, or of another country."""
    if department is None:
        return _missing(country)
    code = department_code(department)
    periods = DEPARTMENTS.get(code)
    if code.startswith(_ABROAD):
        text = "« 99 » dit une naissance à l’étranger et n’est pas un département : laissez-le vide, le pays suffit."
        return [invalid(text, "birthDepartment")]
    if periods is None:
        return [_unknown("Le département de naissance", "birthDepartment")]
    held = _held(periods, born)
    if held is None:
        text = f"Le code {code} ({periods[0].label}) n’était plus en usage à la naissance{_since(periods[0])}."
        return [broken("PRD-04", text, "birthDepartment")]
    if len(country) <= LONGEST_COUNTRY and not held.is_in(country):
        text = (
            f"Le département {code} est en France, le pays de naissance dit « {country} » : "
            "corrigez l’un des deux, ou laissez le département vide."
        )
        return [broken("PRD-04", text, "birthCountry")]
    return []


def place_warnings(department: str | None, country: str, born: PartialDate) -> list[Problem]:
    """What a code of another time says: that it came after the birth, or that it named another place then."""
    code = department_code(department) if department is not None else ""
    periods = DEPARTMENTS.get(code, ())
    held = _held(periods, born)
    if held is None:
        return []
    if not held.may_hold(born) and held.start is not None:
        text = (
            f"Le département {code} ({held.label}) n’existe que depuis le {in_french(held.start)} : "
            f"à la naissance, le code était {held.instead}."
        )
        return [broken("PRD-04", text, "birthDepartment")]
    today = next((item for item in periods if item.end is None), None)
    if held.then is not None and today is not None and in_france(country):
        text = (
            f"À la naissance, le code {code} désignait {held.label} ({held.then}) ; "
            f"pour l’actuel département {code} ({today.label}), le code était {today.instead}."
        )
        return [broken("PRD-04", text, "birthDepartment")]
    return []


def _held(periods: tuple[Period, ...], born: PartialDate) -> Period | None:
    """The period that a code is of: the one that held at the birth, else one that came later; None for one gone."""
    at_birth = next((item for item in periods if item.may_hold(born)), None)
    return at_birth or next((item for item in periods if item.start is not None and item.start > born.last), None)


def _missing(country: str) -> list[Problem]:
    if in_france(country):
        text = "Le département de naissance est demandé pour une naissance en France."
        return [invalid(text, "birthDepartment")]
    codes = _OVERSEAS.get(folded(country))
    if codes is None:
        return []
    text = f"« {country[:60]} » est en France : son code de département ({' ou '.join(codes)}) est demandé."
    return [invalid(text, "birthDepartment")]


def _unknown(what: str, place: str) -> Problem:
    return invalid(f"{what} n’est pas un code de département (59, 2A, 974…).", place)


def _since(period: Period) -> str:
    since = f" depuis le {in_french(days_after(period.end, 1))}" if period.end is not None else ""
    return f"{since} ; le code est {period.instead}" if period.instead else since
