"""Tables of people to be registered, as a centre keeps them: one line a person, under French headings."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from exchange import tables, workbook
from exchange.reading import Unreadable, french_day, said
from exchange.tables import Row, Sheet, Table, shape
from rules.base.partial_date import PartialDate
from rules.base.problems import Problem, invalid
from rules.base.text import folded
from rules.candidate.candidate import Address, Sex
from rules.candidate.commands import RegisterCandidate
from rules.candidate.table import TypedLine
from rules.file.file import XLSX

PEOPLE = shape(
    "un tableau de candidats",
    ("Nom de naissance", "Prénoms", "Sexe", "Date de naissance", "Commune de naissance"),
    (
        "Nom d’usage", "Département de naissance", "Pays de naissance", "Courriel", "Téléphone", "Adresse",
        "Complément d’adresse", "Code postal", "Ville", "Pays", "Département",
    ),
    {
        "Nom": "Nom de naissance",
        "Prénom": "Prénoms",
        "Civilité": "Sexe",
        "Né le": "Date de naissance",
        "Née le": "Date de naissance",
        "Lieu de naissance": "Commune de naissance",
        "Nom marital": "Nom d’usage",
        "Adresse électronique": "Courriel",
        "E-mail": "Courriel",
        "Email": "Courriel",
        "Mail": "Courriel",
        "Portable": "Téléphone",
        "CP": "Code postal",
        "Commune": "Ville",
    },
)  # fmt: skip
"""What a table of people holds; only the first five columns are asked for."""
_SEXES = {
    "f": Sex.F, "feminin": Sex.F, "femme": Sex.F, "madame": Sex.F, "mme": Sex.F,
    "m": Sex.M, "masculin": Sex.M, "homme": Sex.M, "monsieur": Sex.M, "h": Sex.M,
}  # fmt: skip
_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_TEXTS = {
    "Nom de naissance": "last_name",
    "Nom d’usage": "used_name",
    "Prénoms": "first_names",
    "Commune de naissance": "birth_town",
    "Département de naissance": "birth_department",
    "Pays de naissance": "birth_country",
    "Courriel": "email",
    "Téléphone": "phone",
    "Département": "department",
}
"""The columns that a field of a registration takes as they are."""


def people(data: bytes, media_type: str) -> Iterator[TypedLine]:
    """
    The people of a table, line by line; of a workbook, those of its first sheet that holds one.

    Raises Unreadable for a file that holds no such table, and where it cannot be read on.
    """
    table = _of_workbook(data) if media_type == XLSX else tables.begun(_text(data), [PEOPLE])
    for line, row in table.rows:
        yield _line(line, row)


def _text(data: bytes) -> Sheet:
    """The sheet of a text, whose cells are separated by what its first line has most of."""
    text = data.decode("utf-8-sig")
    first = text.lstrip().partition("\n")[0]
    return tables.text_of(io.StringIO(text, newline=""), max(";,\t", key=first.count))


def _of_workbook(data: bytes) -> Table:
    why = []
    for sheet in workbook.sheets(io.BytesIO(data)):
        if not sheet.hidden:
            try:
                return tables.begun(sheet, [PEOPLE])
            except Unreadable as error:
                why.append(f"feuille « {sheet.name} », {error}")
    raise Unreadable(" ; ".join(why[:5]) or "le classeur n’a aucune feuille visible")


def _line(line: int, row: Row) -> TypedLine:
    """A line: a registration as it was typed, or everything that keeps it from being read."""
    values: dict[str, Any] = {name: text for column, name in _TEXTS.items() if (text := said(row.get(column)))}
    problems: list[Problem] = []
    sex = _SEXES.get(folded(row["Sexe"]))
    if sex is None:
        problems.append(invalid(f"Le sexe s’écrit F ou M, et non « {row['Sexe'].strip()[:20]} ».", "Sexe"))
    try:
        values["birth_date"] = _birth(row["Date de naissance"])
    except ValueError as error:
        problems.append(invalid(f"Date de naissance : {error}.", "Date de naissance"))
    if "birth_town" not in values:
        problems.append(invalid("La commune de naissance est attendue.", "Commune de naissance"))
    try:
        values |= _address(row)
    except ValidationError:
        problems.append(invalid("Une adresse a une ligne au moins et une ville.", "Adresse"))
    if problems:
        return TypedLine(line, None, tuple(problems))
    return TypedLine(line, RegisterCandidate(sex=sex, **values))


def _birth(printed: str) -> PartialDate:
    """A date of birth, to the day, the month or the year. Raises ValueError with its reason in French."""
    text = (said(printed) or "").strip()
    if not text:
        raise ValueError("elle est attendue")
    if parts := _MONTH.fullmatch(text):
        text = f"{parts[2]}-{int(parts[1]):02d}"
    try:
        return PartialDate.read(text)
    except ValueError:
        day = french_day(text)
    if day is None:
        raise ValueError("elle est attendue")
    return PartialDate.of(day)


def _address(row: Row) -> dict[str, Any]:
    lines = tuple(text for column in ("Adresse", "Complément d’adresse") if (text := said(row.get(column))))
    town, postcode, country = (said(row.get(column)) for column in ("Ville", "Code postal", "Pays"))
    if not (lines or town or postcode):
        return {}
    given = {"lines": lines or None, "town": town, "postcode": postcode, "country": country}
    return {"address": Address.model_validate({name: value for name, value in given.items() if value is not None})}
