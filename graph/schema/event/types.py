"""History, as clients see it."""

from datetime import date, datetime

import strawberry

from graph.schema.base.bind import field, plain
from graph.schema.rule.types import Rule
from resolvers.shared import history as resolve
from rules.base.operation import Operation
from rules.views.summaries import summary_of


@strawberry.type(
    description="Ce qui s’est passé : identifiants, codes et empreintes à clé, jamais de donnée personnelle."
)
class Event:
    """One event of the journal."""

    sequence: int = strawberry.field(description="Rang de l’événement dans la vie de l’objet, à partir de 1.")
    at: datetime = strawberry.field(description="Instant de l’enregistrement.")
    on: date = strawberry.field(description="Date d’effet dans le service (DAT-01).")
    actor: str = strawberry.field(description="Le compte, jamais la personne.")
    impersonator: str | None = strawberry.field(
        description="L’administrateur qui a agi au nom de ce compte ; nul s’il a agi lui-même."
    )
    action: Operation = strawberry.field(description="L’opération.")
    summary: str = plain(summary_of, str, "Résumé, prêt à être montré.")
    rules: list[Rule] = field(resolve.rules_of, list[Rule], "Les règles qui ont joué.")
    digest: str = strawberry.field(description="Empreinte de l’événement, enchaînée à la précédente.")
