"""
The jury before it meets: programmed, its unions asked, its members named, swapped and convened (JUR-01 to JUR-07).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§§ 1 and 2; national agreement of 13 November 2014, article 9.2.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rules.base.calendar import in_french
from rules.base.entity import Value
from rules.base.operation import Operation
from rules.base.outcome import Judged, judged
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken, duplicate, invalid
from rules.base.text import folded, line_problems, name_problems
from rules.certification.certification import Certification, CertificationKind
from rules.dossier.dossier import Dossier
from rules.lives.states import session_state_problems
from rules.organisation.organisation import Organisation, OrganisationKind
from rules.session.session import JuryMember, JuryRole, Session, SessionStatus, UnionRequest

MOST_QUALIFICATIONS = 20
MOST_MEMBERS = 60
CHAMBER_ROLES = frozenset({JuryRole.PRESIDENT, JuryRole.EMPLOYER})
"""Roles whose holders the chamber names (JUR-03, JUR-07)."""
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class SessionRequest(Value):
    """What a centre types to programme a session."""

    held_on: date
    certifications: tuple[str, ...]
    time: str | None = None
    place: str | None = None


class MemberRequest(Value):
    """What a centre types to name a member; nothing of it is trusted."""

    name: str
    role: JuryRole
    organisation: str
    voting: bool = True
    function: str | None = None
    employer: str | None = None
    account: str | None = None
    qualified: bool
    """A qualified member of the branch (JUR-03); for a union, somebody who knows the dispositif (JUR-05)."""
    branch_employee: bool = True
    """An employee of a company of the branch (JUR-05)."""


def schedule(
    request: SessionRequest,
    certifications: Sequence[Certification],
    centre: Organisation | None,
    today: date,
    make: Callable[[], Session],
) -> Judged[Session]:
    """A session of a centre on a day to come; warned when nobody could be convened in time any more (JUR-01)."""
    problems: list[Problem] = []
    if centre is None or centre.kind is not OrganisationKind.UIMM_TERRITORIALE:
        problems.append(broken("INS-01", "Votre compte n’agit pour aucune UIMM territoriale, centre d’examen."))
    if not 1 <= len(request.certifications) <= MOST_QUALIFICATIONS:
        text = f"Une session juge 1 à {MOST_QUALIFICATIONS} qualifications."
        problems.append(broken("JUR-18", text, "certifications"))
    for place, certification in enumerate(certifications):
        if certification.kind is not CertificationKind.CQPM:
            text = f"« {certification.title} » n’est pas un CQPM : ce jury ne la juge pas."
            problems.append(broken("JUR-18", text, "certifications", str(place)))
    problems += _day_problems(request.held_on, today) + _place_problems(request.time, request.place)
    return judged(problems, make, () if problems else _late_warnings(make(), today))


def request_unions(session: Session, unions: Sequence[str], on: date, today: date) -> Judged[Session]:
    """The session with these unions asked for members, all of the representative ones when none is named (JUR-01)."""
    known = representative_unions(session)
    asked = list(dict.fromkeys(unions)) or known
    problems = session_state_problems(Operation.requestUnionMembers, session.status)
    for place, code in enumerate(unions):
        if code not in known:
            text = f"« {code[:40]} » n’est pas une organisation syndicale représentative : {', '.join(known)}."
            problems.append(broken("JUR-01", text, "unions", str(place)))
    if on > today:
        problems.append(broken("JUR-01", "Une demande ne se date pas de l’avenir.", "requestedOn", latest=today))
    last = session.union_requests_due_on
    if on > last:
        text = f"Le dernier jour pour saisir les organisations syndicales est le {in_french(last)} : reportez le jury."
        problems.append(broken("JUR-01", text, "requestedOn", latest=last))

    def make() -> Session:
        earlier = {item.union: item for item in session.union_requests}
        made = earlier | {code: UnionRequest(union=code, on=on) for code in asked if code not in earlier}
        status = SessionStatus.SYNDICATS_SAISIS if made.keys() >= set(known) else session.status
        return session.evolve(union_requests=tuple(made.values()), status=status)

    return judged(problems, make)


def name_member(
    session: Session,
    request: MemberRequest,
    organisation: Organisation,
    dossiers: Iterable[Dossier],
    identifier: str,
    today: date,
) -> Judged[Session]:
    """The session with one more member (JUR-03 to JUR-07); once convened, in time to convene them too (JUR-02)."""
    problems = session_state_problems(Operation.nameJuryMember, session.status)
    if session.status is SessionStatus.CONVOQUEE and today > session.convocation_due_on:
        text = (
            f"Un membre de plus ne peut plus être convoqué : le dernier jour était le "
            f"{in_french(session.convocation_due_on)}. Remplacez un membre de la même organisation."
        )
        problems.append(broken("JUR-02", text, latest=session.convocation_due_on))
    if len(session.members) >= MOST_MEMBERS:
        problems.append(invalid(f"Un jury compte {MOST_MEMBERS} personnes au plus, invités compris."))
    member = _member(request, organisation, identifier)
    problems += _member_problems(session, request, member, organisation, session.members, dossiers)
    return judged(
        problems,
        lambda: session.evolve(members=(*session.members, member), cprefp_informed_on=None),
        _link_warnings(member, dossiers),
    )


def replace_member(
    session: Session,
    replaced: str,
    request: MemberRequest,
    organisation: Organisation,
    dossiers: Iterable[Dossier],
    identifier: str,
    today: date,
) -> Judged[Session]:
    """The session with one member swapped for another of the same organisation, free until the day itself (JUR-02)."""
    problems = session_state_problems(Operation.replaceJuryMember, session.status)
    before = next((member for member in session.members if member.id == replaced), None)
    if today > session.held_on:
        text = f"Le jury s’est tenu le {in_french(session.held_on)} : ses membres ne se remplacent plus."
        problems.append(broken("JUR-02", text, latest=session.held_on))
    if before is None:
        return Judged(problems=(*problems, invalid("Ce membre n’est pas de cette session.", "member")))
    if (before.role, before.organisation) != (request.role, organisation.code):
        text = "Un membre se remplace par un autre, dans la même qualité et désigné par la même organisation."
        problems.append(broken("JUR-02", text, "organisation"))
    others = [member for member in session.members if member.id != replaced]
    member = _member(request, organisation, identifier)
    problems += _member_problems(session, request, member, organisation, others, dossiers)
    convened = today if before.convened_on is not None else None
    swapped = member.evolve(convened_on=convened)
    warning = broken("JUR-02", "Le membre convoqué est remplacé ; la CPREFP est à informer de nouveau (JUR-09).")
    return judged(
        problems,
        lambda: session.evolve(
            members=tuple(swapped if member.id == replaced else member for member in session.members),
            cprefp_informed_on=None,
        ),
        [*([warning] if convened else []), *_link_warnings(member, dossiers)],
    )


def convene(session: Session, on: date, today: date) -> Judged[Session]:
    """The session with every member convened who was not yet, by the last day (JUR-01, JUR-02); JUR-17 warns."""
    problems = session_state_problems(Operation.conveneJury, session.status)
    asked = {item.union for item in session.union_requests}
    if left := [code for code in representative_unions(session) if code not in asked]:
        text = f"Les organisations syndicales ne sont pas toutes saisies ; manquent : {', '.join(left)}."
        problems.append(broken("JUR-01", text, latest=session.union_requests_due_on))
    if session.president is None:
        problems.append(broken("JUR-07", "Aucun président du jury n’est nommé."))
    if on > today:
        problems.append(broken("JUR-02", "Une convocation ne se date pas de l’avenir.", "convenedOn", latest=today))
    last = session.convocation_due_on
    if on > last:
        text = f"Le dernier jour pour convoquer le jury est le {in_french(last)} : reportez-le."
        problems.append(broken("JUR-02", text, "convenedOn", latest=last))
    if session.status is SessionStatus.CONVOQUEE and all(member.convened_on for member in session.members):
        problems.append(broken("JUR-02", "Tous les membres du jury sont déjà convoqués."))
    return judged(
        problems,
        lambda: session.evolve(
            members=tuple(
                member if member.convened_on else member.evolve(convened_on=on) for member in session.members
            ),
            status=SessionStatus.CONVOQUEE,
        ),
        empty_delegations(session.members),
    )


def inform_cprefp(session: Session, on: date, today: date) -> Judged[Session]:
    """The session with the CPREFP informed of its members and day; asked for again after a change (JUR-09)."""
    problems = session_state_problems(Operation.informCprefp, session.status)
    if on > today:
        text = "Une information ne se date pas de l’avenir."
        problems.append(broken("JUR-09", text, "informedOn", latest=today))
    if not session.members:
        problems.append(broken("JUR-09", "Aucun membre n’est nommé : il n’y a pas encore de quoi informer la CPREFP."))
    return judged(problems, lambda: session.evolve(cprefp_informed_on=on))


def postpone(
    session: Session, held_on: date, time: str | None, place: str | None, reason: str, today: date
) -> Judged[Session]:
    """The session on another day, its delays counted again: members are to be convened anew (JUR-19, JUR-09)."""
    problems = session_state_problems(Operation.postponeSession, session.status)
    problems += line_problems(reason, "Le motif du report", "reason", longest=500)
    problems += _day_problems(held_on, today) + _place_problems(time, place)
    if held_on == session.held_on:
        problems.append(invalid("La session se tient déjà ce jour-là.", "heldOn"))
    asked = {item.union for item in session.union_requests}

    def make() -> Session:
        complete = asked >= set(representative_unions(session))
        return session.evolve(
            held_on=held_on,
            time=time or session.time,
            place=place or session.place,
            moved_from=(*session.moved_from, session.held_on),
            reason=reason,
            members=tuple(member.evolve(convened_on=None) for member in session.members),
            cprefp_informed_on=None,
            status=SessionStatus.SYNDICATS_SAISIS if complete else SessionStatus.PROGRAMMEE,
        )

    return judged(problems, make, () if problems else _late_warnings(make(), today))


def cancel(session: Session, reason: str) -> Judged[Session]:
    """The session cancelled, with a reason, its dossiers free for another."""
    problems = session_state_problems(Operation.cancelSession, session.status)
    problems += line_problems(reason, "Le motif de l’annulation", "reason", longest=500)
    return judged(problems, lambda: session.evolve(status=SessionStatus.ANNULEE, reason=reason, dossiers=()))


def representative_unions(session: Session) -> list[str]:
    """The codes of the unions to be asked for the jury of a day (JUR-01)."""
    return list(parameter("representative_unions", session.held_on))


def empty_delegations(members: Iterable[JuryMember]) -> list[Problem]:
    """JUR-17: a delegation in which nobody votes is pointed out."""
    voting = [member for member in members if member.voting]
    warnings = []
    if not any(member.role is JuryRole.UNION for member in voting):
        warnings.append(broken("JUR-17", "Aucun membre votant ne siège pour les organisations syndicales."))
    if not any(member.role in CHAMBER_ROLES for member in voting):
        warnings.append(broken("JUR-17", "Aucun membre votant ne siège pour la délégation patronale."))
    return warnings


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


def _member(request: MemberRequest, organisation: Organisation, identifier: str) -> JuryMember:
    return JuryMember(
        id=identifier,
        name=request.name,
        role=request.role,
        organisation=organisation.code,
        voting=request.voting and request.role is not JuryRole.GUEST,
        function=request.function,
        employer=request.employer,
        account=request.account,
    )


def _member_problems(
    session: Session,
    request: MemberRequest,
    member: JuryMember,
    organisation: Organisation,
    others: Sequence[JuryMember],
    dossiers: Iterable[Dossier],
) -> list[Problem]:
    problems = name_problems(request.name, "Le nom", "name")
    for value, what, field in (
        (request.function, "La fonction", "function"),
        (request.employer, "L’employeur", "employer"),
        (request.account, "Le compte", "account"),
    ):
        problems += line_problems(value, what, field) if value is not None else []
    if any(folded(other.name) == folded(member.name) for other in others):
        problems.append(duplicate("Cette personne est déjà nommée dans cette session.", "name"))
    problems += _delegation_problems(session, request, organisation)
    problems += _seat_problems(session, member, organisation, others)
    return problems + evaluator_problems([member], dossiers, "name")


def _delegation_problems(session: Session, request: MemberRequest, organisation: Organisation) -> list[Problem]:
    """Who may name whom, and what they must be (JUR-03, JUR-05, JUR-07)."""
    role, union = request.role, organisation.kind is OrganisationKind.UNION
    if role is JuryRole.PROFESSIONAL:
        return [broken("JUR-03", "Un jury paritaire de CQPM ne compte pas de professionnel habilité.", "role")]
    if role in CHAMBER_ROLES and organisation.code != session.exam_centre:
        rule = "JUR-07" if role is JuryRole.PRESIDENT else "JUR-03"
        return [broken(rule, "La chambre syndicale territoriale désigne elle-même ce membre.", "organisation")]
    if role is JuryRole.UNION and not (union and organisation.code in representative_unions(session)):
        return [
            broken("JUR-04", "Ce membre est désigné par une organisation syndicale représentative.", "organisation")
        ]
    if role is JuryRole.TEMPORARY_WORK and not union and organisation.code != session.exam_centre:
        return [
            broken("JUR-03", "Ce membre siège pour la chambre, ou pour une organisation syndicale.", "organisation")
        ]
    problems = []
    if role is not JuryRole.GUEST and not request.qualified:
        rule, text = ("JUR-05", "Un membre désigné par une organisation syndicale connaît le dispositif.")
        if role is not JuryRole.UNION:
            rule, text = ("JUR-03", "Un membre de la délégation patronale est qualifié.")
        problems.append(broken(rule, text, "qualified"))
    if role is JuryRole.UNION and not request.branch_employee:
        text = "Un membre désigné par une organisation syndicale est salarié d’une entreprise de la métallurgie."
        problems.append(broken("JUR-05", text, "branchEmployee"))
    return problems


def _seat_problems(
    session: Session, member: JuryMember, organisation: Organisation, others: Sequence[JuryMember]
) -> list[Problem]:
    """How many may sit: one president, five employers, one vote a union, one of temporary work on each side."""
    same = [other for other in others if other.role is member.role]
    if member.role is JuryRole.PRESIDENT and same:
        return [broken("JUR-07", "Cette session a déjà un président.", "role")]
    most = int(parameter("employers_delegation", session.held_on))
    if member.role is JuryRole.EMPLOYER and len(same) >= most:
        return [broken("JUR-03", f"La délégation patronale compte {most} membres au plus.", "role")]
    mine = [other for other in same if other.organisation == organisation.code]
    if member.role is JuryRole.UNION and member.voting and any(other.voting for other in mine):
        text = f"{organisation.name} a déjà un membre votant : nommez-le sans droit de vote."
        return [broken("JUR-04", text, "voting")]
    if member.role is JuryRole.TEMPORARY_WORK:
        chamber = organisation.code == session.exam_centre
        side = [other for other in same if (other.organisation == session.exam_centre) == chamber]
        if side:
            rule = "JUR-03" if chamber else "JUR-04"
            return [broken(rule, "Cette délégation a déjà un membre du travail temporaire.", "role")]
    return []


def _link_warnings(member: JuryMember, dossiers: Iterable[Dossier]) -> list[Problem]:
    """JUR-19: a member of a candidate's company or training body abstains or is replaced."""
    if not member.employer or not member.voting:
        return []
    employer = folded(member.employer)
    linked = [
        dossier.number
        for dossier in dossiers
        if employer in {folded(dossier.company.name) if dossier.company else None, folded(dossier.training_body or "")}
    ]
    if not linked:
        return []
    text = f"Ce membre est lié au candidat du dossier {', '.join(linked)} : il s’abstient, ou il est remplacé."
    return [broken("JUR-19", text, "employer")]


def _day_problems(held_on: date, today: date) -> list[Problem]:
    if held_on < today:
        return [invalid(f"Un jury ne se programme pas avant le {in_french(today)}.", "heldOn")]
    if held_on.year > today.year + 5:
        return [invalid("Un jury ne se programme pas plus de cinq ans à l’avance.", "heldOn")]
    return []


def _place_problems(time: str | None, place: str | None) -> list[Problem]:
    problems = []
    if time is not None and not _TIME.fullmatch(time):
        problems.append(invalid("L’heure s’écrit HH:MM, de 00:00 à 23:59.", "time"))
    if place is not None:
        problems += line_problems(place, "Le lieu", "place")
    return problems


def _late_warnings(session: Session, today: date) -> list[Problem]:
    last = min(session.union_requests_due_on, session.convocation_due_on)
    if today <= last:
        return []
    text = f"À cette date, le jury ne peut plus être convoqué à temps : le dernier jour était le {in_french(last)}."
    return [broken("JUR-01", text, "heldOn", latest=last)]
