"""
From the centre to the GTP and back: transmission, complements, validation, certificates (TRA, GTP, NUM-03).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 4,
and chapter 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rules.base.calendar import in_french
from rules.base.entity import Value
from rules.base.operation import Operation
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.base.text import line_problems
from rules.certificate.kind import CertificateKind
from rules.certification.certification import Certification
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, JuryDecision
from rules.dossier.holdings import complete_blocs
from rules.lives.states import dossier_state_problems, session_state_problems
from rules.referentiel.referentiel import Referentiel
from rules.session.deliberation import Sitting, with_pieces
from rules.session.session import Complement, Piece, PieceKind, Session, SessionStatus, Transmission

PIECE_WORDS: Mapping[PieceKind, str] = {
    PieceKind.ATTESTATION: "la lettre qui atteste la conformité de la procédure",
    PieceKind.CPREFP_EXTRACT: "l’extrait du procès-verbal de la CPREFP, ou les courriers échangés avec son secrétariat",
    PieceKind.ATTENDANCE_SHEET: "la feuille d’émargement signée",
    PieceKind.MINUTES: "le procès-verbal signé",
    PieceKind.COMPLEMENT: "le complément demandé",
}
"""The pieces as a message names them."""


class Verdict(Value):
    """What the GTP decides of one candidate."""

    dossier: str
    """Number of the dossier."""
    validated: bool
    reasons: str | None = None


class Award(NamedTuple):
    """A certificate to be issued: what it proves, to the dossier it comes from."""

    kind: CertificateKind
    certification: str
    title: str
    bloc: str | None = None


def piece_problems(session: Session, pieces: Sequence[Piece], allowed: Iterable[PieceKind]) -> list[Problem]:
    """What is wrong with the pieces given with an operation: of another step, or of no qualification of the session."""
    problems, kinds = [], set(allowed)
    for place, piece in enumerate(pieces):
        path = ("pieces", str(place))
        own = piece.kind in {PieceKind.ATTENDANCE_SHEET, PieceKind.MINUTES}
        if piece.kind not in kinds:
            problems.append(invalid("Cette pièce n’est pas de cette étape.", *path, "kind"))
        elif own and piece.certification not in session.certifications:
            text = "Cette pièce nomme la qualification de la session qu’elle concerne."
            problems.append(broken("JUR-18", text, *path, "certification"))
        elif not own and piece.certification is not None:
            problems.append(invalid("Cette pièce concerne toute la session.", *path, "certification"))
    return problems


def transmit(
    session: Session, dossiers: Sequence[Dossier], pieces: Sequence[Piece], copied_on: date | None, today: date
) -> Sitting:
    """The session sent to the GTP with its four pieces (TRA-02); late, it is warned of (TRA-01)."""
    problems = session_state_problems(Operation.transmitSession, session.status)
    problems += piece_problems(session, pieces, set(PieceKind) - {PieceKind.COMPLEMENT})
    complete = session.evolve(pieces=with_pieces(session, pieces))
    for kind, certification in complete.missing_pieces():
        of = f", pour {certification}" if certification else ""
        problems.append(broken("TRA-02", f"Il manque {PIECE_WORDS[kind]}{of}.", "pieces"))
    if session.cprefp_informed_on is None:
        text = "La CPREFP n’est pas informée des membres et du calendrier tels qu’ils sont."
        problems.append(broken("JUR-09", text))
    if copied_on is None:
        text = "Les membres du jury reçoivent copie du procès-verbal signé : donnez-en la date."
        problems.append(broken("JUR-16", text, "minutesCopiedOn"))
    elif not session.held_on <= copied_on <= today:
        text = f"La copie est remise entre le jury, le {in_french(session.held_on)}, et le {in_french(today)}."
        problems.append(broken("JUR-16", text, "minutesCopiedOn"))
    if problems or copied_on is None:
        return Sitting(problems=tuple(problems))
    due = session.transmission_due_on
    late = due is not None and today > due
    warnings = [
        broken("TRA-01", f"La transmission est en retard : le dernier jour était le {in_french(due)}.", latest=due)
        for _ in range(late)
        if due is not None
    ]
    made = complete.evolve(
        transmission=Transmission(on=today, minutes_copied_on=copied_on), status=SessionStatus.TRANSMISE
    )
    return Sitting(made, tuple(_moved(dossiers, DossierStatus.TRANSMIS)), warnings=tuple(warnings))


def ask(session: Session, dossiers: Sequence[Dossier], question: str, today: date) -> Sitting:
    """The GTP's request for complements (GTP-01)."""
    problems = session_state_problems(Operation.requestComplements, session.status)
    problems += line_problems(question, "La question", "question", longest=2_000)
    if problems:
        return Sitting(problems=tuple(problems))
    asked = (*session.complements, Complement(question=question, asked_on=today))
    made = session.evolve(complements=asked, status=SessionStatus.COMPLEMENT_DEMANDE)
    return Sitting(made, tuple(_moved(_open(session, dossiers), DossierStatus.COMPLEMENT_DEMANDE)))


