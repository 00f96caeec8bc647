"""What the sources ask of each paper, and where the paper says it (annexes.toml)."""

import tomllib
from pathlib import Path
from typing import NamedTuple


class Information(NamedTuple):
    """One information that a text asks for."""

    asks: str
    """What it is, in French."""
    paper: str
    """Which of the guide's papers says it."""
    where: str
    """Where in it, in French."""
    words: str
    """Words of that paper that say it."""


class Text(NamedTuple):
    """A model, or a passage, of the dispositif."""

    title: str
    information: tuple[Information, ...]


def _read() -> tuple[Text, ...]:
    content = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(
        Text(text["title"], tuple(Information(**{"paper": text["paper"], **item}) for item in text["information"]))
        for text in content["texts"]
    )


TEXTS = _read()
"""Every text, in the order of the annexes, then of the chapters."""
