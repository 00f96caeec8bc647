"""The codes of certifications and blocs: read liberally, shown in one canonical form (NUM-01, NUM-02, NUM-04)."""

import re
import unicodedata
from typing import NamedTuple

LONGEST = 200
"""Characters: what is longer is no code."""

_DEPARTMENT = r"(?:2[AB]|97\d|98\d|\d{2})"
_CQPM = re.compile(
    rf"(?:MQ)?(?P<year>\d{{4}}|\d{{2}})(?P<month>0[1-9]|1[0-2])(?P<departments>{_DEPARTMENT}(?:/{_DEPARTMENT})?)"
    r"(?P<serial>\d{4})(?P<suffix>[RIH]{0,2})"
)
_CQPM_WITHOUT_MONTH = re.compile(
    rf"MQ(?P<year>\d{{4}})(?P<departments>{_DEPARTMENT}/{_DEPARTMENT})(?P<serial>\d{{4}})(?P<suffix>[RIH]{{0,2}})"
)
_CQPM_SHORT = re.compile(r"(?:MQ)?(?P<year>19\d{2}|20\d{2})(?P<serial>\d{4})(?P<suffix>[RIH]{0,2})")
_CQPM_SERIAL = re.compile(r"(?:MQ)?(?P<serial>\d{4})")
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
    squeezed = _squeezed(text)
    for pattern in (_CQPM_SHORT, _CQPM, _CQPM_WITHOUT_MONTH, _CQPM_SERIAL):
        if match := pattern.fullmatch(squeezed):
            parts = match.groupdict()
            year = parts.get("year")
            return CqpmNumber(
                serial=parts["serial"],
                year=_full_year(year) if year else None,
                month=int(parts["month"]) if parts.get("month") else None,
                departments=tuple((parts.get("departments") or "").split("/")) if parts.get("departments") else (),
                suffix=parts.get("suffix") or "",
            )
    return None


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


def _squeezed(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    return re.sub(r"[\s .\-–_\u00a0\u202f]+", "", text).upper()


def _full_year(text: str) -> int:
    """Two figures are of the twentieth century from 87, when the first CQPM were made."""
    if len(text) == 4:
        return int(text)
    return 1900 + int(text) if int(text) >= 87 else 2000 + int(text)
