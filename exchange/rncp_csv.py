"""
The national registers' CSV export: ten tables of one row a fact, the rows of one fiche together.

Each table is a part of the source: what it says of a fiche is one statement, so that any subset of the tables loads.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from pydantic import ValidationError

from exchange.reading import (
    LONGEST_TITLE,
    Context,
    Reading,
    Refusal,
    Unreadable,
    clean_title,
    export_title,
    french_day,
    in_french,
    level_of,
    siret_of,
    state_of,
)
from exchange.rncp_xml import stated_bloc
from exchange.tables import Row, Shape, Table, shape
from rules.base.text import folded
from rules.certification.certification import Access, Agreement, Certificateur, Registration
from rules.certification.identifiers import fiche_number
from rules.statement.families import idcc_of
from rules.statement.statement import Facts, Source, StatedBloc, Statement

_ACCESS = (
    ("eleve", Access.INITIALE),
    ("apprentissage", Access.APPRENTISSAGE),
    ("continue", Access.CONTINUE),
    ("professionnalisation", Access.PROFESSIONNALISATION),
    ("individuelle", Access.INDIVIDUELLE),
    ("experience", Access.EXPERIENCE),
)
KEY = "Numero_Fiche"

_Rows = Sequence[tuple[int, Row]]
_Said = tuple[dict[str, Any], list[Refusal]]


class Part(NamedTuple):
    """One table of the export, and what its rows say of a fiche."""

    name: str
    shape: Shape
    says: Callable[[str, _Rows, str], _Said]


def read(part: Part, table: Table, context: Context) -> Reading:
    """
    What a table says, fiche by fiche. A line that cannot be read is refused, its fiche's others are not.

    Raises Unreadable where the file stops being the table it began as.
    """
    source = Source(key="rncp-csv", closeness=2, as_of=context.as_of, title=export_title("CSV", context))
    seen: dict[str, int] = {}
    torn: list[Unreadable] = []
    for printed, group in groupby(_until_torn(table.rows, torn), key=lambda row: row[1][KEY].strip()):
        lines = list(group)
        number, place = fiche_number(printed), f"{context.name}, ligne {lines[0][0]}"
        if number is None:
            for line, _ in lines:
                yield Refusal(f"{context.name}, ligne {line}", "une ligne sans numéro de fiche lisible", fiche=printed)
            continue
        if number in seen:
            what = f"la fiche {number} est déjà passée ligne {seen[number]} : ses lignes doivent se suivre"
            yield Refusal(place, what, fiche=number)
            continue
        seen[number] = lines[0][0]
        try:
            content, refused = part.says(number, lines, context.name)
            statement = Statement.said(number, source, part.name, **content)
        except (ValidationError, ValueError) as error:
            yield Refusal(place, f"fiche {number} : {in_french(error)}", fiche=number)
            continue
        yield from refused
        yield statement
    if torn:
        raise torn[0]


def _until_torn(lines: Iterator[tuple[int, Row]], torn: list[Unreadable]) -> Iterator[tuple[int, Row]]:
    """The rows that can be read; why there are no more, so that the last fiche before a tear is still read."""
    try:
        yield from lines
    except Unreadable as error:
        torn.append(error)


def _standard(number: str, rows: _Rows, _name: str) -> _Said:
    row = rows[0][1]
    title = clean_title(row["Intitule"])
    if len(title) > LONGEST_TITLE:
        raise ValueError(f"son intitulé dépasse {LONGEST_TITLE} caractères")
    facts = Facts(
        title=title or None,
        abrege=row["Abrege_Libelle"].strip() or None,
        level=level_of(row["Nomenclature_Europe_Niveau"]),
        registrations=(
            Registration(
                number=number,
                state=state_of(row["Actif"]),
                start=french_day(row["Date_Effet"] or row["Date_Decision"]),
                end=french_day(row["Date_Fin_Enregistrement"]),
                decided_on=french_day(row["Date_Decision"]),
            ),
        ),
    )
    return {"facts": facts}, []


def _blocs(number: str, rows: _Rows, name: str) -> _Said:
    blocs: dict[str, StatedBloc] = {}
    refused = []
    for line, row in rows:
        printed = row["Bloc_Competences_Code"]
        bloc = stated_bloc(number, printed, row["Bloc_Competences_Libelle"])
        if isinstance(bloc, str):
            refused.append(Refusal(f"{name}, ligne {line}", f"fiche {number} : {bloc}", bloc=printed.strip()))
        elif bloc.code in blocs:
            same = blocs[bloc.code] == bloc
            what = "se répète" if same else "sert deux fois, à deux contenus : le premier est gardé"
            refused.append(
                Refusal(f"{name}, ligne {line}", f"fiche {number} : le bloc {bloc.code} {what}", bloc=bloc.code)
            )
        else:
            blocs[bloc.code] = bloc
    return {"blocs": tuple(blocs.values())}, refused


def _certificateurs(_number: str, rows: _Rows, _name: str) -> _Said:
    certificateurs = {
        Certificateur(name=name, siret=siret_of(row["Siret_Certificateur"])): None
        for _, row in rows
        if (name := clean_title(row["Nom_Certificateur"]))
    }
    return {"facts": Facts(certificateurs=tuple(certificateurs))}, []


def _succession(_number: str, rows: _Rows, _name: str) -> _Said:
    facts = Facts(
        succeeds=_numbers(rows, "Ancienne_Certification"), succeeded_by=_numbers(rows, "Nouvelle_Certification")
    )
    return {"facts": facts}, []


def _agreements(_number: str, rows: _Rows, _name: str) -> _Said:
    row = rows[0][1]
    agreements = [
        Agreement(brochure=brochure, title=clean_title(row[f"Ccn_{rank}_Libelle"]))
        for rank in (1, 2, 3)
        if (brochure := row[f"Ccn_{rank}_Numero"].strip())
    ]
    idcc = {code for item in agreements if (code := idcc_of(item.brochure, item.title))}
    return {"facts": Facts(agreements=tuple(agreements), idcc=tuple(sorted(idcc)))}, []


def _access(_number: str, rows: _Rows, _name: str) -> _Said:
    said = [folded(row["Si_Jury"]) for _, row in rows]
    return {"facts": Facts(access=tuple(way for sign, way in _ACCESS if any(sign in text for text in said)))}, []


def _codes(column: str, fact: str) -> Callable[[str, _Rows, str], _Said]:
    def says(_number: str, rows: _Rows, _name: str) -> _Said:
        codes = tuple(sorted({code for _, row in rows if (code := row[column].strip())}))
        return {"facts": Facts(**{fact: codes})}, []

    return says


def _numbers(rows: _Rows, column: str) -> tuple[str, ...]:
    return tuple(sorted({number for _, row in rows if (number := fiche_number(row[column]))}))


def _part(name: str, columns: Sequence[str], says: Callable[[str, _Rows, str], _Said]) -> Part:
    return Part(name, shape(f"la table « {name} » de l’export national", (KEY, *columns)), says)


PARTS: Sequence[Part] = (
    _part(
        "standard",
        ("Intitule", "Abrege_Libelle", "Nomenclature_Europe_Niveau", "Actif", "Date_Effet", "Date_Decision",
         "Date_Fin_Enregistrement"),
        _standard,
    ),
    _part("blocs", ("Bloc_Competences_Code", "Bloc_Competences_Libelle"), _blocs),
    _part("certificateurs", ("Siret_Certificateur", "Nom_Certificateur"), _certificateurs),
    _part("succession", ("Ancienne_Certification", "Nouvelle_Certification"), _succession),
    _part("ccn", tuple(f"Ccn_{rank}_{what}" for rank in (1, 2, 3) for what in ("Numero", "Libelle")), _agreements),
    _part("acces", ("Si_Jury",), _access),
    _part("nsf", ("Nsf_Code",), _codes("Nsf_Code", "nsf")),
    _part("rome", ("Codes_Rome_Code",), _codes("Codes_Rome_Code", "rome")),
    _part("formacode", ("Formacode_Code",), _codes("Formacode_Code", "formacodes")),
)  # fmt: skip
"""The tables that are loaded; the tenth names partners, some of them natural persons, and is left alone."""
PARTNERS = shape("la table des partenaires", ("Nom_Partenaire", "Siret_Partenaire"))


def partners(_table: Table, context: Context) -> Reading:
    """Nothing of the table that is left alone."""
    yield Refusal(context.name, "la table des partenaires n’est pas chargée : elle nomme des personnes")
