"""
Who abstains on whom: links that the centre declares, and those that companies tell (JUR-19).

A jury is never told of a link, which would lead to a candidate (JUR-08): only that a vote is not taken.
"""

from collections.abc import Mapping, Sequence

from rules.base.problems import Problem, broken, invalid
from rules.base.signs import quoted
from rules.base.text import folded, number_key
from rules.dossier.dossier import Dossier
from rules.session.commands import DeclaredLink
from rules.session.session import JuryMember, Link, Session


def linked(member: JuryMember, dossier: Dossier) -> bool:
    """Whether a voting member is of the company, the host company or the training body of a candidate (JUR-19)."""
    if not member.employer or not member.voting:
        return False
    companies = {folded(company.name) for company in (dossier.company, dossier.host_company) if company}
    return folded(member.employer) in companies | {folded(dossier.training_body or "")}


def bound(session: Session, dossier: Dossier) -> frozenset[str]:
    """
    The identifiers of the voting members who abstain on a dossier: of the same company, or as the centre declares.

    What it declares counts, be it that two companies only have a name in common.
    """
    declared = {link.member: link.linked for link in session.links if link.dossier == dossier.id}
    return frozenset(
        member.id for member in session.members if member.voting and declared.get(member.id, linked(member, dossier))
    )


def declared(
    session: Session, given: Sequence[DeclaredLink], named: Mapping[str, Dossier], here: Sequence[str]
) -> tuple[tuple[Link, ...], list[Problem]]:
    """
    The links of the session with those given, and what is wrong with them.

    `named` are the dossiers by number, `here` the identifiers of those that the session is to judge.
    """
    kept = {*here, *(item.dossier for item in session.absences)}
    links = {(link.member, link.dossier): link for link in session.links if link.dossier in kept}
    members = {member.id: member for member in session.members}
    problems: list[Problem] = []
    for place, item in enumerate(given):
        path, dossier, member = ("links", str(place)), named[number_key(item.dossier)], members.get(item.member)
        if faults := _faults(session, item, dossier, member, here):
            problems += [fault.evolve(path=(*path, *fault.path)) for fault in faults]
            continue
        key = item.member, dossier.id
        told = member is not None and linked(member, dossier)
        if item.reason is not None and (item.linked or told):
            links[key] = Link(member=item.member, dossier=dossier.id, reason=item.reason, linked=item.linked)
        elif links.pop(key, None) is None and member is not None:
            problems.append(_nothing_to_undo(member, dossier, told=told).evolve(path=path))
    return tuple(links.values()), problems


def _nothing_to_undo(member: JuryMember, dossier: Dossier, *, told: bool) -> Problem:
    """What to do where no link is declared: one that companies tell is denied with a reason."""
    if told:
        text = (
            f"{member.name} est de l’entreprise ou de l’organisme du candidat du dossier {dossier.number}, d’après "
            "leurs noms : dites pourquoi ce n’est pas un lien (reason)."
        )
        return broken("JUR-19", text)
    return invalid(f"Aucun lien n’est déclaré entre {member.name} et le candidat du dossier {dossier.number}.")


def _faults(
    session: Session, item: DeclaredLink, dossier: Dossier, member: JuryMember | None, here: Sequence[str]
) -> list[Problem]:
    problems = []
    if dossier.id not in here:
        problems.append(invalid(f"Le dossier {dossier.number} n’est pas de cette session.", "dossier"))
    elif dossier.id in session.decided:
        text = (
            f"La décision sur le dossier {dossier.number} est enregistrée : enregistrez-la de nouveau, en nommant qui "
            "s’y abstient (abstentions)."
        )
        problems.append(broken("JUR-19", text, "dossier"))
    if member is None:
        problems.append(invalid(f"Aucun membre {quoted(item.member)} n’est de cette session.", "member"))
    elif not member.voting:
        text = f"{member.name} ne prend pas part au vote : il n’y a pas de lien à déclarer."
        problems.append(invalid(text, "member"))
    if item.linked and item.reason is None:
        problems.append(broken("JUR-19", "Dites ce qui lie ce membre au candidat.", "reason"))
    return problems
