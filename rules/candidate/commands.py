"""What is asked of a candidate."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Id, Line, Name, Revision
from rules.candidate.candidate import FRANCE, Address, Sex


class RegisterCandidate(Command):
    """What registers a candidate."""

    revision = Revision.NEW
    says = "Ce qu’il faut pour enregistrer un candidat."

    last_name: Annotated[str, Name("Le nom de naissance")] = Field(description="Nom de naissance.")
    used_name: Annotated[str | None, Name("Le nom d’usage")] = Field(
        default=None, description="Nom d’usage, s’il diffère."
    )
    first_names: Annotated[str, Name("Le ou les prénoms")] = Field(description="Prénoms.")
    sex: Sex = Field(description="Sexe à l’état civil.")
    birth_date: date = Field(description="Date de naissance, passée.")
    birth_town: Annotated[str, Line("La commune de naissance", 100)] = Field(description="Commune de naissance.")
    birth_department: str | None = Field(
        default=None, description="Département de naissance, demandé pour une naissance en France."
    )
    birth_country: Annotated[str, Line("Le pays de naissance", 60)] = Field(
        default=FRANCE, description="Pays de naissance."
    )
    email: str | None = Field(default=None, description="Adresse électronique.")
    phone: str | None = Field(default=None, description="Téléphone.")
    address: Address | None = Field(default=None, description="Adresse postale.")
    department: str | None = Field(
        default=None,
        description="Département dont dépend le candidat (INS-01) : celui de son travail ou de son domicile.",
    )


class DeclareMandate(Command):
    """What declares a mandate."""

    says = "Ce qu’il faut pour déclarer le mandat d’un candidat (PRD-03)."

    candidate: Annotated[str, Id("Candidate")] = Field(description="Identifiant du candidat.")
    account: Annotated[str, Line("Le compte")] = Field(description="Compte sous lequel le mandataire agit.")
    name: Annotated[str, Name("Le nom du mandataire")] = Field(description="Nom et prénom du mandataire.")
    organisation: Annotated[str | None, Line("L’organisme")] = Field(default=None, description="Son organisme.")
    starts_on: date | None = Field(default=None, description="Premier jour ; par défaut, ce jour.")
    ends_on: date | None = Field(default=None, description="Dernier jour, compris ; sans terme par défaut.")


class RevokeMandate(Command):
    """What revokes a mandate."""

    says = "Ce qu’il faut pour révoquer un mandat (PRD-03)."

    candidate: Annotated[str, Id("Candidate")] = Field(description="Identifiant du candidat.")
    mandate: Annotated[str, Id("Mandate")] = Field(description="Identifiant du mandat.")
