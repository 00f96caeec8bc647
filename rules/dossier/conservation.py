"""
How long what was acquired counts: blocs for life (CON-01), other capacités for a time (CON-02).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3,
§ 3 b, which rules over article 9.3 of the national agreement of 13 November 2014.
"""

from datetime import date

from rules.base.calendar import months_after
from rules.base.parameters import parameter


def conservation_until(jury_on: date, at_rncp: bool) -> date:
    """
    The last day, included, on which a new registration may be asked for with the capacités kept (CON-02).

    `jury_on` is the day of the decision of the jury that validated the capacité; `at_rncp` says whether the dossier
    counts as registered at the RNCP (REG-01, our reading: a later change moves nothing). Counted as DAT-01 has it.
    """
    return months_after(jury_on, _months(jury_on, at_rncp))


def in_time(requested_on: date, until: date) -> bool:
    """Whether a request made on `requested_on` keeps what was acquired: asking suffices, that day included (CON-02)."""
    return requested_on <= until


def delay_in_words(jury_on: date, at_rncp: bool) -> str:
    """The length of the delay as the texts say it: « 24 mois », « 5 ans » (CON-02)."""
    months = _months(jury_on, at_rncp)
    return f"{months // 12} ans" if months > 24 and months % 12 == 0 else f"{months} mois"


def _months(jury_on: date, at_rncp: bool) -> int:
    return int(parameter("conservation_months_rncp" if at_rncp else "conservation_months", jury_on))
