"""What is asked of a référentiel."""

from datetime import date

from pydantic import Field

from rules.base.command import Command, Part
from rules.referentiel.opportunity import OpportunityReport, SubmissionNature
from rules.referentiel.referentiel import EvaluationMode


class ProposedCapacite(Part):
    """A capacité as typed; in a completion, what is not said again stays as it is."""

    api_name = "Capacite"
    says = "Une capacité professionnelle (REF-13) ; d’un complément, seulement ce qui s’ajoute."

    number: str = Field(description="Numéro dans le référentiel : 1 à 10 lettres, chiffres, points ou traits.")
    title: str | None = Field(
        default=None, description="Intitulé ; inutile, dans un complément, pour une capacité connue."
    )
    conditions: str | None = Field(default=None, description="Conditions de réalisation.")
    criteria: tuple[str, ...] = Field(
        default=(), description="Critères observables ou mesurables, chacun avec son niveau d’exigence ; 50 au plus."
    )
    modes: tuple[EvaluationMode, ...] = Field(default=(), description="Modalités d’évaluation permises (EVA-01).")


class ProposedPart(Part):
    """A bloc or a unité cohérente as typed; a title suffices for a unité, a code for a bloc that is known."""

    api_name = "Unit"
    says = "Un bloc de compétences ou, hors du RNCP, une unité cohérente (REF-12)."

    code: str | None = Field(
        default=None,
        description="Code du bloc, connu ou propre au CQPM ; le service en donne un à une unité cohérente.",
    )
    title: str | None = Field(default=None, description="Intitulé ; inutile pour un bloc connu.")
    optional: bool | None = Field(default=None, description="Vrai pour un bloc facultatif.")
    capacites: tuple[str, ...] = Field(default=(), description="Numéros de ses capacités.")


class SubmitReferentiel(Command):
    """What submits a référentiel; expectedRevision is the certification's."""

    says = "Ce qu’il faut pour déposer un référentiel ; d’un complément, seulement ce qui s’ajoute."

    certification: str = Field(description="Code de la certification, ou l’un de ses alias.")
    nature: SubmissionNature = Field(description="Création, révision ou complément.")
    effective_on: date | None = Field(
        default=None,
        description="D’un complément, date d’effet de la version complétée, si le service l’ignore ; "
        "un projet prend effet le jour de sa décision (REF-06).",
    )
    mission: str | None = Field(default=None, description="Mission visée.")
    activities: tuple[str, ...] = Field(default=(), description="Activités visées, 100 au plus.")
    environment: str | None = Field(default=None, description="Environnement de travail.")
    interactions: str | None = Field(default=None, description="Responsabilités et relations au travail.")
    admissibility: str | None = Field(default=None, description="Conditions d’admissibilité.")
    capacites: tuple[ProposedCapacite, ...] = Field(
        default=(), description="Capacités professionnelles, dans leur ordre, 100 au plus (REF-13)."
    )
    capacites_complete: bool = Field(
        default=True, description="Faux si la liste des capacités n’est encore connue qu’en partie."
    )
    composition: tuple[ProposedPart, ...] = Field(
        default=(), description="Blocs ou unités cohérentes, 50 au plus (REF-12)."
    )
    report: OpportunityReport | None = Field(
        default=None, description="Rapport d’opportunité, pour une création ou une révision (REF-02)."
    )
    source: str = Field(description="Document dont viennent les faits.")
