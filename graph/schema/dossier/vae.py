"""Requests of VAE, as clients see them on a dossier."""

from datetime import date

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.file.types import File
from resolvers.dossier import vae as resolve
from rules.access.viewer import Role
from rules.dossier import vae as entities
from rules.dossier.vae import ContractKind, Extent, VaePieceKind
from rules.vae import delays
from rules.vae.experience import Total


@strawberry.type(description="Une expérience du dossier d’activités (VAE-02).")
class Experience:
    """One line of the dossier d'activités."""

    post: str = strawberry.field(description="Poste, ou fonction exercée.")
    employer: str = strawberry.field(description="Employeur, ou organisme d’accueil.")
    activity: str = strawberry.field(description="Activité principale de l’entreprise ou de l’organisme.")
    contract: ContractKind = strawberry.field(description="Nature du contrat.")
    starts_on: date = strawberry.field(description="Premier jour.")
    ends_on: date | None = strawberry.field(description="Dernier jour, compris ; nul si elle dure encore.")
    hours: int | None = strawberry.field(description="Heures en tout.")
    share: int | None = strawberry.field(description="Quotité de travail, en pour cent d’un temps plein.")
    voluntary: bool = strawberry.field(description="Vrai si elle est bénévole.")
    related: bool = strawberry.field(description="Faux si elle est sans rapport avec la certification visée.")
    tasks: str | None = strawberry.field(description="Principales tâches.")


@strawberry.type(description="Le temps des expériences en rapport, celui qu’elles partagent compté une fois (VAE-07).")
@shows(Total)
class ExperienceTotal:
    """What the experiences amount to."""

    days: int = strawberry.field(description="Jours du calendrier que l’une au moins couvre.")
    hours: int = strawberry.field(description="Heures.")
    years: float = strawberry.field(description="Années à temps plein, au dixième.")


@strawberry.type(description="Une pièce d’une demande de VAE (VAE-02, VAE-08).")
class VaePiece:
    """A piece of the request."""

    kind: VaePieceKind = strawberry.field(description="Nature.")
    file: File | None = field(resolve.file_of, File | None, "Le fichier.")
    label: str | None = strawberry.field(description="Ce qu’elle est, quand il y en a plusieurs.")
    received_on: date = strawberry.field(description="Jour de la réception.")
    through: Role = strawberry.field(description="Qui l’a versée : le centre, le candidat, ou son conseiller (PRD-03).")


@strawberry.type(description="L’avis sur la recevabilité (VAE-04).")
class Notice:
    """The notice."""

    favourable: bool = strawberry.field(description="Vrai s’il est favorable.")
    on: date = strawberry.field(description="Jour de l’avis, ou depuis lequel le silence en tient lieu.")
    tacit: bool = strawberry.field(description="Vrai si le silence en tient lieu.")
    reasons: str | None = strawberry.field(description="Motif.")


@strawberry.type(description="L’accompagnement facultatif par un tiers (VAE-09).")
class Support:
    """Help by a third party."""

    by: str = strawberry.field(description="Qui accompagne.")
    organisation: str | None = strawberry.field(description="Son organisme.")
    starts_on: date = strawberry.field(description="Premier jour.")
    hours: int | None = strawberry.field(description="Heures prévues ou faites.")


@strawberry.type(description="Les conclusions de la commission de validation, dont elle rend compte au jury (VAE-06).")
class Conclusion:
    """What the commission reports."""

    extent: Extent = strawberry.field(description="Validation totale ou partielle.")
    on: date = strawberry.field(description="Jour.")
    president: str = strawberry.field(description="Qui présidait, pour le centre d’examen.")
    observations: str | None = strawberry.field(description="Ce que la commission dit au jury.")


@strawberry.type(description="Ce qu’une demande de VAE ajoute à un dossier, de sa recevabilité aux conclusions.")
@shows(entities.VaeRequest)
class VaeRequest:
    """One request of VAE."""

    experiences: list[Experience] = strawberry.field(description="Le dossier d’activités (VAE-02).")
    experience: ExperienceTotal | None = field(
        resolve.total_of, ExperienceTotal | None, "Ce que les expériences comptent (VAE-07) ; nul s’il n’y en a pas."
    )
    activities_on: date | None = strawberry.field(description="Jour de la réception du dossier d’activités.")
    without_diploma: bool = strawberry.field(description="Vrai si aucun diplôme n’est en rapport.")
    pieces: list[VaePiece] = strawberry.field(description="Les pièces reçues.")
    missing: list[str] = plain(
        lambda request: [] if request.notice else request.missing(),
        list[str],
        "Ce qui manque au dossier de recevabilité, en clair (VAE-02).",
    )
    complete_on: date | None = strawberry.field(description="Jour où le dossier de recevabilité a été complet.")
    notice_due_on: date | None = plain(
        resolve.notice_due_on, date | None, "Dernier jour de l’instruction, trois mois après (VAE-04)."
    )
    tacit_on: date | None = plain(
        delays.tacit_on, date | None, "Jour depuis lequel le silence vaudrait avis favorable ; nul s’il y a un avis."
    )
    notice: Notice | None = strawberry.field(description="L’avis sur la recevabilité (VAE-04).")
    jury_due_on: date | None = plain(
        delays.jury_due_on, date | None, "Dernier jour de la décision du jury, douze mois après l’avis (VAE-05)."
    )
    support: Support | None = strawberry.field(description="L’accompagnement par un tiers (VAE-09).")
    president: str | None = strawberry.field(description="Qui préside la commission de validation (VAE-06).")
    conclusion: Conclusion | None = strawberry.field(
        description="Les conclusions de la commission ; cachées au candidat tant que le GTP n’a pas décidé (GTP-06)."
    )
