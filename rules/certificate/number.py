"""
The number of a certificate: made once, read liberally (NUM-03).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3, § 4.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from rules.base.signs import visible
from rules.base.text import department_problems

LONGEST = 60
"""Characters: what is longer is no number, however many blanks are forgiven."""

_BETWEEN = frozenset("−.,:;_/°\"'’«»()")
"""What papers print, and people type, between the parts of a number, beside blanks and dashes of all kinds."""
# A department begins with 97 or 98 only overseas, where it has three signs: the rest cannot be read in two ways.
_NUMBER = re.compile(
    r"(?:CERTIFICAT)?(?:NUMERO|NO|N)?MC(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])"
    r"(?P<department>0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[4678])(?P<rank>[0-9]{5}|[1-9][0-9]{5,6})"
)


class CertificateNumber(NamedTuple):
    """The parts of a number: month of award, department of the awarding UIMM territoriale, rank in the year."""

    year: int
    month: int
    department: str
    rank: int

    @property
    def shown(self) -> str:
        """The one form shown: `MC 2027 03 59 00001`."""
        return f"MC {self.year} {self.month:02d} {self.department} {self.rank:05d}"

    @property
    def key(self) -> str:
        """The form under which it is looked up: the same without blanks."""
        return self.shown.replace(" ", "")


def certificate_number(issued_on: date, department: str, rank: int) -> str:
    """
    The number of the `rank`-th certificate of the year, awarded on a day by a department's chamber (NUM-03).

    The month is that of the GTP's decision and the rank runs over the calendar year (our reading). Raises ValueError
    on a department that is none or a rank that is not from 1 to 9,999,999.
    """
    if department_problems(department, "Le département"):
        raise ValueError("Le département du certificat n’est pas un code de département (59, 2A, 974…).")
    if not 1 <= rank <= 9_999_999:
        raise ValueError("Le rang d’un certificat va de 1 à 9 999 999.")
    return CertificateNumber(issued_on.year, issued_on.month, department, rank).shown


def read_certificate_number(text: str) -> CertificateNumber | None:
    """
    The parts of a number in any spelling, as printed on a paper too; None for anything else (NUM-03).

    Blanks, case, dashes of all kinds, « N° » and « Certificat n° » before it are forgiven.
    """
    if len(text) > LONGEST:
        return None
    parts = _NUMBER.fullmatch(_bare(text))
    if parts is None or int(parts["rank"]) == 0:
        return None
    return CertificateNumber(int(parts["year"]), int(parts["month"]), parts["department"], int(parts["rank"]))


def certificate_key(text: str) -> str | None:
    """The key under which a certificate is looked up, such as `MC2027035900001`; None for what is no number."""
    read = read_certificate_number(text)
    return read.key if read is not None else None


def _bare(text: str) -> str:
    """The letters and figures of a text in capitals, without accents: « N° mc 2027 » is NMC2027."""
    signs = unicodedata.normalize("NFKD", visible(text)).upper()
    return "".join(
        sign
        for sign in signs
        if sign not in _BETWEEN and not sign.isspace() and unicodedata.category(sign) not in {"Pd", "Mn"}
    )
