"""
A whole sitting recorded at once: a decision on each candidate, or their absence (JUR-07, JUR-11, JUR-12, JUR-19).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rules.access.viewer import Viewer
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, duplicate, invalid, not_found
from rules.base.signs import quoted
from rules.base.text import number_key
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier, DossierStatus, MissedJury
from rules.referentiel.referentiel import Referentiel
from rules.session.assignment import MOST_DOSSIERS, Barred, Warned, all_decided
from rules.session.attendance import president_problems
from rules.session.commands import DossierDecision, RecordDecisions
from rules.session.decisions import Judged, judge, signed_problems
from rules.session.session import Absence, Session, SessionStatus


@dataclass
class _Sitting:
    """What is found of a sitting, one candidate after the other."""

    session: Session
    versions: Mapping[str, Referentiel]
    certifications: Mapping[str, Certification]
    changed: dict[str, Dossier] = field(default_factory=dict)


def record(
    session: Session,
    command: RecordDecisions,
    *,
    presented: Mapping[str, Dossier],
    versions: Mapping[str, Referentiel],
    certifications: Mapping[str, Certification],
    barred: Barred,
    warned: Warned,
    viewer: Viewer,
) -> Refused | Done[Session]:
    """
    The sitting recorded, all of it or nothing: each candidate decided on, or absent, until the minutes are signed.

    `presented` are the dossiers of the session, those of absent candidates too, by what the viewer calls them. An
    absent candidate's dossier waits for a later session, and comes back where the absence was a mistake (JUR-19).
    """
    if problems := president_problems(viewer, session, "JUR-07"):
        return Refused(tuple(problems))
    if not 1 <= len(command.decisions) <= MOST_DOSSIERS:
        text = f"Une séance s’enregistre pour 1 à {MOST_DOSSIERS} candidats à la fois."
        return Refused((invalid(text, "decisions"),))
    sitting = _Sitting(session, versions, certifications)
    problems, warnings = list[Problem](), list[Problem]()
    for place, given in enumerate(command.decisions):
        path, dossier = ("decisions", str(place)), presented.get(number_key(given.dossier))
        if dossier is None:
            problems.append(
                not_found(f"Aucun dossier {quoted(given.dossier)} n’est de cette session.", *path, "dossier")
            )
        elif dossier.id in sitting.changed:
            text = f"Le dossier {dossier.number} est nommé deux fois."
            problems.append(duplicate(text, *path, "dossier"))
        else:
            faults = [*barred(dossier, "dossier"), *signed_problems(session, dossier)]
            found = _recorded(sitting, dossier, given)
            sitting.changed[dossier.id] = found.dossier or dossier
            problems += _at(path, [*faults, *found.problems])
            late = warned(dossier, session.held_on, "dossier") if not given.absent else []
            warnings += _at(path, [*found.warnings, *late])
    if problems:
        return Refused(tuple(problems))
    changes = tuple(Change(dossier, _facts(session, dossier)) for dossier in sitting.changed.values())
    return Done(all_decided(sitting.session), changes, tuple(warnings))


def _facts(session: Session, dossier: Dossier) -> dict[str, str]:
    """What the event of a dossier says: the session, and the day where its candidate did not come."""
    missed = [item.on for item in dossier.missed if item.session == session.id]
    return {"session": session.number} | ({"absent": missed[-1].isoformat()} if missed else {})


def _recorded(sitting: _Sitting, dossier: Dossier, given: DossierDecision) -> Judged:
    """One candidate's line: the dossier as it becomes, with the session; or what is wrong with it."""
    session, decides = sitting.session, given.decision is not None or bool(given.votes)
    away = session.absence_of(dossier.id)
    if given.absent:
        return _missing(sitting, dossier, given, decides=decides, already=away is not None)
    waits = given.absent is False and not decides
    if waits and (faults := _waiting_problems(session, dossier, noted=away is not None)):
        return Judged(None, faults, [])
    if away is not None:
        if dossier.status is not DossierStatus.EVALUE or dossier.session is not None:
            text = f"Le dossier {dossier.number} a suivi son cours depuis cette absence, qui reste notée."
            return _refused(broken("JUR-19", text, "absent"))
        session, dossier = _back(session, dossier, away)
    if waits:
        sitting.session = session
        return Judged(dossier, [], [])
    version, certification = sitting.versions[dossier.referentiel], sitting.certifications[dossier.certification]
    found = judge(session, dossier, given, version, certification)
    if found.dossier is not None:
        sitting.session = session.evolve(decided=tuple(dict.fromkeys((*session.decided, dossier.id))))
    return found


def _missing(sitting: _Sitting, dossier: Dossier, given: DossierDecision, *, decides: bool, already: bool) -> Judged:
    """JUR-19: nothing is decided on whoever did not come; the dossier waits for a later session."""
    session, said = sitting.session, (given.acquired, given.comment, given.abstentions or None)
    if already:
        text = f"Le candidat du dossier {dossier.number} est déjà noté absent."
        return _refused(broken("JUR-19", text, "absent"))
    if decides or any(item is not None for item in said):
        text = f"Le candidat du dossier {dossier.number} est dit absent : rien n’est décidé à son sujet."
        return _refused(broken("JUR-19", text, "absent"))
    noted = Absence(dossier=dossier.id, seat=session.seat_of(dossier), on=session.held_on)
    sitting.session = session.evolve(
        dossiers=tuple(key for key in session.dossiers if key != dossier.id),
        decided=tuple(key for key in session.decided if key != dossier.id),
        absences=(*session.absences, noted),
    )
    waiting = dossier.evolve(
        status=DossierStatus.EVALUE,
        session=None,
        seat=None,
        deliberation=None,
        at_rncp=None,
        missed=(*dossier.missed, MissedJury(session=session.id, on=session.held_on)),
    )
    return Judged(waiting, [], [])


def _waiting_problems(session: Session, dossier: Dossier, *, noted: bool) -> list[Problem]:
    """What forbids to undo an absence without a decision: none to undo, or names that are known (JUR-08)."""
    if not noted:
        text = f"Le candidat du dossier {dossier.number} n’est pas noté absent."
        return [invalid(text, "absent")]
    if session.status is SessionStatus.DELIBEREE:
        text = (
            f"Les noms sont connus du jury : le dossier {dossier.number} ne lui revient qu’avec la décision qu’il a "
            "prise, sans quoi son absence reste notée."
        )
        return [broken("JUR-08", text, "absent")]
    return []


def _back(session: Session, dossier: Dossier, away: Absence) -> tuple[Session, Dossier]:
    """The session and the dossier without an absence noted by mistake."""
    with_it = session.evolve(
        dossiers=(*session.dossiers, dossier.id),
        absences=tuple(item for item in session.absences if item != away),
    )
    return with_it, dossier.evolve(
        status=DossierStatus.PRESENTE_AU_JURY,
        session=session.id,
        seat=away.seat,
        missed=tuple(item for item in dossier.missed if item.session != session.id),
    )


def _refused(problem: Problem) -> Judged:
    return Judged(None, [problem], [])


def _at(path: tuple[str, ...], problems: Iterable[Problem]) -> list[Problem]:
    return [problem.evolve(path=(*path, *problem.path)) for problem in problems]