def answer(session: Session, dossiers: Sequence[Dossier], text: str, pieces: Sequence[Piece], today: date) -> Sitting:
    """The centre's answer to the GTP, in words and pieces (GTP-01)."""
    problems = session_state_problems(Operation.answerComplements, session.status)
    problems += line_problems(text, "La réponse", "answer", longest=2_000)
    problems += piece_problems(session, pieces, PieceKind)
    if problems:
        return Sitting(problems=tuple(problems))
    last = session.complements[-1].evolve(answer=text, answered_on=today)
    made = session.evolve(
        complements=(*session.complements[:-1], last),
        pieces=with_pieces(session, pieces),
        status=SessionStatus.TRANSMISE,
    )
    return Sitting(made, tuple(_moved(_open(session, dossiers), DossierStatus.TRANSMIS)))


def validate(
    session: Session, dossiers: Sequence[Dossier], verdicts: Sequence[Verdict], gtp_on: date, today: date
) -> Sitting:
    """
    The GTP's verdict on each candidate named (GTP-01); the session closes with the last.

    No verdict touches the jury's decision (GTP-02). What is awarded is `awards`' affair.
    """
    problems = session_state_problems(Operation.validateAttribution, session.status)
    problems += _gtp_day_problems(session, gtp_on, today)
    if not verdicts:
        problems.append(broken("GTP-01", "Le GTP se prononce sur chaque candidat : aucun n’est nommé.", "verdicts"))
    by_number = {dossier.number: dossier for dossier in dossiers}
    seen: set[str] = set()
    changed = []
    for place, verdict in enumerate(verdicts):
        path = ("verdicts", str(place))
        dossier = by_number.get(verdict.dossier)
        faults = _verdict_problems(session, dossier, verdict, path)
        if verdict.dossier in seen:
            faults.append(duplicate("Ce candidat a deux verdicts.", *path))
        seen.add(verdict.dossier)
        problems += faults
        if dossier is not None and dossier.deliberation is not None and not faults:
            changed.append(_judged_by_gtp(dossier, dossier.deliberation, verdict, gtp_on))
    if problems:
        return Sitting(problems=tuple(problems))
    settled = tuple(dict.fromkeys((*session.settled, *(dossier.id for dossier in changed))))
    over = set(settled) >= set(session.dossiers)
    made = session.evolve(
        settled=settled, gtp_on=gtp_on, status=SessionStatus.CLOSE if over else SessionStatus.TRANSMISE
    )
    return Sitting(made, tuple(changed))


def awards(
    dossier: Dossier,
    version: Referentiel,
    certification: Certification,
    cqpi: Certification | None,
    blocs: Mapping[str, str],
    already: Iterable[str],
) -> list[Award]:
    """
    The certificates that a validated dossier gives (GTP-03, GTP-04).

    The whole CQPM, with its CQPI where it matches one, and no bloc certificate then; else each bloc asked for; else, of
    a candidate not admitted to a CQPM at the RNCP, each bloc now complete, save those `already` certified to them.
    `blocs` are the titles of the version's blocs by code.
    """
    decided = dossier.deliberation
    if decided is None or not decided.validated:
        return []
    if decided.decision is JuryDecision.A and not dossier.target_blocs:
        kind = CertificateKind.CQPM_RNCP if decided.at_rncp else CertificateKind.CQPM
        whole = [Award(kind, certification.code, certification.title)]
        return whole + ([Award(CertificateKind.CQPI, cqpi.code, cqpi.title)] if cqpi else [])
    held = complete_blocs(dossier, version) if decided.at_rncp else []
    return [
        Award(CertificateKind.BLOC, certification.code, blocs.get(code, code), code)
        for code in held
        if code not in set(already)
    ]


def _gtp_day_problems(session: Session, gtp_on: date, today: date) -> list[Problem]:
    sent = session.transmission.on if session.transmission else None
    if gtp_on > today:
        return [broken("GTP-01", "La réunion du GTP ne se date pas de l’avenir.", "gtpOn", latest=today)]
    if sent is not None and gtp_on < sent:
        text = f"La session n’a été transmise que le {in_french(sent)}."
        return [broken("GTP-01", text, "gtpOn", earliest=sent)]
    return []


def _verdict_problems(
    session: Session, dossier: Dossier | None, verdict: Verdict, path: tuple[str, ...]
) -> list[Problem]:
    if dossier is None:
        return [invalid("Ce dossier n’est pas de cette session.", *path, "dossier")]
    if dossier.id in session.settled:
        text = f"Le GTP s’est déjà prononcé sur le dossier {dossier.number}."
        return [broken("GTP-01", text, *path, "dossier")]
    if faults := dossier_state_problems(Operation.validateAttribution, dossier.status, *path, "dossier"):
        return faults
    if verdict.reasons is not None:
        if faults := line_problems(verdict.reasons, "Le motif", *path, "reasons", longest=1_000):
            return faults
    elif not verdict.validated:
        return [broken("GTP-01", "Un refus du GTP est motivé.", *path, "reasons")]
    return []


def _judged_by_gtp(dossier: Dossier, decided: Deliberation, verdict: Verdict, gtp_on: date) -> Dossier:
    status = DossierStatus.VALIDE if verdict.validated else DossierStatus.REFUSE
    made = decided.evolve(gtp_on=gtp_on, validated=verdict.validated, reasons=verdict.reasons)
    return dossier.evolve(deliberation=made, status=status)


def _open(session: Session, dossiers: Iterable[Dossier]) -> list[Dossier]:
    return [dossier for dossier in dossiers if dossier.id not in session.settled]


def _moved(dossiers: Iterable[Dossier], status: DossierStatus) -> list[Dossier]:
    return [dossier.evolve(status=status) for dossier in dossiers]
