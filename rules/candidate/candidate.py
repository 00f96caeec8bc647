"""A candidate: one person, nationally (PRD-01)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Line, Part
from rules.base.entity import Entity, Value
from rules.base.text import folded
from rules.base.worded import Worded
from rules.candidate.mandate import Mandate

FRANCE = "France"


class Sex(Worded):
    """As the civil registry has it."""

    F = "F", "Féminin."
    M = "M", "Masculin."


class Address(Part):
    """A postal address, as it is written on an envelope."""

    says = "Adresse postale."

    lines: Annotated[tuple[str, ...], Line("Une ligne de l’adresse", 80)] = Field(
        description="Une à quatre lignes avant le code postal."
    )
    postcode: Annotated[str, Line("Le code postal", 12)] = Field(description="Code postal.")
    town: Annotated[str, Line("La commune", 100)] = Field(description="Commune.")
    country: Annotated[str, Line("Le pays", 60)] = Field(default=FRANCE, description="Pays.")


class Merge(Value):
    """Into which record of the same person this one was merged, and why (PRD-05)."""

    into: str
    on: date
    reason: str


class Candidate(Entity):
    """A person who asks for a certification."""

    anonymous_number: str
    """What the jury sees instead of the person (JUR-08)."""
    birth_name: str
    used_name: str | None = None
    first_names: str
    sex: Sex
    birth_date: date
    birth_town: str
    birth_department: str | None = None
    birth_country: str = FRANCE
    email: str | None = None
    phone: str | None = None
    address: Address | None = None
    department: str | None = None
    """The French department that decides on which UIMM territoriale the candidate depends (INS-01)."""
    centres: tuple[str, ...]
    """Codes of the UIMM territoriales that registered the candidate or hold a dossier: those who see the person."""
    registered_on: date
    mandates: tuple[Mandate, ...] = ()
    """Those who act, or acted, for the candidate (PRD-03)."""
    former_ids: tuple[str, ...] = ()
    """Identifiers of the records that were merged into this one, to which they lead (PRD-05)."""
    merge: Merge | None = None
    """Of a record merged into another: it is kept as it was, and appears nowhere any more."""

    @property
    def birth_place(self) -> str:
        """Town, department and country of birth, as the minutes list them (JUR-14)."""
        department = f" ({self.birth_department})" if self.birth_department else ""
        return f"{self.birth_town}{department}, {self.birth_country}"

    @property
    def identity(self) -> str:
        """What two records of one person most likely share: birth name, first first name, day of birth (PRD-01)."""
        return identity_of(self.birth_name, self.first_names, self.birth_date)


def identity_of(birth_name: str, first_names: str, birth_date: date) -> str:
    """The key under which likely duplicates of one person meet (PRD-01)."""
    first = (folded(first_names).split() or [""])[0]
    return f"{folded(birth_name)}|{first}|{birth_date.isoformat()}"
