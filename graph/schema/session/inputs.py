"""What the operations on a session take, in the terms of clients, and the resolvers they are handed to."""

from datetime import date

import strawberry

from graph.schema.base.inputs import ExistingInput, MutationInput, SignedInput, mutation_options
from graph.schema.base.relay import key_of
from resolvers.session import attributions, juries, sessions
from resolvers.shared.context import Context
from rules.session.attribution import Verdict
from rules.session.jury import MemberRequest, SessionRequest
from rules.session.session import JuryRole, PieceKind


@strawberry.input(description="Une pièce versée par PUT /files.")
class PieceInput:
    """A piece, as typed."""

    kind: PieceKind = strawberry.field(description="Nature.")
    certification: str | None = strawberry.field(
        default=None, description="Code de la qualification, pour un émargement ou un procès-verbal (JUR-18)."
    )
    file: strawberry.ID = strawberry.field(description="Le fichier versé.")


def typed(pieces: list[PieceInput]) -> juries.GivenPieces:
    """Pieces in the terms of resolvers/."""
    return [(piece.kind, piece.certification, key_of(piece.file, "File")) for piece in pieces]


@strawberry.input(description="Ce qu’il faut pour programmer une session.")
class ScheduleSessionInput(MutationInput):
    """What programmes a session."""

    certifications: list[str] = strawberry.field(description="Codes des CQPM jugés (JUR-18).")
    held_on: date = strawberry.field(description="Jour de la réunion.")
    time: str | None = strawberry.field(default=None, description="Heure, HH:MM.")
    place: str | None = strawberry.field(default=None, description="Lieu.")


@strawberry.input(description="Ce qu’il faut pour saisir les organisations syndicales (JUR-01).")
class RequestUnionMembersInput(ExistingInput):
    """What asks the unions for members."""

    session: str = strawberry.field(description="Numéro de la session.")
    unions: list[str] = strawberry.field(
        default_factory=list, description="Codes des organisations ; toutes les représentatives si aucune n’est nommée."
    )
    requested_on: date | None = strawberry.field(default=None, description="Jour de la demande ; par défaut, ce jour.")


@strawberry.input(description="Une personne à nommer au jury.")
class JuryMemberInput:
    """A member, as typed."""

    name: str = strawberry.field(description="Nom et prénom.")
    role: JuryRole = strawberry.field(description="En quelle qualité.")
    organisation: str = strawberry.field(description="Code de ce qui la désigne : chambre ou organisation syndicale.")
    voting: bool = strawberry.field(default=True, description="Vrai si elle prend part au vote (JUR-04, JUR-06).")
    function: str | None = strawberry.field(default=None, description="Fonction.")
    employer: str | None = strawberry.field(default=None, description="Son entreprise (JUR-15, JUR-19).")
    account: str | None = strawberry.field(default=None, description="Compte sous lequel elle consulte le service.")
    qualified: bool = strawberry.field(
        default=False, description="Vrai si elle est qualifiée, ou connaît le dispositif (JUR-03, JUR-05)."
    )
    branch_employee: bool = strawberry.field(
        default=False, description="Vrai si elle est salariée d’une entreprise de la métallurgie (JUR-05)."
    )

    def request(self) -> MemberRequest:
        """The member in the terms of rules/."""
        return MemberRequest(**vars(self))


@strawberry.input(description="Ce qu’il faut pour nommer un membre du jury.")
class NameJuryMemberInput(ExistingInput):
    """What names a member."""

    session: str = strawberry.field(description="Numéro de la session.")
    member: JuryMemberInput = strawberry.field(description="La personne.")


@strawberry.input(description="Ce qu’il faut pour remplacer un membre du jury (JUR-02).")
class ReplaceJuryMemberInput(ExistingInput):
    """What swaps a member."""

    session: str = strawberry.field(description="Numéro de la session.")
    replaced: strawberry.ID = strawberry.field(description="Identifiant du membre remplacé.")
    member: JuryMemberInput = strawberry.field(description="Qui le remplace, pour la même organisation.")


@strawberry.input(description="Ce qu’il faut pour convoquer le jury (JUR-02).")
class ConveneJuryInput(ExistingInput):
    """What convenes a jury."""

    session: str = strawberry.field(description="Numéro de la session.")
    convened_on: date | None = strawberry.field(default=None, description="Jour de l’envoi ; par défaut, ce jour.")


