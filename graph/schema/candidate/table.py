"""A table of candidates registered, as clients see what came of it."""

import strawberry

from graph.schema.base.bind import Arg, field, plain, shows
from graph.schema.candidate.types import Candidate
from graph.schema.rule.types import Payload, Problem
from resolvers.candidate import reading as resolve
from rules.base.outcome import Done, Refused
from rules.candidate.table import AT_ONCE
from rules.file.file import TableLine, UploadedFile

MOST_LINES = 200


@strawberry.type(description="Ce qui est advenu d’une ligne d’un tableau de candidats.")
@shows(TableLine)
class RegistrationLine:
    """One line."""

    line: int = strawberry.field(description="Rang de la ligne dans le tableau, en-têtes comprises.")
    candidate: Candidate | None = field(
        resolve.of_line, Candidate | None, "Le candidat enregistré ; nul si la ligne est refusée."
    )
    problems: list[Problem] = plain(
        lambda line: list(line.problems), list[Problem], "Pourquoi la ligne est refusée ; vide si elle est enregistrée."
    )
    warnings: list[Problem] = plain(
        lambda line: list(line.warnings), list[Problem], "Ce qui mérite attention, un doublon probable par exemple."
    )


def _lines(file: UploadedFile, refused: bool | None, after: int | None) -> list[TableLine]:
    kept = (item for item in file.lines if refused is None or bool(item.problems) is refused)
    return [item for item in kept if after is None or item.line > after][:MOST_LINES]


@strawberry.type(description="Un tableau de candidats enregistré, et ce qui est advenu de chaque ligne.")
@shows(UploadedFile)
class Registrations:
    """A table whose candidates were registered."""

    name: str = strawberry.field(description="Nom du fichier.")
    registered: int = plain(
        lambda file: sum(not item.problems for item in file.lines), int, "Nombre de lignes enregistrées."
    )
    refused: int = plain(
        lambda file: sum(bool(item.problems) for item in file.lines), int, "Nombre de lignes refusées."
    )
    remaining: int = plain(
        lambda file: file.people - len(file.lines),
        int,
        f"Nombre de lignes à enregistrer encore : une demande en prend {AT_ONCE}, la suivante continue.",
    )
    lines: list[RegistrationLine] = field(
        lambda _context, file, refused, after: _lines(file, refused, after),
        list[RegistrationLine],
        f"Les lignes, dans leur ordre ; {MOST_LINES} au plus à la fois.",
        {
            "refused": Arg(bool | None, "Vrai pour les seules lignes refusées, faux pour les seules enregistrées."),
            "after": Arg(int | None, "Rang de la dernière ligne déjà lue."),
        },
    )


@strawberry.type(description="Ce que rend l’enregistrement d’un tableau de candidats.")
@shows((Done, Refused))
class RegistrationsPayload(Payload):
    """What came of each line, or the reasons why nothing was read."""

    registrations: Registrations | None = plain(
        lambda outcome: outcome.entity,
        Registrations | None,
        "Ce qui est advenu du tableau ; nul s’il y a des problèmes, et rien n’est alors écrit.",
    )
