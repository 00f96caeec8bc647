"""
The jury's meeting: who comes before it, who attends, what it decides, and its signed minutes (JUR-06 to JUR-13).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3;
national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rules.base.calendar import in_french
from rules.base.entity import Value
from rules.base.operation import Operation
from rules.base.outcome import Judged, judged
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.base.text import line_problems, name_problems
from rules.certification.certification import Certification
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, JuryDecision, Outcome, Tally
from rules.dossier.evaluation import Item, items_of, opinion_needed
from rules.lives.states import dossier_state_problems, session_state_problems
from rules.referentiel.referentiel import Referentiel
from rules.session.jury import empty_delegations, evaluator_problems
from rules.session.session import JuryRole, Line, Minutes, Piece, PieceKind, Rectification, Session, SessionStatus

MOST_DOSSIERS = 200


class Vote(Value):
    """One member's vote on one candidate."""

    member: str
    decision: JuryDecision


class DecisionRequest(Value):
    """What is typed of a jury's decision: the decision, the votes, or both."""

    decision: JuryDecision | None = None
    votes: tuple[Vote, ...] = ()
    capacites: tuple[str, ...] | None = None
    """Numbers of the capacités left acquired by NA; every one evaluated as acquired where none is given (JUR-11)."""
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session and dossiers changed together, or every reason why not."""

    session: Session | None = None
    dossiers: tuple[Dossier, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def assign(session: Session, added: Sequence[Dossier], removed: Sequence[Dossier], here: Sequence[Dossier]) -> Sitting:
    """
    Dossiers brought before a session, or taken from it: an absent candidate goes to a later one (JUR-19).

    `here` are the session's dossiers as they are. What is added is entirely evaluated (EVA-06), for a qualification
    that the session judges (JUR-18), by nobody who votes (JUR-06).
    """
    problems = session_state_problems(Operation.assignDossiers, session.status)
    if not added and not removed:
        problems.append(invalid("Aucun dossier n’est à affecter ni à retirer."))
    if added and session.status is SessionStatus.TENUE:
        problems.append(broken("JUR-19", "Le jury s’est réuni : un dossier de plus va à une autre session.", "add"))
    for place, dossier in enumerate(added):
        problems += _added_problems(session, dossier, "add", str(place))
    for place, dossier in enumerate(removed):
        if dossier.id not in session.dossiers:
            problems.append(invalid(f"Le dossier {dossier.number} n’est pas de cette session.", "remove", str(place)))
        elif dossier.id in session.decided:
            text = f"La décision sur le dossier {dossier.number} est enregistrée : il reste dans la session."
            problems.append(broken("JUR-13", text, "remove", str(place)))
    problems += evaluator_problems(session.members, added, "add")
    gone = {dossier.id for dossier in removed}
    kept = tuple(key for key in session.dossiers if key not in gone)
    together = tuple(dict.fromkeys((*kept, *(dossier.id for dossier in added))))
    if len(together) > MOST_DOSSIERS:
        problems.append(invalid(f"Une session compte {MOST_DOSSIERS} dossiers au plus.", "add"))
    if problems:
        return Sitting(problems=tuple(problems))
    changed = _all_decided(session.evolve(dossiers=together))
    back = [item.evolve(session=None, status=DossierStatus.EVALUE) for item in removed]
    brought = [item.evolve(session=session.id, status=DossierStatus.PRESENTE_AU_JURY) for item in added]
    return Sitting(changed, (*back, *brought), warnings=tuple(_opinion_warnings(added)))


def without(session: Session, dossier: Dossier) -> Session:
    """The session without a dossier that was given up; deliberated, where every other is decided on (JUR-13)."""
    return _all_decided(session.evolve(dossiers=tuple(key for key in session.dossiers if key != dossier.id)))


def attend(
    session: Session, present: Sequence[str], pieces: Sequence[Piece], today: date, now: datetime
) -> Judged[Session]:
    """The session held, with who was there and signed; attendance sheets may follow (JUR-10). JUR-17 warns."""
    problems = session_state_problems(Operation.signAttendance, session.status)
    if today < session.held_on:
        text = f"La feuille d’émargement se signe le jour du jury, le {in_french(session.held_on)}."
        problems.append(broken("JUR-10", text, earliest=session.held_on))
    known = {member.id: member for member in session.members}
    for place, key in enumerate(present):
        if key not in known:
            problems.append(invalid("Ce membre n’est pas de cette session.", "present", str(place)))
        elif known[key].convened_on is None and known[key].role is not JuryRole.GUEST:
            problems.append(broken("JUR-02", "Ce membre n’a pas été convoqué.", "present", str(place)))
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
    return judged(
        problems,
        lambda: session.evolve(
            members=members,
            attended_on=session.attended_on or today,
            pieces=with_pieces(session, pieces),
            status=SessionStatus.TENUE,
        ),
        empty_delegations(member for member in members if member.present),
    )


def decide(
    session: Session,
    dossier: Dossier,
    version: Referentiel,
    certification: Certification,
    request: DecisionRequest,
) -> Sitting:
    """
    The jury's decision on one candidate (JUR-06, JUR-07, JUR-11, JUR-12), changeable until the minutes are signed.

    Votes make the decision, the president's breaking a tie; without votes it is taken as the jury's common word.
    """
    problems = session_state_problems(Operation.recordDecision, session.status)
    problems += dossier_state_problems(Operation.recordDecision, dossier.status)
    if dossier.id not in session.dossiers:
        problems.append(broken("JUR-19", "Ce candidat n’a pas été présenté à ce jury.", "dossier"))
    decision, tally, faults = _decided(session, request)
    problems += faults
    items = items_of(dossier, version)
    acquired = {evaluation.item for evaluation in dossier.evaluations if evaluation.acquired}
    left = [item for item in items if item.key not in acquired]
    if decision is JuryDecision.A:
        problems += _admission_problems(left, request)
    if opinion_needed(dossier) and dossier.company_opinion is None:
        problems.append(broken("EVA-03", "L’avis de l’entreprise manque encore à l’évaluation.", "dossier"))
    unknown = [number for number in request.capacites or () if number not in acquired]
    if unknown:
        text = f"N’ont pas été évalués comme acquis : {', '.join(number[:40] for number in unknown[:10])}."
        problems.append(broken("JUR-11", text, "acquired"))
    if request.comment is not None:
        problems += line_problems(request.comment, "Le commentaire", "comment", longest=500)
    if problems or decision is None:
        return Sitting(problems=tuple(problems))
    kept = acquired if request.capacites is None else set(request.capacites)
    outcome = Outcome.TOTAL if decision is JuryDecision.A else Outcome.PARTIAL if kept else Outcome.NONE
    president = session.president
    made = dossier.evolve(
        status=DossierStatus.DELIBERE,
        deliberation=Deliberation(
            decision=decision,
            outcome=outcome,
            jury_on=session.held_on,
            president=president.name if president else "",
            at_rncp=certification.registered_at_rncp(session.held_on),
            comment=request.comment,
            tally=tally,
            capacites=tuple(item.key for item in items if item.key in kept),
        ),
    )
    warnings = []
    if decision is JuryDecision.NA and not left and not request.comment:
        text = "Tout a été évalué comme acquis : le commentaire dit d’ordinaire pourquoi le candidat n’est pas admis."
        warnings.append(broken("JUR-11", text, "comment"))
    decided = tuple(dict.fromkeys((*session.decided, dossier.id)))
    return Sitting(_all_decided(session.evolve(decided=decided)), (made,), warnings=tuple(warnings))


def sign_minutes(
    session: Session,
    dossiers: Sequence[Dossier],
    certifications: Sequence[str],
    pieces: Sequence[Piece],
    today: date,
    *,
    by_president: bool,
) -> Judged[Session]:
    """
    The minutes of these qualifications, all those left when none is named, signed by the president (JUR-13).

    `by_president` says that the president signs in person; the centre brings the signed paper of each.
    """
    problems = session_state_problems(Operation.signMinutes, session.status)
    signed = {item.certification for item in session.minutes}
    wanted = list(dict.fromkeys(certifications)) or [code for code in session.certifications if code not in signed]
    for place, code in enumerate(certifications):
        if code not in session.certifications:
            problems.append(invalid("Cette session ne juge pas cette certification.", "certifications", str(place)))
        elif code in signed:
            text = "Le procès-verbal de cette qualification est déjà signé."
            problems.append(broken("JUR-13", text, "certifications", str(place)))
    if session.attended_on is None:
        problems.append(broken("JUR-10", "La feuille d’émargement n’est pas encore signée."))
    brought = {piece.certification for piece in with_pieces(session, pieces) if piece.kind is PieceKind.MINUTES}
    missing = [code for code in session.certifications if code in wanted and code not in brought]
    if missing and not by_president:
        text = f"Le président signe lui-même, ou le centre verse le procès-verbal signé de : {', '.join(missing)}."
        problems.append(broken("JUR-13", text, "pieces"))
    president = session.president
    if president is None or not president.present:
        problems.append(broken("JUR-13", "Le procès-verbal est signé par le président, qui n’est pas dit présent."))

    def make() -> Session:
        name = president.name if president else ""
        made = tuple(
            Minutes(certification=code, lines=lines_of(code, dossiers), signed_by=name, signed_on=today)
            for code in wanted
        )
        minutes = (*session.minutes, *made)
        complete = {item.certification for item in minutes} >= set(session.certifications)
        return session.evolve(
            minutes=minutes,
            pieces=with_pieces(session, pieces),
            status=SessionStatus.SIGNEE if complete else session.status,
        )

    return judged(problems, make)


def rectify(session: Session, certification: str, text: str, signed_by: str, today: date) -> Judged[Session]:
    """The minutes with a clerical error corrected beside them; no decision changes (CER-07, JUR-13)."""
    problems = session_state_problems(Operation.rectifyMinutes, session.status)
    problems += line_problems(text, "La rectification", "text", longest=1_000)
    problems += name_problems(signed_by, "Le nom du signataire", "signedBy")
    if certification not in session.certifications:
        problems.append(invalid("Cette session ne juge pas cette certification.", "certification"))
    added = Rectification(text=text, signed_by=signed_by, on=today)
    return judged(
        problems,
        lambda: session.evolve(
            minutes=tuple(
                item.evolve(rectifications=(*item.rectifications, added))
                if item.certification == certification
                else item
                for item in session.minutes
            )
        ),
    )


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


def with_pieces(session: Session, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The session's pieces with these, each in the place of the one before of its kind and qualification."""
    made: Mapping[tuple[object, ...], Piece] = {
        (piece.kind, piece.certification, piece.file if piece.kind.value == "COMPLEMENT" else None): piece
        for piece in (*session.pieces, *pieces)
    }
    return tuple(made.values())


