"""The commission d'évaluation: who sits, when it meets the candidate, and the company's opinion (EVA-03, EVA-04)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Line, Name, Part
from rules.base.entity import Value


class Evaluator(Part):
    """A member of the commission d'évaluation (EVA-04)."""

    says = "Un membre de la commission d’évaluation."

    name: Annotated[str, Name("Le nom")] = Field(description="Nom et prénom.")
    function: Annotated[str, Line("La qualité")] = Field(description="Ce qui le qualifie.")


class CommissionMeeting(Part):
    """When and where the commission meets the candidate (INS-04, VAE-08)."""

    says = "La réunion de la commission avec le candidat."

    on: date = Field(description="Jour.")
    time: Annotated[str | None, Line("L’heure", 5)] = Field(default=None, description="Heure, par exemple 09:30.")
    place: Annotated[str, Line("Le lieu")] = Field(description="Lieu.")


class CompanyOpinion(Value):
    """The company's opinion on what the candidate did (EVA-03)."""

    favourable: bool
    by: str
    on: date
    text: str | None = None
