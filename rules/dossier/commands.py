"""What is asked of a dossier."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Id, Line, Name, Part, Text
from rules.dossier.commission import CommissionMeeting, Evaluator
from rules.dossier.dossier import Company, Route
from rules.dossier.lists import AgreedWith, Channel, Funding, Origin
from rules.dossier.plan import EvaluationSitting, PlannedMode
from rules.referentiel.referentiel import EvaluationMode


class OpenDossier(Command):
    """What opens a dossier; expectedRevision is the candidate's."""

    says = "Ce qu’il faut pour ouvrir un dossier."

    candidate: Annotated[str, Id("Candidate")] = Field(description="Identifiant du candidat.")
    certification: str = Field(description="Code de la certification, ou l’un de ses alias.")
    target_blocs: tuple[str, ...] = Field(
        default=(), description="Codes des blocs visés ; vide pour la certification entière (INS-06)."
    )
    route: Route = Field(description="Voie d’accès (VAE-01).")
    channel: Channel = Field(description="Voie d’inscription (INS-02).")
    origin: Origin = Field(description="Origine du candidat (INS-03).")
    funding: Funding = Field(description="Dispositif de financement (INS-03).")
    apprentice: bool = Field(default=False, description="Vrai pour un apprenti (INS-05).")
    initial_training: bool = Field(default=False, description="Vrai en formation initiale (INS-05).")
    company: Company | None = Field(default=None, description="Entreprise du candidat, hors demandeur d’emploi.")
    without_employer: bool = Field(
        default=False,
        description="Vrai si le candidat agit sans l’accord de son employeur, même connu (EVA-03, CER-02).",
    )
    host_company: Company | None = Field(
        default=None, description="Entreprise d’accueil d’un demandeur d’emploi en POEI (INS-03, EVA-03)."
    )
    training_body: Annotated[str | None, Line("L’organisme de formation")] = Field(
        default=None, description="Organisme de formation."
    )
    exam_centre: str | None = Field(default=None, description="Centre d’examen ; par défaut, le vôtre (INS-01).")
    exam_centre_reason: Annotated[str | None, Text("Le motif", 500, required=False)] = Field(
        default=None, description="Motif, quand le centre n’est pas celui dont dépend le candidat (INS-01)."
    )
    requested_on: date | None = Field(
        default=None, description="Date de la demande ; par défaut, celle de l’inscription (INS-09)."
    )
    opened_on: date | None = Field(
        default=None, description="Date de l’inscription ; par défaut, la date du jour dans le service (INS-09)."
    )
    late_reason: Annotated[str | None, Line("Le motif de la saisie tardive", 500)] = Field(
        default=None, description="Motif, quand la date de l’inscription précède celle du jour (INS-10)."
    )
    contract_on: date | None = Field(default=None, description="Date du contrat (REF-07).")
    training_starts_on: date | None = Field(
        default=None,
        description="Jour de l’entrée en formation (REF-07), qui compte pour l’inscription au RNCP (REG-01).",
    )
    vae_starts_on: date | None = Field(default=None, description="Début de la démarche de VAE (REF-07).")
    newest_version: bool = Field(
        default=False, description="Vrai pour demander la version révisée quand l’ancienne s’applique (REF-07)."
    )


class PlanEvaluation(Command):
    """What plans the evaluations; planned before, only what is given changes, and null clears."""

    says = "Ce qu’il faut pour prévoir les évaluations (EVA-05) ; ensuite, ce qui n’est pas donné reste tel quel."

    dossier: str = Field(description="Numéro du dossier.")
    modes: tuple[PlannedMode, ...] | None = Field(
        default=None,
        description="Une modalité au moins par capacité à évaluer, sauf celles qui peuvent être reprises (INS-12) ; "
        "attendues la première fois.",
    )
    agreed_with: AgreedWith | None = Field(default=None, description="Avec qui (EVA-05) ; attendu la première fois.")
    sent_on: date | None = Field(
        default=None,
        description="Jour de la transmission au centre de ressources ; par défaut, ce jour la première fois.",
    )
    recommendations: Annotated[str | None, Text("Les recommandations du centre de ressources", 2_000)] = Field(
        default=None, description="Recommandations du centre de ressources."
    )
    project_due_on: date | None = Field(default=None, description="Jour où le rapport de projet est dû (EVA-07).")
    sittings: tuple[EvaluationSitting, ...] | None = Field(
        default=None,
        description="Les séances d’évaluation, 20 au plus, pour y convoquer le candidat (INS-04).",
    )
    compensation: Annotated[str | None, Text("Le moyen de compensation", 1_000)] = Field(
        default=None, description="Moyens de compensation d’un handicap, jamais montrés au jury (INS-07)."
    )
    tutor: Annotated[str | None, Name("Le nom du tuteur")] = Field(default=None, description="Nom du tuteur (JUR-06).")