def _added_problems(session: Session, dossier: Dossier, *path: str) -> list[Problem]:
    if dossier.id in session.dossiers:
        return [duplicate(f"Le dossier {dossier.number} est déjà de cette session.", *path)]
    problems = dossier_state_problems(Operation.assignDossiers, dossier.status, *path)
    if dossier.exam_centre != session.exam_centre:
        problems.append(broken("INS-01", f"Le dossier {dossier.number} est d’un autre centre d’examen.", *path))
    if dossier.certification not in session.certifications:
        text = f"La session ne juge pas la certification du dossier {dossier.number}."
        problems.append(broken("JUR-18", text, *path))
    late = [evaluation for evaluation in dossier.evaluations if evaluation.on > session.held_on]
    if late:
        text = f"Le dossier {dossier.number} a une évaluation postérieure au jury du {in_french(session.held_on)}."
        problems.append(broken("EVA-06", text, *path))
    return problems


def _opinion_warnings(dossiers: Iterable[Dossier]) -> list[Problem]:
    return [
        broken("EVA-03", f"L’avis de l’entreprise manque encore au dossier {dossier.number}.", "add")
        for dossier in dossiers
        if opinion_needed(dossier) and dossier.company_opinion is None
    ]


def _all_decided(session: Session) -> Session:
    complete = bool(session.dossiers) and set(session.decided) >= set(session.dossiers)
    if complete and session.status is SessionStatus.TENUE:
        return session.evolve(status=SessionStatus.DELIBEREE)
    return session


