"""What the rules ask of a session, and where it stands: the lines of its checklist, with their due dates."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.check import Check, CheckState, pointless
from rules.base.operation import Operation
from rules.session.convocation import unasked_unions
from rules.session.pieces import PIECE_WORDS
from rules.session.session import Session, SessionStatus


def session_checklist(session: Session, today: date) -> list[Check]:
    """The checklist of a session on a business date, in the order of the path."""
    lines = [
        _unions(session),
        _president(session),
        _convened(session),
        _cprefp(session),
        _attended(session),
        _decided(session),
        _minutes(session),
        _copied(session),
        *_pieces(session),
        _transmission(session, today),
    ]
    if session.status is SessionStatus.ANNULEE:
        return pointless(lines, "La session est annulée.")
    nobody = session.status is SessionStatus.CLOSE and not session.dossiers
    return pointless(lines, "Aucun candidat n’est venu : rien n’est à transmettre au GTP.") if nobody else lines


def _unions(session: Session) -> Check:
    left = unasked_unions(session)
    last = session.union_requests_due_on
    return Check(
        rule="JUR-01",
        state=_state(not left),
        detail=f"À saisir par le centre d’examen au plus tard le {in_french(last)} : {', '.join(left)} "
        "(requestUnionMembers)."
        if left
        else None,
        due_on=last,
        required_for=Operation.conveneJury,
    )


def _president(session: Session) -> Check:
    text = None if session.president else "Le président du jury est à nommer par le centre d’examen (nameJuryMember)."
    return Check(rule="JUR-07", state=_state(text is None), detail=text, required_for=Operation.conveneJury)


def _convened(session: Session) -> Check:
    left = sum(member.convened_on is None for member in session.members)
    last = session.convocation_due_on
    done = bool(session.members) and not left
    who = f"{left} membres à convoquer" if left > 1 else f"{left} membre à convoquer" if left else "Jury à convoquer"
    detail = None if done else f"{who} par le centre d’examen au plus tard le {in_french(last)} (conveneJury)."
    return Check(rule="JUR-02", state=_state(done), detail=detail, due_on=last, required_for=Operation.signAttendance)


def _cprefp(session: Session) -> Check:
    on = session.joint and session.joint.cprefp_informed_on
    left = "À informer par le centre d’examen des membres et du calendrier tels qu’ils sont (informCprefp)."
    detail = f"Informée le {in_french(on)}." if on else left
    return Check(rule="JUR-09", state=_state(on is not None), detail=detail, required_for=Operation.transmitSession)


def _attended(session: Session) -> Check:
    on = session.attended_on
    left = (
        f"Feuille d’émargement à signer par le président du jury, ou par le centre d’examen d’après le papier signé, "
        f"à partir du {in_french(session.held_on)} (signAttendance)."
    )
    return Check(
        rule="JUR-10",
        state=_state(on is not None),
        detail=f"Signée le {in_french(on)}." if on else left,
        due_on=session.held_on,
        required_for=Operation.recordDecisions,
    )


def _decided(session: Session) -> Check:
    done, count = len(set(session.decided) & set(session.dossiers)), len(session.dossiers)
    text = f"{done} décision{'s' if done > 1 else ''} sur {count}"
    left = f"{text} : le président du jury les enregistre, ou le centre d’examen d’après le papier (recordDecisions)"
    over = bool(session.dossiers or session.absences) and done == count
    if not count and not session.absences:
        left = "Aucun dossier n’est présenté : le centre d’examen en affecte (assignDossiers)"
    return Check(
        rule="JUR-11",
        state=_state(over),
        detail=f"{text if over else left}{_absent(session)}.",
        required_for=Operation.signMinutes,
    )


def _absent(session: Session) -> str:
    """The candidates who did not come (JUR-19)."""
    count = len(session.absences)
    return f", et {count} candidat{'s' if count > 1 else ''} absent{'s' if count > 1 else ''}" if count else ""


def _minutes(session: Session) -> Check:
    signed = {item.certification for item in session.minutes}
    left = [code for code in session.certifications if code not in signed]
    return Check(
        rule="JUR-13",
        state=_state(not left),
        detail=f"Procès-verbal de {', '.join(left)} à signer par le président du jury, ou par le centre d’examen qui "
        "en verse le papier signé (signMinutes)."
        if left
        else None,
        required_for=Operation.transmitSession,
    )


def _copied(session: Session) -> Check:
    sent = session.attribution.transmission
    on = sent.minutes_copied_on if sent else None
    left = "Copie du procès-verbal à envoyer par le centre d’examen aux membres du jury (transmitSession)."
    detail = f"Copie envoyée le {in_french(on)}." if on else left
    return Check(rule="JUR-16", state=_state(on is not None), detail=detail, required_for=Operation.transmitSession)


def _pieces(session: Session) -> list[Check]:
    missing = {kind for kind, _ in session.missing_pieces()}
    wanted = [kind for kind in PIECE_WORDS if kind.value != "COMPLEMENT"]
    return [_piece(PIECE_WORDS[kind], missing=kind in missing) for kind in wanted]


def _piece(words: str, *, missing: bool) -> Check:
    left = " : à verser par le centre d’examen (transmitSession)" if missing else ""
    return Check(
        rule="TRA-02",
        state=_state(not missing),
        detail=f"{words[0].upper()}{words[1:]}{left}.",
        required_for=Operation.transmitSession,
    )


def _transmission(session: Session, today: date) -> Check:
    due = session.transmission_due_on
    if session.status is SessionStatus.ANNULEE or due is None:
        return Check(rule="TRA-01", state=CheckState.NOT_APPLICABLE, detail="La session est annulée.")
    sent = session.attribution.transmission
    if sent is not None:
        return Check(rule="TRA-01", state=CheckState.DONE, detail=f"Transmise le {in_french(sent.on)}.", due_on=due)
    late = " : ce jour est passé" if today > due else ""
    detail = f"À transmettre au GTP par le centre d’examen au plus tard le {in_french(due)}{late} (transmitSession)."
    return Check(rule="TRA-01", state=CheckState.MISSING, detail=detail, due_on=due)


def _state(done: bool) -> CheckState:
    return CheckState.DONE if done else CheckState.MISSING
