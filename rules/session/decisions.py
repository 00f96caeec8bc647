"""
The jury's decision on each candidate (JUR-04, JUR-06, JUR-07, JUR-11, JUR-12, JUR-19).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3;
national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Sequence, Set
from typing import NamedTuple

from rules.access.viewer import Viewer
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, invalid
from rules.base.signs import quoted
from rules.certification.certification import Certification
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, JuryDecision, Outcome, Tally
from rules.dossier.opinion import opinion_missing
from rules.dossier.registered import registered
from rules.dossier.scope import Item, items_of
from rules.referentiel.referentiel import Referentiel
from rules.session.assignment import Barred, Warned, all_decided
from rules.session.attendance import president_problems
from rules.session.commands import Judging, RecordDecision, Vote
from rules.session.links import bound
from rules.session.session import JuryMember, JuryRole, Session


class Judged(NamedTuple):
    """What a jury's word on one candidate comes to: the dossier as it becomes, unless something is wrong."""

    dossier: Dossier | None
    problems: list[Problem]
    warnings: list[Problem]


def decide(
    dossier: Dossier,
    command: RecordDecision,
    *,
    session: Session | None,
    version: Referentiel,
    certification: Certification,
    barred: Barred,
    warned: Warned,
    viewer: Viewer,
) -> Refused | Done[Dossier]:
    """
    The jury's decision on one candidate, changeable until the minutes are signed: a sitting of one.

    `barred` says why the life of the dossier forbids to judge it, `warned` what it warns of.
    """
    if session is None:
        return Refused((broken("JUR-19", "Ce candidat n’est présenté à aucun jury.", "dossier"),))
    problems = president_problems(viewer, session, "JUR-07")
    if dossier.id not in session.dossiers:
        problems.append(broken("JUR-19", "Ce candidat n’a pas été présenté à ce jury.", "dossier"))
    found = judge(session, dossier, command, version, certification)
    problems += [*signed_problems(session, dossier), *found.problems, *barred(dossier, "dossier")]
    if problems or found.dossier is None:
        return Refused(tuple(problems))
    decided = tuple(dict.fromkeys((*session.decided, dossier.id)))
    held = all_decided(session.evolve(decided=decided))
    warnings = (*found.warnings, *warned(dossier, session.held_on, "dossier"))
    return Done(found.dossier, (Change(held),), warnings, {"session": session.number})


def judge(
    session: Session, dossier: Dossier, given: Judging, version: Referentiel, certification: Certification
) -> Judged:
    """
    The dossier as the jury decides on it (JUR-06, JUR-07, JUR-11, JUR-12).

    Votes make the decision, the president's breaking a tie; without votes it is taken as the jury's common word.
    Whoever is linked to the candidate abstains, as does whoever says so (JUR-19).
    """
    abstaining, problems = _abstaining(session, dossier, given)
    decision, tally, faults = _decided(session, dossier, given, {member.id for member in abstaining})
    problems += faults
    items = items_of(dossier, version)
    acquired = {evaluation.item for evaluation in dossier.evaluations if evaluation.acquired}
    left = [item for item in items if item.key not in acquired]
    if decision is JuryDecision.A:
        problems += _admission_problems(dossier, left, given)
    if dossier.opinion_needed and dossier.company_opinion is None:
        problems.append(broken("EVA-03", opinion_missing(dossier), "dossier"))
    unknown = [number for number in given.acquired or () if number not in acquired]
    if unknown:
        text = f"N’ont pas été évalués comme acquis : {', '.join(number[:40] for number in unknown[:10])}."
        problems.append(broken("JUR-11", text, "acquired"))
    kept = acquired if given.acquired is None else set(given.acquired)
    if decision is JuryDecision.NA and dossier.target_blocs and items and {item.key for item in items} <= kept:
        problems.append(_contradiction(dossier))
    if problems or decision is None:
        return Judged(None, problems, [])
    outcome = Outcome.TOTAL if decision is JuryDecision.A else Outcome.PARTIAL if kept else Outcome.NONE
    president = session.president
    judged = dossier.evolve(
        status=DossierStatus.DELIBERE,
        at_rncp=registered(dossier, certification, session.held_on),
        deliberation=Deliberation(
            decision=decision,
            outcome=outcome,
            jury_on=session.held_on,
            president=president.name if president else "",
            president_civility=president.civility if president else None,
            comment=given.comment,
            tally=tally,
            capacites=tuple(item.key for item in items if item.key in kept),
            abstained=tuple(member.name for member in abstaining),
        ),
    )
    warnings = []
    if decision is JuryDecision.NA and not left and not given.comment:
        text = (
            f"Dossier {dossier.number} : tout a été évalué comme acquis ; le commentaire dit d’ordinaire pourquoi le "
            "candidat n’est pas admis."
        )
        warnings.append(broken("JUR-11", text, "comment"))
    return Judged(judged, [], warnings)


