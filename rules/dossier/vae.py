"""
What a request of validation des acquis de l'expérience holds beside any dossier (VAE-02, VAE-04, VAE-06, VAE-09).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 1, § 2,
and annex 4.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from rules.access.viewer import Role
from rules.base.command import Line, Part, Text
from rules.base.entity import Value
from rules.base.worded import Worded


class ContractKind(Worded):
    """Under what contract, or without one, an activity was carried out (VAE-02)."""

    CDI = "CDI", "Contrat à durée indéterminée."
    CDD = "CDD", "Contrat à durée déterminée."
    INTERIM = "INTERIM", "Travail temporaire."
    ALTERNANCE = "ALTERNANCE", "Apprentissage ou contrat de professionnalisation."
    STAGE = "STAGE", "Stage, ou période de formation en milieu professionnel."
    INDEPENDANT = "INDEPENDANT", "Activité indépendante."
    FONCTION_PUBLIQUE = "FONCTION_PUBLIQUE", "Fonction publique."
    BENEVOLAT = "BENEVOLAT", "Bénévolat, ou engagement sans contrat."
    AUTRE = "AUTRE", "Autre."


class Experience(Part):
    """One line of the dossier d'activités (VAE-02)."""

    says = "Une expérience du dossier d’activités (VAE-02)."

    post: Annotated[str, Line("Le poste")] = Field(description="Poste, ou fonction exercée.")
    employer: Annotated[str, Line("L’employeur")] = Field(description="Employeur, ou organisme d’accueil.")
    activity: Annotated[str, Line("L’activité principale")] = Field(
        description="Activité principale de l’entreprise ou de l’organisme."
    )
    contract: ContractKind = Field(description="Nature du contrat.")
    starts_on: date = Field(description="Premier jour.")
    ends_on: date | None = Field(default=None, description="Dernier jour, compris ; nul si elle dure encore.")
    hours: int | None = Field(default=None, description="Heures en tout ; ou la quotité, à défaut.")
    share: int | None = Field(
        default=None, description="Quotité de travail, en pour cent d’un temps plein ; ou les heures."
    )
    voluntary: bool = Field(default=False, description="Vrai si elle est bénévole : elle compte comme une autre.")
    related: bool = Field(default=True, description="Faux si elle est sans rapport avec la certification visée.")
    tasks: Annotated[str | None, Text("Les tâches", 2_000)] = Field(
        default=None, description="Principales tâches, en quelques mots."
    )


class VaePieceKind(Worded):
    """The pieces of a request of VAE: the recevabilité file, then the evidence (VAE-02, VAE-08)."""

    CV = "CV", "CV synthétique."
    IDENTITY = "IDENTITY", "Pièce d’identité."
    MOTIVATION_LETTER = "MOTIVATION_LETTER", "Lettre de motivation."
    SWORN_STATEMENT = "SWORN_STATEMENT", "Attestation sur l’honneur de demande unique dans l’année civile (VAE-03)."
    DIPLOMA = "DIPLOMA", "Copie d’un diplôme, d’un titre ou d’une attestation ; plusieurs possibles."
    ACTIVITY_PROOF = "ACTIVITY_PROOF", "Justificatif d’une activité ; plusieurs possibles."
    EVIDENCE = "EVIDENCE", "Dossier de preuves, après l’avis favorable (VAE-08)."


SEVERAL = frozenset({VaePieceKind.DIPLOMA, VaePieceKind.ACTIVITY_PROOF})
"""Pieces of which there may be several; of any other, a new one takes the place of the one before."""

VAE_PIECE_WORDS = {
    VaePieceKind.CV: "le CV",
    VaePieceKind.IDENTITY: "la pièce d’identité",
    VaePieceKind.MOTIVATION_LETTER: "la lettre de motivation",
    VaePieceKind.SWORN_STATEMENT: "l’attestation sur l’honneur de demande unique",
    VaePieceKind.DIPLOMA: "les copies de diplômes, titres ou attestations",
    VaePieceKind.ACTIVITY_PROOF: "les justificatifs d’activité",
    VaePieceKind.EVIDENCE: "le dossier de preuves",
}
"""The pieces as a message or a letter names them."""
ACTIVITIES_WORDS = "le dossier d’activités"


class VaePiece(Value):
    """A piece of the request, uploaded before."""

    kind: VaePieceKind
    file: str
    sha256: str
    label: str | None = None
    received_on: date
    through: Role
    """Who brought it: the centre, the candidate, or an adviser under their mandate (PRD-03)."""


class Notice(Value):
    """The notice on the recevabilité (VAE-04)."""

    favourable: bool
    on: date
    reasons: str | None = None
    tacit: bool = False
    """Born of silence, on the day after the last that the law gives."""


class Support(Value):
    """Help by a third party in building the evidence (VAE-09)."""

    by: str
    organisation: str | None = None
    starts_on: date
    hours: int | None = None


class Extent(Worded):
    """What the commission de validation may conclude: the jury alone concludes to none (VAE-06)."""

    TOTAL = "TOTAL", "Validation totale."
    PARTIAL = "PARTIAL", "Validation partielle."


class Conclusion(Value):
    """What the commission de validation reports to the jury (VAE-06)."""

    extent: Extent
    on: date
    president: str
    observations: str | None = None


class VaeRequest(Value):
    """A request of VAE, from its file to the commission's conclusion."""

    experiences: tuple[Experience, ...] = ()
    activities_on: date | None = None
    """Day on which the dossier d'activités was received."""
    without_diploma: bool = False
    """Whether there is no diploma, title or certificate in relation with the certification to be copied."""
    pieces: tuple[VaePiece, ...] = ()
    complete_on: date | None = None
    """Day on which the recevabilité file became complete, which starts the delays (VAE-04); what is replaced
    afterwards moves nothing."""
    notice: Notice | None = None
    support: Support | None = None
    president: str | None = None
    """Who presides the commission de validation for the centre d'examen (VAE-06)."""
    evaluated: bool = False
    """Whether everything in the scope has a result (EVA-06)."""
    conclusion: Conclusion | None = None

    @property
    def favourable(self) -> bool:
        """Whether a favourable notice was given, or silence stands for one (VAE-04)."""
        return self.notice is not None and self.notice.favourable

    @property
    def evidence(self) -> VaePiece | None:
        """The dossier de preuves, once received (VAE-08)."""
        return next((piece for piece in self.pieces if piece.kind is VaePieceKind.EVIDENCE), None)

    def missing(self) -> list[str]:
        """What the recevabilité file still lacks, in words, in the order of the text (VAE-02)."""
        there = {piece.kind for piece in self.pieces}
        due = [kind for kind in VaePieceKind if kind is not VaePieceKind.EVIDENCE]
        if self.without_diploma:
            due.remove(VaePieceKind.DIPLOMA)
        lacking = [VAE_PIECE_WORDS[kind] for kind in due if kind not in there]
        return lacking if self.experiences else [ACTIVITIES_WORDS, *lacking]

    def received(self) -> Iterable[date]:
        """The days on which the parts of the recevabilité file were received."""
        days = [piece.received_on for piece in self.pieces if piece.kind is not VaePieceKind.EVIDENCE]
        return [*days, *([self.activities_on] if self.activities_on else [])]
