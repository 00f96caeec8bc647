"""Dossiers, as clients see them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.base.relay import FORWARD, Connection, Node, global_id, identifier
from graph.schema.candidate.types import Candidate
from graph.schema.certification.types import Certification
from graph.schema.document.types import DUE_PAPERS, Document, DuePaper
from graph.schema.dossier.judgment import GtpVerdict, Judgment
from graph.schema.dossier.plan import EvaluationPlan
from graph.schema.dossier.vae import VaeRequest
from graph.schema.equivalence.types import Equivalence
from graph.schema.event.types import Event
from graph.schema.organisation.types import Organisation
from graph.schema.referentiel.types import Bloc, Capacite, Referentiel
from graph.schema.rule.types import Check, Payload
from resolvers.dossier import reading as resolve
from resolvers.dossier.judgments import earlier_of, verdict_of
from resolvers.dossier.plan import plan_of
from resolvers.shared import history
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.dossier import dossier as entities
from rules.dossier.dossier import DossierStatus, JuryDecision, Outcome, Route
from rules.dossier.lists import Channel, Funding, Origin, Sector
from rules.referentiel.referentiel import EvaluationMode

if TYPE_CHECKING:
    from graph.schema.certificate.types import Certificate
    from graph.schema.session.types import Session


@strawberry.type(description="Entreprise du candidat, telle que le procès-verbal la demande (JUR-14).")
class Company:
    """The candidate's company."""

    name: str = strawberry.field(description="Raison sociale.")
    address: str | None = strawberry.field(description="Adresse.")
    nace: str | None = strawberry.field(description="Code NACE.")
    sector: Sector | None = strawberry.field(description="Métallurgie, ou hors métallurgie.")
    branch: str | None = strawberry.field(description="Branche, hors métallurgie.")


HoldingOrigin = Annotated[
    Annotated["Certificate", strawberry.lazy("graph.schema.certificate.types")]
    | Annotated["Dossier", strawberry.lazy("graph.schema.dossier.types")]
    | Equivalence,
    strawberry.union("HoldingOrigin", description="Ce qui fait détenir : un certificat, un dossier, une équivalence."),
]


@strawberry.type(description="Une certification, un bloc ou une capacité acquis, par quoi, et jusqu’à quand.")
class Holding:
    """Something acquired."""

    certification: Certification = field(
        resolve.held_certification_of, Certification, "La certification dont c’est une part, ou le tout."
    )
    bloc: Bloc | None = field(resolve.bloc_of, Bloc | None, "Le bloc (CON-01) ; nul pour le tout.")
    capacite: Capacite | None = field(resolve.capacite_of, Capacite | None, "La capacité, conservée un temps (CON-02).")
    through: HoldingOrigin = plain(lambda held: held.through, HoldingOrigin, "Ce qui l’a fait acquérir.")
    valid_until: date | None = strawberry.field(
        description="Dernier jour, compris ; nul si c’est pour toujours, ou tant que l’on ne sait pas si le dossier "
        "compte comme inscrit au RNCP (REG-01)."
    )


@strawberry.type(
    description="Ce qu’un dossier peut reprendre d’un dossier antérieur sans nouvelle évaluation (INS-08, INS-12)."
)
class CarryOver:
    """Something that may be carried over."""

    capacite: Capacite | None = field(resolve.capacite_of, Capacite | None, "La capacité ; nulle pour un bloc entier.")
    bloc: Bloc | None = field(resolve.bloc_of, Bloc | None, "Le bloc, là où il s’évalue en entier.")
    dossier: Annotated["Dossier", strawberry.lazy("graph.schema.dossier.types")] | None = field(
        resolve.source_of,
        Annotated["Dossier", strawberry.lazy("graph.schema.dossier.types")] | None,
        "Le dossier dont cela vient, s’il existe pour vous.",
    )
    equivalence: Equivalence | None = field(
        resolve.equivalence_of,
        Equivalence | None,
        "L’équivalence déclarée par le GTP, pour un bloc partagé avec une autre certification (EQ-01).",
    )
    valid_until: date | None = strawberry.field(
        description="Dernier jour, compris, où cela pouvait être demandé (CON-02) ; nul si c’est pour toujours."
    )
    carried: bool = strawberry.field(description="Vrai si c’est déjà repris dans ce dossier.")


