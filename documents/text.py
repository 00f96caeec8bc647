"""Text as a French paper prints it: nothing that XML or a reader chokes on, and the right spaces and apostrophes."""

import re
import unicodedata
from datetime import date
from typing import Any, TypeVar

from rules.base.calendar import in_french
from rules.base.entity import Value
from rules.base.partial_date import PartialDate

V = TypeVar("V", bound=Value)

NBSP = "\u00a0"

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
# Control characters, lone surrogates and non-characters cannot be written in XML 1.0 (or should not be); invisible
# marks that reorder the text could make a paper show something else than what it holds.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
    "|[" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)) + "]"
)
_BLANKS = re.compile(r" {2,}")
_BEFORE = re.compile(r" +(?=[;:!?»](?:\W|$))")
_AFTER = re.compile(r"(?<=«) +")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def printable(text: str) -> str:
    """
    The text on one line, composed (NFC), without what cannot be printed, in French typography.

    Control characters, lone surrogates and reordering marks are dropped; line ends and tabs become blanks; straight
    apostrophes inside words become « ’ »; blanks before double signs and inside guillemets no longer break.
    Markup stays what it is, text.
    """
    text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", _BREAKS.sub(" ", text)))
    text = _BLANKS.sub(" ", text).strip()
    return _APOSTROPHE.sub("’", _AFTER.sub(NBSP, _BEFORE.sub(NBSP, text)))


def cleaned(value: V) -> V:
    """The same value with every text in it made printable, however deep."""
    return type(value).model_validate(_cleaned(value.model_dump()))


def unbroken(text: str) -> str:
    """The text on one line of the page whatever its place: codes, dates, quantities."""
    return text.replace(" ", NBSP)


def quoted(text: str) -> str:
    """The text between guillemets, which stay with it."""
    return f"«{NBSP}{text}{NBSP}»"


def long_date(day: date) -> str:
    """« 8 octobre 2026 », never cut at the end of a line."""
    return unbroken(in_french(day))


def known_date(day: PartialDate) -> str:
    """A date as far as it is known, never cut: « 8 octobre 2026 », « octobre 2026 », « 2026 »."""
    return unbroken(day.in_french())


def enumerated(items: list[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return " et ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple | list):
        return tuple(_cleaned(item) for item in value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value
