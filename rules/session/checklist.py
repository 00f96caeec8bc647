"""What the rules ask of a session, and where it stands: the lines of its checklist, with their due dates."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.check import Check, CheckState
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
    ]
    if session.status is SessionStatus.CLOSE and not session.dossiers:
        return [*lines, _nothing_to_send()]
    return [*lines, _copied(session), *_pieces(session), _transmission(session, today)]


def _unions(session: Session) -> Check:
    left = unasked_unions(session)
    last = session.union_requests_due_on
    return Check(
        rule="JUR-01",
        state=_state(not left),
        detail=f"À saisir au plus tard le {in_french(last)} : {', '.join(left)}." if left else None,
        due_on=last,
        required_for=Operation.conveneJury,
    )


def _president(session: Session) -> Check:
    return Check(rule="JUR-07", state=_state(session.president is not None), required_for=Operation.conveneJury)


def _convened(session: Session) -> Check:
    left = sum(member.convened_on is None for member in session.members)
    last = session.convocation_due_on
    done = bool(session.members) and not left
    detail = None if done else f"À convoquer au plus tard le {in_french(last)}."
    return Check(rule="JUR-02", state=_state(done), detail=detail, due_on=last, required_for=Operation.signAttendance)


def _cprefp(session: Session) -> Check:
    on = session.joint and session.joint.cprefp_informed_on
    detail = f"Informée le {in_french(on)}." if on else "À informer des membres et du calendrier tels qu’ils sont."
    return Check(rule="JUR-09", state=_state(on is not None), detail=detail, required_for=Operation.transmitSession)


def _attended(session: Session) -> Check:
    return Check(
        rule="JUR-10",
        state=_state(session.attended_on is not None),
        due_on=session.held_on,
        required_for=Operation.recordDecision,
    )


def _decided(session: Session) -> Check:
    done = len(set(session.decided) & set(session.dossiers))
    return Check(
        rule="JUR-11",
        state=_state(bool(session.dossiers or session.absences) and done == len(session.dossiers)),
        detail=f"{done} décision(s) sur {len(session.dossiers)}{_absent(session)}.",
        required_for=Operation.signMinutes,
    )


def _absent(session: Session) -> str:
    """The candidates who did not come (JUR-19)."""
    count = len(session.absences)
    return f", et {count} candidat{'s' if count > 1 else ''} absent{'s' if count > 1 else ''}" if count else ""


def _nothing_to_send() -> Check:
    """JUR-19: a session to which nobody came ends with its minutes."""
    text = "Aucun candidat n’est venu : il n’y a rien à transmettre au GTP."
    return Check(rule="TRA-01", state=CheckState.NOT_APPLICABLE, detail=text)


def _minutes(session: Session) -> Check:
    signed = {item.certification for item in session.minutes}
    left = [code for code in session.certifications if code not in signed]
    return Check(
        rule="JUR-13",
        state=_state(not left),
        detail=f"À signer pour : {', '.join(left)}." if left else None,
        required_for=Operation.transmitSession,
    )


def _copied(session: Session) -> Check:
    sent = session.attribution.transmission
    on = sent.minutes_copied_on if sent else None
    return Check(rule="JUR-16", state=_state(on is not None), required_for=Operation.transmitSession)


def _pieces(session: Session) -> list[Check]:
    missing = {kind for kind, _ in session.missing_pieces()}
    wanted = [kind for kind in PIECE_WORDS if kind.value != "COMPLEMENT"]
    return [
        Check(
            rule="TRA-02",
            state=_state(kind not in missing),
            detail=f"{PIECE_WORDS[kind][0].upper()}{PIECE_WORDS[kind][1:]}.",
            required_for=Operation.transmitSession,
        )
        for kind in wanted
    ]


def _transmission(session: Session, today: date) -> Check:
    due = session.transmission_due_on
    if session.status is SessionStatus.ANNULEE or due is None:
        return Check(rule="TRA-01", state=CheckState.NOT_APPLICABLE, detail="La session est annulée.")
    sent = session.attribution.transmission
    if sent is not None:
        return Check(rule="TRA-01", state=CheckState.DONE, detail=f"Transmise le {in_french(sent.on)}.", due_on=due)
    late = " : ce jour est passé" if today > due else ""
    detail = f"À transmettre au GTP au plus tard le {in_french(due)}{late}."
    return Check(rule="TRA-01", state=CheckState.MISSING, detail=detail, due_on=due)


def _state(done: bool) -> CheckState:
    return CheckState.DONE if done else CheckState.MISSING