@strawberry.type(description="L’évaluation d’une capacité, d’un bloc entier ou d’une unité notée.")
class Evaluation:
    """One evaluation of a dossier, as resolvers.dossier.dossiers.EvaluationOf pairs them."""

    id: strawberry.ID = plain(lambda shown: global_id("Evaluation", shown.id), strawberry.ID, "Identifiant opaque.")
    capacite: Capacite | None = field(resolve.capacite_of, Capacite | None, "La capacité évaluée.")
    bloc: Bloc | None = field(resolve.bloc_of, Bloc | None, "Le bloc évalué en entier.")
    mark: float | None = strawberry.field(description="Note, pour une unité notée.")
    acquired: bool = strawberry.field(description="Vrai si elle est acquise.")
    mode: EvaluationMode | None = strawberry.field(
        description="Modalité ; nulle pour ce qui n’en a pas, comme une unité notée."
    )
    on: date = strawberry.field(description="Date.")
    carried_over: bool = strawberry.field(description="Vrai si elle vient d’un dossier précédent (INS-08).")
    carried_from: Annotated["Dossier", strawberry.lazy("graph.schema.dossier.types")] | None = field(
        resolve.carried_from_of,
        Annotated["Dossier", strawberry.lazy("graph.schema.dossier.types")] | None,
        "Le dossier dont elle est reprise (INS-08), s’il existe pour vous.",
    )
    kept_until: date | None = strawberry.field(
        description="Reprise, le dernier jour où cela pouvait être demandé (CON-02) ; nul si c’est pour toujours."
    )
    evaluators: list[str] = strawberry.field(description="Les évaluateurs (EVA-06).")
    observations: str | None = strawberry.field(description="Observations de la commission.")


@strawberry.type(description="Un membre de la commission d’évaluation (EVA-04).")
class Evaluator:
    """A member of the commission."""

    name: str = strawberry.field(description="Nom et prénom.")
    function: str = strawberry.field(description="Ce qui le qualifie.")


@strawberry.type(description="La réunion de la commission avec le candidat.")
class CommissionMeeting:
    """When and where the commission meets the candidate."""

    on: date = strawberry.field(description="Jour.")
    time: str | None = strawberry.field(description="Heure.")
    place: str = strawberry.field(description="Lieu.")


@strawberry.type(description="L’avis de l’entreprise sur ce que le candidat a réalisé (EVA-03).")
class CompanyOpinion:
    """The company's opinion."""

    favourable: bool = strawberry.field(description="Vrai s’il est favorable.")
    by: str = strawberry.field(description="Qui le donne.")
    on: date = strawberry.field(description="Date.")
    text: str | None = strawberry.field(description="L’avis.")


@strawberry.type(description="Ce qui a été corrigé d’un dossier après son ouverture (PRD-05).")
class DossierCorrection:
    """A correction of a dossier."""

    on: date = strawberry.field(description="Jour.")
    fields: list[str] = strawberry.field(description="Ce qui a changé, par le nom de ses champs (company.nace).")
    reason: str = strawberry.field(description="Motif.")


@strawberry.type(description="Un dossier proposé à un autre centre (PRD-02).")
class Transfer:
    """A transfer that is proposed."""

    centre: Organisation = field(resolve.centre_of, Organisation, "Le centre à qui il est proposé.")
    reason: str = strawberry.field(description="Motif de la proposition.")
    proposed_on: date = strawberry.field(description="Jour de la proposition.")


@strawberry.type(description="Le compte des votes d’un jury (JUR-07).")
class Tally:
    """The votes of a jury."""

    admitting: int = strawberry.field(description="Voix pour l’admission.")
    refusing: int = strawberry.field(description="Voix contre.")
    tie_broken: bool = strawberry.field(description="Vrai si la voix du président a tranché.")


