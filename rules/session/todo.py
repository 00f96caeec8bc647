"""What is to be done next on a session of a jury, by operation (PRD-06)."""

from datetime import date

from rules.base.todo import Todo
from rules.session.convocation import unasked_unions
from rules.session.session import Session, SessionStatus


def ask_unions(session: Session, _today: date) -> Todo | None:
    """JUR-01: a union is not asked yet."""
    if not unasked_unions(session):
        return None
    text = f"Saisir les organisations syndicales pour la session {session.number}."
    return Todo(rule="JUR-01", summary=text, due_on=session.union_requests_due_on)


def name_president(session: Session, _today: date) -> Todo | None:
    """JUR-07: nobody presides yet."""
    if session.president is not None:
        return None
    text = f"Nommer le président du jury de la session {session.number}."
    return Todo(rule="JUR-07", summary=text, due_on=session.convocation_due_on)


def convene(session: Session, _today: date) -> Todo | None:
    """JUR-02: a member is not convened."""
    if session.president is None or all(member.convened_on is not None for member in session.members):
        return None
    text = f"Convoquer le jury de la session {session.number}."
    return Todo(rule="JUR-02", summary=text, due_on=session.convocation_due_on)


def inform(session: Session, _today: date) -> Todo | None:
    """JUR-09: the CPREFP does not know who sits, or when."""
    informed = session.joint is not None and session.joint.cprefp_informed_on is not None
    if informed or session.status in {SessionStatus.PROGRAMMEE, SessionStatus.SYNDICATS_SAISIS}:
        return None
    text = f"Informer la CPREFP des membres et du calendrier de la session {session.number}."
    return Todo(rule="JUR-09", summary=text, due_on=session.transmission_due_on)


def attend(session: Session, today: date) -> Todo | None:
    """JUR-10: the jury meets, or has met."""
    if today < session.held_on or session.status is SessionStatus.TENUE:
        return None
    text = f"Signer la feuille d’émargement de la session {session.number}."
    return Todo(rule="JUR-10", summary=text, due_on=session.held_on)


def decide(session: Session, _today: date) -> Todo | None:
    """JUR-11: candidates wait for a decision."""
    left = len(set(session.dossiers) - set(session.decided))
    if session.status is not SessionStatus.TENUE or not left:
        return None
    what = "une décision" if left == 1 else f"{left} décisions"
    return Todo(rule="JUR-11", summary=f"Enregistrer {what} de la session {session.number}.", due_on=session.held_on)


def sign(session: Session, _today: date) -> Todo | None:
    """JUR-13: every decision is recorded."""
    text = f"Signer le procès-verbal de la session {session.number}."
    return Todo(rule="JUR-13", summary=text, due_on=session.transmission_due_on)


def transmit(session: Session, _today: date) -> Todo | None:
    """TRA-01: the minutes are signed."""
    text = f"Transmettre la session {session.number} au GTP."
    return Todo(rule="TRA-01", summary=text, due_on=session.transmission_due_on)


def answer(session: Session, _today: date) -> Todo | None:
    """GTP-01: the GTP waits for an answer."""
    return Todo(rule="GTP-01", summary=f"Répondre au GTP sur la session {session.number}.")


def validate(session: Session, _today: date) -> Todo | None:
    """GTP-01: the session waits for the GTP."""
    left = len(set(session.dossiers) - set(session.attribution.settled))
    what = "un candidat" if left == 1 else f"{left} candidats"
    return Todo(rule="GTP-01", summary=f"Se prononcer sur {what} de la session {session.number}.")
