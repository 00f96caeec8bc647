"""
Tables under one line of headings, in a text or in a sheet of a workbook: where they begin, and their rows.

Headings are told without case, accents, punctuation or line ends, since the same table is published with all of them.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from exchange.reading import Unreadable
from rules.base.text import folded

Record = tuple[int, list[str]]
"""The number of a line, and its cells."""
Row = dict[str, str]

MOST_ABOVE = 20
"""Lines in which the headings are looked for."""
_TORN = "ligne {} : le nombre de colonnes change, le fichier est tronqué ?"


class Sheet(NamedTuple):
    """A sheet of a workbook, or the whole of a text."""

    name: str
    """Empty for a text."""
    records: Iterator[Record]
    """Blank lines left out. Raises Unreadable where the file cannot be read on."""
    hidden: bool = False


class Shape(NamedTuple):
    """A table that somebody knows, by its headings."""

    what: str
    """In French, to be shown."""
    names: Mapping[str, str]
    """From a folded heading to the name that its cells go by in a row."""
    needed: frozenset[str]
    """The names without which it is not that table."""


class Table(NamedTuple):
    """What stands under headings that are known."""

    shape: Shape
    columns: frozenset[str]
    """The names that are there."""
    rows: Iterator[tuple[int, Row]]

    @property
    def lacking(self) -> list[str]:
        """The names of its shape that are not there, in their order."""
        return [name for name in dict.fromkeys(self.shape.names.values()) if name not in self.columns]


def shape(what: str, needed: Sequence[str], others: Sequence[str] = (), also: Mapping[str, str] | None = None) -> Shape:
    """A table whose cells go by the headings of their columns; `also` names other headings of the same columns."""
    names = {folded(name): name for name in (*needed, *others)}
    return Shape(what, names | {folded(printed): name for printed, name in (also or {}).items()}, frozenset(needed))


def text_of(stream: Iterable[str], delimiter: str = ";") -> Sheet:
    """The one sheet of a text."""
    return Sheet("", _records(stream, delimiter))


def begun(sheet: Sheet, shapes: Sequence[Shape]) -> Table:
    """
    The table of a sheet: the first of these shapes whose headings stand in one of its first lines.

    Raises Unreadable where none does, naming the columns that lack of the nearest; its rows do where a text is torn.
    """
    above = []
    for line, cells in islice(sheet.records, MOST_ABOVE):
        above.append((line, cells))
        for known in shapes:
            columns = [known.names.get(name := folded(cell), name) for cell in cells]
            if known.needed <= set(columns):
                return Table(known, frozenset(columns), _rows(columns, sheet.records, exact=not sheet.name))
    raise Unreadable(_why(above, shapes))


def _why(above: Sequence[Record], shapes: Sequence[Shape]) -> str:
    """Of which table the headings come nearest, and what they lack."""
    nearest = (0, 0, "ces colonnes ne sont celles d’aucune table connue")
    for line, cells in above:
        for known in shapes:
            there = known.needed & {known.names.get(folded(cell), "") for cell in cells}
            if len(there) > nearest[0]:
                lacking = " et ".join(f"« {name} »" for name in sorted(known.needed - there))
                nearest = len(there), line, f"c’est presque {known.what}, mais il y manque {lacking}"
    return f"ligne {nearest[1] or (above[0][0] if above else 1)} : {nearest[2]}"


def _records(stream: Iterable[str], delimiter: str) -> Iterator[Record]:
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except (csv.Error, UnicodeDecodeError) as error:
        wrong = "n’est pas en UTF-8" if isinstance(error, UnicodeDecodeError) else "n’est plus un CSV lisible"
        raise Unreadable(f"ligne {reader.line_num + 1} : le fichier {wrong}") from None


def _rows(columns: Sequence[str], records: Iterable[Record], *, exact: bool) -> Iterator[tuple[int, Row]]:
    for line, cells in records:
        if exact and len(cells) != len(columns):
            raise Unreadable(_TORN.format(line))
        yield line, dict(zip(columns, (*cells, *[""] * (len(columns) - len(cells))), strict=False))