@strawberry.input(description="Ce qu’il faut pour dire que la CPREFP est informée (JUR-09).")
class InformCprefpInput(ExistingInput):
    """What informs the CPREFP."""

    session: str = strawberry.field(description="Numéro de la session.")
    informed_on: date | None = strawberry.field(default=None, description="Jour de l’envoi ; par défaut, ce jour.")


@strawberry.input(description="Ce qu’il faut pour affecter des dossiers à une session, ou les en retirer.")
class AssignDossiersInput(ExistingInput):
    """What brings dossiers before a session."""

    session: str = strawberry.field(description="Numéro de la session.")
    add: list[str] = strawberry.field(default_factory=list, description="Numéros des dossiers à présenter.")
    remove: list[str] = strawberry.field(
        default_factory=list, description="Numéros des dossiers à retirer, par exemple d’un candidat absent (JUR-19)."
    )


@strawberry.input(description="Ce qu’il faut pour reporter une session (JUR-19).")
class PostponeSessionInput(ExistingInput):
    """What moves a session."""

    session: str = strawberry.field(description="Numéro de la session.")
    held_on: date = strawberry.field(description="Nouveau jour.")
    time: str | None = strawberry.field(default=None, description="Nouvelle heure, HH:MM.")
    place: str | None = strawberry.field(default=None, description="Nouveau lieu.")
    reason: str = strawberry.field(description="Motif.")


@strawberry.input(description="Ce qu’il faut pour annuler une session.")
class CancelSessionInput(ExistingInput):
    """What cancels a session."""

    session: str = strawberry.field(description="Numéro de la session.")
    reason: str = strawberry.field(description="Motif.")


@strawberry.input(description="Ce qu’il faut pour signer la feuille d’émargement (JUR-10).")
class SignAttendanceInput(SignedInput):
    """What records who was there."""

    session: str = strawberry.field(description="Numéro de la session.")
    present: list[strawberry.ID] = strawberry.field(description="Identifiants des membres présents, qui ont signé.")
    pieces: list[PieceInput] = strawberry.field(
        default_factory=list, description="Les feuilles signées, une par qualification ; elles peuvent suivre."
    )


@strawberry.input(description="Ce qu’il faut pour signer le procès-verbal (JUR-13).")
class SignMinutesInput(SignedInput):
    """What signs minutes."""

    session: str = strawberry.field(description="Numéro de la session.")
    certifications: list[str] = strawberry.field(
        default_factory=list, description="Codes des qualifications ; toutes celles qui restent si aucune n’est nommée."
    )
    pieces: list[PieceInput] = strawberry.field(
        default_factory=list,
        description="Les procès-verbaux signés ; le président qui signe sous son compte n’en a pas besoin.",
    )


@strawberry.input(description="Ce qu’il faut pour rectifier une erreur matérielle (CER-07).")
class RectifyMinutesInput(SignedInput):
    """What corrects a clerical error."""

    session: str = strawberry.field(description="Numéro de la session.")
    certification: str = strawberry.field(description="Code de la qualification.")
    text: str = strawberry.field(description="Ce qui est rectifié.")
    signed_by: str = strawberry.field(description="Nom du signataire.")


@strawberry.input(description="Ce qu’il faut pour transmettre une session au GTP (TRA-02).")
class TransmitSessionInput(ExistingInput):
    """What sends a session to the GTP."""

    session: str = strawberry.field(description="Numéro de la session.")
    pieces: list[PieceInput] = strawberry.field(
        default_factory=list, description="Les pièces qui manquent encore (TRA-02)."
    )
    minutes_copied_on: date | None = strawberry.field(
        default=None, description="Jour où les membres du jury ont reçu copie du procès-verbal (JUR-16)."
    )


@strawberry.input(description="Ce qu’il faut pour demander des compléments (GTP-01).")
class RequestComplementsInput(ExistingInput):
    """What asks for complements."""

    session: str = strawberry.field(description="Numéro de la session.")
    question: str = strawberry.field(description="Ce qui est demandé.")


@strawberry.input(description="Ce qu’il faut pour répondre au GTP (GTP-01).")
class AnswerComplementsInput(ExistingInput):
    """What answers the GTP."""

    session: str = strawberry.field(description="Numéro de la session.")
    answer: str = strawberry.field(description="La réponse.")
    pieces: list[PieceInput] = strawberry.field(default_factory=list, description="Les pièces qui l’accompagnent.")


