"""What is agreed on the evaluations of a dossier before they take place: the mode of each, and with whom (EVA-05)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Line, Part, Text
from rules.base.entity import Value
from rules.dossier.lists import AgreedWith
from rules.referentiel.referentiel import EvaluationMode


class PlannedMode(Part):
    """How a capacité, or a bloc known as a whole, is to be evaluated (EVA-01, EVA-05)."""

    says = "Comment évaluer une capacité, ou un bloc connu en entier (EVA-01, EVA-02)."

    capacite: str | None = Field(default=None, description="Numéro de la capacité.")
    bloc: str | None = Field(default=None, description="Code du bloc.")
    mode: EvaluationMode = Field(description="Modalité.")
    reason: Annotated[str | None, Text("Le motif", 500)] = Field(
        default=None,
        description="Motif d’une modalité moins prioritaire ; d’une situation reconstituée, pourquoi ni la situation "
        "réelle ni la présentation de projets ne sont possibles (EVA-02).",
    )


class EvaluationSitting(Part):
    """When and where something is evaluated, for the candidate to be convened to it (INS-04, EVA-05)."""

    says = "Une séance d’évaluation : quand, où, de quoi, avec quoi (INS-04, EVA-05)."

    on: date = Field(description="Jour.")
    time: Annotated[str | None, Line("L’heure", 5)] = Field(default=None, description="Heure, par exemple 09:30.")
    place: Annotated[str, Line("Le lieu")] = Field(description="Lieu.")
    items: Annotated[tuple[str, ...], Line("Ce qui est évalué", 60)] = Field(
        default=(),
        description="Numéros des capacités, ou codes des blocs, évalués alors ; par défaut, tout ce qui est prévu.",
    )
    bring: Annotated[str | None, Text("Ce que le candidat apporte", 1_000)] = Field(
        default=None, description="Ce que le candidat apporte, outre une pièce d’identité."
    )


class EvaluationPlan(Value):
    """What is agreed on the evaluations before they take place (EVA-05)."""

    modes: tuple[PlannedMode, ...]
    agreed_with: AgreedWith
    sent_on: date
    """Day on which it was sent to the centre de ressources."""
    recommendations: str | None = None
    project_due_on: date | None = None
    """Day by which the project report is due (EVA-07)."""
    sittings: tuple[EvaluationSitting, ...] = ()
    """When and where the candidate is evaluated, once that is set."""
