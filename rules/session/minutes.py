"""
The minutes, signed (JUR-13, JUR-14); what they say wrong is rectified beside them (rectification.py).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3;
national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rules.access.viewer import Viewer
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import broken, invalid
from rules.base.signs import quoted
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier
from rules.dossier.registered import as_registered, unknown_problem
from rules.file.file import UploadedFile
from rules.session.attendance import president_problems, presides
from rules.session.commands import SignMinutes
from rules.session.pieces import brought, piece_problems, with_pieces
from rules.session.session import Line, Minutes, PieceKind, Session, SessionStatus


def sign_minutes(
    session: Session,
    command: SignMinutes,
    *,
    dossiers: Sequence[Dossier],
    certifications: Mapping[str, Certification],
    viewer: Viewer,
    files: Mapping[str, UploadedFile],
    today: date,
) -> Refused | Done[Session]:
    """
    The minutes of these qualifications, all those left when none is named, signed by the president (JUR-13).

    The president signs in person, under their account; the centre brings the signed paper of each. Minutes never wait
    for a registration that is not known: it is warned of (REG-01). Those of a session to which nobody came list the
    absences and end it (JUR-19).
    """
    named = [session.code_of(typed) for typed in command.certifications]
    pieces, problems = brought(session, command.pieces, files, today)
    problems += president_problems(viewer, session, "JUR-13")
    problems += piece_problems(session, pieces, {PieceKind.MINUTES})
    signed = {item.certification for item in session.minutes}
    wanted = [code for code in session.certifications if (code in named if named else code not in signed)]
    for place, code in enumerate(named):
        if code is None:
            text = f"La session ne juge pas {quoted(command.certifications[place])}."
            problems.append(invalid(text, "certifications", str(place)))
        elif code in signed:
            text = f"Le procès-verbal de {code} est déjà signé."
            problems.append(broken("JUR-13", text, "certifications", str(place)))
    if session.attended_on is None:
        problems.append(broken("JUR-10", "La feuille d’émargement n’est pas encore signée."))
    there = {piece.certification for piece in with_pieces(session, pieces) if piece.kind is PieceKind.MINUTES}
    missing = [code for code in session.certifications if code in wanted and code not in there]
    if missing and not presides(viewer, session):
        text = f"Le président signe lui-même, ou le centre verse le procès-verbal signé de : {', '.join(missing)}."
        problems.append(broken("JUR-13", text, "pieces"))
    judged = [as_registered(item, certifications[item.certification]) for item in dossiers]
    unknown = [item for item in judged if item.deliberation is not None and item.at_rncp is None]
    warnings = [
        unknown_problem(item, certifications[item.certification]) for item in unknown if item.certification in wanted
    ]
    president = session.president
    if president is None or not president.present:
        problems.append(broken("JUR-13", "Le procès-verbal est signé par le président, qui n’est pas dit présent."))

    def make() -> Session:
        name = president.name if president else ""
        signed = tuple(
            Minutes(
                certification=code,
                lines=lines_of(code, dossiers),
                registration_unknown=tuple(item.number for item in unknown if item.certification == code),
                signed_by=name,
                signed_on=today,
            )
            for code in wanted
        )
        minutes = (*session.minutes, *signed)
        complete = {item.certification for item in minutes} >= set(session.certifications)
        return session.evolve(
            minutes=minutes,
            pieces=with_pieces(session, pieces),
            status=_signed_status(session) if complete else session.status,
        )

    return unless(problems, make, warnings)


def _signed_status(session: Session) -> SessionStatus:
    """Signed, and to be sent to the GTP; over, where nobody came and there is nothing to attribute (JUR-19)."""
    return SessionStatus.SIGNEE if session.dossiers else SessionStatus.CLOSE


def lines_of(certification: str, dossiers: Iterable[Dossier]) -> tuple[Line, ...]:
    """The lines of the minutes of one qualification: each candidate's decision, frozen (JUR-13, JUR-14)."""
    return tuple(
        Line(
            dossier=dossier.number,
            decision=dossier.deliberation.decision.value,
            outcome=dossier.deliberation.outcome.value,
            capacites=dossier.deliberation.capacites or (),
        )
        for dossier in sorted(dossiers, key=lambda item: item.number)
        if dossier.certification == certification and dossier.deliberation is not None
    )
