"""
A member taken off a jury: named by mistake, or withdrawn without a successor by whoever named them (JUR-20).

Source: none of the texts; a member withdrawn late leaves what JUR-10 and JUR-17 say of an empty delegation.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.base.calendar import in_french
from rules.base.command import Command, Id, Text
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import Problem, broken, invalid
from rules.session.convocation import empty_delegations
from rules.session.session import DepartedMember, JuryMember, JuryRole, Session


class RemoveJuryMember(Command):
    """What takes a member off a jury."""

    says = "Ce qu’il faut pour retirer un membre du jury (JUR-20)."

    session: str = Field(description="Numéro de la session.")
    member: Annotated[str, Id()] = Field(description="Identifiant du membre dans la session.")
    reason: Annotated[str | None, Text("Le motif du retrait", 500)] = Field(
        default=None,
        description="Motif, et qui retire le membre : ce qui l’a désigné. Obligatoire une fois le membre convoqué.",
    )


def remove(session: Session, command: RemoveJuryMember, *, today: date) -> Refused | Done[Session]:
    """
    The session without a member, the CPREFP to be informed again (JUR-20, JUR-09); never once the jury has met.

    Convened, a member is withdrawn for a reason, which is kept. A president is by then replaced, where there is no time
    to convene another.
    """
    member = next((item for item in session.members if item.id == command.member), None)
    if member is None:
        return Refused((invalid("Ce membre n’est pas de cette session.", "member"),))
    left = tuple(item for item in session.members if item is not member)
    problems = _late_problems(session, member, today)
    if member.convened_on is not None and command.reason is None:
        text = f"{member.name} est membre convoqué : dites pourquoi, et par qui, son siège est laissé vide."
        problems.append(broken("JUR-20", text, "reason"))

    def make() -> Session:
        return session.evolve(
            members=left,
            links=tuple(link for link in session.links if link.member != member.id),
            joint=session.joint_uninformed,
            departed=(*session.departed, *_departed(member, command.reason, today)),
        )

    facts = {"role": member.role.value, "organisation": member.organisation}
    return unless(problems, make, _warnings(session, member, left), **facts)


def _late_problems(session: Session, member: JuryMember, today: date) -> list[Problem]:
    """JUR-20: the jury has met, or could not be given another president in time."""
    held_on, last = session.held_on, session.convocation_due_on
    if today > held_on:
        text = f"Le jury s’est tenu le {in_french(held_on)} : {member.name} en reste membre, présent ou non."
        return [broken("JUR-20", text, latest=held_on)]
    if member.role is JuryRole.PRESIDENT and member.convened_on is not None and today > last:
        text = (
            f"{member.name} préside ce jury, et un autre président ne se convoque plus depuis le {in_french(last)} : "
            "remplacez ce membre (replaceJuryMember)."
        )
        return [broken("JUR-20", text, "member", latest=last)]
    return []


def _warnings(session: Session, member: JuryMember, left: tuple[JuryMember, ...]) -> list[Problem]:
    """JUR-07, JUR-09, JUR-17: what the seat left empty asks for."""
    if member.convened_on is None:
        return []
    warnings = [broken("JUR-09", f"{member.name} ne siège plus : la CPREFP est à informer de nouveau.")]
    if member.role is JuryRole.PRESIDENT:
        last = session.convocation_due_on
        text = f"Ce jury n’a plus de président : nommez-en un et convoquez-le le {in_french(last)} au plus tard."
        warnings.append(broken("JUR-07", text, latest=last))
    before = empty_delegations(session.members)
    return warnings + [warning for warning in empty_delegations(left) if warning not in before]


def _departed(member: JuryMember, reason: str | None, today: date) -> tuple[DepartedMember, ...]:
    """What is kept of a member who was convened; nothing of one who was named by mistake."""
    if member.convened_on is None or reason is None:
        return ()
    return (
        DepartedMember(name=member.name, role=member.role, organisation=member.organisation, on=today, reason=reason),
    )
