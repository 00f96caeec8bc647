"""Certificates, as clients see them, and what is done with them."""

from datetime import date

import strawberry

from graph.schema.base.bind import field, partners, plain, shows
from graph.schema.base.filters import DateRange
from graph.schema.base.relay import Node, identifier
from graph.schema.candidate.types import Candidate
from graph.schema.certification.types import Certification
from graph.schema.document.types import DUE_PAPERS, Document, DuePaper
from graph.schema.referentiel.types import Bloc
from graph.schema.rule.types import Check, Payload
from resolvers.certificate import reading as resolve
from resolvers.document import reading as documents
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.certificate import certificate as entities
from rules.certificate.certificate import CancellationKind, CertificateState, Recipient
from rules.certificate.kind import CertificateKind


@strawberry.type(description="Une copie certifiée conforme (CER-03).")
class CertifiedCopy:
    """One certified copy."""

    on: date = strawberry.field(description="Date.")
    reason: str = strawberry.field(description="Motif.")
    certified_by: str = strawberry.field(description="Qui certifie.")


@strawberry.type(description="Une question du questionnaire du centre, et sa réponse.")
@shows(entities.SurveyAnswer)
class SurveyAnswer:
    """One answer."""

    question: str = strawberry.field(description="La question, telle qu’elle est imprimée.")
    answer: str = strawberry.field(description="La réponse du titulaire.")


@strawberry.type(description="Ce que le titulaire a répondu sur sa situation professionnelle, pour le GTP (CER-04).")
@shows(entities.Survey)
class Survey:
    """What a holder answered."""

    answered_on: date = strawberry.field(description="Jour de la réponse.")
    answers: list[SurveyAnswer] = strawberry.field(description="Les réponses, dans l’ordre du questionnaire.")


@strawberry.type(description="Un certificat numéroté (NUM-03), émis par la validation du GTP (GTP-03, GTP-04).")
@shows(entities.Certificate)
class Certificate(Node):
    """One certificate."""

    id: strawberry.ID = identifier("Certificate")
    revision: int = strawberry.field(description="Révision, à renvoyer dans expectedRevision.")
    number: str = strawberry.field(description="Numéro, unique et jamais réemployé (NUM-03).")
    kind: CertificateKind = strawberry.field(description="Ce qu’il prouve.")
    state: CertificateState = strawberry.field(description="Où il en est.")
    title: str = strawberry.field(description="Intitulé de la certification ou du bloc, le jour de l’émission.")
    certification: Certification = field(resolve.certification_of, Certification, "La certification.")
    bloc: Bloc | None = field(resolve.bloc_of, Bloc | None, "Le bloc, si c’est celui d’un bloc.")
    candidate: Candidate | None = field(
        resolve.candidate_of, Candidate | None, "Le titulaire, pour qui peut voir la personne."
    )
    issued_on: date = strawberry.field(description="Jour de la décision du GTP.")
    delivered_on: date | None = strawberry.field(description="Jour de la remise (CER-02).")
    delivered_to: Recipient | None = plain(
        lambda certificate: certificate.delivery and certificate.delivery.to, Recipient | None, "À qui il a été remis."
    )
    copies: list[CertifiedCopy] = strawberry.field(description="Les copies certifiées conformes délivrées (CER-03).")
    survey: Survey | None = strawberry.field(description="Le questionnaire sur la situation professionnelle (CER-04).")
    cancellation_reason: str | None = plain(
        lambda certificate: certificate.cancellation and certificate.cancellation.reason,
        str | None,
        "Motif de l’annulation (CER-07).",
    )
    cancellation_kind: CancellationKind | None = plain(
        lambda certificate: certificate.cancellation and certificate.cancellation.kind,
        CancellationKind | None,
        "Ce que l’annulation dit de l’attribution (CER-09) ; nul pour celles d’avant que le service le demande.",
    )
    replaces: str | None = strawberry.field(
        description="Numéro de celui, annulé par erreur, dont il prend la place (CER-09)."
    )
    replaced_by: str | None = strawberry.field(
        description="Numéro de celui qui a pris sa place, s’il a été annulé pour une erreur (CER-09)."
    )
    reissued_on: date | None = strawberry.field(
        description="Jour où il a été établi à la place d’un autre ; nul pour les autres (CER-09)."
    )
    documents: list[Document] = field(documents.of_certificate, list[Document], "Le certificat et ses copies, en Word.")
    next_actions: list[Operation] = field(
        resolve.next_actions, list[Operation], "Les opérations que vous pouvez faire maintenant sur lui."
    )
    due_papers: list[DuePaper] = DUE_PAPERS
    checklist: list[Check] = field(
        resolve.checklist,
        list[Check],
        "Ce que les règles demandent, et où l’on en est (CER-01, CER-02, CER-04, CER-06).",
    )


@strawberry.type(description="Ce que chacun peut savoir d’un numéro de certificat, sans rien de la personne (CQPI-02).")
@shows(resolve.Verification)
@partners("number", "genuine", "state", "kind", "title", "issued_on", key="number")
class CertificateVerification:
    """What anyone may know of a number."""

    number: str = strawberry.field(description="Le numéro, tel qu’il s’écrit.")
    genuine: bool = strawberry.field(description="Vrai si ce certificat existe et n’est pas annulé.")
    state: CertificateState | None = strawberry.field(description="Où il en est ; nul s’il n’existe pas.")
    kind: CertificateKind | None = strawberry.field(description="Ce qu’il prouve.")
    title: str | None = strawberry.field(description="Intitulé de ce qu’il prouve.")
    issued_on: date | None = strawberry.field(description="Jour de l’émission.")
    replaces: str | None = strawberry.field(description="Numéro de celui, annulé, dont il prend la place (CER-09).")
    replaced_by: str | None = strawberry.field(description="Numéro de celui qui a pris sa place (CER-09).")


@strawberry.input(description="Filtre des certificats ; les conditions s’ajoutent.")
class CertificateFilter:
    """Conditions on certificates."""

    kind: list[CertificateKind] | None = strawberry.field(default=None, description="De l’une de ces natures.")
    state: list[CertificateState] | None = strawberry.field(default=None, description="Dans l’un de ces états.")
    certification: list[str] | None = strawberry.field(
        default=None, description="De l’une de ces certifications (codes ou alias), blocs compris."
    )
    bloc: list[str] | None = strawberry.field(default=None, description="De l’un de ces blocs (codes).")
    exam_centre: list[str] | None = strawberry.field(default=None, description="De l’un de ces centres d’examen.")
    candidate: list[strawberry.ID] | None = strawberry.field(
        default=None, description="De l’un de ces candidats (identifiants)."
    )
    issued_on: DateRange | None = strawberry.field(default=None, description="Émis ces jours-là.")
    delivered: bool | None = strawberry.field(
        default=None, description="Vrai pour ceux qui ont été remis, faux pour les autres (CER-02)."
    )


@strawberry.type(description="Ce que rend une opération sur un certificat.")
@shows((Done, Refused))
class CertificatePayload(Payload):
    """The certificate, or the reasons why not."""

    certificate: Certificate | None = plain(
        lambda outcome: outcome.entity, Certificate | None, "Le certificat ; nul s’il y a des problèmes."
    )
