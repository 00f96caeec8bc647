"""
A registration that is typed after its day (INS-10): with a reason, for a time, and warned of; older by the GTP alone.

No text asks for it: a registration dated in the past moves the first day of evaluation (INS-04) and the version of the
référentiel (REF-07).
"""

from datetime import date, timedelta

from rules.base.calendar import in_french
from rules.base.parameters import parameter
from rules.base.problems import Problem, broken
from rules.dossier.opening import Opening


def late_problems(opening: Opening) -> list[Problem]:
    """INS-10: what is typed late says why, and is not older than the delay where its own centre types it."""
    request, today = opening.request, opening.today
    if request.opened_on >= today:
        if request.late_reason is None:
            return []
        text = "L’inscription est datée de ce jour : ne donnez pas de motif de saisie tardive (lateReason)."
        return [broken("INS-10", text, "lateReason")]
    problems = []
    if not (request.late_reason or "").strip():
        text = (
            f"L’inscription du {in_french(request.opened_on)} est saisie après sa date : dites pourquoi (lateReason)."
        )
        problems.append(broken("INS-10", text, "lateReason"))
    first = earliest_on(today)
    if request.opened_on < first and not opening.by_gtp:
        text = (
            f"Une inscription se saisit au plus tard {late_days(today)} jours après sa date : ce jour, celle du "
            f"{in_french(first)} au plus tôt. Demandez au GTP de reprendre ce dossier papier plus ancien."
        )
        problems.append(broken("INS-10", text, "openedOn", earliest=first))
    return problems


def late_warnings(opening: Opening) -> list[Problem]:
    """INS-10: what is typed late is shown to the GTP."""
    request = opening.request
    if request.opened_on >= opening.today:
        return []
    text = (
        f"L’inscription du {in_french(request.opened_on)} est saisie le {in_french(opening.today)} : "
        "le GTP lira ces deux dates et le motif avec la session."
    )
    return [broken("INS-10", text, "openedOn")]


def earliest_on(today: date) -> date:
    """The earliest day, included, of a registration that its centre types on a day (INS-10, DAT-01)."""
    return today - timedelta(days=late_days(today))


def late_days(today: date) -> int:
    """How many days after a registration its centre may still type it (INS-10)."""
    return int(parameter("late_entry_days", today))
