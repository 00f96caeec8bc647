"""The codes of certifications and blocs: read liberally, shown in one canonical form (NUM-01, NUM-02, NUM-04)."""

import re
import unicodedata
from typing import NamedTuple

LONGEST = 200
"""Characters: what is longer is no code."""

_SEPARATORS = re.compile(r"[\s.\-–_\u00a0\u202f]+")
_DEPARTMENT = r"(?:2[AB]|97\d|98\d|\d{2})"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DEPARTMENTS = rf"(?P<departments>{_DEPARTMENT}(?:/{_DEPARTMENT})?)"
_END = r"(?P<serial>\d{4})(?P<suffix>[RIH]{0,2})"
_PREFIX = re.compile(r"(?:CQPM ?)?(?P<mark>MQ ?)?(?:N ?° ?)?")
_CQPM_PARTED = (
    re.compile(rf"(?P<year>\d{{4}}|\d{{2}}) {_MONTH}(?: (?P<departments>{_DEPARTMENT}(?:[/ ]{_DEPARTMENT})?))? {_END}"),
    re.compile(rf"(?P<year>\d{{4}}|\d{{2}}) (?P<departments>{_DEPARTMENT}(?:[/ ]{_DEPARTMENT})?) {_END}"),
)
"""Prints whose parts stand apart: what figures mean, their place says."""
_CQPM_TOGETHER = (
    re.compile(rf"{_YEAR}{_END}"),
    re.compile(rf"{_YEAR}{_MONTH}{_END}"),
    re.compile(rf"{_YEAR}{_MONTH}{_DEPARTMENTS}{_END}"),
    re.compile(rf"(?P<year>\d{{2}}){_MONTH}{_DEPARTMENTS}{_END}"),
    re.compile(r"(?P<serial>\d{4})"),
)
"""Prints without blanks, where four figures are a year rather than two: 2007070260 is of July 2007."""
_CQPM_MARKED = (re.compile(rf"{_YEAR}{_DEPARTMENTS}{_END}"), re.compile(rf"(?P<year>\d{{2}}){_END}"))
"""What is the number of a CQPM only after MQ."""
_BLOC = re.compile(
    rf"MBDC(?P<bloc>\d{{4}})(?P<year>\d{{4}})(?P<month>0[1-9]|1[0-2])(?P<departments>{_DEPARTMENT}(?:/{_DEPARTMENT})?)"
    r"(?P<serial>\d{4})(?P<suffix>[RI]{0,2})"
)
_FICHE = re.compile(r"(?P<register>RNCP|RS)(?:N[O°º]?)?0*(?P<number>\d{1,6})")
_BARE_FICHE = re.compile(r"[1-9]\d{4}")
"""The number of a fiche as people say it; four figures alone are the serial of a CQPM, and the RS has fewer."""
_FICHE_BLOC = re.compile(r"(?P<register>RNCP|RS)0*(?P<number>\d{1,6})BC0*(?P<bloc>\d{1,3})")


class CqpmNumber(NamedTuple):
    """The parts of a CQPM's number as printed; only the serial is always there (NUM-01)."""

    serial: str
    year: int | None = None
    month: int | None = None
    departments: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def canonical(self) -> str:
        """The one form shown: `MQ 1989 0021`; `MQ 0256` where no print gives the year."""
        return f"MQ {self.year} {self.serial}" if self.year is not None else f"MQ {self.serial}"


def cqpm_number(text: str) -> CqpmNumber | None:
    """The number of a CQPM in any of its prints, blanks and case forgiven; None for anything else (NUM-01)."""
    if len(text) > LONGEST:
        return None
    spaced = re.sub(r" ?/ ?", "/", _SEPARATORS.sub(" ", text).strip().upper())
    prefix = _PREFIX.match(spaced)
    body = spaced[prefix.end() :] if prefix else spaced
    parted = re.sub(r"(?<=[\dRI]) (?=[RIH])", "", body)
    marked = _CQPM_MARKED if prefix and prefix["mark"] else ()
    together = parted.replace(" ", "")
    readings = (
        *((pattern, parted) for pattern in _CQPM_PARTED),
        *((pattern, together) for pattern in (*_CQPM_TOGETHER, *marked)),
    )
    match = next((match for pattern, print_ in readings if (match := pattern.fullmatch(print_))), None)
    return _number(match.groupdict()) if match else None


def fiche_number(text: str) -> str | None:
    """`RNCP37268` or `RS6117` from any spelling of it, `37268` alone included; None for anything else (NUM-04)."""
    squeezed = _squeezed(text)
    if _BARE_FICHE.fullmatch(squeezed):
        return f"RNCP{squeezed}"
    parts = _FICHE.fullmatch(squeezed)
    return f"{parts['register']}{parts['number']}" if parts else None


def bloc_code(text: str) -> str | None:
    """The canonical code of a bloc, RNCP or branch, from any spelling; None for anything else (NUM-02, NUM-04)."""
    squeezed = _squeezed(text)
    if parts := _FICHE_BLOC.fullmatch(squeezed):
        return f"{parts['register']}{parts['number']}BC{int(parts['bloc']):02d}"
    if parts := _BLOC.fullmatch(squeezed):
        return (
            f"M BDC {parts['bloc']} {parts['year']} {parts['month']} {parts['departments']} {parts['serial']}"
            f"{parts['suffix']}"
        )
    return None


def code_key(text: str) -> str:
    """
    The key under which a code is looked up: every print of one CQPM, fiche or bloc gives the same.

    Text that is no known code gives itself, without case, accents, blanks or punctuation.
    """
    if len(text) > LONGEST:
        return ""
    if bloc := bloc_code(text):
        return f"bloc:{bloc.replace(' ', '')}"
    if fiche := fiche_number(text):
        return f"fiche:{fiche}"
    if number := cqpm_number(text):
        return f"cqpm:{number.serial}"
    plain = unicodedata.normalize("NFKD", text).casefold()
    return f"text:{''.join(letter for letter in plain if letter.isalnum())}"


def _number(parts: dict[str, str | None]) -> CqpmNumber:
    year, month, departments = (parts.get(name) for name in ("year", "month", "departments"))
    return CqpmNumber(
        serial=parts["serial"] or "",
        year=_full_year(year) if year else None,
        month=int(month) if month else None,
        departments=tuple(re.split(r"[/ ]", departments)) if departments else (),
        suffix=parts.get("suffix") or "",
    )


def _squeezed(text: str) -> str:
    return _SEPARATORS.sub("", text).upper() if len(text) <= LONGEST else ""


def _full_year(text: str) -> int:
    """Two figures are of the twentieth century from 87, when the first CQPM were made."""
    if len(text) == 4:
        return int(text)
    return 1900 + int(text) if int(text) >= 87 else 2000 + int(text)
