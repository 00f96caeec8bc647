"""Sessions of juries, as clients see them."""

from datetime import date, datetime

import strawberry

from graph.schema.base.bind import field, plain, shows
from graph.schema.base.relay import FORWARD, PAGING, Connection, Node, identifier, local_id
from graph.schema.certification.types import Certification
from graph.schema.document.pack import PACKS, Pack
from graph.schema.document.types import DUE_PAPERS, Document, DuePaper
from graph.schema.dossier.types import Dossier
from graph.schema.event.types import Event
from graph.schema.file.types import File
from graph.schema.organisation.types import Organisation
from graph.schema.rule.types import Check, Payload
from resolvers.document import reading as documents
from resolvers.session import reading as resolve
from resolvers.shared import history
from rules.base.civility import Civility
from rules.base.operation import Operation
from rules.base.outcome import Done, Refused
from rules.session import session as entities
from rules.session.session import JuryRole, PieceKind, SessionStatus


@strawberry.type(description="Une personne nommée pour siéger au jury (JUR-03 à JUR-07).")
class JuryMember:
    """Somebody named to sit."""

    id: strawberry.ID = plain(
        lambda member: local_id(member.id, "JuryMember"), strawberry.ID, "Identifiant dans la session."
    )
    name: str = strawberry.field(description="Nom et prénom.")
    civility: Civility | None = strawberry.field(description="Civilité ; nulle tant que personne ne l’a dite (CER-08).")
    role: JuryRole = strawberry.field(description="En quelle qualité.")
    replaces: list[str] = strawberry.field(
        description="Noms de qui était convoqué à sa place avant elle, dans l’ordre (JUR-02)."
    )
    function: str | None = strawberry.field(description="Fonction.")
    organisation: Organisation | None = field(
        resolve.organisation_of,
        Organisation | None,
        "Ce qui la désigne : la chambre, ou une organisation syndicale ; nulle pour qui ne siège pour personne.",
    )
    voting: bool = strawberry.field(description="Vrai si elle prend part au vote (JUR-04, JUR-06).")
    convened_on: date | None = strawberry.field(description="Jour de sa convocation (JUR-02).")
    present: bool | None = strawberry.field(description="Présente, selon la feuille d’émargement (JUR-10).")
    signed_on: datetime | None = strawberry.field(description="Instant de l’émargement.")


@strawberry.type(description="Un membre retiré après sa convocation, sans successeur (JUR-20).")
class DepartedMember:
    """A member withdrawn."""

    name: str = strawberry.field(description="Nom et prénom.")
    role: JuryRole = strawberry.field(description="En quelle qualité.")
    organisation: Organisation | None = field(
        resolve.departed_organisation_of, Organisation | None, "Ce qui l’avait désigné."
    )
    on: date = strawberry.field(description="Jour du retrait.")
    reason: str = strawberry.field(description="Motif.")


@strawberry.type(description="Un lien entre un membre et un candidat, ou son démenti (JUR-19).")
class JuryLink:
    """A declared link."""

    member: strawberry.ID = plain(
        lambda link: local_id(link.member, "JuryMember"), strawberry.ID, "Identifiant du membre dans la session."
    )
    dossier: Dossier | None = field(resolve.dossier_of, Dossier | None, "Le dossier du candidat.")
    linked: bool = strawberry.field(
        description="Vrai s’ils sont liés, faux si leurs entreprises n’ont que le nom en commun."
    )
    reason: str = strawberry.field(description="Ce qui les lie, ou pourquoi rien ne les lie.")


@strawberry.type(description="Un candidat qui ne s’est pas présenté : un jury ultérieur le jugera (JUR-19).")
class JuryAbsence:
    """An absence."""

    anonymous_number: str = plain(lambda absence: absence.seat, str, "Son numéro anonyme dans cette session (JUR-08).")
    on: date = strawberry.field(description="Jour de l’absence.")
    dossier: Dossier | None = field(
        resolve.dossier_of, Dossier | None, "Son dossier ; nul pour qui siège au jury (JUR-08)."
    )


@strawberry.type(description="Une organisation syndicale saisie pour désigner ses membres (JUR-01).")
class UnionRequest:
    """A union asked for members."""

    union: Organisation | None = field(
        resolve.union_of, Organisation | None, "L’organisation syndicale ; nulle si le service ne la connaît pas."
    )
    code: str = plain(lambda request: request.union, str, "Son code, tel que la liste des représentatives l’a.")
    on: date = strawberry.field(description="Jour de la demande.")


@strawberry.type(description="Une pièce versée de la session (TRA-02).")
class Piece:
    """An uploaded paper of a session."""

    kind: PieceKind = strawberry.field(description="Nature.")
    certification: Certification | None = field(
        resolve.qualification_of, Certification | None, "La qualification concernée, si elle l’est à part (JUR-18)."
    )
    file: File | None = field(resolve.file_of, File | None, "Le fichier versé ; nul pour qui ne peut le lire.")
    sha256: str = strawberry.field(description="Empreinte du fichier.")
    received_on: date = strawberry.field(description="Jour du versement.")


