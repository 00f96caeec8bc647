"""What is asked of a session and of its jury."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.civility import Civility
from rules.base.command import Command, Id, Line, Name, Part, Revision, Text
from rules.dossier.dossier import Again, JuryDecision
from rules.session.session import JuryRole, PieceKind


class ScheduleSession(Command):
    """What programmes a session."""

    revision = Revision.NEW
    says = "Ce qu’il faut pour programmer une session."

    certifications: tuple[str, ...] = Field(description="Codes des CQPM jugés (JUR-18).")
    held_on: date = Field(description="Jour de la réunion.")
    time: str | None = Field(default=None, description="Heure, HH:MM.")
    place: Annotated[str | None, Line("Le lieu")] = Field(default=None, description="Lieu.")


class RequestUnionMembers(Command):
    """What asks the unions for members."""

    says = "Ce qu’il faut pour saisir les organisations syndicales (JUR-01)."

    session: str = Field(description="Numéro de la session.")
    unions: tuple[str, ...] = Field(
        default=(), description="Codes des organisations ; toutes les représentatives si aucune n’est nommée."
    )
    requested_on: date | None = Field(default=None, description="Jour de la demande ; par défaut, ce jour.")


class NamedMember(Part):
    """Somebody to be named; nothing of it is trusted."""

    api_name = "JuryMember"
    says = "Une personne à nommer au jury."

    name: Annotated[str, Name("Le nom")] = Field(description="Nom et prénom.")
    civility: Civility | None = Field(
        default=None,
        description="Civilité, qui s’imprime devant le nom et avec laquelle les papiers s’accordent (CER-08).",
    )
    role: JuryRole = Field(description="En quelle qualité.")
    organisation: str = Field(description="Code de ce qui la désigne : chambre ou organisation syndicale.")
    voting: bool = Field(default=True, description="Vrai si elle prend part au vote (JUR-04, JUR-06).")
    function: Annotated[str | None, Line("La fonction")] = Field(default=None, description="Fonction.")
    employer: Annotated[str | None, Line("L’employeur")] = Field(
        default=None, description="Son entreprise (JUR-15, JUR-19)."
    )
    account: Annotated[str | None, Line("Le compte")] = Field(
        default=None, description="Compte sous lequel elle consulte le service."
    )
    qualified: bool = Field(
        default=False, description="Vrai si elle est qualifiée, ou connaît le dispositif (JUR-03, JUR-05)."
    )
    branch_employee: bool = Field(
        default=False,
        description="Vrai si elle relève de la métallurgie : salariée d’une de ses entreprises, pour une organisation "
        "syndicale (JUR-05) ; pour la chambre, salariée, dirigeante, ou relevant autrement de la branche (JUR-03).",
    )


class NameJuryMember(Command):
    """What names a member."""

    says = "Ce qu’il faut pour nommer un membre du jury."

    session: str = Field(description="Numéro de la session.")
    member: NamedMember = Field(description="La personne.")


class ReplaceJuryMember(Command):
    """What swaps a member."""

    says = "Ce qu’il faut pour remplacer un membre du jury (JUR-02)."

    session: str = Field(description="Numéro de la session.")
    replaced: Annotated[str, Id()] = Field(description="Identifiant du membre remplacé.")
    member: NamedMember = Field(description="Qui le remplace, pour la même organisation.")


class ConveneJury(Command):
    """What convenes a jury."""

    says = "Ce qu’il faut pour convoquer le jury (JUR-02)."

    session: str = Field(description="Numéro de la session.")
    convened_on: date | None = Field(default=None, description="Jour de l’envoi ; par défaut, ce jour.")


class InformCprefp(Command):
    """What informs the CPREFP."""

    says = "Ce qu’il faut pour dire que la CPREFP est informée (JUR-09)."

    session: str = Field(description="Numéro de la session.")
    informed_on: date | None = Field(default=None, description="Jour de l’envoi ; par défaut, ce jour.")


class DeclaredLink(Part):
    """A tie between a member and a candidate, as the centre declares it."""

    says = "Un lien entre un membre votant et un candidat, sur qui ce membre s’abstient (JUR-19)."

    dossier: str = Field(description="Numéro du dossier.")
    member: Annotated[str, Id()] = Field(description="Identifiant du membre dans la session.")
    linked: bool = Field(
        default=True,
        description="Faux pour revenir sur un lien déclaré par erreur, ou pour écarter, avec un motif, celui que des "
        "raisons sociales identiques font présumer.",
    )
    reason: Annotated[str | None, Text("Le motif du lien", 500)] = Field(
        default=None,
        description="Ce qui les lie, ou pourquoi des noms identiques ne les lient pas ; obligatoire pour l’un et pour "
        "l’autre, et jamais montré au jury (JUR-08).",
    )


class AssignDossiers(Command):
    """What brings dossiers before a session, and says who is linked to whom."""

    says = "Ce qu’il faut pour affecter des dossiers à une session, les en retirer, ou dire qui est lié à qui."

    session: str = Field(description="Numéro de la session.")
    add: tuple[str, ...] = Field(default=(), description="Numéros des dossiers à présenter.")
    remove: tuple[str, ...] = Field(
        default=(),
        description="Numéros des dossiers à retirer ; une absence s’enregistre par recordDecisions (JUR-19).",
    )
    links: tuple[DeclaredLink, ...] = Field(
        default=(), description="Liens entre un membre et un candidat, que le centre seul connaît (JUR-19)."
    )


class PostponeSession(Command):
    """What moves a session."""

    says = "Ce qu’il faut pour reporter une session (JUR-19)."

    session: str = Field(description="Numéro de la session.")
    held_on: date = Field(description="Nouveau jour.")
    time: str | None = Field(default=None, description="Nouvelle heure, HH:MM.")
    place: Annotated[str | None, Line("Le lieu")] = Field(default=None, description="Nouveau lieu.")
    reason: Annotated[str, Text("Le motif du report", 500)] = Field(description="Motif.")


class CancelSession(Command):
    """What cancels a session."""

    says = "Ce qu’il faut pour annuler une session."

    session: str = Field(description="Numéro de la session.")
    reason: Annotated[str, Text("Le motif de l’annulation", 500)] = Field(description="Motif.")


class GivenPiece(Part):
    """A piece, by the file that was uploaded."""

    api_name = "Piece"
    says = "Une pièce versée par PUT /files."

    kind: PieceKind = Field(description="Nature.")
    certification: str | None = Field(
        default=None, description="Code de la qualification, pour un émargement ou un procès-verbal (JUR-18)."
    )
    file: Annotated[str, Id("File")] = Field(description="Le fichier versé.")


class SignAttendance(Command):
    """What records who was there."""

    revision = Revision.MUST
    says = "Ce qu’il faut pour signer la feuille d’émargement (JUR-10)."

    session: str = Field(description="Numéro de la session.")
    present: Annotated[tuple[str, ...], Id()] = Field(description="Identifiants des membres présents, qui ont signé.")
    pieces: tuple[GivenPiece, ...] = Field(
        default=(), description="Les feuilles signées, une par qualification ; elles peuvent suivre."
    )


class Vote(Part):
    """A vote, as typed."""

    says = "Le vote d’un membre du jury (JUR-07)."

    member: Annotated[str, Id()] = Field(description="Identifiant du membre dans la session.")
    decision: JuryDecision = Field(description="Son vote.")


class Judging(Part):
    """What a jury says of one candidate, as typed."""

    dossier: str = Field(description="Numéro du dossier.")
    decision: JuryDecision | None = Field(
        default=None, description="La décision commune ; les votes, s’il y en a, la font (JUR-07)."
    )
    votes: tuple[Vote, ...] = Field(default=(), description="Les votes ; seul leur compte est gardé.")
    abstentions: Annotated[tuple[str, ...], Id()] = Field(
        default=(), description="Identifiants des membres qui s’abstiennent, outre ceux qu’un lien écarte (JUR-19)."
    )
    acquired: tuple[str, ...] | None = Field(
        default=None,
        description="Ce qui est laissé acquis à un candidat non admis ; par défaut, tout ce qui est évalué tel.",
    )
    comment: Annotated[str | None, Text("Le commentaire", 500)] = Field(
        default=None, description="Commentaire du procès-verbal."
    )


class RecordDecision(Judging, Command):
    """What records a decision; expectedRevision is the dossier's."""

    revision = Revision.MUST
    says = "Ce qu’il faut pour enregistrer la décision du jury (JUR-11, JUR-12)."


