"""
Who comes before a jury: dossiers brought, taken back, given up (EVA-06, JUR-06, JUR-18, JUR-19).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3;
national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Change, Done, Refused, unless
from rules.base.problems import Problem, broken, duplicate, invalid, not_found
from rules.base.signs import quoted
from rules.base.text import number_key
from rules.document.document import Document
from rules.document.issuing import outdated_summaries
from rules.dossier.commands import ReopenDossier, WithdrawDossier
from rules.dossier.dossier import Again, Dossier, DossierStatus, Withdrawal
from rules.dossier.opinion import opinion_missing
from rules.dossier.refusal import jury_problems, put_away, standing_problems
from rules.session.commands import AssignDossiers
from rules.session.links import declared
from rules.session.members import evaluator_problems
from rules.session.session import Session, SessionStatus

MOST_DOSSIERS = 200
NOBODY_LEFT = "Plus aucun candidat n’est à juger."
"""Why a session that has met is cancelled by itself."""
_TAKING = frozenset(
    {SessionStatus.PROGRAMMEE, SessionStatus.SYNDICATS_SAISIS, SessionStatus.CONVOQUEE, SessionStatus.TENUE}
)
"""The states in which a session still judges a candidate whose withdrawal is undone."""
Barred = Callable[..., list[Problem]]
"""From a dossier, and its place in the input, to why its life does not allow the operation."""
Warned = Callable[..., list[Problem]]
"""From a dossier, the day of a jury and its place in the input, to what its life warns of."""


def assign(
    session: Session,
    command: AssignDossiers,
    *,
    named: Mapping[str, Dossier],
    barred: Barred,
    warned: Warned,
    draw: Callable[[], str],
    issued: Sequence[Document],
    today: date,
) -> Refused | Done[Session]:
    """
    Dossiers brought before a session, or taken from it, and the links that make a member abstain (JUR-19).

    What the GTP had judged again comes before a new jury, its former judgment put away (GTP-07). `named` are the
    dossiers that the command names, by number; `barred` says why the life of one does not allow it,
    `warned` what it warns of; `draw` gives each its anonymous number there (JUR-08). What is added is entirely
    evaluated (EVA-06), for a qualification that the session judges (JUR-18), by nobody who votes (JUR-06). The summary
    among the papers `issued` of the session says nothing of their new seats, and of results that changed meanwhile.
    """
    missing = [
        not_found(f"Aucun dossier {quoted(number)} n’existe parmi les vôtres.", field, str(place))
        for field, numbers in (("add", command.add), ("remove", command.remove))
        for place, number in enumerate(numbers)
        if number_key(number) not in named
    ]
    missing += [
        not_found(f"Aucun dossier {quoted(link.dossier)} n’existe parmi les vôtres.", "links", str(place), "dossier")
        for place, link in enumerate(command.links)
        if number_key(link.dossier) not in named
    ]
    if missing:
        return Refused(tuple(missing))
    added, removed = _each(named, command.add), _each(named, command.remove)
    problems: list[Problem] = []
    if not added and not removed and not command.links:
        problems.append(invalid("Aucun dossier n’est à affecter ni à retirer, aucun lien à déclarer."))
    if added and session.status is SessionStatus.TENUE:
        problems.append(broken("JUR-19", "Le jury s’est réuni : un dossier de plus va à une autre session.", "add"))
    for place, dossier in enumerate(added):
        problems += _added_problems(session, dossier, barred, "add", str(place))
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
    links, faults = declared(session, command.links, named, together)
    problems += faults
    if problems:
        return Refused(tuple(problems))
    changed = all_decided(session.evolve(dossiers=together, links=links))
    back = [item.evolve(session=None, seat=None, status=DossierStatus.EVALUE) for item in removed]
    brought = [
        put_away(item).evolve(session=session.id, seat=draw(), status=DossierStatus.PRESENTE_AU_JURY) for item in added
    ]
    moved = tuple(Change(item, {"session": session.number}) for item in (*back, *brought))
    summaries = outdated_summaries(issued, today) if brought else ()
    return Done(
        changed,
        (*moved, *summaries),
        tuple(warning for dossier in added for warning in warned(dossier, session.held_on, "add")),
    )


def withdraw(
    dossier: Dossier, command: WithdrawDossier, *, session: Session | None, today: date
) -> Refused | Done[Dossier]:
    """
    The dossier given up, with a reason; not once the jury has decided on it (JUR-13).

    The session that was to judge it goes on without it: deliberated, where every other dossier is decided on;
    cancelled, where it has met and nobody is left to judge. A session whose decision the GTP refused keeps it, and no
    withdrawal ends what the GTP has closed (GTP-07).
    """
    withdrawal = Withdrawal(on=today, reason=command.reason, status=dossier.status, session=dossier.session)
    if dossier.status is DossierStatus.REFUSE:
        return unless(
            standing_problems(dossier, Again.JURY, Again.EVALUATIONS),
            lambda: dossier.evolve(status=DossierStatus.ABANDONNE, withdrawal=withdrawal),
        )
    gone = dossier.evolve(status=DossierStatus.ABANDONNE, withdrawal=withdrawal, session=None, seat=None, transfer=None)
    if session is None:
        return Done(gone)
    left = tuple(key for key in session.dossiers if key != dossier.id)
    return Done(gone, (Change(all_decided(session.evolve(dossiers=left))),))


def reopen(
    dossier: Dossier,
    command: ReopenDossier,
    *,
    former: Session | None,
    draw: Callable[[], str],
    issued: Sequence[Document],
    today: date,
) -> Refused | Done[Dossier]:
    """
    A withdrawal undone on the day it was made: the dossier stands where it stood (PRD-05).

    It goes back before the session that was to judge it, `former`, where that can still take it, under a new seat
    (JUR-08); else it waits for another. A day later a new dossier is opened: it takes over what juries left acquired
    (INS-08), and no evaluation that none validated (CON-02). `issued` are the papers of the dossier and of `former`.
    """
    if dossier.status is not DossierStatus.ABANDONNE:
        return Done(dossier)  # refused by its state, which is all that is wrong with it
    given_up = dossier.withdrawal
    if given_up is None or given_up.status is None or given_up.on != today:
        return Refused((_too_late(dossier),))
    back = dossier.evolve(status=given_up.status, withdrawal=None)
    facts = {"reason": command.reason}
    if given_up.status is not DossierStatus.PRESENTE_AU_JURY:
        return Done(back, facts=facts)
    if former is None or not _takes_back(former, dossier):
        named = f"La session {former.number}" if former is not None else "La session qui devait le juger"
        text = f"{named} ne peut plus reprendre le dossier {dossier.number} : présentez-le à une autre session."
        waiting = back.evolve(status=DossierStatus.EVALUE)
        return Done(waiting, warnings=(broken("JUR-19", text),), facts=facts)
    seated = back.evolve(session=former.id, seat=draw())
    taken = former.evolve(dossiers=(*former.dossiers, dossier.id))
    others = (Change(taken, {"dossier": dossier.number}), *outdated_summaries(issued, today))
    return Done(seated, others, facts=facts)


def _too_late(dossier: Dossier) -> Problem:
    on = f" du {in_french(dossier.withdrawal.on)}" if dossier.withdrawal is not None else ""
    text = (
        f"L’abandon{on} ne s’annule que le jour même : ouvrez un nouveau dossier (openDossier), qui reprend ce que des "
        f"jurys ont laissé acquis. Les évaluations du dossier {dossier.number}, qu’aucun jury n’a validées (CON-02), "
        "sont à refaire."
    )
    return broken("PRD-05", text, "dossier", latest=dossier.withdrawal.on if dossier.withdrawal else None)


def _takes_back(session: Session, dossier: Dossier) -> bool:
    """Whether a session still judges, has room, and has nobody who evaluated the candidate (JUR-06, EVA-06)."""
    open_ = session.status in _TAKING and len(session.dossiers) < MOST_DOSSIERS
    known = dossier.certification in session.certifications and dossier.exam_centre == session.exam_centre
    late = any(evaluation.on > session.held_on for evaluation in dossier.evaluations)
    return open_ and known and not late and not evaluator_problems(session.members, [dossier], "dossier")


def all_decided(session: Session) -> Session:
    """
    A session that has met: deliberated with its last decision, cancelled where nobody is left to judge.

    Where whoever is left did not come, it is deliberated too: its minutes say so (JUR-19).
    """
    if session.status is not SessionStatus.TENUE:
        return session
    if not session.dossiers and not session.absences:
        return session.evolve(status=SessionStatus.ANNULEE, reason=NOBODY_LEFT)
    if set(session.decided) >= set(session.dossiers):
        return session.evolve(status=SessionStatus.DELIBEREE)
    return session


def _added_problems(session: Session, dossier: Dossier, barred: Barred, *path: str) -> list[Problem]:
    if dossier.id in session.dossiers:
        return [duplicate(f"Le dossier {dossier.number} est déjà de cette session.", *path)]
    problems = [*barred(dossier, *path), *jury_problems(dossier, session.held_on, *path)]
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


def opinion_warnings(dossier: Dossier, _jury_on: date, *path: str) -> list[Problem]:
    """EVA-03: the company's opinion is still to come, with what to do for it."""
    if not dossier.opinion_needed or dossier.company_opinion is not None:
        return []
    return [broken("EVA-03", opinion_missing(dossier), *path)]


def _each(named: Mapping[str, Dossier], numbers: Sequence[str]) -> list[Dossier]:
    return list({(dossier := named[number_key(number)]).id: dossier for number in numbers}.values())