def signed_problems(session: Session, dossier: Dossier) -> list[Problem]:
    """JUR-13: the minutes of its qualification are signed, though others of the session are not (JUR-18)."""
    if all(item.certification != dossier.certification for item in session.minutes):
        return []
    text = f"Le procès-verbal qui porte le dossier {dossier.number} est signé : plus rien n’y change."
    return [broken("JUR-13", text, "dossier")]


def _abstaining(session: Session, dossier: Dossier, given: Judging) -> tuple[list[JuryMember], list[Problem]]:
    """Who was there with a vote, and does not use it (JUR-19); a jury in which nobody is left decides nothing."""
    known, problems = {member.id: member for member in session.members}, list[Problem]()
    for place, key in enumerate(given.abstentions):
        path, member = ("abstentions", str(place)), known.get(key)
        if member is None:
            problems.append(invalid(f"Aucun membre {quoted(key)} n’est de cette session.", *path))
        elif not (member.voting and member.present):
            text = f"{member.name} n’avait pas à voter, faute de voix ou de présence : ce n’est pas une abstention."
            problems.append(invalid(text, *path))
    voters = [member for member in session.members if member.voting and member.present]
    away = {*bound(session, dossier), *given.abstentions}
    if voters and all(member.id in away for member in voters):
        text = f"Tous les membres votants s’abstiennent sur le dossier {dossier.number} : personne ne peut en décider."
        problems.append(broken("JUR-19", text, "abstentions"))
    return [member for member in voters if member.id in away], problems


def _admission_problems(dossier: Dossier, left: Sequence[Item], request: Judging) -> list[Problem]:
    """JUR-12: A needs everything acquired."""
    problems = []
    if left:
        names = ", ".join(item.name for item in left[:10])
        text = f"Le candidat du dossier {dossier.number} n’est admissible que si tout est acquis ; manque : {names}."
        problems.append(broken("JUR-12", text))
    if request.acquired is not None:
        text = "Les capacités acquises ne s’indiquent que pour un candidat non admis."
        problems.append(broken("JUR-11", text, "acquired"))
    return problems


def _contradiction(dossier: Dossier) -> Problem:
    """JUR-11, JUR-12: blocs are all that is asked for; whoever keeps everything of them is admitted."""
    blocs = ", ".join(dossier.target_blocs[:10])
    text = (
        f"Le dossier {dossier.number} ne demande que des blocs ({blocs}), et tout en resterait acquis : décidez A, ou "
        "dites ce qui reste acquis (acquired) en omettant ce que le jury n’a pas retenu."
    )
    return broken("JUR-11", text, "acquired")


def _decided(
    session: Session, dossier: Dossier, request: Judging, away: Set[str]
) -> tuple[JuryDecision | None, Tally | None, list[Problem]]:
    if not request.votes:
        if request.decision is None:
            text = f"La décision sur le dossier {dossier.number}, ou les votes, sont attendus."
            return None, None, [invalid(text, "decision")]
        return request.decision, None, []
    problems = _vote_problems(session, dossier, request.votes, away)
    admitting = sum(vote.decision is JuryDecision.A for vote in request.votes)
    refusing = len(request.votes) - admitting
    president = session.president
    cast = next((vote.decision for vote in request.votes if president and vote.member == president.id), None)
    tied = admitting == refusing
    if tied and cast is None:
        text = f"À égalité et sans le vote du président, il n’y a pas de décision sur le dossier {dossier.number}."
        return None, None, [*problems, broken("JUR-07", text, "votes")]
    decision = cast if tied else JuryDecision.A if admitting > refusing else JuryDecision.NA
    if request.decision is not None and decision is not request.decision:
        voted = decision.value if decision else ""
        text = f"Sur le dossier {dossier.number}, les votes donnent « {voted} », et non « {request.decision.value} »."
        problems.append(broken("JUR-07", text, "decision"))
    return decision, Tally(admitting=admitting, refusing=refusing, tie_broken=tied), problems


def _vote_problems(session: Session, dossier: Dossier, votes: Sequence[Vote], away: Set[str]) -> list[Problem]:
    """JUR-04, JUR-06, JUR-19: each voting member who was there votes once, unless they abstain."""
    known, seen, problems = {member.id: member for member in session.members}, set(), []
    for place, vote in enumerate(votes):
        path = ("votes", str(place), "member")
        member = known.get(vote.member)
        if member is None:
            problems.append(invalid(f"Aucun membre {quoted(vote.member)} n’est de cette session.", *path))
        elif vote.member in seen:
            problems.append(broken("JUR-04", f"{member.name} ne vote qu’une fois.", *path))
        elif not member.voting:
            rule = "JUR-04" if member.role is JuryRole.UNION else "JUR-06"
            problems.append(broken(rule, f"{member.name} ne prend pas part au vote.", *path))
        elif not member.present:
            text = f"{member.name} n’est pas compté parmi les présents sur la feuille d’émargement."
            problems.append(broken("JUR-10", text, *path))
        elif vote.member in away:
            text = f"{member.name} s’abstient sur le dossier {dossier.number} : sa voix n’y compte pas."
            problems.append(broken("JUR-19", text, *path))
        seen.add(vote.member)
    return problems
