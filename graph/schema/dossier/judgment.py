"""What the GTP said of a dossier, and what former juries had decided before it, as clients see them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.schema.base.bind import field
from graph.schema.referentiel.types import Bloc, Capacite
from resolvers.dossier import judgments as resolve
from rules.dossier.dossier import Again, JuryDecision, Outcome

if TYPE_CHECKING:
    from graph.schema.session.types import Session


@strawberry.type(description="Ce que le GTP a décidé de l’attribution, sans toucher à la décision du jury (GTP-02).")
class GtpVerdict:
    """A verdict of the GTP, as resolvers.dossier.judgments.VerdictOf pairs it."""

    on: date = strawberry.field(description="Jour du GTP.")
    validated: bool | None = strawberry.field(
        description="Vrai s’il a validé l’attribution ; nul pour ce qui fut décidé avant que le service le retienne."
    )
    reasons: str | None = strawberry.field(description="Motif d’un refus (GTP-01).")
    again: Again | None = strawberry.field(description="Ce qu’un refus fait refaire (GTP-07).")
    capacites: list[Capacite] = field(
        resolve.capacites_of, list[Capacite], "Les capacités dont l’évaluation est refaite (GTP-07)."
    )
    blocs: list[Bloc] = field(resolve.blocs_of, list[Bloc], "Les blocs évalués en entier qui le sont de nouveau.")


@strawberry.type(description="Ce qu’un jury précédent avait décidé, et que le GTP a refusé (GTP-07).")
class Judgment:
    """A former judgment, as resolvers.dossier.judgments.JudgmentOf pairs it."""

    session: Annotated["Session", strawberry.lazy("graph.schema.session.types")] | None = field(
        resolve.session_of,
        Annotated["Session", strawberry.lazy("graph.schema.session.types")] | None,
        "La session de ce jury, si elle existe pour vous.",
    )
    jury_on: date = strawberry.field(description="Jour de ce jury.")
    decision: JuryDecision = strawberry.field(description="Sa décision, dont rien n’est gardé.")
    outcome: Outcome = strawberry.field(description="Ce qu’elle laissait acquis.")
    verdict: GtpVerdict = strawberry.field(description="Le refus du GTP.")
