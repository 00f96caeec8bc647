"""
The unions asked for members, the jury convened, the CPREFP informed (JUR-01, JUR-02, JUR-09, JUR-17).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§§ 1 and 2; national agreement of 13 November 2014, article 9.2.
"""

from collections.abc import Iterable
from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused, unless
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken
from rules.session.commands import ConveneJury, InformCprefp, RequestUnionMembers
from rules.session.session import CHAMBER_ROLES, JointJury, JuryMember, JuryRole, Session, SessionStatus, UnionRequest


def request_unions(session: Session, command: RequestUnionMembers, *, today: date) -> Refused | Done[Session]:
    """The session with these unions asked for members, all of the representative ones when none is named (JUR-01)."""
    known, on = representative_unions(session), command.requested_on or today
    unions = [code.strip().upper() for code in command.unions]
    asked = list(dict.fromkeys(unions)) or known
    problems: list[Problem] = []
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
        earlier, stands = {item.union: item for item in session.union_requests}, session.unions_asked
        requests = earlier | {code: UnionRequest(union=code, on=on) for code in asked if code not in stands}
        joint = (session.joint or JointJury()).evolve(union_requests=tuple(requests.values()))
        made = session.evolve(joint=joint)
        return made.evolve(status=made.status if unasked_unions(made) else SessionStatus.SYNDICATS_SAISIS)

    return unless(problems, make)


def convene(session: Session, command: ConveneJury, *, today: date) -> Refused | Done[Session]:
    """
    The session with every member convened who was not yet, by the last day (JUR-01, JUR-02); JUR-17 warns.

    Letters are dated neither before the unions were asked, nor before the session was moved to its day (JUR-19).
    """
    problems: list[Problem] = []
    on = command.convened_on or today
    if left := unasked_unions(session):
        text = f"Les organisations syndicales ne sont pas toutes saisies ; manquent : {', '.join(left)}."
        problems.append(broken("JUR-01", text, latest=session.union_requests_due_on))
    if session.president is None:
        problems.append(broken("JUR-07", "Aucun président du jury n’est nommé."))
    if on > today:
        problems.append(broken("JUR-02", "Une convocation ne se date pas de l’avenir.", "convenedOn", latest=today))
    problems += _early_problems(session, on)
    last = session.convocation_due_on
    if on > last:
        text = f"Le dernier jour pour convoquer le jury est le {in_french(last)} : reportez-le."
        problems.append(broken("JUR-02", text, "convenedOn", latest=last))
    if session.status is SessionStatus.CONVOQUEE and all(member.convened_on for member in session.members):
        problems.append(broken("JUR-02", "Tous les membres du jury sont déjà convoqués."))
    return unless(
        problems,
        lambda: session.evolve(
            members=tuple(
                member if member.convened_on else member.evolve(convened_on=on) for member in session.members
            ),
            status=SessionStatus.CONVOQUEE,
        ),
        empty_delegations(session.members),
    )


def inform_cprefp(session: Session, command: InformCprefp, *, today: date) -> Refused | Done[Session]:
    """The session with the CPREFP informed of its members and day; asked for again after a change (JUR-09)."""
    problems: list[Problem] = []
    on = command.informed_on or today
    if on > today:
        text = "Une information ne se date pas de l’avenir."
        problems.append(broken("JUR-09", text, "informedOn", latest=today))
    if session.moved_on is not None and on < session.moved_on:
        text = (
            f"La session a été reportée le {in_french(session.moved_on)} : la CPREFP est informée de nouveau, ce jour "
            "ou après."
        )
        problems.append(broken("JUR-09", text, "informedOn", earliest=session.moved_on))
    if not session.members:
        problems.append(broken("JUR-09", "Aucun membre n’est nommé : il n’y a pas encore de quoi informer la CPREFP."))
    joint = session.joint or JointJury()
    return unless(problems, lambda: session.evolve(joint=joint.evolve(cprefp_informed_on=on)))


def representative_unions(session: Session) -> list[str]:
    """The codes of the unions to be asked for the jury of a day (JUR-01)."""
    return list(parameter("representative_unions", session.held_on))


def unasked_unions(session: Session) -> list[str]:
    """The codes of those still to be asked, in time, for the day on which it is held (JUR-01)."""
    return [code for code in representative_unions(session) if code not in session.unions_asked]


def _early_problems(session: Session, on: date) -> list[Problem]:
    """JUR-01, JUR-19: convocations dated before the unions were asked, or before the session was moved."""
    problems, known = [], representative_unions(session)
    asked = max((item.on for item in session.union_requests if item.union in known), default=on)
    if on < asked:
        text = (
            f"Les convocations seraient datées du {in_french(on)}, avant que les organisations syndicales aient été "
            f"saisies : la dernière l’a été le {in_french(asked)}."
        )
        problems.append(broken("JUR-01", text, "convenedOn", earliest=asked))
    if session.moved_on is not None and on < session.moved_on:
        text = (
            f"La session a été reportée le {in_french(session.moved_on)} : chacun est convoqué de nouveau, ce jour ou "
            "après."
        )
        problems.append(broken("JUR-19", text, "convenedOn", earliest=session.moved_on))
    return problems


def empty_delegations(members: Iterable[JuryMember]) -> list[Problem]:
    """JUR-17: a delegation in which nobody votes is pointed out."""
    voting = [member for member in members if member.voting]
    warnings = []
    if not any(member.role is JuryRole.UNION for member in voting):
        warnings.append(broken("JUR-17", "Aucun membre votant ne siège pour les organisations syndicales."))
    if not any(member.role in CHAMBER_ROLES for member in voting):
        warnings.append(broken("JUR-17", "Aucun membre votant ne siège pour la délégation patronale."))
    return warnings
