"""The letterheads of a centre d'examen, as clients see them."""

from datetime import date, datetime

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.file.types import File
from resolvers.organisation import letterheads as resolve
from rules.base.civility import Civility
from rules.organisation import letterhead as entities
from rules.organisation.letterhead import LetterheadKind


@strawberry.type(description="Qui signe quand la demande d’un document ne nomme personne.")
@shows(entities.DefaultSignatory)
class DefaultSignatory:
    """Who signs where nobody is named."""

    name: str = strawberry.field(description="Nom et prénom.")
    quality: str = strawberry.field(description="Qualité, telle qu’elle s’imprime.")
    civility: Civility | None = strawberry.field(description="Civilité, si elle est donnée (CER-08).")


@strawberry.type(description="Une version du papier à en-tête d’un centre d’examen, qui ne change plus (LET-03).")
@shows(entities.Letterhead)
class Letterhead:
    """One version."""

    version: int = strawberry.field(description="Rang, à partir de 1, dans son centre.")
    kind: LetterheadKind = strawberry.field(description="De quoi elle est faite.")
    file_name: str | None = strawberry.field(description="Nom du fichier déposé ; nul pour le papier du service.")
    file: File | None = field(resolve.file_of, File | None, "Le fichier déposé, pour son centre ; nul de même.")
    sha256: str | None = strawberry.field(description="Empreinte SHA-256 de ce qui s’imprime ; nulle de même.")
    signatory: DefaultSignatory | None = strawberry.field(
        description="Qui signe d’ordinaire pour le centre ; nul si personne n’est donné."
    )
    referent: DefaultSignatory | None = strawberry.field(
        description="Qui signe d’ordinaire, par délégation, les lettres de non-délivrance (LET-03) ; nul de même."
    )
    uploaded_by: str | None = plain(lambda item: item.by, str | None, "Le compte qui l’a déposée, pour son centre.")
    uploaded_on: date = plain(lambda item: item.on, date, "Le jour du dépôt.")
    uploaded_at: datetime = plain(lambda item: item.at, datetime, "L’instant du dépôt.")
