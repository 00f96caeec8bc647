"""The words of the specialities of training (NSF), of which registers give the codes and certificates both (CER-05)."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

_CONTENT = tomllib.loads(files(__package__).joinpath("specialities.toml").read_text(encoding="utf-8"))
GROUPS: Mapping[str, str] = _CONTENT["groups"]
"""The words of each group, by its three figures."""
FUNCTIONS: Mapping[str, str] = _CONTENT["functions"]
"""What the letter after them says of the work; a letter that says nothing of it is left out."""
_CODE = re.compile(r"(\d{3})([a-z]?)")


def speciality(code: str) -> str:
    """« 251r, Mécanique générale et de précision, usinage » with what the letter says; the bare code where unknown."""
    parts = _CODE.fullmatch(code)
    words = GROUPS.get(parts[1]) if parts else None
    if parts is None or words is None:
        return code
    function = FUNCTIONS.get(parts[2])
    return f"{code}, {words}" + (f" ({_lowered(function)})" if function else "")


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
