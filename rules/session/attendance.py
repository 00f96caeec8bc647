"""
The jury meets: who was there and signed, and who presides (JUR-10, JUR-17).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3;
national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Mapping
from datetime import date, datetime

from rules.access.viewer import Role, Viewer
from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.base.signs import quoted
from rules.file.file import UploadedFile
from rules.session.commands import SignAttendance
from rules.session.convocation import empty_delegations
from rules.session.pieces import brought, piece_problems, with_pieces
from rules.session.session import JuryRole, PieceKind, Session, SessionStatus


def attend(
    session: Session,
    command: SignAttendance,
    *,
    viewer: Viewer,
    files: Mapping[str, UploadedFile],
    today: date,
    now: datetime,
) -> Refused | Done[Session]:
    """The session held, with who was there and signed; attendance sheets may follow (JUR-10). JUR-17 warns."""
    present = command.present
    pieces, problems = brought(session, command.pieces, files, today)
    problems += president_problems(viewer, session, "JUR-10")
    problems += piece_problems(session, pieces, {PieceKind.ATTENDANCE_SHEET})
    if today < session.held_on:
        text = f"La feuille d’émargement se signe le jour du jury, le {in_french(session.held_on)}."
        problems.append(broken("JUR-10", text, earliest=session.held_on))
    if session.status is SessionStatus.CONVOQUEE and not session.dossiers:
        text = (
            "Aucun candidat n’est présenté à ce jury : affectez des dossiers (assignDossiers), ou annulez la session."
        )
        problems.append(broken("JUR-19", text))
    known = {member.id: member for member in session.members}
    for place, key in enumerate(present):
        if key not in known:
            problems.append(invalid(f"Aucun membre {quoted(key)} n’est de cette session.", "present", str(place)))
        elif known[key].convened_on is None and known[key].role is not JuryRole.GUEST:
            text = f"{known[key].name} n’a pas été convoqué : le centre convoque, ou le membre n’est pas présent."
            problems.append(broken("JUR-02", text, "present", str(place)))
    if len(set(present)) != len(present):
        problems.append(duplicate("Un membre est indiqué deux fois.", "present"))
    president = session.president
    if session.status is SessionStatus.CONVOQUEE and (president is None or president.id not in present):
        text = "Le président du jury signe la feuille d’émargement : il est présent, ou il est remplacé."
        problems.append(broken("JUR-10", text, "present"))
    members = tuple(
        member.evolve(
            present=member.id in present or bool(member.present),
            signed_on=member.signed_on or (now if member.id in present else None),
        )
        for member in session.members
    )
    return unless(
        problems,
        lambda: session.evolve(
            members=members,
            attended_on=session.attended_on or today,
            pieces=with_pieces(session, pieces),
            status=SessionStatus.TENUE,
        ),
        empty_delegations(member for member in members if member.present),
    )


def presides(viewer: Viewer, session: Session) -> bool:
    """Whether the viewer's account is that of the session's president."""
    president = session.president
    return president is not None and president.account is not None and president.account == viewer.subject


def president_problems(viewer: Viewer, session: Session, rule: str) -> list[Problem]:
    """A refusal for an account that is a jury's without being its president's (JUR-07, JUR-13)."""
    if Role.CENTRE in viewer.roles or presides(viewer, session):
        return []
    return [broken(rule, "Seul le président de ce jury, ou son centre d’examen, fait cela.")]
