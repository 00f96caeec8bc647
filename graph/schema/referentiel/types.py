"""Référentiels, blocs and capacités, as clients see them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.schema.base.bind import field, partners, shows
from graph.schema.base.relay import FORWARD, Connection, Node, identifier
from graph.schema.organisation.types import Organisation
from resolvers.certification import texts
from resolvers.referentiel import reading as resolve
from rules.certification.completeness import Completeness
from rules.referentiel import referentiel as entities
from rules.referentiel.opportunity import SubmissionNature
from rules.referentiel.referentiel import EvaluationMode

if TYPE_CHECKING:
    from graph.schema.certification.types import Certification


@strawberry.type(description="La plus petite chose évaluée (REF-13).")
@shows(resolve.Capacite)
@partners("id", "number", "title", "conditions", "criteria", "modes")
class Capacite(Node):
    """A capacité, which keeps the référentiel it belongs to."""

    id: strawberry.ID = identifier("Capacite")
    number: str = strawberry.field(description="Numéro dans le référentiel.")
    title: str = strawberry.field(description="Intitulé.")
    conditions: str | None = strawberry.field(description="Conditions de réalisation, si elles sont connues.")
    criteria: list[str] = strawberry.field(description="Critères observables ou mesurables, s’ils sont connus.")
    modes: list[EvaluationMode] = strawberry.field(
        description="Modalités d’évaluation permises, si elles sont connues."
    )


@strawberry.type(description="Un texte tel que sa source l’a publié, balises comprises.")
@partners("rubric", "text", "source")
class SourceText:
    """A text as published."""

    rubric: str = strawberry.field(description="Rubrique.")
    text: str = strawberry.field(description="Le texte, tel quel.")
    source: str = strawberry.field(description="Sa source.")


@strawberry.type(description="Ensemble cohérent de capacités ; il peut être commun à plusieurs certifications.")
@shows(entities.Bloc)
@partners("id", "code", "title", "certifications", "source_texts", key="code")
class Bloc(Node):
    """A bloc de compétences."""

    id: strawberry.ID = identifier("Bloc")
    code: str = strawberry.field(
        description="Code unique (NUM-02, NUM-04) ; celui d’une unité cohérente finit par U et un rang (REF-12)."
    )
    title: str = strawberry.field(description="Intitulé.")
    certifications: Connection[Annotated["Certification", strawberry.lazy("graph.schema.certification.types")]] = field(
        resolve.certifications_of,
        Connection[Annotated["Certification", strawberry.lazy("graph.schema.certification.types")]],
        "Les certifications qu’il compose.",
        FORWARD,
    )
    source_texts: list[SourceText] = field(
        texts.of_bloc, list[SourceText], "Ses compétences et son évaluation, tels que publiés par ses sources."
    )


@strawberry.input(description="Filtre des blocs ; les conditions s’ajoutent.")
class BlocFilter:
    """Conditions on blocs."""

    certification: list[str] | None = strawberry.field(
        default=None, description="Qui composent l’une de ces certifications (codes ou alias)."
    )


@strawberry.type(description="Un bloc, tel qu’une version d’une certification le compose.")
@partners("bloc", "optional", "capacites")
class ReferentielBloc:
    """A bloc within one version."""

    bloc: Bloc = field(resolve.bloc_of, Bloc, "Le bloc.")
    optional: bool = strawberry.field(description="Vrai pour un bloc facultatif.")
    capacites: list[Capacite] = strawberry.field(
        description="Ses capacités dans cette version ; vide quand le regroupement n’est pas connu."
    )


@strawberry.type(description="Le rapport d’opportunité, rubrique par rubrique (REF-02).")
class OpportunityReport:
    """A rapport d'opportunité."""

    needs: str | None = strawberry.field(description="Besoins des entreprises.")
    jobs: str | None = strawberry.field(description="Perspectives d’emploi et caractéristiques des emplois.")
    position: str | None = strawberry.field(description="Place parmi les diplômes, titres et CQPM qui existent.")
    publics: str | None = strawberry.field(description="Publics et flux estimés.")
    activities_analysis: str | None = strawberry.field(description="Analyse des activités.")
    grouping_analysis: str | None = strawberry.field(description="Analyse du regroupement des capacités.")
    history: str | None = strawberry.field(description="Historique, pour une révision.")
    differences: str | None = strawberry.field(
        description="Écarts entre anciennes et nouvelles capacités, pour une révision."
    )
    cncp_requested_on: date | None = strawberry.field(
        description="Jour où l’avis de la CNCP a été demandé, pour une création."
    )


@strawberry.type(description="Qui a déposé une version, quand et à quel titre.")
class Submission:
    """The submission of a version."""

    nature: SubmissionNature = strawberry.field(description="Création, révision ou complément.")
    on: date = strawberry.field(description="Jour du dépôt.")
    organisation: Organisation | None = field(
        resolve.submitter_of, Organisation | None, "L’UIMM qui dépose ; nulle quand c’est le GTP (REF-14)."
    )
    completes: Annotated["Referentiel", strawberry.lazy("graph.schema.referentiel.types")] | None = field(
        resolve.completed_by,
        Annotated["Referentiel", strawberry.lazy("graph.schema.referentiel.types")] | None,
        "La version dont elle comble les manques, pour un complément.",
    )
    report: OpportunityReport | None = strawberry.field(
        description="Le rapport d’opportunité, montré au GTP et aux centres de ressources (REF-02)."
    )


@strawberry.type(description="Une version d’une certification : ce qu’elle vise, ce qu’elle évalue.")
@shows(entities.Referentiel)
@partners(
    *("id", "version", "effective_on", "draft", "completeness", "mission", "activities", "environment", "interactions"),
    *("admissibility", "capacites", "composition", "source", "digest"),
)
class Referentiel(Node):
    """One immutable version."""

    id: strawberry.ID = identifier("Referentiel")
    version: int = strawberry.field(description="Rang de la version, à partir de 1.")
    effective_on: date | None = strawberry.field(description="Date d’effet, si elle est connue (REF-06).")
    draft: bool = strawberry.field(
        description="Vrai pour un projet que le GTP n’a pas décidé : aucun dossier ne le suit encore (REF-06)."
    )
    submission: Submission | None = strawberry.field(
        description="Son dépôt ; nul pour ce que les sources publient (REF-02)."
    )
    completeness: Completeness = strawberry.field(description="Ce que l’on en connaît.")
    mission: str | None = strawberry.field(description="Mission visée, si elle est connue.")
    activities: list[str] = strawberry.field(description="Activités visées, si elles sont connues.")
    environment: str | None = strawberry.field(description="Environnement de travail, s’il est connu.")
    interactions: str | None = strawberry.field(
        description="Responsabilités et relations au travail, si elles sont connues."
    )
    admissibility: str | None = strawberry.field(description="Conditions d’admissibilité, si elles sont connues.")
    capacites: list[Capacite] = field(resolve.capacites, list[Capacite], "Toutes les capacités, dans leur ordre.")
    composition: list[ReferentielBloc] = field(
        resolve.composition, list[ReferentielBloc], "Les blocs, avec leurs capacités quand le regroupement est connu."
    )
    source: str | None = strawberry.field(description="Document dont viennent les faits.")
    digest: str = strawberry.field(description="Empreinte du contenu ; une version ne change jamais.")
