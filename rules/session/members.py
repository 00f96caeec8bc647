"""
Who sits on a jury, named by whom, and who may be swapped for whom (JUR-02 to JUR-07, JUR-19).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§§ 1 and 2; national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused, unless
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken, duplicate, invalid, not_found
from rules.base.text import folded
from rules.dossier.dossier import Dossier
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.session.commands import NamedMember, NameJuryMember, ReplaceJuryMember
from rules.session.convocation import representative_unions
from rules.session.delays import absence_notice_until
from rules.session.links import linked
from rules.session.session import CHAMBER_ROLES, JuryMember, JuryRole, Session, SessionStatus

MOST_MEMBERS = 60
_MEMBER = "member"
"""Where the input says who is to sit."""


def name_member(
    session: Session,
    command: NameJuryMember,
    *,
    organisation: Organisation | None,
    dossiers: Iterable[Dossier],
    identifier: str,
    today: date,
) -> Refused | Done[Session]:
    """The session with one more member (JUR-03 to JUR-07); once convened, in time to convene them too (JUR-02)."""
    if organisation is None:
        return Refused((_no_organisation(),))
    problems: list[Problem] = []
    if session.status is SessionStatus.CONVOQUEE and today > session.convocation_due_on:
        text = (
            f"Un membre de plus ne peut plus être convoqué : le dernier jour était le "
            f"{in_french(session.convocation_due_on)}. Remplacez un membre de la même organisation."
        )
        problems.append(broken("JUR-02", text, latest=session.convocation_due_on))
    if len(session.members) >= MOST_MEMBERS:
        problems.append(invalid(f"Un jury compte {MOST_MEMBERS} personnes au plus, invités compris."))
    request = command.member
    member = _member(request, organisation, identifier)
    problems += _member_problems(session, request, member, organisation, session.members, dossiers)
    return unless(
        problems,
        lambda: session.evolve(members=(*session.members, member), joint=session.joint_uninformed),
        _link_warnings(member, dossiers),
    )


def replace_member(
    session: Session,
    command: ReplaceJuryMember,
    *,
    organisation: Organisation | None,
    dossiers: Iterable[Dossier],
    identifier: str,
    today: date,
) -> Refused | Done[Session]:
    """The session with one member swapped for another of the same organisation, free until the day itself (JUR-02)."""
    if organisation is None:
        return Refused((_no_organisation(),))
    request, replaced, problems = command.member, command.replaced, list[Problem]()
    before = next((member for member in session.members if member.id == replaced), None)
    if today > session.held_on:
        text = f"Le jury s’est tenu le {in_french(session.held_on)} : ses membres ne se remplacent plus."
        problems.append(broken("JUR-02", text, latest=session.held_on))
    if before is None:
        return Refused((*problems, invalid("Ce membre n’est pas de cette session.", "replaced")))
    if (before.role, before.organisation) != (request.role, organisation.code):
        text = "Un membre se remplace par un autre, dans la même qualité et désigné par la même organisation."
        problems.append(broken("JUR-02", text, _MEMBER, "organisation"))
    others = [member for member in session.members if member.id != replaced]
    member = _member(request, organisation, identifier)
    problems += _member_problems(session, request, member, organisation, others, dossiers)
    convened = today if before.convened_on is not None else None
    swapped = member.evolve(convened_on=convened, replaces=(*before.replaces, *([before.name] if convened else ())))
    text = f"{before.name}, membre convoqué, est remplacé ; la CPREFP est à informer de nouveau (JUR-09)."
    warnings = [broken("JUR-02", text), *_notice_warnings(session, member, today)] if convened else []
    return unless(
        problems,
        lambda: session.evolve(
            members=tuple(swapped if member.id == replaced else member for member in session.members),
            joint=session.joint_uninformed,
            links=tuple(link for link in session.links if link.member != replaced),
        ),
        [*warnings, *_link_warnings(member, dossiers)],
    )


def evaluator_problems(members: Iterable[JuryMember], dossiers: Iterable[Dossier], *path: str) -> list[Problem]:
    """JUR-06: whoever evaluated a candidate, or is their tutor, does not vote on them."""
    voting = {folded(member.name): member for member in members if member.voting}
    problems = []
    for dossier in dossiers:
        evaluators = {folded(member.name) for member in dossier.commission}
        if dossier.tutor:
            evaluators.add(folded(dossier.tutor))
        if voting.keys() & evaluators:
            text = f"Un membre votant a évalué le candidat du dossier {dossier.number}, ou en est le tuteur."
            problems.append(broken("JUR-06", text, *path))
    return problems


def _member(request: NamedMember, organisation: Organisation, identifier: str) -> JuryMember:
    return JuryMember(
        id=identifier,
        name=request.name,
        civility=request.civility,
        role=request.role,
        organisation=organisation.code,
        voting=request.voting and request.role is not JuryRole.GUEST,
        function=request.function,
        employer=request.employer,
        account=request.account,
    )


def _member_problems(
    session: Session,
    request: NamedMember,
    member: JuryMember,
    organisation: Organisation,
    others: Sequence[JuryMember],
    dossiers: Iterable[Dossier],
) -> list[Problem]:
    problems: list[Problem] = []
    if any(folded(other.name) == folded(member.name) for other in others):
        problems.append(duplicate("Cette personne est déjà nommée dans cette session.", _MEMBER, "name"))
    problems += _delegation_problems(session, request, organisation)
    problems += _seat_problems(session, member, organisation, others)
    return problems + evaluator_problems([member], dossiers, _MEMBER, "name")


def _delegation_problems(session: Session, request: NamedMember, organisation: Organisation) -> list[Problem]:
    """Who may name whom, and what they must be (JUR-03, JUR-05, JUR-07)."""
    role, union = request.role, organisation.kind is OrganisationKind.UNION
    if role is JuryRole.PROFESSIONAL:
        return [broken("JUR-03", "Un jury paritaire de CQPM ne compte pas de professionnel habilité.", _MEMBER, "role")]
    if role in CHAMBER_ROLES and organisation.code != session.exam_centre:
        rule = "JUR-07" if role is JuryRole.PRESIDENT else "JUR-03"
        return [broken(rule, "La chambre syndicale territoriale désigne elle-même ce membre.", _MEMBER, "organisation")]
    if role is JuryRole.UNION and not (union and organisation.code in representative_unions(session)):
        text = f"{organisation.code} n’est pas une organisation représentative, qui désignerait {request.name[:100]}."
        return [broken("JUR-04", text, _MEMBER, "organisation")]
    if role is JuryRole.TEMPORARY_WORK and not union and organisation.code != session.exam_centre:
        text = f"{request.name[:100]} siège pour la chambre, ou pour une organisation syndicale."
        return [broken("JUR-03", text, _MEMBER, "organisation")]
    problems, name = [], request.name[:100]
    if role is not JuryRole.GUEST and not request.qualified:
        rule, text = ("JUR-05", f"Un membre syndical connaît le dispositif ; ce n’est pas dit de {name}.")
        if role is not JuryRole.UNION:
            rule, text = ("JUR-03", f"Un membre de la délégation patronale est qualifié ; ce n’est pas dit de {name}.")
        problems.append(broken(rule, text, _MEMBER, "qualified"))
    if role is JuryRole.UNION and not request.branch_employee:
        text = f"Un membre syndical est salarié d’une entreprise de la métallurgie ; ce n’est pas dit de {name}."
        problems.append(broken("JUR-05", text, _MEMBER, "branchEmployee"))
    if role in CHAMBER_ROLES and not request.branch_employee:
        text = f"Un membre de la délégation patronale relève de la métallurgie ; ce n’est pas dit de {name}."
        problems.append(broken("JUR-03", text, _MEMBER, "branchEmployee"))
    return problems


def _seat_problems(
    session: Session, member: JuryMember, organisation: Organisation, others: Sequence[JuryMember]
) -> list[Problem]:
    """How many may sit: one president, five employers, one vote a union, one of temporary work on each side."""
    same = [other for other in others if other.role is member.role]
    if member.role is JuryRole.PRESIDENT and same:
        return [broken("JUR-07", "Cette session a déjà un président.", _MEMBER, "role")]
    most = int(parameter("employers_delegation", session.held_on))
    if member.role is JuryRole.EMPLOYER and len(same) >= most:
        return [broken("JUR-03", f"La délégation patronale compte {most} membres au plus.", _MEMBER, "role")]
    mine = [other for other in same if other.organisation == organisation.code]
    if member.role is JuryRole.UNION and member.voting and any(other.voting for other in mine):
        text = f"{organisation.name} a déjà un membre votant : nommez-le sans droit de vote."
        return [broken("JUR-04", text, _MEMBER, "voting")]
    if member.role is JuryRole.TEMPORARY_WORK:
        chamber = organisation.code == session.exam_centre
        side = [other for other in same if (other.organisation == session.exam_centre) == chamber]
        if side:
            rule = "JUR-03" if chamber else "JUR-04"
            return [broken(rule, "Cette délégation a déjà un membre du travail temporaire.", _MEMBER, "role")]
    return []


def _notice_warnings(session: Session, member: JuryMember, today: date) -> list[Problem]:
    """JUR-15: whoever joins late cannot give their employer the notice that the agreement asks for."""
    last = absence_notice_until(session.held_on)
    salaried = member.employer is not None or member.role is JuryRole.UNION
    if not salaried or member.role is JuryRole.GUEST or today <= last:
        return []
    text = (
        f"{member.name} devait prévenir son employeur le {in_french(last)} au plus tard : ce préavis ne peut plus être "
        "tenu, et son absence dépend de l’accord de l’employeur. Son justificatif le dit."
    )
    return [broken("JUR-15", text, _MEMBER, "employer", latest=last)]


def _link_warnings(member: JuryMember, dossiers: Iterable[Dossier]) -> list[Problem]:
    """JUR-19: a member of a candidate's company or training body abstains or is replaced."""
    numbers = [dossier.number for dossier in dossiers if linked(member, dossier)]
    if not numbers:
        return []
    of = (
        f"au candidat du dossier {numbers[0]}"
        if len(numbers) == 1
        else f"aux candidats des dossiers {', '.join(numbers)}"
    )
    text = f"{member.name} est un membre lié {of} : il s’abstient, ou il est remplacé."
    return [broken("JUR-19", text, _MEMBER, "employer")]


def _no_organisation() -> Problem:
    return not_found("Aucune organisation n’est connue sous ce code.", _MEMBER, "organisation")
