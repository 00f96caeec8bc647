"""What is asked of a candidate."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Id, Line, Name, Part, Revision, Text
from rules.base.partial_date import PartialDate
from rules.candidate.birth_place import FRANCE
from rules.candidate.candidate import Address, Sex


class RegisterCandidate(Command):
    """What registers a candidate."""

    revision = Revision.NEW
    says = "Ce qu’il faut pour enregistrer un candidat."

    last_name: Annotated[str | None, Name("Le nom de naissance")] = Field(
        default=None, description="Nom de naissance ; facultatif pour qui n’a que des prénoms (PRD-04)."
    )
    used_name: Annotated[str | None, Name("Le nom d’usage")] = Field(
        default=None, description="Nom d’usage, s’il diffère."
    )
    first_names: Annotated[str | None, Name("Les prénoms")] = Field(
        default=None, description="Prénoms ; facultatifs pour qui n’a qu’un nom (PRD-04)."
    )
    sex: Sex = Field(description="Sexe à l’état civil.")
    birth_date: PartialDate = Field(
        description="Date de naissance, passée, telle qu’elle est connue : au jour, au mois ou à l’année (PRD-04)."
    )
    birth_town: Annotated[str, Line("La commune de naissance", 100)] = Field(description="Commune de naissance.")
    birth_department: Annotated[str | None, Line("Le département de naissance", 20)] = Field(
        default=None,
        description="Code du département de naissance, demandé pour une naissance en France, tel qu’il était (PRD-04).",
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


class CivilStatusCorrection(Part):
    """What changes of a civil status; what is left out stays, a null clears what may be empty."""

    says = (
        "Ce qui change de l’état civil (PRD-05) : seul ce qui est donné change, et nul efface ce qui peut rester vide."
    )

    last_name: Annotated[str | None, Name("Le nom de naissance")] = Field(default=None, description="Nom de naissance.")
    used_name: Annotated[str | None, Name("Le nom d’usage")] = Field(default=None, description="Nom d’usage.")
    first_names: Annotated[str | None, Name("Les prénoms")] = Field(default=None, description="Prénoms.")
    sex: Sex | None = Field(default=None, description="Sexe à l’état civil.")
    birth_date: PartialDate | None = Field(default=None, description="Date de naissance, telle qu’elle est connue.")
    birth_town: Annotated[str | None, Line("La commune de naissance", 100)] = Field(
        default=None, description="Commune de naissance."
    )
    birth_department: Annotated[str | None, Line("Le département de naissance", 20)] = Field(
        default=None, description="Code du département de naissance, tel qu’il était (PRD-04)."
    )
    birth_country: Annotated[str | None, Line("Le pays de naissance", 60)] = Field(
        default=None, description="Pays de naissance."
    )


class CorrectCandidate(CivilStatusCorrection, Command):
    """What corrects a person; what is left out stays, a null clears what may be empty."""

    says = (
        "Ce qu’il faut pour corriger un candidat (PRD-05) : seul ce qui est donné change, et nul efface ce qui peut "
        "rester vide."
    )

    candidate: Annotated[str, Id("Candidate")] = Field(description="Identifiant du candidat.")
    reason: Annotated[str | None, Text("Le motif", 1_000)] = Field(
        default=None, description="Motif, demandé pour l’état civil."
    )
    proof: Annotated[str | None, Id("File")] = Field(
        default=None, description="Fichier versé par PUT /files qui prouve l’état civil, demandé pour lui."
    )
    email: str | None = Field(default=None, description="Adresse électronique.")
    phone: str | None = Field(default=None, description="Téléphone.")
    address: Address | None = Field(default=None, description="Adresse postale.")
    department: str | None = Field(default=None, description="Département dont dépend le candidat (INS-01).")


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
