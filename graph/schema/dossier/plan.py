"""What is agreed on the evaluations, as clients see it."""

from datetime import date

import strawberry

from graph.schema.base.bind import field
from graph.schema.referentiel.types import Bloc, Capacite
from resolvers.dossier import reading as resolve
from resolvers.dossier.plan import blocs_of, capacites_of
from rules.dossier.lists import AgreedWith
from rules.referentiel.referentiel import EvaluationMode


@strawberry.type(description="Comment une capacité, ou un bloc connu en entier, est à évaluer (EVA-01, EVA-02).")
class PlannedMode:
    """One mode of the plan, as resolvers.dossier.plan.PlannedModeOf pairs it."""

    capacite: Capacite | None = field(resolve.capacite_of, Capacite | None, "La capacité à évaluer.")
    bloc: Bloc | None = field(resolve.bloc_of, Bloc | None, "Le bloc à évaluer en entier.")
    mode: EvaluationMode = strawberry.field(description="Modalité.")
    reason: str | None = strawberry.field(
        description="Motif d’une modalité moins prioritaire ; d’une situation reconstituée, pourquoi ni la situation "
        "réelle ni la présentation de projets ne sont possibles (EVA-02)."
    )


@strawberry.type(description="Une séance d’évaluation, à laquelle le candidat est convoqué (INS-04, EVA-05).")
class EvaluationSitting:
    """A sitting of the plan, as resolvers.dossier.plan.SittingOf shows it."""

    on: date = strawberry.field(description="Jour.")
    time: str | None = strawberry.field(description="Heure.")
    place: str = strawberry.field(description="Lieu.")
    capacites: list[Capacite] = field(
        capacites_of, list[Capacite], "Les capacités évaluées ; aucune, ni bloc, si tout ce qui est prévu l’est."
    )
    blocs: list[Bloc] = field(blocs_of, list[Bloc], "Les blocs évalués en entier.")
    bring: str | None = strawberry.field(description="Ce que le candidat apporte, outre une pièce d’identité.")


@strawberry.type(
    description="Ce qui est convenu des évaluations avant qu’elles aient lieu (EVA-01, EVA-02, EVA-05, EVA-07)."
)
class EvaluationPlan:
    """The plan of a dossier, as resolvers.dossier.plan.PlanOf shows it."""

    modes: list[PlannedMode] = strawberry.field(
        description="Les modalités ; un jury ne les lit qu’une fois toutes ses décisions enregistrées (JUR-08)."
    )
    agreed_with: AgreedWith = strawberry.field(description="Avec qui (EVA-05).")
    sent_on: date = strawberry.field(description="Jour de la transmission au centre de ressources (EVA-05).")
    recommendations: str | None = strawberry.field(description="Recommandations du centre de ressources (EVA-05).")
    project_due_on: date | None = strawberry.field(description="Jour où le rapport de projet est dû (EVA-07).")
    sittings: list[EvaluationSitting] = strawberry.field(
        description="Les séances d’évaluation ; un jury n’en lit rien avant sa dernière décision (JUR-08)."
    )
