"""Submitting a référentiel, as clients do it."""

from datetime import date

import strawberry

from graph.schema.base.bind import plain, shows
from graph.schema.base.inputs import ExistingInput, mutation_options
from graph.schema.certification.types import Certification
from graph.schema.rule.types import Payload
from resolvers.referentiel import submitting as resolve
from resolvers.shared.context import Context
from resolvers.shared.mutation import Attempt
from rules.referentiel import opportunity, submission
from rules.referentiel.opportunity import SubmissionNature
from rules.referentiel.referentiel import EvaluationMode


@strawberry.input(description="Une capacité professionnelle (REF-13) ; d’un complément, seulement ce qui s’ajoute.")
class CapaciteInput:
    """A capacité, as typed."""

    number: str = strawberry.field(
        description="Numéro dans le référentiel : 1 à 10 lettres, chiffres, points ou traits."
    )
    title: str | None = strawberry.field(
        default=None, description="Intitulé ; inutile, dans un complément, pour une capacité connue."
    )
    conditions: str | None = strawberry.field(default=None, description="Conditions de réalisation.")
    criteria: list[str] = strawberry.field(
        default_factory=list,
        description="Critères observables ou mesurables, chacun avec son niveau d’exigence ; 50 au plus.",
    )
    modes: list[EvaluationMode] = strawberry.field(
        default_factory=list, description="Modalités d’évaluation permises (EVA-01)."
    )

    def value(self) -> submission.ProposedCapacite:
        """The capacité in the terms of rules/."""
        return submission.ProposedCapacite(
            number=self.number,
            title=self.title,
            conditions=self.conditions,
            criteria=tuple(self.criteria),
            modes=tuple(self.modes),
        )


@strawberry.input(description="Un bloc de compétences ou, hors du RNCP, une unité cohérente (REF-12).")
class UnitInput:
    """A bloc or a unité cohérente, as typed."""

    code: str | None = strawberry.field(
        default=None,
        description="Code du bloc, connu ou propre au CQPM ; le service en donne un à une unité cohérente.",
    )
    title: str | None = strawberry.field(default=None, description="Intitulé ; inutile pour un bloc connu.")
    optional: bool | None = strawberry.field(default=None, description="Vrai pour un bloc facultatif.")
    capacites: list[str] = strawberry.field(default_factory=list, description="Numéros de ses capacités.")

    def value(self) -> submission.ProposedPart:
        """The unit in the terms of rules/."""
        return submission.ProposedPart(
            code=self.code, title=self.title, optional=self.optional, capacites=tuple(self.capacites)
        )


@strawberry.input(
    description="Le rapport d’opportunité ; ses rubriques peuvent venir plus tard, dans un autre dépôt (REF-02)."
)
class OpportunityReportInput:
    """A rapport d'opportunité, as typed."""

    needs: str | None = strawberry.field(default=None, description="Besoins des entreprises.")
    jobs: str | None = strawberry.field(
        default=None, description="Perspectives d’emploi et caractéristiques des emplois."
    )
    position: str | None = strawberry.field(
        default=None, description="Place parmi les diplômes, titres et CQPM qui existent."
    )
    publics: str | None = strawberry.field(default=None, description="Publics et flux estimés.")
    activities_analysis: str | None = strawberry.field(default=None, description="Analyse des activités.")
    grouping_analysis: str | None = strawberry.field(default=None, description="Analyse du regroupement des capacités.")
    history: str | None = strawberry.field(default=None, description="Historique, pour une révision.")
    differences: str | None = strawberry.field(
        default=None, description="Écarts entre anciennes et nouvelles capacités, pour une révision."
    )
    cncp_requested_on: date | None = strawberry.field(
        default=None, description="Jour où l’avis de la CNCP a été demandé, pour une création."
    )

    def value(self) -> opportunity.OpportunityReport:
        """The report in the terms of rules/."""
        return opportunity.OpportunityReport(**vars(self))


@strawberry.input(description="Ce qu’il faut pour déposer un référentiel ; d’un complément, seulement ce qui s’ajoute.")
class SubmitReferentielInput(ExistingInput):
    """What submits a référentiel; expectedRevision is the certification's."""

    certification: str = strawberry.field(description="Code de la certification, ou l’un de ses alias.")
    nature: SubmissionNature = strawberry.field(description="Création, révision ou complément.")
    effective_on: date | None = strawberry.field(
        default=None,
        description="D’un complément, date d’effet de la version complétée, si le service l’ignore ; "
        "un projet prend effet le jour de sa décision (REF-06).",
    )
    mission: str | None = strawberry.field(default=None, description="Mission visée.")
    activities: list[str] = strawberry.field(default_factory=list, description="Activités visées, 100 au plus.")
    environment: str | None = strawberry.field(default=None, description="Environnement de travail.")
    interactions: str | None = strawberry.field(default=None, description="Responsabilités et relations au travail.")
    admissibility: str | None = strawberry.field(default=None, description="Conditions d’admissibilité.")
    capacites: list[CapaciteInput] = strawberry.field(
        default_factory=list, description="Capacités professionnelles, dans leur ordre, 100 au plus (REF-13)."
    )
    capacites_complete: bool = strawberry.field(
        default=True, description="Faux si la liste des capacités n’est encore connue qu’en partie."
    )
    composition: list[UnitInput] = strawberry.field(
        default_factory=list, description="Blocs ou unités cohérentes, 50 au plus (REF-12)."
    )
    report: OpportunityReportInput | None = strawberry.field(
        default=None, description="Rapport d’opportunité, pour une création ou une révision (REF-02)."
    )
    source: str = strawberry.field(description="Document dont viennent les faits.")

    def request(self) -> submission.SubmissionRequest:
        """The request in the terms of rules/."""
        return submission.SubmissionRequest(
            certification=self.certification,
            nature=self.nature,
            effective_on=self.effective_on,
            mission=self.mission,
            activities=tuple(self.activities),
            environment=self.environment,
            interactions=self.interactions,
            admissibility=self.admissibility,
            capacites=tuple(item.value() for item in self.capacites),
            capacites_complete=self.capacites_complete,
            composition=tuple(item.value() for item in self.composition),
            report=self.report.value() if self.report else None,
            source=self.source,
        )


@strawberry.type(description="Ce que rend une opération sur une certification.")
@shows(Attempt)
class CertificationPayload(Payload):
    """The certification, or the reasons why not."""

    certification: Certification | None = plain(
        lambda attempt: attempt.entity, Certification | None, "La certification ; nulle s’il y a des problèmes."
    )


async def submit_referentiel(context: Context, input: SubmitReferentielInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    return await resolve.submit_referentiel(context, input.request(), mutation_options(input))
