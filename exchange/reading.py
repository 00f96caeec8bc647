"""What every reader of other people's files gives: statements, organisations, and what it refuses, with its place."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pydantic import ValidationError

from rules.base.text import folded
from rules.certification.certification import RegistrationState
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


_FRENCH_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_MACHINE_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T][0:]+(?:\.0+)?)?")
_NOTHING = frozenset({"", "nr", "non renseigne"})
"""What stands for nothing: a dash folds to the first."""
_STATES = {
    "active": RegistrationState.ACTIVE,
    "oui": RegistrationState.ACTIVE,
    "inactive": RegistrationState.INACTIVE,
    "non": RegistrationState.INACTIVE,
}

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
    """
    A title without the stray prefixes, quotes and blanks of the exports.

    Raises ValueError for one that was decoded in another way than it was written: nobody would find it again.
    """
    text = re.sub(r"\s+", " ", text).strip()
    if (meant := _meant(text)) is not None:
        raise ValueError(f"« {text[:60]} » est un texte mal décodé, sans doute pour « {meant[:60]} »")
    return text.strip('"').lstrip(": ").strip()


def _meant(text: str) -> str | None:
    """What a text read as if it were in another encoding than UTF-8 meant; None for one that was read as it is."""
    if text.isascii():
        return None
    for misread in ("cp1252", "latin-1"):
        try:
            return text.encode(misread).decode()
        except UnicodeError:
            continue
    return text.replace("\ufffd", "?") if "\ufffd" in text else None


def french_day(text: str | None) -> date | None:
    """
    A day printed DD/MM/YYYY, or YYYY-MM-DD as machines write it; None for none, or for what is said not to be known.

    Raises ValueError for a day that does not exist and for what may be read in two ways: a spreadsheet's day number, a
    year of two figures.
    """
    printed = said(text)
    if printed is None:
        return None
    if parts := _FRENCH_DAY.fullmatch(printed):
        year, month, day = parts[4], parts[3], parts[1]
    elif parts := _MACHINE_DAY.fullmatch(printed):
        year, month, day = parts[1], parts[2], parts[3]
    else:
        what = "est le numéro d’un jour de tableur, et non" if re.fullmatch(r"\d{5}", printed) else "n’est pas"
        raise ValueError(f"« {printed[:20]} » {what} une date JJ/MM/AAAA")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"le {printed} n’existe pas") from None


def years_of(text: str | None) -> int | None:
    """How many whole years a register gives for; None where it gives none. Raises ValueError for anything else."""
    if (printed := said(text)) is None:
        return None
    if not re.fullmatch(r"[1-9]\d?", printed):
        raise ValueError(f"« {printed[:20]} » n’est pas une durée en années")
    return int(printed)


def said(text: str | None) -> str | None:
    """What is said; None where nothing is, or that nothing is known."""
    printed = (text or "").strip()
    return None if folded(printed) in _NOTHING else printed


def state_of(text: str | None) -> RegistrationState:
    """The state of a fiche; raises ValueError for a word that is none of a register's."""
    if (printed := said(text)) is None:
        return RegistrationState.UNKNOWN
    state = _STATES.get(folded(printed))
    if state is None:
        raise ValueError(f"« {printed[:20]} » n’est ni ACTIVE ni INACTIVE")
    return state


def siret_of(text: str | None) -> str | None:
    """The fourteen figures of a SIRET; None where none is given. Raises ValueError for anything else."""
    if (printed := said(text)) is None:
        return None
    figures = re.sub(r"\s", "", printed)
    if re.fullmatch(r"\d{14}", figures) is None:
        raise ValueError(f"« {printed[:20]} » n’est pas un SIRET de quatorze chiffres")
    return figures


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
