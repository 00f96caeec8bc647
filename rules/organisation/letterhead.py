"""The letterheads of a centre d'examen: versions that never change, the last of which is in use (LET-03)."""

from datetime import date, datetime

from rules.base.civility import Civility
from rules.base.entity import Value
from rules.base.worded import Worded

MOST_VERSIONS = 200
"""Versions that a centre keeps: they are listed, and read with it."""


class LetterheadKind(Worded):
    """What a letterhead is made of."""

    OURS = "OURS", "Le papier du service, au nom et à l’adresse du centre."
    LOGO = "LOGO", "Le papier du service, avec le logo du centre."
    WORD = "WORD", "Le document Word du centre."


class DefaultSignatory(Value):
    """Who signs where nobody is named, and with which words: « La responsable des examens »."""

    name: str
    quality: str
    civility: Civility | None = None


class Letterhead(Value):
    """One version; nothing of it changes, and what was issued on it names it."""

    version: int
    """From 1, without a gap, in one centre."""
    kind: LetterheadKind
    file: str | None = None
    """Identifier of the file uploaded; None for our own paper."""
    file_name: str | None = None
    sha256: str | None = None
    """Digest of the bytes that papers are written with: the file's, or the logo's as it was taken."""
    signatory: DefaultSignatory | None = None
    """Who signs for the centre."""
    referent: DefaultSignatory | None = None
    """Who signs by delegation what the president of a jury would sign (LET-03)."""
    by: str | None
    """The account that made it; None where it is not told."""
    on: date
    at: datetime


OURS = frozenset({LetterheadKind.OURS, LetterheadKind.LOGO})
"""Those that are the service's own paper."""