class DossierDecision(Judging):
    """What a sitting comes to for one candidate: a decision, or an absence."""

    says = "Ce que la séance a donné pour un candidat : une décision, ou son absence (JUR-11, JUR-19)."

    absent: bool | None = Field(
        default=None,
        description="Vrai si le candidat ne s’est pas présenté : rien n’est décidé, et son dossier attend une autre "
        "session (JUR-19). Faux pour revenir sur une absence notée par erreur.",
    )


class RecordDecisions(Command):
    """What records a whole sitting."""

    revision = Revision.MUST
    says = "Ce qu’il faut pour enregistrer une séance du jury, toute ou rien (JUR-11, JUR-12, JUR-19)."

    session: str = Field(description="Numéro de la session.")
    decisions: tuple[DossierDecision, ...] = Field(
        description="Une décision, ou une absence, par candidat ; le dossier y est nommé comme le jury le connaît."
    )


class SignMinutes(Command):
    """What signs minutes."""

    revision = Revision.MUST
    says = "Ce qu’il faut pour signer le procès-verbal (JUR-13)."

    session: str = Field(description="Numéro de la session.")
    certifications: tuple[str, ...] = Field(
        default=(), description="Codes des qualifications ; toutes celles qui restent si aucune n’est nommée."
    )
    pieces: tuple[GivenPiece, ...] = Field(
        default=(), description="Les procès-verbaux signés ; le président qui signe sous son compte n’en a pas besoin."
    )