@strawberry.type(description="Une erreur matérielle corrigée à côté du procès-verbal (CER-07).")
class Rectification:
    """A clerical error corrected."""

    text: str = strawberry.field(description="Ce qui est rectifié.")
    signed_by: str = strawberry.field(description="Signataire.")
    on: date = strawberry.field(description="Date.")
    dossier: Dossier | None = field(
        resolve.rectified_dossier_of, Dossier | None, "Le dossier dont une donnée est rectifiée, s’il existe pour vous."
    )
    fields: list[str] = strawberry.field(
        description="Les champs rectifiés, nommés comme par rectifyMinutes, sans leurs valeurs ; vide pour un texte."
    )


@strawberry.type(description="Le procès-verbal signé d’une qualification (JUR-13, JUR-18).")
class Minutes:
    """The signed minutes of one qualification."""

    certification: Certification = field(resolve.signed_qualification_of, Certification, "La qualification.")
    signed_by: str = strawberry.field(description="Le président qui l’a signé.")
    signed_on: date = strawberry.field(description="Date de la signature.")
    rectifications: list[Rectification] = strawberry.field(description="Les rectifications (CER-07).")


@strawberry.type(description="Ce que le GTP demande au centre, et la réponse (GTP-01).")
class Complement:
    """A question of the GTP and its answer."""

    question: str = strawberry.field(description="Ce que le GTP demande.")
    asked_on: date = strawberry.field(description="Date de la demande.")
    answer: str | None = strawberry.field(description="La réponse.")
    answered_on: date | None = strawberry.field(description="Date de la réponse.")


@strawberry.type(description="Une réunion d’un jury paritaire, qui peut juger plusieurs CQPM (JUR-18).")
@shows(entities.Session)
class Session(Node):
    """One session."""

    id: strawberry.ID = identifier("Session")
    number: str = strawberry.field(description="Numéro, attribué à la programmation.")
    revision: int = strawberry.field(description="Révision, à renvoyer dans expectedRevision.")
    certifications: list[Certification] = field(
        resolve.certifications_of, list[Certification], "Les qualifications jugées (JUR-18)."
    )
    exam_centre: Organisation = field(resolve.exam_centre_of, Organisation, "Le centre d’examen qui l’organise.")
    held_on: date = strawberry.field(description="Jour de la réunion.")
    time: str | None = strawberry.field(description="Heure, HH:MM.")
    place: str | None = strawberry.field(description="Lieu.")
    status: SessionStatus = strawberry.field(description="Où elle en est.")
    next_actions: list[Operation] = field(
        resolve.next_actions, list[Operation], "Les opérations que vous pouvez faire maintenant sur elle."
    )
    due_papers: list[DuePaper] = DUE_PAPERS
    members: list[JuryMember] = strawberry.field(description="Les membres nommés et les invités.")
    union_requests: list[UnionRequest] = strawberry.field(description="Les organisations syndicales saisies (JUR-01).")
    union_requests_due_on: date = strawberry.field(description="Dernier jour pour les saisir (JUR-01).")
    convocation_due_on: date = strawberry.field(description="Dernier jour pour convoquer (JUR-02).")
    cprefp_informed_on: date | None = plain(
        lambda session: session.joint and session.joint.cprefp_informed_on,
        date | None,
        "Jour où la CPREFP a été informée des membres et du calendrier tels qu’ils sont (JUR-09).",
    )
    dossiers: Connection[Dossier] = field(
        resolve.dossiers_of, Connection[Dossier], "Les dossiers jugés, par numéro (JUR-08).", PAGING
    )
    absences: list[JuryAbsence] = strawberry.field(description="Les candidats qui ne sont pas venus (JUR-19).")
    links: list[JuryLink] = strawberry.field(
        description="Les liens déclarés, qui font s’abstenir un membre ; vide pour qui siège au jury (JUR-08, JUR-19)."
    )
    departed: list[DepartedMember] = strawberry.field(
        description="Les membres retirés après leur convocation, sans successeur (JUR-20)."
    )
    checklist: list[Check] = field(resolve.checklist, list[Check], "Ce que les règles demandent, et où l’on en est.")
    pieces: list[Piece] = strawberry.field(description="Les pièces versées (TRA-02).")
    minutes: list[Minutes] = strawberry.field(description="Les procès-verbaux signés.")
    complements: list[Complement] = plain(
        lambda session: session.attribution.complements,
        list[Complement],
        "Les compléments demandés par le GTP (GTP-01).",
    )
    transmission_due_on: date | None = strawberry.field(description="Dernier jour de la transmission (TRA-01).")
    transmitted_on: date | None = plain(
        lambda session: session.attribution.transmission and session.attribution.transmission.on,
        date | None,
        "Jour de la transmission.",
    )
    gtp_on: date | None = plain(
        lambda session: session.attribution.gtp_on, date | None, "Jour du GTP qui s’est prononcé en dernier."
    )
    moved_from: list[date] = strawberry.field(description="Les jours où elle devait se tenir avant report (JUR-19).")
    reason: str | None = strawberry.field(description="Motif du dernier report, ou de l’annulation.")
    documents: list[Document] = field(documents.of_session, list[Document], "Les papiers produits de la session.")
    packs: list[Pack] = PACKS
    history: Connection[Event] = field(
        history.of_session, Connection[Event], "Ce qui lui est arrivé, du plus ancien au plus récent.", FORWARD
    )


@strawberry.type(description="Ce que rend une opération sur une session.")
@shows((Done, Refused))
class SessionPayload(Payload):
    """The session, or the reasons why not."""

    session: Session | None = plain(
        lambda outcome: outcome.entity, Session | None, "La session ; nulle s’il y a des problèmes."
    )
