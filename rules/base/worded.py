"""Closed lists whose values users read in French: the words stand beside each value, for the API to show."""

from enum import Enum
from typing import Self


class Worded(Enum):
    """A closed list; each value is written as what is stored and exchanged, then its words."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """A value and its words. Raises TypeError where they are not written: the class cannot be made."""
        if not words:
            raise TypeError(f"{cls.__name__}.{value} has no words")
        member = object.__new__(cls)
        member._value_ = value
        member.words = words
        return member