class NameCommission(Command):
    """What names the commission."""

    says = "Ce qu’il faut pour nommer la commission d’évaluation (EVA-04)."

    dossier: str = Field(description="Numéro du dossier.")
    members: tuple[Evaluator, ...] = Field(description="Deux membres qualifiés ou plus.")
    president: Annotated[str | None, Name("Le nom de qui préside")] = Field(
        default=None, description="En VAE, qui préside : l’un des membres, représentant du centre d’examen (VAE-06)."
    )
    meeting: CommissionMeeting | None = Field(
        default=None, description="Quand et où elle reçoit le candidat, pour le convoquer (INS-04, VAE-08)."
    )


class Result(Part):
    """A result, as typed."""

    says = "Le résultat d’une capacité, ou d’un bloc connu en entier (EVA-06)."

    capacite: str | None = Field(default=None, description="Numéro de la capacité.")
    bloc: str | None = Field(default=None, description="Code du bloc.")
    acquired: bool | None = Field(
        default=None, description="Vrai si elle est acquise ; attendu, sauf pour ce qui est repris, qui l’est."
    )
    mode: EvaluationMode | None = Field(
        default=None, description="Modalité ; attendue, sauf pour ce qui est repris, qui garde la sienne (INS-12)."
    )
    on: date | None = Field(
        default=None,
        description="Jour de l’évaluation ; attendu, sauf pour ce qui est repris, qui garde le sien (INS-12).",
    )
    observations: Annotated[str | None, Text("Les observations", 2_000)] = Field(
        default=None, description="Observations de la commission."
    )
    evaluators: tuple[str, ...] = Field(
        default=(), description="Noms des évaluateurs ; toute la commission si aucun n’est nommé."
    )
    carried_from: str | None = Field(
        default=None, description="Numéro du dossier qui l’a laissée acquise, pour la reprendre (INS-08)."
    )


class RecordEvaluation(Command):
    """What records a sitting."""

    says = "Ce qu’il faut pour enregistrer les résultats d’une séance (EVA-06)."

    dossier: str = Field(description="Numéro du dossier.")
    results: tuple[Result, ...] = Field(
        default=(), description="Les résultats ; le dernier sur une capacité compte. Attendus, sauf avec carryAll."
    )
    carry_all: bool = Field(
        default=False,
        description="Vrai pour reprendre d’un coup tout ce qui peut l’être (carryOver) et n’a pas encore de résultat "
        "(INS-08).",
    )


class RecordCompanyOpinion(Command):
    """What records the company's opinion."""

    says = "Ce qu’il faut pour enregistrer l’avis de l’entreprise (EVA-03)."

    dossier: str = Field(description="Numéro du dossier.")
    favourable: bool = Field(description="Vrai s’il est favorable.")
    by: Annotated[str, Name("Le nom de qui donne l’avis")] = Field(description="Nom de qui le donne.")
    on: date | None = Field(default=None, description="Jour de l’avis ; par défaut, ce jour.")
    text: Annotated[str | None, Text("L’avis", 2_000)] = Field(default=None, description="L’avis.")


class WithdrawDossier(Command):
    """What gives a dossier up."""

    says = "Ce qu’il faut pour abandonner un dossier."

    dossier: str = Field(description="Numéro du dossier.")
    reason: Annotated[str, Text("Le motif de l’abandon", 500)] = Field(description="Motif.")


class ReopenDossier(Command):
    """What undoes a withdrawal."""

    says = "Ce qu’il faut pour revenir le jour même sur un abandon (PRD-05)."

    dossier: str = Field(description="Numéro du dossier.")
    reason: Annotated[str, Text("Le motif", 500)] = Field(description="Motif : pourquoi l’abandon était une erreur.")


class TransferDossier(Command):
    """What moves a dossier."""

    says = "Ce qu’il faut pour proposer un dossier à un centre, ou l’accepter (PRD-02)."

    dossier: str = Field(description="Numéro du dossier.")
    centre: str | None = Field(
        default=None, description="Code du centre à qui il est proposé ; sans objet pour qui accepte."
    )
    reason: Annotated[str | None, Text("Le motif du transfert", 500)] = Field(
        default=None, description="Motif de la proposition."
    )
