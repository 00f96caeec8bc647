"""
From the centre to the GTP and back: transmission, complements (TRA-01, TRA-02, GTP-01, JUR-09, JUR-16).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 4,
and chapter 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import broken
from rules.dossier.dossier import Dossier, DossierStatus
from rules.file.file import UploadedFile
from rules.session.commands import AnswerComplements, RequestComplements, TransmitSession
from rules.session.pieces import PIECE_WORDS, brought, piece_problems, with_pieces
from rules.session.session import Complement, PieceKind, Session, SessionStatus, Transmission


def transmit(
    session: Session,
    command: TransmitSession,
    *,
    dossiers: Sequence[Dossier],
    files: Mapping[str, UploadedFile],
    today: date,
) -> Refused | Done[Session]:
    """The session sent to the GTP with its four pieces (TRA-02); late, it is warned of (TRA-01)."""
    copied_on = command.minutes_copied_on
    pieces, unknown = brought(session, command.pieces, files, today)
    problems = list(unknown)
    problems += piece_problems(session, pieces, set(PieceKind) - {PieceKind.COMPLEMENT})
    complete = session.evolve(pieces=with_pieces(session, pieces))
    for kind, certification in () if unknown else complete.missing_pieces():
        of = f", pour {certification}" if certification else ""
        problems.append(broken("TRA-02", f"Il manque {PIECE_WORDS[kind]}{of}.", "pieces"))
    if session.joint is not None and session.joint.cprefp_informed_on is None:
        text = "La CPREFP n’est pas informée des membres et du calendrier tels qu’ils sont."
        problems.append(broken("JUR-09", text))
    if copied_on is None:
        text = "Les membres du jury reçoivent copie du procès-verbal signé : donnez-en la date."
        problems.append(broken("JUR-16", text, "minutesCopiedOn"))
    elif not session.held_on <= copied_on <= today:
        text = f"La copie est remise entre le jury, le {in_french(session.held_on)}, et le {in_french(today)}."
        problems.append(broken("JUR-16", text, "minutesCopiedOn"))
    if problems or copied_on is None:
        return Refused(tuple(problems))
    due = session.transmission_due_on
    late = due is not None and today > due
    warnings = [
        broken("TRA-01", f"La transmission est en retard : le dernier jour était le {in_french(due)}.", latest=due)
        for _ in range(late)
        if due is not None
    ]
    sent = session.attribution.evolve(transmission=Transmission(on=today, minutes_copied_on=copied_on))
    transmitted = complete.evolve(attribution=sent, status=SessionStatus.TRANSMISE)
    return Done(transmitted, _moved(session, dossiers, DossierStatus.TRANSMIS), tuple(warnings))


def ask(session: Session, command: RequestComplements, *, dossiers: Sequence[Dossier], today: date) -> Done[Session]:
    """The GTP's request for complements (GTP-01)."""
    asked = (*session.attribution.complements, Complement(question=command.question, asked_on=today))
    awaiting = session.evolve(
        attribution=session.attribution.evolve(complements=asked), status=SessionStatus.COMPLEMENT_DEMANDE
    )
    return Done(awaiting, _moved(session, _open(session, dossiers), DossierStatus.COMPLEMENT_DEMANDE))


def answer(
    session: Session,
    command: AnswerComplements,
    *,
    dossiers: Sequence[Dossier],
    files: Mapping[str, UploadedFile],
    today: date,
) -> Refused | Done[Session]:
    """The centre's answer to the GTP, in words and pieces (GTP-01)."""
    pieces, problems = brought(session, command.pieces, files, today)
    problems += piece_problems(session, pieces, PieceKind)
    if problems:
        return Refused(tuple(problems))
    *before, last = session.attribution.complements or (Complement(question="", asked_on=today),)
    answered = last.evolve(answer=command.answer, answered_on=today)
    completed = session.evolve(
        attribution=session.attribution.evolve(complements=(*before, answered)),
        pieces=with_pieces(session, pieces),
        status=SessionStatus.TRANSMISE,
    )
    return Done(completed, _moved(session, _open(session, dossiers), DossierStatus.TRANSMIS))


def _open(session: Session, dossiers: Iterable[Dossier]) -> list[Dossier]:
    return [dossier for dossier in dossiers if dossier.id not in session.attribution.settled]


def _moved(session: Session, dossiers: Iterable[Dossier], status: DossierStatus) -> tuple[Change, ...]:
    return tuple(Change(dossier.evolve(status=status), {"session": session.number}) for dossier in dossiers)
