"""
The apprenticeship kit: what it says of each fiche of the national register, in every shape it was published in.

From 2020 on its columns were renamed, added to and set over several lines; what a shape lacks is told, and not taken as
said to be nothing.
"""

import re
from datetime import date

from pydantic import ValidationError

from exchange.reading import (
    Context,
    Reading,
    Refusal,
    clean_title,
    french_day,
    in_french,
    level_of,
    said,
    state_of,
)
from exchange.tables import Row, Table, shape
from rules.certification.certification import Registration
from rules.certification.identifiers import fiche_number
from rules.statement.statement import Facts, Source, Statement

FICHE = "FicheRNCP"
_LEVEL = "Niveau fiche RNCP"
_ABREGE = "Abrégé de diplôme (RNCP)"
_END = "Date d'échéance de la fiche RNCP"
_STATE = "Fiche ACTIVE/INACTIVE"
_TITLE = "Intitulé certification (RNCP)"
_FORMER = "Ancienne Certification (RNCP)"
_LAST_AWARD = "Date limite de la délivrance"
_NEXT = "Nouvelle Certification rempla (RNCP)"

KIT = shape(
    "le kit de l’apprentissage",
    (FICHE,),
    (_LEVEL, _ABREGE, _END, _STATE, _TITLE, _LAST_AWARD, _FORMER, _NEXT),
    {
        "CodeRNCP": FICHE,
        "Code RNCP": FICHE,
        "Fiche RNCP": FICHE,
        "Niveau2019": _LEVEL,
        "Niveau de formation": _LEVEL,
        "type Diplôme": _ABREGE,
        "Fiche RNCP active/inactive": _STATE,
    },
)
"""With the headings of versions 1.0 to 3.0, then of those that bear a day."""

_DAYS = {
    "1.0": date(2020, 4, 14),
    "1.1": date(2020, 5, 7),
    "1.2": date(2020, 5, 25),
    "1.3": date(2020, 11, 16),
    "1.4": date(2020, 12, 18),
    "1.5": date(2021, 3, 2),
    "1.6": date(2021, 3, 30),
    "1.7": date(2021, 5, 3),
    "1.8": date(2021, 6, 2),
    "1.9": date(2021, 7, 7),
    "2.0": date(2021, 9, 14),
    "2.1": date(2021, 10, 19),
    "2.2": date(2021, 12, 15),
    "2.3": date(2022, 1, 26),
    "2.4": date(2022, 3, 31),
    "2.5": date(2022, 5, 18),
    "2.6": date(2022, 7, 5),
    "2.7": date(2022, 9, 8),
    "2.8": date(2022, 11, 21),
    "2.9": date(2023, 2, 23),
    "3.0": date(2023, 6, 19),
}


def published_on(name: str) -> date | None:
    """The day of a version that its file is named after, « Kit apprentissage et RNCP v2.9 »; None for another name."""
    version = re.search(r"kit.*(?<![a-z])v(\d\.\d)(?!\d)", name, re.IGNORECASE)
    return _DAYS.get(version[1]) if version else None


def kit(table: Table, context: Context) -> Reading:
    """What the kit says of each fiche, once for all its rows. A row that cannot be read is refused with its fiche."""
    source = Source(key="kit", closeness=1, as_of=context.as_of, title="Kit de l’apprentissage")
    if table.lacking:
        names = ", ".join(f"« {name} »" for name in table.lacking)
        yield Refusal(context.name, f"colonnes absentes, dont rien n’est dit : {names}")
    said_of: dict[str, Facts | None] = {}
    for line, row in table.rows:
        place, printed = f"{context.name}, ligne {line}", row[FICHE]
        number = fiche_number(printed)
        if number is None:
            yield Refusal(place, "une ligne sans numéro de fiche lisible", fiche=printed)
        elif number not in said_of:
            try:
                said_of[number] = _facts(number, row)
            except (ValidationError, ValueError) as error:
                said_of[number] = None
                yield Refusal(place, f"fiche {number} : {in_french(error)}", fiche=number)
    for number, facts in said_of.items():
        if facts is not None:
            yield Statement.said(number, source, facts=facts)


def _facts(number: str, row: Row) -> Facts:
    return Facts(
        title=clean_title(row.get(_TITLE, "")) or None,
        abrege=said(row.get(_ABREGE)),
        level=level_of(row.get(_LEVEL)),
        registrations=(
            Registration(
                number=number,
                state=state_of(row.get(_STATE)),
                end=french_day(row.get(_END)),
                last_award_on=french_day(row.get(_LAST_AWARD)),
            ),
        ),
        succeeds=_fiches(row.get(_FORMER, "")),
        succeeded_by=_fiches(row.get(_NEXT, "")),
    )


def _fiches(text: str) -> tuple[str, ...]:
    """The numbers of fiches in a cell. Raises ValueError for a word that is none."""
    printed = [part for part in re.split(r"[,;|\s]+", text) if said(part)]
    numbers = {part: fiche_number(part) for part in printed}
    if wrong := [part for part, number in numbers.items() if number is None]:
        raise ValueError(f"« {wrong[0][:20]} » n’est pas un numéro de fiche")
    return tuple(sorted({number for number in numbers.values() if number}))
