"""Archives destroyed at their term, as clients see what went and what is kept."""

from datetime import date

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.organisation.types import Organisation
from graph.schema.rule.types import Payload, Problem
from resolvers.archive import reading
from rules.archive import purge as entities
from rules.archive.purge import AT_ONCE, PersonErasure
from rules.base.outcome import Done, Refused


@strawberry.type(description="Ce qu’il est advenu des archives d’un dossier.")
@shows(entities.PurgeLine)
class PurgeLine:
    """One dossier."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    destroyed: bool = plain(lambda line: line.destroyed, bool, "Vrai si elles sont détruites, faux si elles restent.")
    kept_until: date | None = strawberry.field(
        description="Dernier jour, compris, de leur conservation (ARC-01) ; nul tant que le dossier est en cours."
    )
    papers: int = strawberry.field(description="Nombre de papiers émis qui sont détruits.")
    files: int = strawberry.field(description="Nombre de fichiers versés qui sont détruits.")
    person: PersonErasure = strawberry.field(description="Ce qui de la personne est effacé avec elles (ARC-04).")
    problems: list[Problem] = plain(
        lambda line: list(line.problems),
        list[Problem],
        "Pourquoi elles se gardent ; vide si elles sont détruites.",
    )


@strawberry.type(description="Une destruction d’archives, telle que le registre la garde (ARC-04).")
@shows(entities.Purge)
class Purge:
    """One line of the register."""

    on: date = strawberry.field(description="Jour de la destruction.")
    exam_centre: Organisation = field(reading.exam_centre_of, Organisation, "Le centre d’examen qui l’a ordonnée.")
    destroyed: int = plain(lambda purge: len(purge.destroyed), int, "Nombre de dossiers aux archives détruites.")
    tables: int = plain(
        lambda purge: len(purge.tables), int, "Nombre de tableaux de candidats détruits, enregistrés depuis longtemps."
    )
    lines: list[PurgeLine] = plain(
        lambda purge: list(purge.lines),
        list[PurgeLine],
        f"Les dossiers jugés, {AT_ONCE} au plus : ceux dont les archives sont détruites, ceux dont elles se gardent.",
    )
    resume_after: str | None = strawberry.field(
        description="Numéro du dernier dossier jugé, à rendre par « after » pour juger les suivants ; nul à la fin."
    )


@strawberry.type(description="Ce que rend une destruction d’archives.")
@shows((Done, Refused))
class PurgePayload(Payload):
    """The purge, or the reasons why nothing goes."""

    purge: Purge | None = plain(
        lambda outcome: outcome.entity,
        Purge | None,
        "La destruction ; nulle si rien n’est détruit, avec les raisons.",
    )