class TransmitSession(Command):
    """What sends a session to the GTP."""

    says = "Ce qu’il faut pour transmettre une session au GTP (TRA-02)."

    session: str = Field(description="Numéro de la session.")
    pieces: tuple[GivenPiece, ...] = Field(default=(), description="Les pièces qui manquent encore (TRA-02).")
    minutes_copied_on: date | None = Field(
        default=None, description="Jour où les membres du jury ont reçu copie du procès-verbal (JUR-16)."
    )


class RequestComplements(Command):
    """What asks for complements."""

    says = "Ce qu’il faut pour demander des compléments (GTP-01)."

    session: str = Field(description="Numéro de la session.")
    question: Annotated[str, Text("La question", 2_000)] = Field(description="Ce qui est demandé.")


class AnswerComplements(Command):
    """What answers the GTP."""

    says = "Ce qu’il faut pour répondre au GTP (GTP-01)."

    session: str = Field(description="Numéro de la session.")
    answer: Annotated[str, Text("La réponse", 2_000)] = Field(description="La réponse.")
    pieces: tuple[GivenPiece, ...] = Field(default=(), description="Les pièces qui l’accompagnent.")


class Verdict(Part):
    """A verdict, as typed."""

    says = "Le verdict du GTP sur un candidat (GTP-01, GTP-02)."

    dossier: str = Field(description="Numéro du dossier.")
    validated: bool = Field(description="Vrai si l’attribution est validée.")
    reasons: Annotated[str | None, Text("Le motif", 1_000)] = Field(
        default=None, description="Motif, obligatoire pour un refus."
    )
    again: Again | None = Field(default=None, description="Ce qui est refait, à dire pour un refus (GTP-07).")
    evaluations: tuple[str, ...] = Field(
        default=(),
        description="Numéros des capacités, ou codes des blocs, dont l’évaluation est refaite (EVALUATIONS).",
    )


class ValidateAttribution(Command):
    """What the GTP decides."""

    revision = Revision.MUST
    says = "Ce qu’il faut pour valider l’attribution (GTP-01 à GTP-04)."

    session: str = Field(description="Numéro de la session.")
    verdicts: tuple[Verdict, ...] = Field(description="Un verdict par candidat.")
    gtp_on: date | None = Field(default=None, description="Jour du GTP ; par défaut, la date du jour.")
