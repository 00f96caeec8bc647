"""Certificates: numbered once, handed over, copied, cancelled, replaced, their holders asked (CER-02 to CER-09)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.command import Part, Text
from rules.base.entity import Entity, Value
from rules.base.worded import Worded
from rules.certificate.kind import CertificateKind
from rules.certificate.number import certificate_key
from rules.certification.certification import CertificationKind


class CertificateState(Worded):
    """Where a certificate stands."""

    ISSUED = "ISSUED", "Émis, pas encore remis."
    DELIVERED = "DELIVERED", "Remis (CER-02)."
    CANCELLED = "CANCELLED", "Annulé ; son numéro reste le sien (CER-07)."


class Recipient(Worded):
    """To whom a certificate is handed (CER-02)."""

    CANDIDATE = "CANDIDATE", "Au candidat."
    COMPANY = "COMPANY", "À l’entreprise, si le candidat est en contrat."


class DeliveryMeans(Worded):
    """How a certificate is handed over (CER-02)."""

    LETTER = "LETTER", "Par lettre simple."
    REGISTERED_LETTER = "REGISTERED_LETTER", "Par lettre recommandée avec accusé de réception."
    HAND = "HAND", "En main propre, contre décharge."


class Delivery(Value):
    """A certificate handed over."""

    to: Recipient
    means: DeliveryMeans
    on: date
    receipt: str | None = None
    """The uploaded receipt, for one given by hand."""
    survey_enclosed: bool = False
    """Whether the questionnaire on the professional situation went with it (CER-04)."""


class Copy(Value):
    """A certified copy (CER-03)."""

    on: date
    reason: str
    certified_by: str


class CancellationKind(Worded):
    """What a cancellation says of the award (CER-09)."""

    ERROR = "ERROR", "Erreur : il est aussitôt réémis sous un nouveau numéro, et ce qui est acquis le reste (CER-09)."
    UNDUE = "UNDUE", "Attribution indue : ce qu’il prouvait n’est plus tenu, ni repris (CER-09)."


class Cancellation(Value):
    """Why a certificate no longer counts (CER-07, CER-09)."""

    on: date
    reason: str
    kind: CancellationKind | None = None
    """Null for what was cancelled before the service asked for it."""


class SurveyAnswer(Part):
    """One question of the centre's questionnaire, as it is printed, and the holder's answer."""

    says = "Une question du questionnaire du centre, et sa réponse."

    question: Annotated[str, Text("La question", 500)] = Field(
        description="La question, telle qu’elle est imprimée ; 500 caractères au plus."
    )
    answer: Annotated[str, Text("La réponse", 2_000)] = Field(
        description="La réponse du titulaire ; 2 000 caractères au plus."
    )


class Survey(Value):
    """
    What the holder answered on their professional situation, for the GTP's analyses (CER-04).

    The texts recommend a questionnaire without giving one: its questions are the centre's.
    """

    answered_on: date
    answers: tuple[SurveyAnswer, ...]


class Certificate(Entity):
    """One certificate; its identifier is the key of its number (NUM-03)."""

    number: str
    family: CertificationKind = CertificationKind.CQPM
    """The family of its certification, which says what life it leads."""
    kind: CertificateKind
    state: CertificateState = CertificateState.ISSUED
    certification: str
    bloc: str | None = None
    title: str
    """Of the certification or the bloc, on the day it was issued."""
    dossier: str
    """Number of the dossier."""
    candidate: str
    exam_centre: str
    issued_on: date
    """Day of the GTP's decision (our reading of NUM-03), of one that replaces another too: it awards nothing new."""
    reissued_on: date | None = None
    """Day on which it was made in the place of another (CER-09)."""
    replaces: str | None = None
    """Number of the one cancelled in error whose place it takes (CER-09)."""
    replaced_by: str | None = None
    """Number of the one that takes its place, once it is cancelled in error (CER-09)."""
    delivery: Delivery | None = None
    copies: tuple[Copy, ...] = ()
    survey: Survey | None = None
    cancellation: Cancellation | None = None

    @property
    def delivered_on(self) -> date | None:
        """The day it was handed over."""
        return self.delivery.on if self.delivery else None

    @property
    def made_on(self) -> date:
        """The day of « Fait à Paris, le » (CER-01), before which it is not handed over."""
        return self.reissued_on or self.issued_on

    @property
    def proves(self) -> str:
        """The code of what it proves: a bloc, or a whole certification."""
        return self.bloc or self.certification

    @property
    def key(self) -> str:
        """What its number is looked up by."""
        return certificate_key(self.number) or self.number


def standing(certificates: Iterable[Certificate]) -> list[Certificate]:
    """Those that still count: one cancelled proves nothing any more, one that replaces it does (CER-07, CER-09)."""
    return [item for item in certificates if item.state is not CertificateState.CANCELLED]