@strawberry.type(
    description="Le parcours d’un candidat vers une certification, ou certains de ses blocs, par une voie."
)
@shows(entities.Dossier)
class Dossier(Node):
    """One dossier."""

    id: strawberry.ID = identifier("Dossier")
    number: str = strawberry.field(description="Numéro, attribué à l’ouverture.")
    revision: int = strawberry.field(description="Révision, à renvoyer dans expectedRevision.")
    anonymous_number: str | None = strawberry.field(
        description="Numéro anonyme dans sa session, le seul nom que le jury lit avant sa dernière décision (JUR-08)."
    )
    candidate: Candidate | None = field(
        resolve.candidate_of, Candidate | None, "Le candidat ; nul pour un jury avant sa dernière décision (JUR-08)."
    )
    certification: Certification = field(resolve.certification_of, Certification, "La certification visée.")
    referentiel: Referentiel | None = field(
        resolve.referentiel_of,
        Referentiel | None,
        "La version du référentiel, fixée à l’ouverture (REF-07) ; nulle pour une famille qui n’en a pas.",
    )
    target_blocs: list[Bloc] = field(
        resolve.target_blocs_of, list[Bloc], "Les blocs visés ; vide si c’est la certification entière (INS-06)."
    )
    route: Route = strawberry.field(description="Voie d’accès.")
    channel: Channel | None = strawberry.field(
        description="Voie d’inscription (INS-02) ; nulle pour une famille qui n’en a pas."
    )
    origin: Origin | None = strawberry.field(
        description="Origine du candidat (INS-03) ; nulle pour une famille qui n’en a pas."
    )
    funding: Funding | None = strawberry.field(
        description="Dispositif de financement (INS-03) ; nul pour une famille qui n’en a pas."
    )
    apprentice: bool = strawberry.field(description="Vrai pour un apprenti, qui mobilise son CPF (INS-05).")
    company: Company | None = strawberry.field(description="Entreprise ; nulle pour un demandeur d’emploi.")
    without_employer: bool = strawberry.field(
        description="Vrai si le candidat agit sans l’accord de son employeur, même connu (EVA-03, CER-02)."
    )
    host_company: Company | None = strawberry.field(
        description="Entreprise d’accueil d’un demandeur d’emploi en POEI ; jamais au procès-verbal (INS-03, JUR-14)."
    )
    training_body: str | None = strawberry.field(description="Organisme de formation.")
    exam_centre_reason: str | None = strawberry.field(
        description="Motif, quand le centre n’est pas celui dont dépend le candidat (INS-01)."
    )
    exam_centre: Organisation = field(resolve.exam_centre_of, Organisation, "Le centre d’examen (INS-01).")
    requested_on: date = strawberry.field(description="Date de la demande du candidat (INS-09).")
    opened_on: date = strawberry.field(description="Date de l’inscription (INS-09).")
    typed_on: date | None = strawberry.field(
        description="Jour de la saisie ; nul pour un dossier ouvert avant que le service le garde (INS-10)."
    )
    late_reason: str | None = strawberry.field(
        description="Motif d’une inscription saisie après sa date, que le GTP lit avec la session (INS-10)."
    )
    engaged_on: date = strawberry.field(description="Date d’engagement, qui choisit le référentiel (REF-07).")
    training_starts_on: date | None = strawberry.field(
        description="Jour de l’entrée en formation, s’il est connu (REG-01)."
    )
    counts_as_registered: bool | None = field(
        resolve.registered_of,
        bool | None,
        "Vrai si le dossier compte comme inscrit au RNCP : une fiche en vigueur à l’entrée en formation, ou à "
        "l’avis favorable de VAE. Nul tant qu’aucune source ne le dit (REG-01).",
    )
    status: DossierStatus = strawberry.field(description="Où il en est.")
    next_actions: list[Operation] = field(
        resolve.next_actions, list[Operation], "Les opérations que vous pouvez faire maintenant sur lui."
    )
    due_papers: list[DuePaper] = DUE_PAPERS
    checklist: list[Check] = field(resolve.checklist, list[Check], "Ce que les règles demandent, et où l’on en est.")
    evaluations: list[Evaluation] = field(resolve.evaluations_of, list[Evaluation], "Les évaluations.")
    carry_over: list[CarryOver] = field(
        resolve.carry_over_of,
        list[CarryOver],
        "Ce qui peut être repris de dossiers antérieurs, et ce qui l’est déjà, avant la décision du jury (INS-12).",
    )
    decision: JuryDecision | None = strawberry.field(
        description="Décision du jury ; cachée au candidat tant que le GTP n’a pas décidé (GTP-06)."
    )
    outcome: Outcome | None = strawberry.field(description="Ce que la décision laisse acquis (GTP-06).")
    acquired: list[Holding] = field(resolve.acquired_of, list[Holding], "Ce qui est acquis par ce dossier (GTP-06).")
    conservation_until: date | None = field(
        resolve.conservation_until_of,
        date | None,
        "Dernier jour pour demander une réinscription en gardant les capacités acquises (CON-02) ; nul tant que "
        "l’on ne sait pas si le dossier compte comme inscrit au RNCP (REG-01).",
    )
    compensation: str | None = strawberry.field(
        description="Moyens de compensation d’un handicap, jamais montrés au jury (INS-07)."
    )
    tutor: str | None = strawberry.field(
        description="Nom du tuteur, qui ne vote pas sur le candidat (JUR-06) ; caché au jury comme son nom (JUR-08)."
    )
    plan: EvaluationPlan | None = field(
        plan_of, EvaluationPlan | None, "Ce qui est convenu des évaluations ; nul avant de l’être (EVA-05)."
    )
    commission: list[Evaluator] = strawberry.field(description="La commission d’évaluation (EVA-04).")
    meeting: CommissionMeeting | None = strawberry.field(
        description="Quand et où la commission reçoit le candidat, une fois fixé (INS-04, VAE-08)."
    )
    archives_destroyed_on: date | None = plain(
        lambda dossier: dossier.destroyed_on,
        date | None,
        "Jour où ses pièces d’évaluation ont été détruites ; ses résultats restent (ARC-01, ARC-02).",
    )
    vae: VaeRequest | None = strawberry.field(
        description="Ce qu’une demande de VAE ajoute ; nul pour un parcours de formation (VAE-02 à VAE-09)."
    )
    company_opinion: CompanyOpinion | None = strawberry.field(description="L’avis de l’entreprise (EVA-03).")
    transfer: Transfer | None = strawberry.field(description="Le transfert proposé, et pas encore accepté (PRD-02).")
    session: Annotated["Session", strawberry.lazy("graph.schema.session.types")] | None = field(
        resolve.session_of,
        Annotated["Session", strawberry.lazy("graph.schema.session.types")] | None,
        "La session qui le juge, si elle existe pour vous.",
    )
    tally: Tally | None = plain(
        lambda dossier: dossier.deliberation and dossier.deliberation.tally,
        Tally | None,
        "Le compte des votes, s’il y en a eu (JUR-07).",
    )
    abstentions: list[str] = plain(
        lambda dossier: dossier.deliberation.abstained if dossier.deliberation else (),
        list[str],
        "Les membres du jury qui se sont abstenus (JUR-19) ; vide pour le candidat.",
    )
    missed_on: list[date] = plain(
        lambda dossier: [item.on for item in dossier.missed],
        list[date],
        "Les jours des jurys auxquels le candidat ne s’est pas présenté (JUR-19).",
    )
    gtp_on: date | None = plain(
        lambda dossier: dossier.verdict and dossier.verdict.on, date | None, "Jour du GTP (GTP-01)."
    )
    gtp_reasons: str | None = plain(
        lambda dossier: dossier.verdict and dossier.verdict.reasons,
        str | None,
        "Motif du GTP, s’il n’a pas validé (GTP-01).",
    )
    verdict: GtpVerdict | None = field(
        verdict_of, GtpVerdict | None, "Ce que le GTP a décidé de l’attribution ; nul avant (GTP-06, GTP-07)."
    )
    earlier: list[Judgment] = field(
        earlier_of,
        list[Judgment],
        "Ce que des jurys précédents avaient décidé et que le GTP a refusé, du plus ancien au plus récent ; un jury "
        "n’en lit rien (GTP-07, JUR-08).",
    )
    certificates: list[Annotated["Certificate", strawberry.lazy("graph.schema.certificate.types")]] = field(
        resolve.certificates_of,
        list[Annotated["Certificate", strawberry.lazy("graph.schema.certificate.types")]],
        "Les certificats qu’il a donnés (GTP-03, GTP-06).",
    )
    unduly: list[str] = strawberry.field(
        description="Codes de ce qui a été attribué à tort par lui et n’est plus tenu (CER-09)."
    )
    documents: list[Document] = field(resolve.documents_of, list[Document], "Les documents produits (GTP-06).")
    corrections: list[DossierCorrection] = strawberry.field(
        description="Ce qui a été corrigé depuis l’ouverture, du plus ancien au plus récent (PRD-05)."
    )
    history: Connection[Event] = field(
        history.of_dossier, Connection[Event], "Ce qui lui est arrivé, du plus ancien au plus récent.", FORWARD
    )


@strawberry.type(description="Ce que rend une opération sur un dossier.")
@shows((Done, Refused))
class DossierPayload(Payload):
    """The dossier, or the reasons why not."""

    dossier: Dossier | None = plain(
        lambda outcome: outcome.entity, Dossier | None, "Le dossier ; nul s’il y a des problèmes."
    )
