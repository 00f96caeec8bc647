"""What every reader of other people's files gives: statements, organisations, and what it refuses, with its place."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pydantic import ValidationError

from rules.organisation.organisation import Organisation
from rules.statement.statement import Statement

LONGEST_TITLE = 1_000
LONGEST_TEXTS = 8_000_000
"""Characters of all the texts of one fiche: a stored document holds sixteen million bytes."""


class Refusal(NamedTuple):
    """Something that is not loaded: where it stands in the file, and why (French)."""

    place: str
    reason: str
    fiche: str | None = None
    """Number of the fiche that is refused with it; None when the fiche itself is loaded."""
    bloc: str | None = None
    """Code of the bloc that is refused."""


Item = Statement | Organisation | Refusal
Reading = Iterator[Item]


class Unreadable(Exception):
    """The rest of a file cannot be read; the message says where and why, in French."""


class Context(NamedTuple):
    """What a reader is told of the file it reads."""

    name: str
    """As the operator named it, a member of an archive after its archive."""
    as_of: date
    """The day the file is of; the first of all days where nothing says it."""


def export_title(form: str, context: Context) -> str:
    """How a national export of this form is named beside what it says, with its day where it bears one."""
    dated = f" du {context.as_of:%d/%m/%Y}" if context.as_of.year > 1 else ""
    return f"France compétences, export {form}{dated}"


def clean_title(text: str) -> str:
    """A title without the stray prefixes, quotes and blanks of the exports."""
    text = re.sub(r"\s+", " ", text).strip()
    return text.strip('"').lstrip(": ").strip()


def french_day(text: str | None) -> date | None:
    """A day printed DD/MM/YYYY; None for none. Raises ValueError for one that does not exist."""
    if not text or not text.strip():
        return None
    parts = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text.strip())
    if parts is None:
        raise ValueError(f"« {text.strip()[:20]} » n’est pas une date JJ/MM/AAAA")
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:
        raise ValueError(f"le {text.strip()} n’existe pas") from None


def level_of(text: str | None) -> int | None:
    """The level in `NIV5` or `Niveau 5`; None where none is given or it is not one of 3 to 8."""
    figure = re.search(r"[3-8]", text or "")
    return int(figure[0]) if figure else None


def in_french(error: ValidationError | ValueError) -> str:
    """Why a fiche is not one, short, in French."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"valeur inattendue dans « {'.'.join(str(part) for part in first['loc'])} »"
    return str(error)