@strawberry.input(description="Le verdict du GTP sur un candidat (GTP-01, GTP-02).")
class VerdictInput:
    """A verdict, as typed."""

    dossier: str = strawberry.field(description="Numéro du dossier.")
    validated: bool = strawberry.field(description="Vrai si l’attribution est validée.")
    reasons: str | None = strawberry.field(default=None, description="Motif, obligatoire pour un refus.")


@strawberry.input(description="Ce qu’il faut pour valider l’attribution (GTP-01 à GTP-04).")
class ValidateAttributionInput(SignedInput):
    """What the GTP decides."""

    session: str = strawberry.field(description="Numéro de la session.")
    verdicts: list[VerdictInput] = strawberry.field(description="Un verdict par candidat.")
    gtp_on: date | None = strawberry.field(default=None, description="Jour du GTP ; par défaut, la date du jour.")


async def schedule(context: Context, input: ScheduleSessionInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    request = SessionRequest(
        held_on=input.held_on, certifications=tuple(input.certifications), time=input.time, place=input.place
    )
    return await sessions.schedule(context, request=request, options=mutation_options(input))


async def request_unions(context: Context, input: RequestUnionMembersInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.request_unions(
        context, session=input.session, unions=input.unions, on=input.requested_on, options=mutation_options(input)
    )


async def name_member(context: Context, input: NameJuryMemberInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.name_member(
        context, session=input.session, member=input.member.request(), options=mutation_options(input)
    )


async def replace_member(context: Context, input: ReplaceJuryMemberInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.replace_member(
        context,
        session=input.session,
        replaced=input.replaced,
        member=input.member.request(),
        options=mutation_options(input),
    )


async def convene(context: Context, input: ConveneJuryInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.convene(context, session=input.session, on=input.convened_on, options=mutation_options(input))


async def inform_cprefp(context: Context, input: InformCprefpInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.inform_cprefp(
        context, session=input.session, on=input.informed_on, options=mutation_options(input)
    )


async def assign(context: Context, input: AssignDossiersInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.assign(
        context, session=input.session, add=input.add, remove=input.remove, options=mutation_options(input)
    )


async def postpone(context: Context, input: PostponeSessionInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.postpone(
        context,
        session=input.session,
        held_on=input.held_on,
        time=input.time,
        place=input.place,
        reason=input.reason,
        options=mutation_options(input),
    )


async def cancel(context: Context, input: CancelSessionInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await sessions.cancel(context, session=input.session, reason=input.reason, options=mutation_options(input))


async def sign_attendance(context: Context, input: SignAttendanceInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await juries.sign_attendance(
        context,
        session=input.session,
        present=input.present,
        pieces=typed(input.pieces),
        options=mutation_options(input),
    )


async def sign_minutes(context: Context, input: SignMinutesInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await juries.sign_minutes(
        context,
        session=input.session,
        certifications=input.certifications,
        pieces=typed(input.pieces),
        options=mutation_options(input),
    )


async def rectify_minutes(context: Context, input: RectifyMinutesInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await juries.rectify_minutes(
        context,
        session=input.session,
        certification=input.certification,
        text=input.text,
        signed_by=input.signed_by,
        options=mutation_options(input),
    )


async def transmit(context: Context, input: TransmitSessionInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await attributions.transmit(
        context,
        session=input.session,
        pieces=typed(input.pieces),
        copied_on=input.minutes_copied_on,
        options=mutation_options(input),
    )


async def request_complements(context: Context, input: RequestComplementsInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await attributions.request_complements(
        context, session=input.session, question=input.question, options=mutation_options(input)
    )


async def answer_complements(context: Context, input: AnswerComplementsInput) -> object:  # noqa: A002
    """Hands the input to the resolver."""
    return await attributions.answer_complements(
        context,
        session=input.session,
        answer=input.answer,
        pieces=typed(input.pieces),
        options=mutation_options(input),
    )


async def validate(context: Context, input: ValidateAttributionInput) -> object:  # noqa: A002
    """Hands the input to the resolver in the terms of rules/."""
    return await attributions.validate(
        context,
        session=input.session,
        verdicts=[Verdict(**vars(verdict)) for verdict in input.verdicts],
        gtp_on=input.gtp_on,
        options=mutation_options(input),
    )