def _admission_problems(left: Sequence[Item], request: DecisionRequest) -> list[Problem]:
    """JUR-12: A needs everything acquired."""
    problems = []
    if left:
        names = ", ".join(item.name for item in left[:10])
        problems.append(broken("JUR-12", f"Le candidat n’est admissible que si tout est acquis ; manque : {names}."))
    if request.capacites is not None:
        text = "Les capacités acquises ne s’indiquent que pour un candidat non admis."
        problems.append(broken("JUR-11", text, "acquired"))
    return problems


def _decided(session: Session, request: DecisionRequest) -> tuple[JuryDecision | None, Tally | None, list[Problem]]:
    if not request.votes:
        if request.decision is None:
            return None, None, [invalid("La décision, ou les votes, sont attendus.", "decision")]
        return request.decision, None, []
    problems = _vote_problems(session, request.votes)
    admitting = sum(vote.decision is JuryDecision.A for vote in request.votes)
    refusing = len(request.votes) - admitting
    president = session.president
    cast = next((vote.decision for vote in request.votes if president and vote.member == president.id), None)
    tied = admitting == refusing
    if tied and cast is None:
        text = "À égalité et sans le vote du président, il n’y a pas de décision."
        return None, None, [*problems, broken("JUR-07", text, "votes")]
    decision = cast if tied else JuryDecision.A if admitting > refusing else JuryDecision.NA
    if request.decision is not None and decision is not request.decision:
        text = f"Les votes donnent « {decision.value if decision else ''} », et non « {request.decision.value} »."
        problems.append(broken("JUR-07", text, "decision"))
    return decision, Tally(admitting=admitting, refusing=refusing, tie_broken=tied), problems


def _vote_problems(session: Session, votes: Sequence[Vote]) -> list[Problem]:
    """JUR-04, JUR-06: each voting member who was there votes once."""
    known, seen, problems = {member.id: member for member in session.members}, set(), []
    for place, vote in enumerate(votes):
        path = ("votes", str(place), "member")
        member = known.get(vote.member)
        if member is None:
            problems.append(invalid("Ce membre n’est pas de cette session.", *path))
        elif vote.member in seen:
            problems.append(broken("JUR-04", "Un membre ne vote qu’une fois.", *path))
        elif not member.voting:
            rule = "JUR-04" if member.role is JuryRole.UNION else "JUR-06"
            problems.append(broken(rule, "Ce membre ne prend pas part au vote.", *path))
        elif not member.present:
            problems.append(broken("JUR-10", "Ce membre n’est pas dit présent sur la feuille d’émargement.", *path))
        seen.add(vote.member)
    return problems
