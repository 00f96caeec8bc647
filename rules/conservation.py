"""How long what was acquired counts: blocs for life (CON-01), other capacités for a time (CON-02).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 3, § 3 b.
"""

from datetime import date

from rules.calendar import months_after, years_after

MONTHS_KEPT = 24
"""CON-02: delay for a CQPM that is not registered at the RNCP."""
YEARS_KEPT_AT_RNCP = 5
"""CON-02: delay for a CQPM that is registered at the RNCP on the jury's date."""


def conservation_until(jury_on: date, at_rncp: bool) -> date:
    """The last day, included, on which a new registration may be asked for with the capacités kept (CON-02).

    `jury_on` is the day of the decision of the jury that validated the capacité; `at_rncp` says whether the CQPM
    was registered at the RNCP that day (our reading: a later change moves nothing). Counted as DAT-01 has it.
    """
    return years_after(jury_on, YEARS_KEPT_AT_RNCP) if at_rncp else months_after(jury_on, MONTHS_KEPT)


def in_time(requested_on: date, until: date) -> bool:
    """Whether a request made on `requested_on` keeps what was acquired: asking suffices, that day included (CON-02)."""
    return requested_on <= until


def delay_in_words(at_rncp: bool) -> str:
    """The length of the delay as a sentence says it: « 24 mois » or « 5 ans » (CON-02)."""
    return f"{YEARS_KEPT_AT_RNCP} ans" if at_rncp else f"{MONTHS_KEPT} mois"
