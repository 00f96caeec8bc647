"""
Signs that nobody means to type: the invisible ones, which are dropped, and those that are refused by name and place.

One hygiene for every text: what has no shape of its own and changes nothing for a reader is left out, wherever it
stands; what turns the order of reading, commands a terminal or has a shape in one font alone is refused.
"""

import re
import unicodedata
from typing import NamedTuple

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What Unicode calls ignorable by default (soft hyphen, zero widths, byte order mark…), but for what turns reading."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ENDS = "\n\r\v\f\x85\u2028\u2029"
"""What ends a line, typed or pasted; Word ends one with a vertical tabulation."""
_END = re.compile(f"\r\n|[{_ENDS}]")
_BLANKS = f"\t \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000{_ENDS}"

_NAMES = {
    0x00: "un caractère nul",
    0x07: "un signal sonore",
    0x08: "un retour arrière",
    0x09: "une tabulation",
    0x0A: "un saut de ligne",
    0x0B: "un saut de ligne",
    0x0C: "un saut de page",
    0x0D: "un retour à la ligne",
    0x1B: "un caractère d’échappement",
    0x7F: "un caractère d’effacement",
    0x85: "un saut de ligne",
    0x2028: "un saut de ligne",
    0x2029: "un saut de paragraphe",
    0xF02D: "un tiret collé de Word",
    0xF076: "un losange collé de Word",
    0xF0A7: "une puce carrée collée de Word",
    0xF0A8: "une puce carrée collée de Word",
    0xF0B7: "une puce collée de Word",
    0xF0D8: "une flèche collée de Word",
    0xF0E0: "une flèche collée de Word",
    0xF0E8: "une flèche collée de Word",
    0xF0FC: "une coche collée de Word",
}
_KINDS = {
    "Cc": "un caractère de commande",
    "Cn": "un code sans caractère",
    "Co": "un caractère à usage privé",
    "Cs": "une moitié de caractère",
}


class Refused(NamedTuple):
    """A sign that a text may not hold: what it is in French with its code, and where it stands."""

    what: str
    place: str


def visible(text: str) -> str:
    """The text without its invisible signs."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def trimmed(text: str) -> str:
    """The text without its invisible signs, and without blanks or line ends around it."""
    return visible(text).strip(_BLANKS)


def quoted(text: str) -> str:
    """
    What somebody typed, as a message names it: between French quotes, at most 60 signs, none that is not printed.

    A sign that turns reading or commands a terminal would do so in the message too: it is shown by its code.
    """
    shown = "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in trimmed(text[:60]))
    return f"« {shown}{'…' if len(text) > 60 else ''} »" if shown else "« » (vide)"


def lines_of(text: str) -> list[str]:
    """The lines of a text, however they end."""
    return _END.split(text)


def named(letter: str) -> str:
    """A sign by its French name, where it has one here, and its code: « une puce collée de Word (U+F0B7) »."""
    code = ord(letter)
    kind = "un changement du sens d’écriture" if letter in _TURNING else _KINDS.get(unicodedata.category(letter), "")
    word = "un symbole collé de Word" if 0xF000 <= code <= 0xF0FF else kind
    return f"{_NAMES.get(code, word) or f'« {letter} »'} (U+{code:04X})"


def place_of(text: str, index: int, *, several_lines: bool = False) -> str:
    """Where a sign stands in a text as it was typed: « au 3e caractère », « à la 2e ligne, au 1er caractère »."""
    before = lines_of(text[:index]) if several_lines else [text[:index]]
    rank = len(before[-1]) + 1
    where = f"au {rank}{'er' if rank == 1 else 'e'} caractère"
    if not several_lines or len(lines_of(text)) == 1:
        return where
    line = len(before)
    return f"à la {line}{'re' if line == 1 else 'e'} ligne, {where}"


def refused_sign(text: str, *, several_lines: bool = False) -> Refused | None:
    """The first sign that a text may not hold; None where every one is right. Blanks around it are no matter."""
    if text.isprintable() and text.isascii():
        return None
    shown = [index for index, letter in enumerate(text) if letter not in _BLANKS and not _INVISIBLE.match(letter)]
    for index in range(shown[0], shown[-1] + 1) if shown else ():
        letter = text[index]
        if letter == "\t" or (several_lines and letter in _ENDS) or _INVISIBLE.match(letter):
            continue
        if letter in _ENDS or letter in _TURNING or unicodedata.category(letter) in _KINDS:
            return Refused(named(letter), place_of(text, index, several_lines=several_lines))
    return None
