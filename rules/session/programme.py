"""
A session programmed, moved to another day, or cancelled (JUR-18, JUR-19).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§§ 1 and 2; national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Sequence
from datetime import date

from rules.base.calendar import days_after, in_french
from rules.base.hours import hour_problems
from rules.base.outcome import Change, Done, Refused, unless
from rules.base.problems import Problem, broken, invalid
from rules.certification.certification import Certification
from rules.dossier.dossier import Dossier, DossierStatus
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.session.commands import CancelSession, PostponeSession, ScheduleSession
from rules.session.convocation import unasked_unions
from rules.session.delays import convocation_days, union_request_days
from rules.session.session import Session, SessionStatus

MOST_QUALIFICATIONS = 20


def schedule(
    session: Session,
    command: ScheduleSession,
    *,
    certifications: Sequence[Certification],
    centre: Organisation | None,
    today: date,
) -> Refused | Done[Session]:
    """`session` as asked for: of a centre, on a day to come; warned when nobody could be convened in time (JUR-01)."""
    problems: list[Problem] = []
    if centre is None or centre.kind is not OrganisationKind.UIMM_TERRITORIALE:
        problems.append(broken("INS-01", "Votre compte n’agit pour aucune UIMM territoriale, centre d’examen."))
    if not 1 <= len(command.certifications) <= MOST_QUALIFICATIONS:
        text = f"Une session juge 1 à {MOST_QUALIFICATIONS} qualifications."
        problems.append(broken("JUR-18", text, "certifications"))
    for place, certification in enumerate(certifications):
        if certification.kind is not session.family:
            text = f"« {certification.title} » n’est pas un CQPM : ce jury ne la juge pas."
            problems.append(broken("JUR-18", text, "certifications", str(place)))
    problems += _day_problems(command.held_on, today) + hour_problems(command.time, "time")
    return unless(problems, lambda: session, () if problems else _late_warnings(session, today))


def postpone(session: Session, command: PostponeSession, *, today: date) -> Refused | Done[Session]:
    """
    The session on another day, its delays counted again: members are to be convened anew (JUR-19, JUR-09).

    Unions asked in time for that day need not be asked again; a day for which nobody could be convened is refused.
    """
    held_on = command.held_on
    problems = _day_problems(held_on, today) + hour_problems(command.time, "time")
    if held_on == session.held_on:
        problems.append(invalid("La session se tient déjà ce jour-là.", "heldOn"))

    def make() -> Session:
        moved = session.evolve(
            held_on=held_on,
            time=command.time or session.time,
            place=command.place or session.place,
            moved_from=(*session.moved_from, session.held_on),
            moved_on=today,
            reason=command.reason,
            members=tuple(member.evolve(convened_on=None, replaces=()) for member in session.members),
            joint=session.joint_uninformed,
        )
        return moved.evolve(
            status=SessionStatus.PROGRAMMEE if unasked_unions(moved) else SessionStatus.SYNDICATS_SAISIS
        )

    return unless(problems or _late_problems(make(), today), make)


def cancel(session: Session, command: CancelSession, *, dossiers: Sequence[Dossier]) -> Refused | Done[Session]:
    """The session cancelled, with a reason; its dossiers are free for another."""
    freed = tuple(
        Change(item.evolve(session=None, seat=None, status=DossierStatus.EVALUE), {"session": session.number})
        for item in dossiers
    )
    return Done(session.evolve(status=SessionStatus.ANNULEE, reason=command.reason, dossiers=()), freed)


def _day_problems(held_on: date, today: date) -> list[Problem]:
    if held_on < today:
        return [invalid(f"Un jury ne se programme pas avant le {in_french(today)}.", "heldOn")]
    if held_on.year > today.year + 5:
        return [invalid("Un jury ne se programme pas plus de cinq ans à l’avance.", "heldOn")]
    return []


def _late_problems(session: Session, today: date) -> list[Problem]:
    """JUR-01, JUR-02: nobody could be convened in time for its new day; with the first for which they could."""
    held_on, unasked = session.held_on, unasked_unions(session)
    days = max(convocation_days(held_on), union_request_days(held_on) if unasked else 0)
    first = days_after(today, days)
    since = f"Le premier jour possible est le {in_french(first)}."
    problems = []
    if unasked and today > (last := session.union_requests_due_on):
        text = (
            f"Pour un jury le {in_french(held_on)}, les organisations syndicales devaient être saisies le "
            f"{in_french(last)} au plus tard ; ne le sont pas : {', '.join(unasked)}. {since}"
        )
        problems.append(broken("JUR-01", text, "heldOn", earliest=first))
    if today > (last := session.convocation_due_on):
        text = (
            f"Pour un jury le {in_french(held_on)}, chacun devait être convoqué de nouveau le {in_french(last)} au "
            f"plus tard. {since}"
        )
        problems.append(broken("JUR-02", text, "heldOn", earliest=first))
    return problems


def _late_warnings(session: Session, today: date) -> list[Problem]:
    last = min(session.union_requests_due_on, session.convocation_due_on)
    if today <= last:
        return []
    text = f"À cette date, le jury ne peut plus être convoqué à temps : le dernier jour était le {in_french(last)}."
    return [broken("JUR-01", text, "heldOn", latest=last)]
