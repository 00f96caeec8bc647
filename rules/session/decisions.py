"""
The jury's decision on each candidate (JUR-04, JUR-06, JUR-07, JUR-11, JUR-12).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2, § 3;
national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Sequence

from rules.access.viewer import Viewer
from rules.base.outcome import Change, Done, Refused
from rules.base.problems import Problem, broken, invalid
from rules.certification.certification import Certification
from rules.dossier.dossier import Deliberation, Dossier, DossierStatus, JuryDecision, Outcome, Tally
from rules.dossier.registered import registered
from rules.dossier.scope import Item, items_of
from rules.referentiel.referentiel import Referentiel
from rules.session.assignment import all_decided
from rules.session.attendance import president_problems
from rules.session.commands import RecordDecision, Vote
from rules.session.session import JuryRole, Session


def decide(
    dossier: Dossier,
    command: RecordDecision,
    *,
    session: Session | None,
    version: Referentiel,
    certification: Certification,
    viewer: Viewer,
) -> Refused | Done[Dossier]:
    """
    The jury's decision on one candidate (JUR-06, JUR-07, JUR-11, JUR-12), changeable until the minutes are signed.

    Votes make the decision, the president's breaking a tie; without votes it is taken as the jury's common word.
    """
    if session is None:
        return Refused((broken("JUR-19", "Ce candidat n’est présenté à aucun jury.", "dossier"),))
    problems = president_problems(viewer, session, "JUR-07")
    if dossier.id not in session.dossiers:
        problems.append(broken("JUR-19", "Ce candidat n’a pas été présenté à ce jury.", "dossier"))
    decision, tally, faults = _decided(session, command)
    problems += faults
    items = items_of(dossier, version)
    acquired = {evaluation.item for evaluation in dossier.evaluations if evaluation.acquired}
    left = [item for item in items if item.key not in acquired]
    if decision is JuryDecision.A:
        problems += _admission_problems(left, command)
    if dossier.opinion_needed and dossier.company_opinion is None:
        problems.append(broken("EVA-03", "L’avis de l’entreprise manque encore à l’évaluation.", "dossier"))
    unknown = [number for number in command.acquired or () if number not in acquired]
    if unknown:
        text = f"N’ont pas été évalués comme acquis : {', '.join(number[:40] for number in unknown[:10])}."
        problems.append(broken("JUR-11", text, "acquired"))
    if problems or decision is None:
        return Refused(tuple(problems))
    kept = acquired if command.acquired is None else set(command.acquired)
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
            comment=command.comment,
            tally=tally,
            capacites=tuple(item.key for item in items if item.key in kept),
        ),
    )
    warnings = []
    if decision is JuryDecision.NA and not left and not command.comment:
        text = "Tout a été évalué comme acquis : le commentaire dit d’ordinaire pourquoi le candidat n’est pas admis."
        warnings.append(broken("JUR-11", text, "comment"))
    decided = tuple(dict.fromkeys((*session.decided, dossier.id)))
    held = all_decided(session.evolve(decided=decided))
    return Done(judged, (Change(held),), tuple(warnings), {"session": session.number})


def _admission_problems(left: Sequence[Item], request: RecordDecision) -> list[Problem]:
    """JUR-12: A needs everything acquired."""
    problems = []
    if left:
        names = ", ".join(item.name for item in left[:10])
        problems.append(broken("JUR-12", f"Le candidat n’est admissible que si tout est acquis ; manque : {names}."))
    if request.acquired is not None:
        text = "Les capacités acquises ne s’indiquent que pour un candidat non admis."
        problems.append(broken("JUR-11", text, "acquired"))
    return problems


def _decided(session: Session, request: RecordDecision) -> tuple[JuryDecision | None, Tally | None, list[Problem]]:
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
