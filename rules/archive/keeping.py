"""
Until when a centre keeps evaluation material and copies of letters of partial validation (ARC-01).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 5, § 1.
The year of the « actions de validation » is, by our reading, that of the last of them: evaluation, jury, decision of
the GTP; of a dossier that ended before a jury, the year in which it did.
"""

from collections.abc import Iterable
from datetime import date

from rules.base.calendar import in_french
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken
from rules.dossier.carrying import EVALUATING, settled
from rules.dossier.dossier import Again, Dossier
from rules.dossier.refusal import made_again


def ended_on(dossier: Dossier) -> date | None:
    """The last day on which something was validated of a dossier, or on which it ended; None while it is under way."""
    verdict = dossier.verdict
    if dossier.withdrawal is not None:
        last = dossier.withdrawal.on
    elif verdict is not None:
        if made_again(dossier) not in {None, Again.NOTHING}:
            return None
        last = verdict.on
    elif (notice := dossier.vae.notice if dossier.vae is not None else None) is not None and not notice.favourable:
        last = notice.on
    else:
        return None
    jury = [dossier.deliberation.jury_on] if dossier.deliberation is not None else []
    return max([last, *jury, *(item.on for item in dossier.evaluations if not item.carried_over)])


def kept_until(dossier: Dossier, at_rncp: bool | None) -> date | None:
    """
    The last day, included, on which its material is kept; None while it is under way (ARC-01).

    `at_rncp` says whether it counts as registered (REG-01). Where that is not known it is kept the longer of the two:
    what is destroyed is not had back.
    """
    ended = ended_on(dossier)
    if ended is None:
        return None
    years = parameter("archive_years" if at_rncp is False else "archive_years_rncp", ended)
    return date(ended.year + years, 12, 31)


def earliest_end(dossier: Dossier) -> date | None:
    """The first 31 December after which it may be destroyed, whatever is declared; None under way, and once it is."""
    return None if dossier.destroyed_on is not None else kept_until(dossier, bool(dossier.at_rncp))


def tables_before(today: date) -> date:
    """The day before which tables of candidates were uploaded that are not kept any more, like material (ARC-04)."""
    return date(today.year - parameter("archive_years", today), 1, 1)


def keeping_problems(dossier: Dossier, at_rncp: bool | None, others: Iterable[Dossier], today: date) -> list[Problem]:
    """Why the archives of a dossier are not destroyed on a day; `others` are those of its person, at any centre."""
    until = kept_until(dossier, at_rncp)
    if until is None:
        text = f"Le dossier {dossier.number} est en cours : ses archives se gardent."
        return [broken("ARC-01", text)]
    problems = []
    if until >= today:
        text = f"Les pièces d’évaluation du dossier {dossier.number} se gardent jusqu’au {in_french(until)}, compris."
        problems.append(broken("ARC-01", text, earliest=date(until.year + 1, 1, 1)))
    if any(_relies(other, dossier, today) for other in others):
        text = (
            f"Un autre dossier de la même personne reprend, ou peut encore reprendre, ce qui est acquis par le dossier "
            f"{dossier.number} : ses pièces se gardent tant que cette reprise en dépend."
        )
        problems.append(broken("ARC-01", text))
    return problems


def _relies(other: Dossier, dossier: Dossier, today: date) -> bool:
    """Whether another dossier of the person carries over from one, or still may, and is itself kept."""
    if other.destroyed_on is not None:
        return False
    results = (*other.evaluations, *(line for judgment in other.earlier for line in judgment.evaluations))
    if any(line.carried_from == dossier.number for line in results):
        until = kept_until(other, other.at_rncp)
        return until is None or until >= today
    return settled(dossier) and other.status in EVALUATING
