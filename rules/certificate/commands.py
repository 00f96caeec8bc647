"""What is asked of a certificate."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Command, Id, Line, Text
from rules.certificate.certificate import CancellationKind, DeliveryMeans, Recipient, SurveyAnswer


class DeliverCertificate(Command):
    """What hands a certificate over."""

    says = "Ce qu’il faut pour remettre un certificat (CER-02)."

    certificate: str = Field(description="Numéro du certificat.")
    to: Recipient = Field(description="À qui.")
    means: DeliveryMeans = Field(description="Par quel moyen.")
    on: date | None = Field(default=None, description="Jour de la remise ; par défaut, la date du jour.")
    receipt: Annotated[str | None, Id("File")] = Field(
        default=None, description="La décharge versée par PUT /files, pour une remise en main propre."
    )
    survey_enclosed: bool = Field(
        default=False, description="Vrai si le questionnaire sur la situation professionnelle est joint (CER-04)."
    )


class IssueCertifiedCopy(Command):
    """What issues a certified copy."""

    says = "Ce qu’il faut pour délivrer une copie certifiée conforme (CER-03)."

    certificate: str = Field(description="Numéro du certificat.")
    reason: Annotated[str, Text("Le motif", 500)] = Field(description="Motif, par exemple la perte de l’original.")
    certified_by: Annotated[str, Line("Le nom de qui certifie")] = Field(description="Nom et qualité de qui certifie.")


class RecordSurvey(Command):
    """What records a holder's answers."""

    says = "Ce qu’il faut pour enregistrer un questionnaire rempli (CER-04)."

    certificate: str = Field(description="Numéro du certificat.")
    answered_on: date | None = Field(default=None, description="Jour de la réponse ; par défaut, la date du jour.")
    answers: tuple[SurveyAnswer, ...] = Field(
        description="Les réponses, 100 au plus ; elles remplacent celles d’avant."
    )


class CancelCertificate(Command):
    """What cancels a certificate."""

    says = "Ce qu’il faut pour annuler un certificat (CER-07, CER-09)."

    certificate: str = Field(description="Numéro du certificat.")
    kind: CancellationKind | None = Field(default=None, description="Erreur ou attribution indue ; attendu (CER-09).")
    reason: Annotated[str, Text("Le motif de l’annulation", 500)] = Field(description="Motif.")
