"""What is asked of a request of VAE."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Id, Line, Name, Revision, Text
from rules.dossier.vae import Experience, Extent, VaePieceKind


class RecordActivities(Command):
    """What records the dossier d'activités."""

    says = "Ce qu’il faut pour recevoir le dossier d’activités (VAE-02)."

    dossier: str = Field(description="Numéro du dossier.")
    experiences: tuple[Experience, ...] = Field(
        description="Toutes les expériences, salariées ou bénévoles ; elles remplacent celles d’avant."
    )
    without_diploma: bool = Field(
        default=False, description="Vrai si aucun diplôme, titre ou attestation n’est en rapport avec la certification."
    )
    received_on: date | None = Field(
        default=None, description="Jour de la réception, pour le centre ; par défaut, ce jour."
    )


class SubmitPiece(Command):
    """What brings a piece."""

    says = "Ce qu’il faut pour verser une pièce (VAE-02, VAE-08)."

    dossier: str = Field(description="Numéro du dossier.")
    kind: VaePieceKind = Field(description="Nature de la pièce.")
    file: Annotated[str, Id("File")] = Field(description="Identifiant du fichier versé par PUT /files.")
    label: Annotated[str | None, Line("L’intitulé")] = Field(
        default=None, description="Ce qu’elle est, quand il y en a plusieurs : le titre d’un diplôme, un employeur."
    )
    replaces: Annotated[str | None, Id("File")] = Field(
        default=None, description="Identifiant du fichier qu’elle remplace, parmi les pièces de même nature."
    )
    received_on: date | None = Field(
        default=None, description="Jour de la réception, pour le centre ; par défaut, ce jour."
    )


class DecideRecevabilite(Command):
    """What decides on the recevabilité."""

    revision = Revision.MUST
    says = "Ce qu’il faut pour décider de la recevabilité (VAE-04)."

    dossier: str = Field(description="Numéro du dossier.")
    favourable: bool = Field(description="Vrai si l’avis est favorable.")
    on: date | None = Field(default=None, description="Jour de l’avis ; par défaut, ce jour.")
    reasons: Annotated[str | None, Text("Le motif", 2_000)] = Field(
        default=None, description="Motif, demandé d’un avis défavorable."
    )


class RecordSupport(Command):
    """What records the help of a third party."""

    says = "Ce qu’il faut pour noter l’accompagnement par un tiers (VAE-09)."

    dossier: str = Field(description="Numéro du dossier.")
    by: Annotated[str, Name("Le nom de l’accompagnateur")] = Field(description="Nom de qui accompagne.")
    organisation: Annotated[str | None, Line("L’organisme")] = Field(default=None, description="Son organisme.")
    starts_on: date = Field(description="Premier jour.")
    hours: int | None = Field(default=None, description="Heures prévues ou faites.")


class ConcludeCommission(Command):
    """What the commission de validation concludes."""

    revision = Revision.MUST
    says = "Ce qu’il faut pour rendre les conclusions de la commission de validation (VAE-06)."

    dossier: str = Field(description="Numéro du dossier.")
    extent: Extent = Field(description="Validation totale, ou partielle ; le jury seul peut conclure à aucune.")
    on: date | None = Field(default=None, description="Jour des conclusions ; par défaut, ce jour.")
    observations: Annotated[str | None, Text("Les observations", 2_000)] = Field(
        default=None, description="Ce que la commission dit au jury."
    )
