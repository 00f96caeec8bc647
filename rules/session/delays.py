"""
The days by which the papers of a jury go out, counted back from its date (DAT-01).

Source: dispositif des qualifications professionnelles de la métallurgie (CPNEFP, 4 April 2017), part 2, chapter 2,
§§ 1 A and 2; national agreement of 13 November 2014, articles 9.2.1 and 9.2.2.
"""

from datetime import date

from rules.base.calendar import days_before
from rules.base.parameters import parameter


def union_request_days(held_on: date) -> int:
    """How many calendar days before a jury held that day the unions are asked to name its members (JUR-01)."""
    return int(parameter("union_request_days", held_on))


def convocation_days(held_on: date) -> int:
    """How many calendar days before a jury held that day its members are convened (JUR-02)."""
    return int(parameter("convocation_days", held_on))


def absence_notice_days(held_on: date) -> int:
    """How many calendar days before a jury held that day its salaried members tell their employers (JUR-15)."""
    return int(parameter("absence_notice_days", held_on))


def union_request_until(held_on: date) -> date:
    """The last day, included, on which the unions may be asked for the members of a jury held that day (JUR-01)."""
    return days_before(held_on, union_request_days(held_on))


def convocation_until(held_on: date) -> date:
    """The last day, included, on which the members of a jury held that day may be convened at first (JUR-02)."""
    return days_before(held_on, convocation_days(held_on))


def absence_notice_until(held_on: date) -> date:
    """The last day, included, on which a salaried member of a jury held that day tells the employer (JUR-15)."""
    return days_before(held_on, absence_notice_days(held_on))
