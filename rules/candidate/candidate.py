"""A candidate: one person, nationally (PRD-01)."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from rules.base.calendar import in_french
from rules.base.command import Line, Part
from rules.base.entity import Entity, Value
from rules.base.partial_date import PartialDate
from rules.base.problems import Problem, broken
from rules.base.text import joined
from rules.base.worded import Worded
from rules.candidate.birth_place import FRANCE, shown_department
from rules.candidate.identity import identity_keys, name_words
from rules.candidate.mandate import Mandate


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
    postcode: Annotated[str | None, Line("Le code postal", 12, required=False)] = Field(
        default=None, description="Code postal : cinq chiffres en France, facultatif et libre ailleurs (PRD-04)."
    )
    town: Annotated[str, Line("La commune", 100)] = Field(description="Commune.")
    country: Annotated[str, Line("Le pays", 60)] = Field(default=FRANCE, description="Pays.")


class Merge(Value):
    """Into which record of the same person this one was merged, and why (PRD-05)."""

    into: str
    on: date
    reason: str


class Correction(Value):
    """A correction of a person: which fields, why, on what proof; never the values (PRD-05)."""

    on: date
    fields: tuple[str, ...]
    """As the API names them."""
    reason: str | None = None
    proof: str | None = None
    """Identifier of an uploaded file."""


class Candidate(Entity):
    """A person who asks for a certification, known under one name at least (PRD-04)."""

    anonymous_number: str
    """What the jury sees instead of the person (JUR-08)."""
    birth_name: str | None = None
    used_name: str | None = None
    first_names: str | None = None
    sex: Sex
    birth_date: PartialDate
    """As far as it is known (PRD-04)."""
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
    corrections: tuple[Correction, ...] = ()
    """What was corrected since, from the oldest (PRD-05)."""
    erased_on: date | None = None
    """Day on which a pseudonym took the place of the civil status, nothing of the person being kept (ARC-04)."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.birth_name is None and self.first_names is None:
            raise ValueError("a person has a name (PRD-04)")
        return self

    @property
    def birth_place(self) -> str:
        """Town, department and country of birth, as the minutes list them (JUR-14)."""
        department = f" ({self.shown_birth_department})" if self.birth_department else ""
        return f"{self.birth_town}{department}, {self.birth_country}"

    @property
    def shown_birth_department(self) -> str | None:
        """The department of birth as it is printed: what it was, where its code means another today (PRD-04)."""
        return self.birth_department and shown_department(self.birth_department, self.birth_date)

    @property
    def full_name(self) -> str:
        """The person on every paper (CER-08): « Claire Lambert, nom d’usage Moreau »."""
        return self._with_used_name(self.first_names, self.birth_name)

    @property
    def listed_name(self) -> str:
        """The person in a list by names, birth name first (CER-08): « Lambert Claire, nom d’usage Moreau »."""
        return self._with_used_name(self.birth_name, self.first_names)

    @property
    def identity(self) -> list[str]:
        """The keys where two records of one person most likely meet (PRD-01)."""
        if self.erased_on is not None:
            return []
        return identity_keys((self.birth_name, self.used_name), self.first_names, self.birth_date)

    @property
    def words(self) -> list[str]:
        """The words under which a search finds the person: of every one of their names."""
        return name_words(self.birth_name, self.used_name, self.first_names)

    def erased_problems(self, *path: str) -> list[Problem]:
        """Why nothing more is said of a person whom a pseudonym stands for (ARC-04)."""
        if self.erased_on is None:
            return []
        text = f"Les données de cette personne sont effacées depuis le {in_french(self.erased_on)} : enregistrez-la de "
        return [broken("ARC-04", f"{text}nouveau (registerCandidate).", *path)]

    def _with_used_name(self, *names: str | None) -> str:
        own = " ".join(name for name in names if name is not None)
        if self.used_name is None or joined(self.used_name) == joined(self.birth_name or ""):
            return own
        return f"{own}, nom d’usage {self.used_name}"
