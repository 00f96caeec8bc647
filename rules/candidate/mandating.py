"""Mandates declared and revoked, by the candidate or by a centre that holds their word (PRD-03)."""

from datetime import date

from rules.base.calendar import in_french
from rules.base.outcome import Done, Refused, unless
from rules.base.problems import broken, duplicate, invalid, not_found
from rules.candidate.candidate import Candidate
from rules.candidate.commands import DeclareMandate, RevokeMandate
from rules.candidate.mandate import Mandate

MOST_MANDATES = 50


def declare(
    candidate: Candidate, command: DeclareMandate, *, identifier: str, today: date
) -> Refused | Done[Candidate]:
    """The candidate with a mandate more; nobody is given two that hold at once (PRD-03)."""
    starts_on, problems = command.starts_on or today, candidate.erased_problems("candidate")
    if command.ends_on is not None and command.ends_on < max(starts_on, today):
        text = f"Le mandat finit le {in_french(command.ends_on)}, avant d’avoir servi."
        problems.append(broken("PRD-03", text, "endsOn", earliest=max(starts_on, today)))
    if starts_on > today:
        text = "Un mandat prend effet le jour où il est déclaré, ou avant."
        problems.append(broken("PRD-03", text, "startsOn", latest=today))
    account = command.account.strip()
    if any(item.account == account and item.in_force(today) for item in candidate.mandates):
        problems.append(duplicate("Ce compte a déjà un mandat en cours du candidat.", "account"))
    if len(candidate.mandates) >= MOST_MANDATES:
        problems.append(invalid(f"Un candidat donne {MOST_MANDATES} mandats au plus.", "account"))
    mandate = Mandate(
        id=identifier,
        account=account,
        name=command.name,
        organisation=command.organisation,
        starts_on=starts_on,
        ends_on=command.ends_on,
    )
    return unless(problems, lambda: candidate.evolve(mandates=(*candidate.mandates, mandate)), mandate=identifier)


def revoke(candidate: Candidate, command: RevokeMandate, *, today: date) -> Refused | Done[Candidate]:
    """The candidate without the mandate, which is kept with its last day (PRD-03)."""
    given = next((item for item in candidate.mandates if item.id == command.mandate), None)
    if given is None:
        return Refused((not_found("Ce mandat n’est pas de ce candidat.", "mandate"),))
    if given.revoked_on is not None:
        text = f"Ce mandat est déjà révoqué, depuis le {in_french(given.revoked_on)}."
        return Refused((duplicate(text, "mandate"),))
    revoked = tuple(item.evolve(revoked_on=today) if item.id == given.id else item for item in candidate.mandates)
    return Done(candidate.evolve(mandates=revoked), facts={"mandate": given.id})
